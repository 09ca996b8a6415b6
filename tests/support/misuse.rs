//! The programs of `tests/c` that misuse the library.

use super::c_program::Sources;

/// Everything a caller can do wrong.
pub const SOURCES: Sources = &[
    "tests/c/misuse.c",
    "tests/c/misuse_arguments.c",
    "tests/c/misuse_exports.c",
    "tests/c/misuse_handles.c",
    "tests/c/misuse_log.c",
    "tests/c/misuse_memory.c",
    "tests/c/misuse_objects.c",
    "tests/c/misuse_structures.c",
    "tests/c/misuse_table.c",
    "tests/c/misuse_swaps.c",
    "tests/c/misuse_threads.c",
    "tests/c/misuse_transport.c",
    "tests/c/misuse_values.c",
    "tests/c/misuse_waits.c",
    "tests/c/fence.c",
    "tests/c/genuine_card.c",
    "tests/c/scripted_card.c",
    "tests/c/check.c",
];

/// A transaction that outlives the jobs.
pub const TRANSACTION: Sources = &[
    "tests/c/transaction.c",
    "tests/c/genuine_card.c",
    "tests/c/scripted_card.c",
    "tests/c/check.c",
];

/// A connection that the caller supplies.
pub const TRANSPORT: Sources = &[
    "tests/c/transport.c",
    "tests/c/genuine_card.c",
    "tests/c/scripted_card.c",
    "tests/c/check.c",
];
