//! Target `pkcs11`: a program of C_* calls with valid and wrong arguments, against the embedded
//! virtual card. Used by the fuzzer and by `pkcs11/tests/fuzz_replay.rs`.
//!
//! What a caller promises is kept: a pointer is NULL or has as much room as its length says.

use std::ffi::c_void;
use std::ptr::{null_mut, with_exposed_provenance_mut};
use std::sync::OnceLock;

use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard_pkcs11::*;

use super::input::Input;

type Number = std::ffi::c_ulong;

/// The most calls in one program.
const MOST_CALLS: usize = 64;

/// What a PIN or password may be.
const SECRETS: [&[u8]; 7] =
    [b"1234", b"ABC123", b"0000", b"WRONG99", b"", b"12345678901234567", b"abc123"];
/// Lengths and numbers at the edges.
const EDGES: [u64; 12] = [0, 1, 2, 3, 32, 51, 245, 256, 1 << 31, 1 << 32, (1 << 63) - 1, u64::MAX];
/// Classes, attributes, mechanisms and flags that mean something.
const KINDS: [u64; 26] = [
    0,
    1,
    2,
    3,
    4,
    9,
    0x11,
    0x80,
    0x81,
    0x82,
    0x86,
    0x90,
    0x100,
    0x102,
    0x108,
    0x120,
    0x122,
    0x123,
    0x129,
    0x202,
    0x600,
    0x601,
    0x4000_0600,
    0x40,
    0x41,
    0x43,
];

/// The state of one program.
struct Program<'a> {
    input: Input<'a>,
    sessions: Vec<Number>,
    objects: Vec<Number>,
    card: VirtualReader,
    verified: u64,
}

/// One input. Returns how many calls it made.
pub fn run(input: &[u8]) -> usize {
    static CARD: OnceLock<VirtualCard> = OnceLock::new();
    let card = CARD.get_or_init(|| VirtualCard::builder().build().unwrap_or_else(|_| panic!()));
    let reader = VirtualReader::new(card.clone());
    assert_eq!(initialize_with_reader(&reader), 0);
    let mut program = Program {
        input: Input(input),
        sessions: Vec::new(),
        objects: Vec::new(),
        card: reader,
        verified: 0,
    };
    let mut calls = 0;
    while !program.input.is_empty() && calls < MOST_CALLS {
        program.call();
        calls += 1;
    }
    program.check(0);
    // SAFETY: NULL.
    unsafe { C_Finalize(null_mut()) };
    calls
}

