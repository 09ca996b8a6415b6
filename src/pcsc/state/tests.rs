//! Unit tests.

use super::*;

#[test]
fn the_flags_that_say_more_win() {
    let presence = |raw| State::from_raw(raw).presence();
    assert_eq!(presence(0x0003_0012), CardPresence::Empty);
    assert_eq!(presence(0x0003_0022), CardPresence::Present);
    assert_eq!(presence(0x0122), CardPresence::InUse);
    assert_eq!(presence(0x01A2), CardPresence::Exclusive);
    assert_eq!(presence(0x0322), CardPresence::Unresponsive);
    assert_eq!(presence(0x000E), CardPresence::Unavailable);
    assert_eq!(State::from_raw(0x0003_0022).as_known(), State::from_raw(0x0003_0020));
    assert_eq!(State::from_raw(0x0003_0022).count(), 3);
}
