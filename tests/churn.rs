//! Eight readers and a desk at each, in Rust or in C, while cards come and go and
//! other programs reset and hold them: every outcome is accounted for, no card is mistaken for
//! another, and nothing is left behind.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "capi", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::collections::BTreeMap;
use std::ffi::CString;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use der::{Decode, Encode};
use jpkicard::virtual_card::VirtualCard;
use jpkicard::{LastTry, Status};
use rsa::pkcs8::DecodePublicKey;
use sha2::{Digest, Sha256};
use support::desk::{Desk, Failure, Job, LIVE_HANDLES, Signed};
use support::figure::figure;
use support::heap;
use support::hooked_card::{At, HookedCard, Strike, within};
use support::pcscd::PrivatePcscd;
use support::random::Random;
use support::resources::Resources;

const READERS: usize = 8;
const OTHER_PROGRAMS: usize = 4;
/// Authentications at each desk: one warm-up round, and two measured ones.
const WARM_UP: usize = 10;
const EACH: usize = 63;
const LAST: usize = 62;
const PIN: &str = "1234";
const WRONG: &str = "0000";
const SIGNED: &str = "signed";

/// No wait for a card takes this long, because each card comes back within a second.
const LIMIT: Duration = Duration::from_secs(60);

/// How long pcscd may be wrong about a card that was out briefly.
const SETTLED: Duration = Duration::from_secs(2);

/// How much Rust's own memory may differ between two idle moments, and how much the resident memory
/// may grow in 500 authentications: leaking a kilobyte in each would show in both.
const HEAP_SLACK: i64 = 4_096;
const MEMORY_SLACK: u64 = 500;

#[global_allocator]
static COUNTING: heap::Counting = heap::Counting;

/// A reader, its card, and what is known of it.
struct Place {
    name: CString,
    card: HookedCard,
    certificate: Vec<u8>,
    key: rsa::RsaPublicKey,
}

impl Place {
    fn new(pcscd: &PrivatePcscd, index: usize) -> Self {
        let build = || VirtualCard::builder().seed(index as u64).build().unwrap();
        // The judge uses another card, made in the same way.
        let certificate = build().authentication_certificate().to_vec();
        let parsed = x509_cert::Certificate::from_der(&certificate).unwrap();
        let key = parsed.tbs_certificate.subject_public_key_info.to_der().unwrap();
        Self {
            name: pcscd.readers()[index].clone(),
            card: HookedCard::new(pcscd.port(index), build()),
            certificate,
            key: rsa::RsaPublicKey::from_public_key_der(&key).unwrap(),
        }
    }
}

/// What other programs did in the meantime.
#[derive(Default)]
struct Disturbances {
    ended: AtomicBool,
    resets: AtomicU64,
    /// Authentications during which the card was reset.
    met: AtomicU64,
    holds: AtomicU64,
    sign_attempts: AtomicU64,
    taken_out: AtomicU64,
    longest: AtomicU64,
}

impl Disturbances {
    fn go_on(&self) -> bool {
        !self.ended.load(Ordering::SeqCst)
    }
}

/// One authentication, judged.
fn authentication(
    place: &Place,
    desk: &Desk,
    others: &Disturbances,
    random: &mut Random,
) -> Result<(), Status> {
    let (tries, verified) = place.card.look(|card| (card.pin_tries(), card.verify_commands()));
    // A wrong PIN if at least two tries are left; on the last one only with permission.
    let wrong = tries >= 2 && random.one_in(6);
    let data = random.next().to_be_bytes();
    let job = Job {
        pin: if wrong { WRONG } else { PIN },
        data: &data,
        at_once: random.one_in(2),
        pause: random.milliseconds(0, 40),
        last_try: if random.one_in(2) { LastTry::Allow } else { LastTry::Keep },
    };
    if random.one_in(5) {
        let strike = if random.one_in(2) { Strike::Leave } else { Strike::ActAndLeave };
        let at = match random.one_in(4) {
            true => At::Verify,
            // The wait takes one or two commands, the rest is an authentication's.
            false => At::Command(random.below(22)),
        };
        place.card.strike(at, strike);
    }
    let resets = place.card.resets();
    let locked = || {
        let open = place.card.look(|card| card.authentication_key_is_open());
        assert!(!open, "the key is open; in the reader for {:?}", place.card.in_since());
    };
    let started = Instant::now();
    let outcome = desk.authenticate(LIMIT, &job, locked);
    let well = place.card.in_since() > started.elapsed() + SETTLED;
    place.card.struck();
    locked();
    others.met.fetch_add(u64::from(place.card.resets() > resets), Ordering::SeqCst);
    let (tries_now, verified_now) =
        place.card.look(|card| (card.pin_tries(), card.verify_commands()));
    let sent = verified_now - verified;
    assert!(sent <= 1, "{sent} VERIFY in one authentication: {outcome:?}");
    let expected = match (sent, wrong) {
        (0, _) => tries,
        (_, true) => tries - 1,
        (_, false) => 3,
    };
    assert_eq!(tries_now, expected, "{tries} tries before, PIN wrong: {wrong}, {outcome:?}");
    match outcome {
        Ok(Signed { certificate, signature }) => {
            assert!((sent, wrong) == (1, false));
            assert!(certificate == place.certificate, "another card's certificate");
            let form = rsa::Pkcs1v15Sign::new::<Sha256>();
            place.key.verify(form, &Sha256::digest(data), &signature).unwrap();
            Ok(())
        }
        Err(failure) => {
            let of_the_pin = matches!(failure.status, Status::PinWrong | Status::PinLastTry);
            assert!(of_the_pin || !well, "nothing happened to the card: {failure:?}");
            judge_failure(&failure, &job, wrong, sent, tries_now);
            Err(failure.status)
        }
    }
}