impl Program<'_> {
    /// A number: a handle, or one at the edges.
    fn number(&mut self) -> Number {
        match self.input.byte() {
            0..160 => Number::from(self.input.byte() % 8),
            160..200 => self.input.pick(&KINDS) as Number,
            200..240 => self.input.pick(&EDGES) as Number,
            _ => Number::from(self.input.number()),
        }
    }

    fn session(&mut self) -> Number {
        let choice = usize::from(self.input.byte());
        match self.sessions.get(choice % (self.sessions.len() + 1)) {
            Some(session) => *session,
            None => self.number(),
        }
    }

    fn object(&mut self) -> Number {
        let choice = usize::from(self.input.byte());
        match self.objects.get(choice % (self.objects.len() + 1)) {
            Some(object) => *object,
            None => self.number(),
        }
    }

    /// Bytes, and the length that is told: NULL may have any.
    fn bytes(&mut self) -> (Vec<u8>, bool, Number) {
        match self.input.byte() {
            0..200 => {
                let length = usize::from(self.input.byte());
                let mut bytes = self.input.bytes(length).to_vec();
                bytes.resize(length, 0x5A);
                (bytes, false, length as Number)
            }
            200..230 => (vec![0x30; 32], false, 32),
            _ => (Vec::new(), true, self.input.pick(&EDGES) as Number),
        }
    }

    /// Asserts what holds between any two calls: every key is locked, and a call sends at most
    /// `most` PINs.
    fn check(&mut self, most: u64) {
        let (is_open, verified, tries, password_tries) = self
            .card
            .with_card(|card| {
                (
                    card.authentication_key_is_open() || card.signature_key_is_open(),
                    card.verify_commands(),
                    card.pin_tries(),
                    card.password_tries(),
                )
            })
            .unwrap_or((false, 0, 1, 1));
        assert!(!is_open, "a key is open between two calls");
        assert!(verified - self.verified <= most, "a PIN that nobody asked for");
        self.verified = verified;
        assert!(tries >= 1 && password_tries >= 1, "the last try was spent");
    }

    fn call(&mut self) {
        let mut most = 0;
        let which = self.input.byte() % 32;
        let mut number: Number = 7;
        let place: *mut Number = if self.input.byte() < 240 { &mut number } else { null_mut() };
        // SAFETY: pointers are NULL or to as much room as is told.
        let value = unsafe {
            match which {
                0 => {
                    let (only, mut slots, mut count) = (self.input.byte(), [0; 4], self.number());
                    count = count.min(4);
                    match self.input.byte() {
                        0..128 => C_GetSlotList(only, slots.as_mut_ptr(), &mut count),
                        128..200 => C_GetSlotList(only, null_mut(), &mut count),
                        _ => C_GetSlotList(only, null_mut(), null_mut()),
                    }
                }
                1 => {
                    let mut room = [0_u64; 64];
                    C_GetSlotInfo(self.number(), room.as_mut_ptr().cast())
                }
                2 => {
                    let mut room = [0_u64; 64];
                    C_GetTokenInfo(self.number(), room.as_mut_ptr().cast())
                }
                3 => {
                    let (slot, mut kinds, mut count) = (self.number(), [0; 8], self.number());
                    count = count.min(8);
                    C_GetMechanismList(slot, kinds.as_mut_ptr(), &mut count)
                }
                4 => {
                    let mut room = [0_u64; 8];
                    let (slot, kind) = (self.number(), self.number());
                    C_GetMechanismInfo(slot, kind, room.as_mut_ptr().cast())
                }
                5 | 6 => {
                    let slot = Number::from(self.input.byte() % 3);
                    let flags = [4, 6, 6, 6, 0, 2, Number::MAX];
                    let opened =
                        C_OpenSession(slot, self.input.pick(&flags), null_mut(), None, place);
                    if opened == 0 {
                        self.sessions.push(number);
                    }
                    opened
                }
                7 => C_CloseSession(self.session()),
                8 if self.input.byte() < 64 => C_CloseAllSessions(self.number()),
                8 | 9 => {
                    let mut room = [0_u64; 8];
                    C_GetSessionInfo(self.session(), room.as_mut_ptr().cast())
                }
                10 | 11 => {
                    most = 1;
                    let user = [1, 1, 1, 1, 2, 0, 3, Number::MAX];
                    let (session, user) = (self.session(), self.input.pick(&user));
                    let secret = self.input.pick(&SECRETS);
                    match self.input.byte() {
                        0..240 => {
                            let start = secret.as_ptr().cast_mut();
                            C_Login(session, user, start, secret.len() as Number)
                        }
                        _ => C_Login(session, user, null_mut(), self.number()),
                    }
                }
                12 => C_Logout(self.session()),
                13 => {
                    // The old PIN, and the new one after it was set.
                    most = 2;
                    let session = self.session();
                    let (old, new) = (self.input.pick(&SECRETS), self.input.pick(&SECRETS));
                    let lengths = (old.len() as Number, new.len() as Number);
                    let (old, new) = (old.as_ptr().cast_mut(), new.as_ptr().cast_mut());
                    C_SetPIN(session, old, lengths.0, new, lengths.1)
                }
                14 => C_GetObjectSize(self.session(), self.object(), place),
                15 | 16 => {
                    let (session, object) = (self.session(), self.object());
                    self.template(|template, count| {
                        C_GetAttributeValue(session, object, template, count)
                    })
                }
                17 => {
                    let session = self.session();
                    self.template(|template, count| C_FindObjectsInit(session, template, count))
                }
                18 => C_FindObjectsInit(self.session(), null_mut(), self.number()),
                19 | 20 => {
                    let (mut found, most) = ([0; 16], Number::from(self.input.byte() % 17));
                    let told = C_FindObjects(self.session(), found.as_mut_ptr(), most, place);
                    if told == 0 {
                        let count = usize::try_from(number).unwrap_or(0);
                        assert!(count <= found.len());
                        self.objects.extend(&found[..count]);
                    }
                    told
                }
                21 => C_FindObjectsFinal(self.session()),
                22..=24 => {
                    let (session, key) = (self.session(), self.object());
                    let mut room = [self.number(), self.number(), self.number()];
                    if self.input.byte() < 200 {
                        // SHA-256, its MGF1, 32 bytes.
                        room = [0x250, 2, 32];
                    }
                    let kinds = [1, 0x40, 0x41, 0x42, 0x0D, 0x43, 3, 6, Number::MAX];
                    let lengths = [0, 0, 0, size_of_val(&room), size_of_val(&room), 8];
                    let kind = self.input.pick(&kinds);
                    let length = self.input.pick(&lengths) as Number;
                    let mut mechanism =
                        [kind as usize, room.as_mut_ptr() as usize, length as usize];
                    let mechanism: *mut c_void = match self.input.byte() {
                        0..240 => mechanism.as_mut_ptr().cast(),
                        _ => null_mut(),
                    };
                    match which {
                        24 => C_VerifyInit(session, mechanism.cast(), key),
                        _ => C_SignInit(session, mechanism.cast(), key),
                    }
                }
                25 | 26 => {
                    most = 1;
                    let (session, (mut data, is_null, length)) = (self.session(), self.bytes());
                    let data = if is_null { null_mut() } else { data.as_mut_ptr() };
                    let (mut signature, mut room) = ([0; 300], self.number().min(300));
                    match self.input.byte() {
                        0..200 => {
                            room = room.max(256);
                            C_Sign(session, data, length, signature.as_mut_ptr(), &mut room)
                        }
                        200..220 => C_Sign(session, data, length, null_mut(), &mut room),
                        220..240 => {
                            C_Sign(session, data, length, signature.as_mut_ptr(), &mut room)
                        }
                        _ => C_Sign(session, data, length, signature.as_mut_ptr(), null_mut()),
                    }
                }
                27 => {
                    let (session, (mut data, is_null, length)) = (self.session(), self.bytes());
                    let data = if is_null { null_mut() } else { data.as_mut_ptr() };
                    match self.input.byte() {
                        0..160 => C_SignUpdate(session, data, length),
                        _ => C_VerifyUpdate(session, data, length),
                    }
                }
                28 => {
                    most = 1;
                    let (mut signature, mut room) = ([0; 300], self.number().min(300));
                    C_SignFinal(self.session(), signature.as_mut_ptr(), &mut room)
                }
                29 => {
                    let (session, (mut data, is_null, length)) = (self.session(), self.bytes());
                    let data = if is_null { null_mut() } else { data.as_mut_ptr() };
                    let mut signature = [7; 256];
                    match self.input.byte() {
                        0..200 => C_Verify(session, data, length, signature.as_mut_ptr(), 256),
                        200..240 => C_VerifyFinal(session, signature.as_mut_ptr(), 256),
                        _ => C_VerifyFinal(session, null_mut(), self.number()),
                    }
                }
                30 => match self.input.byte() {
                    0..64 => C_SessionCancel(self.session(), self.number()),
                    64..80 => C_WaitForSlotEvent(1, place, null_mut()),
                    80..96 => {
                        let mut mechanism = [0x250_usize, 0, 0];
                        let (mut data, mut digest, mut room) = ([7; 64], [0; 32], 32);
                        let (data, digest) = (data.as_mut_ptr(), digest.as_mut_ptr());
                        match self.input.byte() % 4 {
                            0 => C_DigestInit(self.session(), mechanism.as_mut_ptr().cast()),
                            1 => C_Digest(self.session(), data, 64, digest, &mut room),
                            2 => C_DigestUpdate(self.session(), data, 64),
                            _ => C_DigestFinal(self.session(), digest, &mut room),
                        }
                    }
                    96..128 => C_Finalize(with_exposed_provenance_mut(1)),
                    128..160 => C_InitToken(self.number(), null_mut(), 0, null_mut()),
                    160..192 => {
                        let (mut bytes, length) = ([0; 64], self.number().min(64));
                        C_GenerateRandom(self.session(), bytes.as_mut_ptr(), length)
                    }
                    192..224 => C_LoginUser(self.session(), 1, null_mut(), 0, null_mut(), 0),
                    _ => C_Initialize(null_mut()),
                },
                _ => {
                    if self.input.byte() < 32 {
                        // A login does not survive this.
                        self.card.reset();
                    }
                    0
                }
            }
        };
        assert_ne!(value, 5, "CKR_GENERAL_ERROR from call {which}");
        self.check(most);
    }

    /// Calls with a template.
    fn template(
        &mut self,
        call: impl FnOnce(*mut cryptoki_sys::CK_ATTRIBUTE, Number) -> Number,
    ) -> Number {
        let count = usize::from(self.input.byte() % 5);
        let mut room = [[0_u8; 512]; 5];
        let mut template = [cryptoki_sys::CK_ATTRIBUTE::default(); 5];
        for (attribute, room) in template.iter_mut().zip(&mut room) {
            attribute.type_ = self.number();
            let value = self.number();
            room[..size_of::<Number>()].copy_from_slice(&value.to_ne_bytes());
            let is_null = self.input.byte() > 200;
            attribute.pValue = if is_null { null_mut() } else { room.as_mut_ptr().cast() };
            let length = [8, 1, 0, 4, 512];
            attribute.ulValueLen = if is_null { self.number() } else { self.input.pick(&length) };
        }
        let told = match self.input.byte() {
            0..240 => count as Number,
            // Refused, whatever is there.
            _ => [1_025, 1 << 31, Number::MAX][count % 3],
        };
        call(template.as_mut_ptr(), told)
    }
}
