//! The resources of a process, as counted by Linux.

use std::fs;

/// The resources of a process at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resources {
    pub file_descriptors: usize,
    pub threads: usize,
    /// Resident anonymous memory in kB: heap and stacks.
    pub memory: u64,
}

impl Resources {
    pub fn of(process: &str) -> Self {
        let folder = format!("/proc/{process}");
        // Listing our own takes a descriptor, each time.
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
