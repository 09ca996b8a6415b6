//! Which header has which files of `src/capi`, in the order of a reader.

/// A header of `include/jpkicard/`.
pub struct Noun {
    pub name: &'static str,
    /// The first lines of its comment.
    pub about: &'static str,
    /// The headers that it needs.
    pub includes: &'static [&'static str],
    /// Files of `src/capi`: what a reader needs first comes first.
    pub sources: &'static [&'static str],
}

/// In the order in which the umbrella header includes them.
pub const NOUNS: [Noun; 5] = [
    Noun {
        name: "library",
        about: "Statuses and errors, versions and features, logging.",
        includes: &[],
        sources: &["status", "error_text", "library", "log"],
    },
    Noun {
        name: "certificate",
        about: "Certificates, signatures, and lists of what a certificate or record contains besides.",
        includes: &["library"],
        sources: &["certificate", "signature", "items"],
    },
    Noun {
        name: "card",
        about: "Readers, waiting for a card, PINs, authentication and signatures.",
        includes: &["library", "certificate"],
        sources: &[
            "cancellation",
            "context",
            "monitor",
            "card",
            "tries",
            "card_certificate",
            "transaction",
            "virtual_card",
            "transport",
            "sign",
            "document",
        ],
    },
    Noun {
        name: "face",
        about: "The card face, its records, the attributes, and check numbers.",
        includes: &["library", "certificate", "card"],
        sources: &[
            "record",
            "card_authorities",
            "record_files",
            "check_number",
            "face",
            "picture",
            "attributes",
            "information",
            "individual_number",
        ],
    },
    Noun {
        name: "trust",
        about: "Whether to believe a certificate or a signature: a relying party's verifications.",
        includes: &["library", "certificate", "card"],
        sources: &[
            "verify_options",
            "reason",
            "verify",
            "verdict",
            "policy_text",
            "evidence",
            "ocsp",
            "revocation_list",
        ],
    },
];
