//! Unit tests.

use std::thread;
use std::time::Duration;

use super::*;
use crate::pcsc::cancel::Waits;

#[test]
fn it_ends_its_waits_before_and_during_and_no_others() {
    let (one, other) = (Arc::new(Waits::default()), Arc::new(Waits::default()));
    let (button, elsewhere) = (Cancellation::new(), Cancellation::new());
    let of = |waits: &'_ Arc<Waits>, button: &Cancellation| {
        waits.start_of(None, Some(button)).pause(Duration::from_secs(60))
    };
    thread::scope(|scope| {
        let ended = [&one, &other, &one].map(|waits| scope.spawn(|| of(waits, &button)));
        let bystander = scope.spawn(|| of(&one, &elsewhere));
        while button.lock().waits.len() < 3 || elsewhere.lock().waits.is_empty() {
            thread::yield_now();
        }
        button.clone().cancel();
        for ended in ended {
            assert!(ended.join().unwrap().is_err());
        }
        assert!(!bystander.is_finished());
        elsewhere.cancel();
        assert!(bystander.join().unwrap().is_err());
    });
    button.cancel();
    assert!(button.is_cancelled() && of(&other, &button).is_err());
    assert!(one.start().check().is_ok());
    // Waits that have ended are forgotten.
    let idle = Cancellation::new();
    drop(one.start_of(None, Some(&idle)));
    assert!(idle.lock().waits.is_empty() && !idle.is_cancelled());
}
