//! What goes wrong at each command of a call: the key is locked afterwards, at most the PIN that was
//! asked for is sent, to this card alone, and a PIN that was kept is not sent again. In one process, on
//! the embedded virtual card.
#![cfg(feature = "virtual-card")]
#![allow(unsafe_code, reason = "calls C")]
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

#[path = "../../tests/support/figure.rs"]
mod figure;

use std::collections::BTreeMap;
use std::ptr::null_mut;
use std::sync::LazyLock;
use std::time::Duration;

use cryptoki_sys::*;
use figure::figure;
use jpkicard::StatusWord;
use jpkicard::virtual_card::{Fault, FaultPlan, Reset, VirtualCard, VirtualReader};
use jpkicard_pkcs11::*;

const DATA: &[u8] = b"a challenge of the relying party";

/// Status words that come instead of an answer: of each class of ISO 7816-4, and none.
const REFUSED: [u16; 18] = [
    0x0000, 0x6100, 0x6110, 0x6282, 0x6300, 0x63C0, 0x63C2, 0x63C3, 0x6581, 0x6700, 0x6982, 0x6984,
    0x6A82, 0x6A86, 0x6C10, 0x6F00, 0x9000, 0xFFFF,
];
/// And those that replace the status word of a command that was executed.
const MISREPORTED: [u16; 5] = [0x9000, 0x6110, 0x63C2, 0x6982, 0x6F00];

static CARD: LazyLock<VirtualCard> =
    LazyLock::new(|| VirtualCard::builder().first_command_fails(false).build().unwrap());
static ANOTHER: LazyLock<VirtualCard> =
    LazyLock::new(|| VirtualCard::builder().seed(1).pin("9999").build().unwrap());

fn faults() -> Vec<Fault> {
    use Fault::*;
    let leave = vec![0x00, 0xA4, 0x04, 0x0C, 7, 0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];
    let mut all = vec![
        RemovedBefore,
        RemovedAfter,
        RemovedUnnoticed,
        ResetBefore(Reset::Warm),
        ResetBefore(Reset::Cold),
        ResetAfter(Reset::Warm),
        ResetAfter(Reset::Cold),
        Exchanged(Box::new(ANOTHER.clone())),
        LostBefore,
        LostAfter,
        ReaderFails,
        Empty,
        OneByte,
        TooLong(1),
        TooLong(60_000),
        Cut(1),
        Cut(256),
        FlippedData(13),
        MoreWithoutEnd(0),
        MoreWithoutEnd(255),
        WrongLengthWithoutEnd,
        Slow(Duration::from_micros(50)),
        OtherProgram(leave.into()),
    ];
    all.extend((0..16).map(FlippedStatus));
    all.extend(REFUSED.map(|word| Refused(StatusWord::new(word))));
    all.extend(MISREPORTED.map(|word| Misreported(StatusWord::new(word))));
    all
}

/// A call that sends commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Job {
    /// `C_GetSlotList`, which reads a card.
    Read,
    /// `C_OpenSession` of the slot for signatures, which reads the rest of it.
    ReadForSignatures,
    Login,
    LoginForSignatures,
    Sign,
    SignWithSignatureKey,
    SetPin,
}

impl Job {
    const ALL: [Self; 7] = [
        Self::Read,
        Self::ReadForSignatures,
        Self::Login,
        Self::LoginForSignatures,
        Self::Sign,
        Self::SignWithSignatureKey,
        Self::SetPin,
    ];

    fn slot(self) -> CK_SLOT_ID {
        let is_signature = matches!(
            self,
            Self::ReadForSignatures | Self::LoginForSignatures | Self::SignWithSignatureKey
        );
        CK_SLOT_ID::from(is_signature)
    }

    fn secret(self) -> &'static [u8] {
        if self.slot() == 0 { b"1234" } else { b"ABC123" }
    }

    /// The most VERIFY commands that it may send.
    fn most(self) -> u64 {
        match self {
            Self::Read | Self::ReadForSignatures => 0,
            // The old PIN, and the new one after it was set.
            Self::SetPin => 2,
            _ => 1,
        }
    }
}

