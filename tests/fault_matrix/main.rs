//! Every operation × every fault × every command: the outcomes are in a table, and the guarantees
//! for PIN and key are checked. In one process, on the virtual card. Within long records not every
//! fault is applied to every read, but to a third of those in between.
#![cfg(all(feature = "virtual-card", feature = "verify"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
#![allow(unreachable_pub, reason = "the modules are this test's own")]

mod applications;
mod bench;
mod cards;
mod credentials;
mod damaged_records;
mod faults;
#[path = "../support/figure.rs"]
mod figure;
mod operations;
#[path = "../support/recorder.rs"]
mod recorder;
mod rules;
mod table;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use applications::HAS_INDIVIDUAL_NUMBER;
use bench::{Bench, Case, When};
use cards::CARDS;
use faults::Trouble;
use figure::figure;
use jpkicard::Status;
use operations::Operation;
use table::Outcomes;

/// An operation with one kind of card.
fn benches() -> Vec<Bench> {
    let mut benches = Vec::new();
    for card in CARDS {
        for operation in Operation::all(card) {
            benches.push(Bench::new(card, operation));
        }
    }
    benches
}

/// The outcomes of one bench's cases.
#[derive(Default)]
struct Report {
    cases: usize,
    indices: usize,
    complaints: Vec<String>,
    seen: Outcomes,
}

impl Report {
    /// Counts a case; returns false if there was none.
    fn add(&mut self, row: &str, case: Result<Option<Case>, String>) -> bool {
        match case {
            Ok(None) => return false,
            Ok(Some(case)) if case.struck => {
                self.cases += 1;
                let outcomes = self.seen.entry((row.to_owned(), case.place)).or_default();
                outcomes.insert(case.outcome.map(Status::code));
            }
            Ok(Some(_)) => {}
            Err(complaint) => {
                self.cases += 1;
                self.complaints.push(complaint);
            }
        }
        true
    }
}

/// Fails if there are complaints, and shows them.
fn complain<'a>(complaints: impl Iterator<Item = &'a String>) {
    let complaints: Vec<_> = complaints.collect();
    for complaint in complaints.iter().take(100) {
        println!("{complaint}");
    }
    assert_eq!(complaints.len(), 0, "cases that broke a rule");
}

/// Runs each bench, on as many threads as there are processors.
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

/// Within the reads of a long record each fault affects the first ones, the last and a third of
/// those in between, a different third for each fault.
#[test]
fn whatever_goes_wrong_at_whichever_command() {
    // This matrix causes thousands of intended panics.
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.to_string().contains("the program fails here") {
            before(panic);
        }
    }));
    let (benches, troubles) = (benches(), faults::all());
    let runs = on_every_bench(&benches, |bench| {
        let mut report = Report::default();
        for (number, (row, trouble)) in troubles.iter().enumerate() {
            let row = &bench.row(row);
            for at in 1.. {
                if bench.leaves_out(number, at) {
                    continue;
                }
                if !report.add(row, bench.run(row, trouble, When::At(at))) {
                    break;
                }
                report.indices = report.indices.max(at);
            }
            if let Trouble::Fault(_) = trouble {
                // Again and again.
                for step in 1..=3 {
                    report.add(row, bench.run(row, trouble, When::Every(step)));
                }
            }
        }
        report
    });
    let _ = std::panic::take_hook();

    let mut seen = Outcomes::new();
    for run in &runs {
        for (key, outcomes) in &run.seen {
            seen.entry(key.clone()).or_default().extend(outcomes);
        }
    }
    complain(runs.iter().flat_map(|run| &run.complaints));
    if table::is_written() {
        table::write(&seen);
    } else if HAS_INDIVIDUAL_NUMBER {
        // The table covers all operations.
        assert_eq!(table::never_seen(&seen), [""; 0], "in the table, and never seen");
    }
    let cases: usize = runs.iter().map(|run| run.cases).sum();
    let indices = runs.iter().map(|run| run.indices).max().unwrap();
    figure!(
        "fault matrix: {cases} cases ({} operations × {} faults × up to {indices} APDU indices; \
         a third of the reads amid long records)",
        benches.len(),
        troubles.len()
    );
    let least = if HAS_INDIVIDUAL_NUMBER { 265_000 } else { 230_000 };
    assert!(cases > least, "{cases}");
}

#[test]
fn whatever_a_file_holds() {
    let (benches, damages) = (benches(), faults::damages());
    let cases = AtomicUsize::new(0);
    let complaints = on_every_bench(&benches, |bench| {
        let mut complaints = Vec::new();
        for (application, file, damage, expected) in &damages {
            let file = (*application, *file);
            if bench.is_worth_damaging(file, damage) {
                cases.fetch_add(1, Ordering::SeqCst);
                complaints.extend(bench.run_damaged(file, damage, expected).err());
            }
        }
        complaints
    });
    complain(complaints.iter().flatten());
    let cases = cases.into_inner();
    figure!(
        "damaged files: {cases} cases ({} operations × {} damages, most of files that are read)",
        benches.len(),
        damages.len()
    );
    let least = if HAS_INDIVIDUAL_NUMBER { 12_000 } else { 10_000 };
    assert!(cases > least, "{cases}");
}
