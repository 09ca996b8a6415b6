//! What enumerations are called in Java, and the sentence that introduces each. Names that a
//! program meets in `java.*` every day are avoided.

/// An enumeration in Java.
pub(crate) struct Type {
    pub(crate) name: &'static str,
    pub(crate) sentence: &'static str,
}

const TYPES: &[(&str, &str, &str)] = &[
    ("jpki_algorithm", "Algorithm", "The algorithm that a signature is verified with."),
    ("jpki_anchors", "Anchors", "Which trust anchors a verification uses."),
    ("jpki_authorities", "Authorities", "Whose records of a card are believed."),
    ("jpki_calendar", "CalendarKind", "Which year a birth date in a check number has."),
    ("jpki_card_kind", "CardKind", "What kind of card was inserted."),
    ("jpki_certificate_kind", "CertificateKind", "One of a card's certificates."),
    ("jpki_credential", "Credential", "A PIN, password or number that a card counts tries of."),
    ("jpki_digest", "Digest", "The digest that is signed."),
    ("jpki_event_kind", "EventKind", "What happened at the readers."),
    ("jpki_feature_flags", "Feature", "Something that the library was built with."),
    ("jpki_field", "CertificateField", "A field of a certificate."),
    ("jpki_file", "RecordFile", "A file that a desk sends to a server which verifies a record."),
    ("jpki_image", "FaceImage", "An image on a card's face."),
    ("jpki_input", "Input", "Whether what is signed is data or its digest."),
    ("jpki_language", "Language", "The language of a text for the person at the desk."),
    ("jpki_last_try", "LastTry", "Whether the last try of a PIN may be spent."),
    ("jpki_log_level", "LogLevel", "How much is logged."),
    ("jpki_monitor_flags", "MonitorFlag", "What a monitor does besides."),
    ("jpki_ocsp_hash", "OcspHash", "The digest by which an OCSP request names the issuer."),
    ("jpki_picture_kind", "PictureKind", "A picture that can be made of a card's face."),
    ("jpki_policies", "Policies", "Which certificate policies a verification accepts."),
    ("jpki_presence", "Presence", "What is in a reader."),
    ("jpki_purpose", "Purpose", "What a certificate must be for."),
    ("jpki_reason", "Reason", "Why a certificate or a signature is not believed."),
    ("jpki_record_kind", "RecordKind", "The record that an authority's key signs."),
    ("jpki_revocation", "Revocation", "What is known about a certificate's revocation."),
    ("jpki_scheme", "Scheme", "How a card makes a signature."),
    ("jpki_sex", "Sex", "A holder's sex, as JIS X 0303 numbers it."),
    ("jpki_status", "Status", "What came of a call: success, or why it failed."),
    ("jpki_timeout", "TimeoutKind", "One of a context's timeouts."),
    ("jpki_token_kind", "TokenKind", "What kind of token a card is: a card or a phone."),
    ("jpki_tries", "TriesState", "What a card reports about the tries of a PIN."),
    ("jpki_virtual_kind", "VirtualKind", "A kind of virtual card."),
    ("jpki_wait_flags", "WaitFlag", "How to wait for a card."),
];

/// The enumeration of a typedef. A new one is named here.
pub(crate) fn named(typedef: &str) -> Result<Type, String> {
    let found = TYPES.iter().find(|(name, ..)| *name == typedef);
    let (_, name, sentence) = found.ok_or_else(|| format!("{typedef}: what is it in Java?"))?;
    Ok(Type { name, sentence })
}