fn slots() -> CK_RV {
    let (mut slots, mut count) = ([0; 4], 4);
    // SAFETY: places for four slots.
    unsafe { C_GetSlotList(CK_TRUE, slots.as_mut_ptr(), &mut count) }
}

fn open(slot: CK_SLOT_ID) -> (CK_RV, CK_SESSION_HANDLE) {
    let (mut session, flags) = (0, CKF_SERIAL_SESSION | CKF_RW_SESSION);
    // SAFETY: a place for a session.
    (unsafe { C_OpenSession(slot, flags, null_mut(), None, &mut session) }, session)
}

fn login(session: CK_SESSION_HANDLE, secret: &[u8]) -> CK_RV {
    let (start, length) = (secret.as_ptr().cast_mut(), secret.len() as CK_ULONG);
    // SAFETY: as many bytes.
    unsafe { C_Login(session, CKU_USER, start, length) }
}

fn find(session: CK_SESSION_HANDLE, class: CK_OBJECT_CLASS) -> Option<CK_OBJECT_HANDLE> {
    let mut template = CK_ATTRIBUTE {
        type_: CKA_CLASS,
        pValue: std::ptr::from_ref(&class).cast_mut().cast(),
        ulValueLen: size_of_val(&class) as CK_ULONG,
    };
    let (mut found, mut count) = (0, 0);
    // SAFETY: one attribute, and a place for one object.
    unsafe {
        (C_FindObjectsInit(session, &mut template, 1) == CKR_OK).then_some(())?;
        C_FindObjects(session, &mut found, 1, &mut count);
        C_FindObjectsFinal(session);
    }
    (count == 1).then_some(found)
}

fn sign(session: CK_SESSION_HANDLE, key: CK_OBJECT_HANDLE) -> (CK_RV, [u8; 256]) {
    let mut mechanism =
        CK_MECHANISM { mechanism: CKM_SHA256_RSA_PKCS, pParameter: null_mut(), ulParameterLen: 0 };
    let (mut signature, mut length) = ([0; 256], 256);
    let data = (DATA.as_ptr().cast_mut(), DATA.len() as CK_ULONG);
    // SAFETY: as many bytes, and a place for the signature.
    let signed = unsafe {
        match C_SignInit(session, &mut mechanism, key) {
            CKR_OK => C_Sign(session, data.0, data.1, signature.as_mut_ptr(), &mut length),
            failed => failed,
        }
    };
    (signed, signature)
}

fn verify(session: CK_SESSION_HANDLE, key: CK_OBJECT_HANDLE, signature: &mut [u8; 256]) -> CK_RV {
    let mut mechanism =
        CK_MECHANISM { mechanism: CKM_SHA256_RSA_PKCS, pParameter: null_mut(), ulParameterLen: 0 };
    let data = (DATA.as_ptr().cast_mut(), DATA.len() as CK_ULONG);
    // SAFETY: as many bytes.
    unsafe {
        assert_eq!(C_VerifyInit(session, &mut mechanism, key), CKR_OK);
        C_Verify(session, data.0, data.1, signature.as_mut_ptr(), 256)
    }
}

fn is_open(reader: &VirtualReader) -> bool {
    let look =
        |card: &mut VirtualCard| card.authentication_key_is_open() || card.signature_key_is_open();
    reader.with_card(look).unwrap_or(false)
}

fn verified(reader: &VirtualReader) -> u64 {
    reader.with_card(|card| card.verify_commands()).unwrap_or(0)
}

