//! Unit tests.

use super::*;

#[test]
fn limits_have_a_default_and_a_floor() {
    let limits = ContextLimits::default();
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    let of = |transaction, exchange| Limits { transaction, exchange };
    assert_eq!(limits.get(), of(seconds(10), seconds(60)));
    limits.set_transaction(Some(Duration::ZERO));
    limits.set_exchange(Some(Duration::ZERO));
    assert_eq!(limits.get(), of(Some(LEAST), Some(LEAST)));
    limits.set_transaction(Some(Duration::MAX));
    assert_eq!(limits.get(), of(None, Some(LEAST)));
    limits.set_exchange(None);
    assert_eq!(limits.get(), Limits::default());
}