fn judge_failure(failure: &Failure, job: &Job<'_>, wrong: bool, sent: u64, tries: u8) {
    match failure.status {
        Status::PinWrong => {
            assert!((sent, wrong, failure.tries_left) == (1, true, Some(tries)), "{failure:?}");
        }
        Status::PinLastTry => {
            assert!((sent, tries, job.last_try) == (0, 1, LastTry::Keep), "{failure:?}");
        }
        Status::PinUncertain => {}
        // "No PIN try was spent": not sent, or right and the signature lost. An empty answer, or no
        // protocol, results from a card that was out for less than pcscd's polling interval.
        Status::CardRemoved
        | Status::CardReset
        | Status::CardAnswer
        | Status::CardUnresponsive
        | Status::ReaderFailed => {
            assert!(sent == 0 || !wrong, "{failure:?}");
        }
        _ => panic!("not to be expected: {failure:?}"),
    }
}

/// Inserts cards again, and removes some at any time.
fn hand(places: &[Place], others: &Disturbances, mut random: Random) {
    let mut back = [const { None::<Instant> }; READERS];
    let mut next = Instant::now();
    while others.go_on() {
        for (place, back) in places.iter().zip(&mut back) {
            match back {
                None if !place.card.is_inserted() => {
                    *back = Some(Instant::now() + random.milliseconds(0, 600));
                }
                Some(time) if Instant::now() >= *time => {
                    place.card.insert();
                    *back = None;
                }
                _ => {}
            }
        }
        if Instant::now() >= next {
            let place = &places[random.below(READERS as u64) as usize];
            if place.card.is_inserted() {
                place.card.take_out();
                others.taken_out.fetch_add(1, Ordering::SeqCst);
            }
            next = Instant::now() + random.milliseconds(50, 500);
        }
        thread::sleep(Duration::from_millis(3));
    }
}

/// Another program, with its own connections to the cards: resets them, holds them, and tries to
/// sign without a PIN.
fn other_program(places: &[Place], others: &Disturbances, mut random: Random) {
    let context = pcsc::Context::establish(pcsc::Scope::User).unwrap();
    while others.go_on() {
        thread::sleep(random.milliseconds(5, 40));
        let place = &places[random.below(READERS as u64) as usize];
        let shared = pcsc::ShareMode::Shared;
        let Ok(mut card) = context.connect(&place.name, shared, pcsc::Protocols::ANY) else {
            continue;
        };
        match random.below(4) {
            0 => {
                let reset = pcsc::Disposition::ResetCard;
                if card.reconnect(shared, pcsc::Protocols::ANY, reset).is_ok() {
                    others.resets.fetch_add(1, Ordering::SeqCst);
                }
            }
            1 => {
                if card.disconnect(pcsc::Disposition::ResetCard).is_ok() {
                    others.resets.fetch_add(1, Ordering::SeqCst);
                }
                continue;
            }
            attack => {
                if let Ok(transaction) = card.transaction() {
                    if attack == 2 {
                        signs_without_pin(&transaction);
                        others.sign_attempts.fetch_add(1, Ordering::SeqCst);
                    }
                    thread::sleep(random.milliseconds(1, 20));
                    others.holds.fetch_add(1, Ordering::SeqCst);
                    let _ = transaction.end(pcsc::Disposition::LeaveCard);
                }
            }
        }
        let _ = card.disconnect(pcsc::Disposition::LeaveCard);
    }
}

fn signs_without_pin(card: &pcsc::Transaction<'_>) {
    let mut answer = [0; 300];
    for command in [
        &b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01"[..],
        b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01",
        b"\x80\x2A\x00\x97\x04\x01\x02\x03\x04\x00",
    ] {
        let Ok(answer) = card.transmit(command, &mut answer) else { return };
        assert!(answer.len() < 256, "another program signed without the PIN");
    }
}

