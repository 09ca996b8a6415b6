//! Unit tests.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::*;

/// Forgets a wake-up that finds no sleeper, as PC/SC does.
#[derive(Default)]
struct Service {
    inside: Mutex<bool>,
    woken: Condvar,
    forgotten: AtomicUsize,
}

impl Wake for Service {
    fn wake(&self) {
        let mut inside = self.inside.lock().unwrap();
        if !std::mem::take(&mut *inside) {
            self.forgotten.fetch_add(1, Ordering::SeqCst);
        }
        self.woken.notify_all();
    }
}

impl Service {
    fn sleep(&self) {
        let mut inside = self.inside.lock().unwrap();
        *inside = true;
        drop(self.woken.wait_while(inside, |inside| *inside).unwrap());
    }
}

fn until(done: impl Fn() -> bool) {
    while !done() {
        thread::sleep(Duration::from_micros(100));
    }
}

#[test]
fn one_cancel_reaches_a_wait_that_is_about_to_block() {
    let (waits, service) = (Arc::new(Waits::default()), Arc::new(Service::default()));
    thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let wait = waits.start();
            wait.block(service.clone(), || {
                // Not yet asleep when the first wake-ups come.
                until(|| service.forgotten.load(Ordering::SeqCst) >= 3);
                service.sleep();
            })
        });
        until(|| waits.lock().entries.iter().any(|entry| entry.blocking.is_some()));
        waits.cancel();
        assert_eq!(waiting.join().unwrap().unwrap_err().status(), Status::Cancelled);
    });
    assert!(waits.lock().entries.is_empty());
}

#[test]
fn a_cancel_ends_the_waits_of_its_moment_and_no_other() {
    let (waits, service) = (Arc::new(Waits::default()), Arc::new(Service::default()));
    waits.cancel();
    let wait = waits.start();
    assert_eq!(wait.check(), Ok(()));
    assert_eq!(wait.block(service.clone(), || 7), Ok(7));
    assert_eq!(wait.pause(Duration::ZERO), Ok(()));
    waits.cancel();
    let next = waits.start();
    assert!(wait.check().is_err());
    assert!(wait.block(service.clone(), || 7).is_err());
    assert!(wait.pause(Duration::from_secs(60)).is_err());
    assert!(wait.finish(()).is_err());
    assert_eq!(next.finish(7), Ok(7));
    waits.close();
    assert!(waits.start().check().is_err());
    assert_eq!(service.forgotten.load(Ordering::SeqCst), 0);
}

#[test]
fn an_owner_ends_its_own_waits_only() {
    let waits = Arc::new(Waits::default());
    let (one, other) = (waits.new_owner(), waits.new_owner());
    let (ones, others, nobodys) =
        (waits.start_of(Some(one), None), waits.start_of(Some(other), None), waits.start());
    waits.cancel_of(one);
    assert!(ones.check().is_err());
    assert!(others.check().is_ok() && nobodys.check().is_ok());
    waits.cancel();
    assert!(others.check().is_err() && nobodys.check().is_err());
}

#[test]
fn a_turn_comes_when_a_wait_has_ended_or_time_has() {
    let waits = Arc::new(Waits::default());
    let wait = waits.start();
    let soon = Instant::now().checked_add(Duration::from_millis(5));
    assert_eq!(wait.until(soon, || None::<()>), Ok(None));
    let earlier = waits.start();
    let turn = Mutex::new(());
    let held = turn.lock().unwrap();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| wait.until(None, || turn.try_lock().ok().map(drop)));
        thread::sleep(Duration::from_millis(20));
        drop(held);
        drop(earlier);
        assert_eq!(waiting.join().unwrap(), Ok(Some(())));
        let waiting = scope.spawn(|| wait.until(None, || None::<()>));
        thread::sleep(Duration::from_millis(20));
        waits.cancel();
        assert!(waiting.join().unwrap().is_err());
    });
}

#[test]
fn a_pause_ends_at_once() {
    let waits = Arc::new(Waits::default());
    thread::scope(|scope| {
        let pausing = scope.spawn(|| waits.start().pause(PATIENCE * 10));
        until(|| !waits.lock().entries.is_empty());
        waits.cancel();
        assert!(pausing.join().unwrap().is_err());
    });
}
