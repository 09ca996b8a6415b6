//! Unit tests.

use std::sync::mpsc::channel;

use super::*;
use crate::pcsc::cancel::Waits;

fn soon() -> Option<Instant> {
    Instant::now().checked_add(Duration::from_millis(20))
}

/// The only test that gives calls up: they are shared by the whole process.
#[test]
fn calls_that_are_given_up_do_not_pile_up_and_keep_nobody_longer_than_allowed() {
    let (mut says, mut left) = (Vec::new(), 0);
    for _ in 0..3 * MOST {
        if !queue(None, soon()).unwrap() {
            left += 1;
            continue;
        }
        let (say, said) = channel();
        let mut task = Task::start(None, move |kept| (kept, said.recv().is_ok())).unwrap();
        assert!(task.wait(None, soon()).unwrap().is_none());
        says.push(say);
    }
    assert_eq!((says.len(), left), (MOST, 2 * MOST));
    let waits = Arc::new(Waits::default());
    thread::scope(|scope| {
        let queued = scope.spawn(|| queue(Some(&waits.start()), None));
        while !queued.is_finished() {
            waits.cancel();
            thread::yield_now();
        }
        assert_eq!(queued.join().unwrap().unwrap_err().status(), Status::Cancelled);
    });
    says.iter().for_each(|say| say.send(()).unwrap());
    assert_eq!(queue(None, None), Ok(true));
    let mut task = Task::start(None, |kept| (kept, 7)).unwrap();
    assert_eq!(task.wait(None, None).unwrap().unwrap().1, 7);
}