/// This many authentications at each desk, all at the same time. Afterwards every card is out and every
/// thread of this round has ended.
fn round(
    places: &[Place],
    others: &Disturbances,
    each: usize,
    random: &mut Random,
) -> BTreeMap<&'static str, usize> {
    others.ended.store(false, Ordering::SeqCst);
    let mut outcomes = BTreeMap::new();
    thread::scope(|scope| {
        let seed = random.next();
        scope.spawn(move || hand(places, others, Random::new(seed)));
        for _ in 0..OTHER_PROGRAMS {
            let seed = random.next();
            scope.spawn(move || other_program(places, others, Random::new(seed)));
        }
        let desks: Vec<_> = places
            .iter()
            .enumerate()
            .map(|(index, place)| {
                let mut random = Random::new(random.next());
                scope.spawn(move || {
                    let desk = Desk::new(place.name.clone(), index % 2 == 1);
                    (0..each)
                        .map(|_| {
                            let started = Instant::now();
                            let outcome = authentication(place, &desk, others, &mut random);
                            let took = started.elapsed().as_millis() as u64;
                            others.longest.fetch_max(took, Ordering::SeqCst);
                            outcome.map_or_else(Status::name, |()| SIGNED)
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        let joined: Vec<_> = desks.into_iter().map(thread::ScopedJoinHandle::join).collect();
        others.ended.store(true, Ordering::SeqCst);
        for outcome in joined.into_iter().flat_map(|joined| joined.unwrap()) {
            *outcomes.entry(outcome).or_default() += 1;
        }
    });
    places.iter().for_each(|place| place.card.take_out());
    outcomes
}

/// The resources in use while idle.
#[derive(Clone, Copy, Debug)]
struct Rest {
    this: Resources,
    pcscd: Resources,
    heap: i64,
}

impl Rest {
    /// pcscd closes what its clients left a moment later, as does a reader that was connecting
    /// while its card was taken out.
    fn now(pcscd: &PrivatePcscd, like: Option<&Self>) -> Self {
        let look = || Self {
            this: Resources::of_this_process(),
            pcscd: Resources::of(&pcscd.process()),
            heap: heap::in_use(),
        };
        let count = |of: &Resources| (of.file_descriptors, of.threads);
        let handles = |rest: &Self| (count(&rest.this), count(&rest.pcscd));
        if let Some(like) = like {
            within(Duration::from_secs(5), || handles(&look()) == handles(like));
        } else {
            thread::sleep(Duration::from_secs(1));
        }
        look()
    }
}

#[test]
fn a_thousand_authentications_at_eight_desks() {
    let seed = std::env::var("JPKICARD_CHURN_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or(20_260_401);
    println!("churn: seed {seed} (JPKICARD_CHURN_SEED sets another)");
    let mut random = Random::new(seed);
    let pcscd = PrivatePcscd::start(&[b"Desk A", b"Desk B", b"Desk C", b"Desk D"]);
    let places: Vec<_> = (0..READERS).map(|index| Place::new(&pcscd, index)).collect();

    let others = Disturbances::default();
    round(&places, &others, WARM_UP, &mut random);
    let before = Rest::now(&pcscd, None);
    let others = Disturbances::default();
    let removals = || places.iter().map(|place| place.card.removals()).sum::<u64>();
    let removed = removals();

    let started = Instant::now();
    let mut outcomes = round(&places, &others, EACH, &mut random);
    let middle = Rest::now(&pcscd, Some(&before));
    for (outcome, count) in round(&places, &others, LAST, &mut random) {
        *outcomes.entry(outcome).or_default() += count;
    }
    let after = Rest::now(&pcscd, Some(&before));

    for (outcome, count) in &outcomes {
        println!("churn: {count:5} {outcome}");
    }
    let total: usize = outcomes.values().sum();
    let (removals, resets) = (removals() - removed, others.resets.load(Ordering::SeqCst));
    let load = |count: &AtomicU64| count.load(Ordering::SeqCst);
    println!(
        "churn: {removals} removals ({} by hand at any time), {resets} resets, {} \
         authentications met one, {} transactions of other programs, {} attempts to sign without PIN; longest authentication {} ms; {} s",
        load(&others.taken_out),
        load(&others.met),
        load(&others.holds),
        load(&others.sign_attempts),
        load(&others.longest),
        started.elapsed().as_secs(),
    );
    println!("{before:?}\n{middle:?}\n{after:?}");
    let grown = after.this.memory.saturating_sub(middle.this.memory);
    let heap = after.heap - middle.heap;
    figure!(
        "churn: {total} authentications on {READERS} readers: {} signed; leaked: {} fds, {} threads, \
         {grown} kB resident ({heap} bytes of heap) in the last half, {} fds and {} threads in pcscd, {} C handles",
        outcomes[SIGNED],
        after.this.file_descriptors.abs_diff(before.this.file_descriptors),
        after.this.threads.abs_diff(before.this.threads),
        after.pcscd.file_descriptors.abs_diff(before.pcscd.file_descriptors),
        after.pcscd.threads.abs_diff(before.pcscd.threads),
        LIVE_HANDLES.load(Ordering::SeqCst),
    );
    assert_eq!(total, 1_000);
    assert!(removals >= 100 && resets >= 100, "{removals} {resets}");
    assert_eq!(after.this.file_descriptors, before.this.file_descriptors);
    assert_eq!(after.this.threads, before.this.threads);
    assert_eq!(after.pcscd.file_descriptors, before.pcscd.file_descriptors);
    assert_eq!(after.pcscd.threads, before.pcscd.threads);
    assert_eq!(LIVE_HANDLES.load(Ordering::SeqCst), 0);
    assert!(heap.abs() <= HEAP_SLACK, "{heap}");
    assert!(grown <= MEMORY_SLACK, "{grown}");
}
