//! What a process holds, as Linux counts it.

use std::fs;

/// What a process holds at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resources {
    pub file_descriptors: usize,
    pub threads: usize,
    /// Resident memory that is no file's, in kB: heap and stacks.
    pub memory: u64,
}

impl Resources {
    pub fn of(process: &str) -> Self {
        let folder = format!("/proc/{process}");
        // Listing one's own takes a descriptor, each time.
        let count = |name: &str| fs::read_dir(format!("{folder}/{name}")).unwrap().count();
        let status = fs::read_to_string(format!("{folder}/status")).unwrap();
        let memory = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
        Self {
            file_descriptors: count("fd"),
            threads: count("task"),
            memory: memory.trim().trim_end_matches(" kB").parse().unwrap(),
        }
    }

    pub fn of_this_process() -> Self {
        Self::of("self")
    }
}