/// Runs a job with a fault at its command with this number, from 1. Returns its outcome, or nothing if
/// it has fewer commands.
fn case(job: Job, fault: &Fault, number: u64) -> Option<CK_RV> {
    let what = || format!("{job:?}, {fault:?} at {number}");
    let reader = VirtualReader::new(CARD.clone());
    reader.set_patience(Duration::from_millis(20));
    assert_eq!(initialize_with_reader(&reader), CKR_OK);
    let mut session = 0;
    let mut key = 0;
    if job != Job::Read {
        assert_eq!(slots(), CKR_OK);
    }
    if job > Job::ReadForSignatures {
        session = open(job.slot()).1;
    }
    if matches!(job, Job::Sign | Job::SignWithSignatureKey) {
        assert_eq!(login(session, job.secret()), CKR_OK);
        key = find(session, CKO_PRIVATE_KEY).unwrap();
    }
    let before = verified(&reader);
    let struck = reader.faults_struck();
    reader.plan_fault(FaultPlan::at(number, fault.clone()));
    let mut signature = None;
    let value = match job {
        Job::Read => slots(),
        Job::ReadForSignatures => open(1).0,
        Job::Login | Job::LoginForSignatures => login(session, job.secret()),
        Job::Sign | Job::SignWithSignatureKey => {
            let (value, made) = sign(session, key);
            signature = (value == CKR_OK).then_some(made);
            value
        }
        Job::SetPin => {
            let (old, new) = (b"1234".as_ptr().cast_mut(), b"5678".as_ptr().cast_mut());
            // SAFETY: four bytes each.
            unsafe { C_SetPIN(session, old, 4, new, 4) }
        }
    };
    let has_struck = reader.faults_struck() > struck;
    reader.clear_faults();
    let is_exchanged = matches!(fault, Fault::Exchanged(_)) && has_struck;
    let sent = verified(&reader).saturating_sub(if is_exchanged { 0 } else { before });
    let most = if is_exchanged { 0 } else { job.most() };
    assert!(sent <= most, "{}: {sent} PINs were sent", what());
    assert_ne!(value, CKR_GENERAL_ERROR, "{}", what());
    // A false `9000` to the command that leaves the application cannot be told from a true one.
    let is_lie = matches!(fault, Fault::Refused(word) if word.value() == 0x9000);
    // While the reader fails nothing can lock it; that comes below.
    if !is_lie && !matches!(fault, Fault::ReaderFails) {
        assert!(!is_open(&reader), "{}: a key is open", what());
    }
    if let Some(mut signature) = signature {
        let public = find(session, CKO_PUBLIC_KEY).unwrap();
        assert_eq!(verify(session, public, &mut signature), CKR_OK, "{}", what());
    }
    let is_signature = matches!(job, Job::Sign | Job::SignWithSignatureKey);
    if is_signature && value != CKR_OK {
        // The PIN is gone: the next signature sends none.
        let before = verified(&reader);
        let (again, _) = sign(session, key);
        assert_ne!(again, CKR_OK, "{}", what());
        assert_eq!(verified(&reader), before, "{}: the PIN was sent again", what());
    }
    // SAFETY: NULL.
    assert_eq!(unsafe { C_Finalize(null_mut()) }, CKR_OK);
    assert!(is_lie || !is_open(&reader), "{}: a key is open at the end", what());
    let tries = |card: &mut VirtualCard| card.pin_tries().min(card.password_tries().min(3));
    let tries = reader.with_card(tries).unwrap_or(3);
    assert!(tries >= 2, "{}: {tries} tries are left", what());
    has_struck.then_some(value)
}

#[test]
fn every_call_with_every_fault_at_every_command() {
    let mut cases = 0;
    let mut outcomes: BTreeMap<Job, BTreeMap<CK_RV, usize>> = BTreeMap::new();
    for job in Job::ALL {
        for fault in faults() {
            for number in 1.. {
                let Some(value) = case(job, &fault, number) else { break };
                *outcomes.entry(job).or_default().entry(value).or_default() += 1;
                cases += 1;
            }
        }
    }
    for (job, values) in outcomes {
        let values: Vec<_> =
            values.iter().map(|(value, count)| format!("{count} × {value:#x}")).collect();
        figure!("PKCS #11 faults, {job:?}: {}", values.join(", "));
    }
    figure!("PKCS #11 faults: {cases} cases, 0 keys open, 0 PINs too many");
    assert!(cases > 2_000, "{cases}");
}
