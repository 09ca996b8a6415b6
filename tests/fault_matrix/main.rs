//! Every operation × every fault × every command: what comes of it is in a table, and
//! what must hold of PIN and key holds. In one process, on the virtual card.
#![cfg(feature = "virtual-card")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
#![allow(unreachable_pub, reason = "the modules are this test's own")]

mod faults;
mod operations;
#[path = "../support/recorder.rs"]
mod recorder;
mod rules;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use faults::Trouble;
use operations::{CARDS, Operation};
use rules::{Bench, When};

/// An operation with one kind of card.
fn benches() -> Vec<Bench> {
    let mut benches = Vec::new();
    for (name, card) in CARDS {
        for operation in Operation::all() {
            benches.push(Bench::new(name, card, operation));
        }
    }
    benches
}

/// Does the work of each bench, on as many threads as there are processors.
fn on_every_bench<R: Send>(benches: &[Bench], work: impl Fn(&Bench) -> R + Sync) -> Vec<R> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(bench) = benches.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let result = work(bench);
                    done.lock().unwrap().push(result);
                }
            });
        }
    });
    done.into_inner().unwrap()
}

#[test]
fn whatever_goes_wrong_at_whichever_command() {
    // The panics of this matrix are meant, and thousands.
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.to_string().contains("the program fails here") {
            before(panic);
        }
    }));
    let (benches, troubles) = (benches(), faults::all());
    let runs = on_every_bench(&benches, |bench| {
        let (mut cases, mut indices) = (0, 0);
        let mut seen = table::Seen::new();
        for (row, trouble) in &troubles {
            for at in 1.. {
                let Some(case) = bench.run(row, trouble, When::At(at)) else { break };
                indices = indices.max(at);
                cases += usize::from(case.struck);
                case.note(row, &mut seen);
            }
            if let Trouble::Fault(_) = trouble {
                for step in 1..=3 {
                    let case = bench.run(row, trouble, When::Every(step)).unwrap();
                    cases += usize::from(case.struck);
                }
            }
        }
        (cases, indices, seen)
    });
    let _ = std::panic::take_hook();

    let mut seen: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let (mut cases, mut indices) = (0, 0);
    for (of_bench, most, of_seen) in runs {
        cases += of_bench;
        indices = indices.max(most);
        for (key, statuses) in of_seen {
            seen.entry(key).or_default().extend(statuses);
        }
    }
    if std::env::var_os("MATRIX_SEEN").is_some() {
        for ((row, kind), statuses) in &seen {
            println!("{row} | {kind:?} | {statuses:?}");
        }
    }
    println!(
        "fault matrix: {cases} cases ({} operations × {} faults × up to {indices} APDU indices)",
        benches.len(),
        troubles.len()
    );
    assert!(cases > 50_000, "{cases}");
}
