//! What is wrong with this desk: from the machine to the card, up to the first thing that explains
//! the rest. Spends no PIN try and reads nothing personal.
//!
//! | module | contents |
//! |---|---|
//! | `cause` | everything that can be found |
//! | `machine` | what the operating system shows: facts, without a judgement |
//! | `service` | why PC/SC or the reader cannot be used, from these facts |
//! | `open_key` | whether another program left the card open |
//! | `other_card` | which card it is that is no Individual Number Card |
//! | `card` | the card |

pub(crate) mod card;
pub(crate) mod cause;
pub(crate) mod machine;
mod open_key;
mod other_card;
pub(crate) mod service;

use cause::{Cause, Weight};

/// One thing that was found, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) cause: Cause,
    /// Never personal.
    pub(crate) evidence: Vec<String>,
}

impl Finding {
    pub(crate) fn new(cause: Cause) -> Self {
        Self { cause, evidence: Vec::new() }
    }

    pub(crate) fn because(mut self, evidence: impl Into<String>) -> Self {
        self.evidence.push(evidence.into());
        self
    }
}

/// What was found, and what the desk has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Diagnosis {
    pub(crate) findings: Vec<Finding>,
    /// The readers that the service lists.
    pub(crate) readers: Vec<String>,
    /// About the card, by name: nothing personal.
    pub(crate) card: Vec<(&'static str, String)>,
}

impl Diagnosis {
    pub(crate) fn found(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub(crate) fn is_healthy(&self) -> bool {
        self.findings.iter().all(|finding| finding.cause.weight == Weight::Note)
    }
}

#[cfg(test)]
mod tests;
