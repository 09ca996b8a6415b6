//! Unit tests.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::*;

const SHORTLY: Duration = Duration::from_millis(20);

fn soon() -> Option<Instant> {
    Instant::now().checked_add(SHORTLY)
}

/// Blocks until it is sent its outcome; an outcome that nobody waits for is doubled.
fn blocked() -> (Sender<u32>, Attempt<u32>) {
    let (say, said) = channel();
    let call = |said: Receiver<u32>| said.recv().unwrap();
    (say, Attempt::start(said, call, |said| said.checked_mul(2)).unwrap())
}

#[test]
fn a_call_is_waited_for_as_long_as_the_caller_likes_and_taken_up_again() {
    let (say, mut attempt) = blocked();
    assert_eq!(attempt.wait(soon()), Progress::Pending);
    let later = thread::spawn(move || {
        thread::sleep(SHORTLY);
        say.send(7).unwrap();
    });
    assert_eq!(attempt.wait(None), Progress::Done(7));
    assert_eq!(attempt.wait(soon()), Progress::Void);
    later.join().unwrap();
}

#[test]
fn what_nobody_waited_for_is_not_kept_as_it_is() {
    let (say, mut attempt) = blocked();
    assert_eq!(attempt.wait(Some(Instant::now())), Progress::Pending);
    say.send(7).unwrap();
    while !attempt.is_finished() {
        thread::yield_now();
    }
    assert_eq!(attempt.wait(None), Progress::Done(14));
}

#[test]
fn the_one_who_waits_can_be_woken() {
    let (say, mut attempt) = blocked();
    let sleeper = attempt.sleeper();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| attempt.wait(None));
        while !waiting.is_finished() {
            sleeper.wake();
            thread::yield_now();
        }
        assert_eq!(waiting.join().unwrap(), Progress::Pending);
    });
    say.send(7).unwrap();
    // It may have arrived before this waits.
    assert!([Progress::Done(7), Progress::Done(14)].contains(&attempt.wait(None)));
}

#[test]
fn an_abandoned_call_drops_what_it_gives() {
    let (say, said) = channel();
    let (dropped, is_dropped) = channel::<()>();
    let attempt = Attempt::start(said, move |said| (said.recv().unwrap(), dropped), Some);
    drop(attempt.unwrap());
    say.send(7).unwrap();
    assert!(is_dropped.recv_timeout(Duration::from_secs(5)).is_err());
}

#[test]
fn a_panic_ends_the_attempt() {
    let call = |(): ()| std::panic::resume_unwind(Box::new(()));
    let mut attempt = Attempt::<u32>::start((), call, Some).unwrap();
    assert_eq!(attempt.wait(None), Progress::Panicked);
}
