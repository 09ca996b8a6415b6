//! Every function with nothing, with wrong values, and at the wrong time; objects and their
//! attributes; signing in parts.
#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "calls C")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::collections::BTreeMap;
use std::ptr::null_mut;

use cryptoki_sys::*;
use jpkicard::Certificate;
use support::module::*;
use support::{Inserted, alone};

const DATA: &[u8] = b"a challenge of the relying party";

/// Any function, called with eight numbers: those that take fewer ignore the rest.
type AnyFunction =
    unsafe extern "C" fn(usize, usize, usize, usize, usize, usize, usize, usize) -> CK_RV;

/// Those of the table of version 3.0, by their place in it.
fn table() -> Vec<AnyFunction> {
    let pointers = size_of::<CK_FUNCTION_LIST_3_0>() / size_of::<usize>() - 1;
    let first = std::ptr::from_ref(functions()).cast::<usize>();
    // SAFETY: after the version, which is padded to a pointer, the table is pointers to functions.
    unsafe {
        let pointers = std::slice::from_raw_parts(first.add(1), pointers);
        assert!(pointers.iter().all(|pointer| *pointer != 0));
        pointers.iter().map(|pointer| std::mem::transmute::<usize, AnyFunction>(*pointer)).collect()
    }
}

/// The places of functions that may be called before `C_Initialize`, or are it.
fn is_general(place: usize) -> bool {
    // C_Initialize, C_GetFunctionList, C_GetInterfaceList, C_GetInterface.
    [0, 3, 68, 69].contains(&place)
}

#[test]
fn every_function_with_nothing() {
    let _alone = alone();
    let _card = Inserted::plain(0);
    let table = table();
    assert_eq!(table.len(), 92);
    for (place, function) in table.iter().enumerate().filter(|(place, _)| !is_general(*place)) {
        // SAFETY: NULL and 0 are allowed for everything.
        let value = unsafe { function(0, 0, 0, 0, 0, 0, 0, 0) };
        assert_eq!(value, CKR_CRYPTOKI_NOT_INITIALIZED, "function {place}");
    }
    let _module = Initialized::new();
    let mut values: BTreeMap<CK_RV, usize> = BTreeMap::new();
    for (place, function) in table.iter().enumerate().filter(|(place, _)| *place > 1) {
        // SAFETY: as above.
        let value = unsafe { function(0, 0, 0, 0, 0, 0, 0, 0) };
        // C_CloseAllSessions of slot 0.
        assert!(value != CKR_OK || place == 14, "function {place}");
        *values.entry(value).or_default() += 1;
    }
    assert_eq!(values[&CKR_FUNCTION_NOT_SUPPORTED], 51, "{values:?}");
    assert_eq!(values[&CKR_FUNCTION_NOT_PARALLEL], 2);
    // Handles that were never given.
    for number in [1, 99, u32::MAX as usize, usize::MAX] {
        for (place, function) in table.iter().enumerate().filter(|(place, _)| *place > 3) {
            if ![4, 67, 68, 69].contains(&place) {
                // SAFETY: numbers in the first place are slots or sessions, except in these.
                let value = unsafe { function(number, 0, 0, 0, 0, 0, 0, 0) };
                assert_ne!(value, CKR_GENERAL_ERROR, "function {place}");
                assert!(value != CKR_OK || place == 14, "function {place}");
            }
        }
    }
}

#[test]
fn all_functions_are_exported_and_nothing_else() {
    let output = std::process::Command::new("nm")
        .args(["-D", "--defined-only"])
        .arg(path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let names: Vec<_> = text.lines().filter_map(|line| line.split(' ').nth(2)).collect();
    assert_eq!(names.iter().filter(|name| name.starts_with("C_")).count(), 92);
    let other: Vec<_> = names.iter().filter(|name| !name.starts_with("C_")).collect();
    // What a build with all features of the library brings along.
    assert!(other.iter().all(|name| name.starts_with("jpki_")), "{other:?}");
}

#[test]
fn interfaces() {
    let mut count = 0;
    assert_eq!(call!(C_GetInterfaceList, null_mut(), &mut count), CKR_OK);
    assert_eq!(count, 2);
    let mut interfaces =
        [CK_INTERFACE { pInterfaceName: null_mut(), pFunctionList: null_mut(), flags: 0 }; 2];
    count = 1;
    let told = call!(C_GetInterfaceList, interfaces.as_mut_ptr(), &mut count);
    assert_eq!((told, count), (CKR_BUFFER_TOO_SMALL, 2));
    assert_eq!(call!(C_GetInterfaceList, interfaces.as_mut_ptr(), &mut count), CKR_OK);
    let get = |name: Option<&std::ffi::CStr>, version: Option<(u8, u8)>, flags| {
        let name = name.map_or(null_mut(), |name| name.as_ptr().cast_mut().cast());
        let mut version = version.map(|(major, minor)| CK_VERSION { major, minor });
        let version = version.as_mut().map_or(null_mut(), std::ptr::from_mut);
        let mut found = null_mut();
        match call!(C_GetInterface, name, version, &mut found, flags) {
            // SAFETY: the table begins with its version.
            CKR_OK => Ok(unsafe { *(*found).pFunctionList.cast::<CK_VERSION>() }.major),
            failed => Err(failed),
        }
    };
    let name = Some(c"PKCS 11");
    assert_eq!(get(None, None, 0), Ok(3));
    assert_eq!(get(name, None, 0), Ok(3));
    assert_eq!(get(name, Some((3, 0)), 0), Ok(3));
    assert_eq!(get(name, Some((2, 40)), 0), Ok(2));
    assert_eq!(get(name, Some((2, 20)), 0), Err(CKR_FUNCTION_FAILED));
    assert_eq!(get(name, Some((9, 9)), 0), Err(CKR_FUNCTION_FAILED));
    assert_eq!(get(Some(c"Vendor"), None, 0), Err(CKR_FUNCTION_FAILED));
    // A child of fork is logged out, which is not what this promises.
    assert_eq!(get(name, None, CKF_INTERFACE_FORK_SAFE), Err(CKR_FUNCTION_FAILED));
}

#[test]
fn what_initializing_accepts() {
    let _alone = alone();
    let initialize = |change: fn(&mut CK_C_INITIALIZE_ARGS)| {
        let mut arguments = CK_C_INITIALIZE_ARGS::default();
        change(&mut arguments);
        let value = call!(C_Initialize, std::ptr::from_mut(&mut arguments).cast());
        if value == CKR_OK {
            let again = call!(C_Initialize, null_mut());
            assert_eq!(again, CKR_CRYPTOKI_ALREADY_INITIALIZED);
            assert_eq!(call!(C_Finalize, std::ptr::dangling_mut()), CKR_ARGUMENTS_BAD);
            assert_eq!(call!(C_Finalize, null_mut()), CKR_OK);
            assert_eq!(call!(C_Finalize, null_mut()), CKR_CRYPTOKI_NOT_INITIALIZED);
        }
        value
    };
    unsafe extern "C" fn lock(_: *mut std::ffi::c_void) -> CK_RV {
        CKR_OK
    }
    unsafe extern "C" fn create(_: *mut *mut std::ffi::c_void) -> CK_RV {
        CKR_OK
    }
    fn locks(arguments: &mut CK_C_INITIALIZE_ARGS) {
        arguments.CreateMutex = Some(create);
        arguments.DestroyMutex = Some(lock);
        arguments.LockMutex = Some(lock);
        arguments.UnlockMutex = Some(lock);
    }
    assert_eq!(initialize(|_| ()), CKR_OK);
    assert_eq!(initialize(|arguments| arguments.flags = CKF_OS_LOCKING_OK), CKR_OK);
    // As NSS does.
    let nss = |arguments: &mut CK_C_INITIALIZE_ARGS| {
        locks(arguments);
        arguments.flags = CKF_OS_LOCKING_OK | CKF_LIBRARY_CANT_CREATE_OS_THREADS;
    };
    assert_eq!(initialize(nss), CKR_OK);
    assert_eq!(initialize(locks), CKR_CANT_LOCK);
    assert_eq!(initialize(|arguments| arguments.LockMutex = Some(lock)), CKR_ARGUMENTS_BAD);
    let reserved = |arguments: &mut CK_C_INITIALIZE_ARGS| {
        arguments.pReserved = std::ptr::dangling_mut();
    };
    assert_eq!(initialize(reserved), CKR_ARGUMENTS_BAD);
}

#[test]
fn attributes_are_those_of_the_certificates() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    let (certificates, own) = (find_class(session, CKO_CERTIFICATE), 1_u8);
    assert_eq!(certificates.len(), 2);
    let der = card.card.with_card(|card| card.authentication_certificate().to_vec()).unwrap();
    let certificate = Certificate::from_der(der.clone()).unwrap();
    let found =
        find(session, &mut [attribute(CKA_CLASS, &CKO_CERTIFICATE), attribute(CKA_ID, &own)]);
    assert_eq!(found.len(), 1);
    let of = |kind| value(session, found[0], kind).unwrap();
    let label = |kind| String::from_utf8(of(kind)).unwrap();
    assert_eq!(of(CKA_VALUE), der);
    assert_eq!(of(CKA_PUBLIC_KEY_INFO), certificate.public_key_der());
    assert_eq!(of(CKA_ID), [1]);
    assert_eq!(label(CKA_LABEL), "User Authentication Certificate");
    assert_eq!(of(CKA_TOKEN), [CK_TRUE]);
    assert_eq!((of(CKA_PRIVATE), of(CKA_TRUSTED)), (vec![CK_FALSE], vec![CK_FALSE]));
    let serial = of(CKA_SERIAL_NUMBER);
    assert_eq!((serial[0], usize::from(serial[1])), (0x02, serial.len() - 2));
    assert_eq!(&serial[2..], certificate.serial());
    // SHA-1, by openssl.
    let folder = support::programs::folder("attributes");
    std::fs::write(folder.join("certificate.der"), &der).unwrap();
    let ask = |arguments: &[&str]| {
        let mut command = support::programs::command("openssl", &folder);
        command.args(["x509", "-inform", "DER", "-in", "certificate.der", "-noout"]);
        support::programs::ok({
            command.args(arguments);
            command
        })
    };
    let fingerprint = ask(&["-fingerprint", "-sha1"]);
    let check: Vec<_> = of(CKA_CHECK_VALUE).iter().map(|byte| format!("{byte:02X}")).collect();
    assert!(fingerprint.contains(&format!("={}:", check.join(":"))), "{fingerprint}");
    let end = ask(&["-enddate", "-dateopt", "iso_8601"]);
    let date = label(CKA_END_DATE);
    assert!(end.replace('-', "").contains(&date), "{end} {date}");
    let modulus: String = value(session, find_class(session, CKO_PUBLIC_KEY)[0], CKA_MODULUS)
        .unwrap()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    assert_eq!(ask(&["-modulus"]).trim(), format!("Modulus={modulus}"));
    assert_eq!(value(session, found[0], CKA_MODULUS), Err(CKR_ATTRIBUTE_TYPE_INVALID));
    assert_eq!(find_class(session, CKO_PRIVATE_KEY), []);

    assert_eq!(login(session, "1234"), CKR_OK);
    let keys = find_class(session, CKO_PRIVATE_KEY);
    assert_eq!(keys.len(), 1);
    let of_key = |kind| value(session, keys[0], kind);
    assert_eq!(of_key(CKA_PRIVATE_EXPONENT), Err(CKR_ATTRIBUTE_SENSITIVE));
    assert_eq!(of_key(CKA_ALWAYS_AUTHENTICATE), Ok(vec![CK_FALSE]));
    assert_eq!((of_key(CKA_SIGN), of_key(CKA_EXTRACTABLE)), (Ok(vec![1]), Ok(vec![0])));
    let unique = of_key(CKA_UNIQUE_ID).unwrap();
    assert_eq!(find(session, &mut [attribute(CKA_ID, &own)]).len(), 3);
    let mut all: Vec<_> = find(session, &mut [])
        .into_iter()
        .map(|object| value(session, object, CKA_UNIQUE_ID).unwrap())
        .collect();
    assert_eq!(all.iter().filter(|other| **other == unique).count(), 1);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 5);

    let session = open(1).unwrap();
    let names = |session| find_class(session, CKO_CERTIFICATE).len();
    // Name and address are seen after the password alone.
    assert_eq!(names(session), 1);
    assert_eq!(login(session, "ABC123"), CKR_OK);
    assert_eq!(names(session), 2);
    let key = find_class(session, CKO_PRIVATE_KEY)[0];
    assert_eq!(value(session, key, CKA_ALWAYS_AUTHENTICATE), Ok(vec![CK_TRUE]));
    assert_eq!(call!(C_Logout, session), CKR_OK);
    assert_eq!(names(session), 1);
    assert_eq!(value(session, key, CKA_LABEL), Err(CKR_OBJECT_HANDLE_INVALID));
}

#[test]
fn a_template_is_answered_as_a_whole() {
    let _alone = alone();
    let _card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    let object = find_class(session, CKO_CERTIFICATE)[0];
    let mut small = [0_u8; 4];
    let mut class: CK_OBJECT_CLASS = 0;
    let mut template = [
        CK_ATTRIBUTE { type_: CKA_VALUE, pValue: small.as_mut_ptr().cast(), ulValueLen: 4 },
        CK_ATTRIBUTE { type_: CKA_PRIME_1, pValue: null_mut(), ulValueLen: 0 },
        CK_ATTRIBUTE { type_: CKA_LABEL, pValue: null_mut(), ulValueLen: 0 },
        CK_ATTRIBUTE {
            type_: CKA_CLASS,
            pValue: std::ptr::from_mut(&mut class).cast(),
            ulValueLen: size_of::<CK_ULONG>() as CK_ULONG,
        },
    ];
    let told = call!(C_GetAttributeValue, session, object, template.as_mut_ptr(), 4);
    assert_eq!(told, CKR_BUFFER_TOO_SMALL);
    let lengths = template.map(|attribute| attribute.ulValueLen);
    assert_eq!(lengths, [CK_UNAVAILABLE_INFORMATION, CK_UNAVAILABLE_INFORMATION, 31, 8]);
    assert_eq!((small, class), ([0; 4], CKO_CERTIFICATE));
    // The same template once more: what was left in it is no length.
    let told = call!(C_GetAttributeValue, session, object, template.as_mut_ptr(), 1);
    assert_eq!((told, small), (CKR_BUFFER_TOO_SMALL, [0; 4]));
    // Counts and lengths that cannot be.
    for count in [1_025, 1 << 32, CK_ULONG::MAX] {
        let template = template.as_mut_ptr();
        for value in [
            call!(C_GetAttributeValue, session, object, template, count),
            call!(C_FindObjectsInit, session, template, count),
            call!(C_CreateObject, session, template, count, null_mut()),
        ] {
            assert!([CKR_ARGUMENTS_BAD, CKR_FUNCTION_NOT_SUPPORTED].contains(&value));
        }
    }
    template[0].pValue = null_mut();
    template[0].ulValueLen = 7;
    let begun = call!(C_FindObjectsInit, session, template.as_mut_ptr(), 1);
    assert_eq!(begun, CKR_ATTRIBUTE_VALUE_INVALID);
    // A search that failed to begin has not begun.
    let mut count = 0;
    let found = call!(C_FindObjects, session, &mut 0, 1, &mut count);
    assert_eq!(found, CKR_OPERATION_NOT_INITIALIZED);
}

fn sign_parts(
    session: CK_SESSION_HANDLE,
    mechanism: CK_MECHANISM,
    key: CK_OBJECT_HANDLE,
    parts: &[&[u8]],
) -> Vec<u8> {
    assert_eq!(sign_begin(session, mechanism, key), CKR_OK);
    for part in parts {
        let (start, length) = (part.as_ptr().cast_mut(), part.len() as CK_ULONG);
        assert_eq!(call!(C_SignUpdate, session, start, length), CKR_OK);
    }
    let (mut signature, mut length) = (vec![0; 300], 0);
    assert_eq!(call!(C_SignFinal, session, null_mut(), &mut length), CKR_OK);
    assert_eq!(length, 256);
    length = 255;
    let told = call!(C_SignFinal, session, signature.as_mut_ptr(), &mut length);
    assert_eq!((told, length), (CKR_BUFFER_TOO_SMALL, 256));
    length = 300;
    assert_eq!(call!(C_SignFinal, session, signature.as_mut_ptr(), &mut length), CKR_OK);
    signature.truncate(256);
    let again = call!(C_SignFinal, session, signature.as_mut_ptr(), &mut length);
    assert_eq!(again, CKR_OPERATION_NOT_INITIALIZED);
    signature
}

#[test]
fn every_mechanism_in_one_part_and_in_several() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    let key = find_class(session, CKO_PRIVATE_KEY)[0];
    let own = 1_u8;
    let public =
        find(session, &mut [attribute(CKA_CLASS, &CKO_PUBLIC_KEY), attribute(CKA_ID, &own)])[0];
    let mechanisms = [
        plain(CKM_RSA_PKCS),
        plain(CKM_SHA256_RSA_PKCS),
        plain(CKM_SHA384_RSA_PKCS),
        plain(CKM_SHA512_RSA_PKCS),
        pss(CKM_RSA_PKCS_PSS, &PSS),
        pss(CKM_SHA256_RSA_PKCS_PSS, &PSS),
    ];
    let mut kinds = [0; 9];
    let mut count = 9;
    assert_eq!(call!(C_GetMechanismList, 0, kinds.as_mut_ptr(), &mut count), CKR_OK);
    assert_eq!(kinds[..6], mechanisms.map(|mechanism| mechanism.mechanism));
    assert_eq!((count, kinds[6]), (7, CKM_SHA256));
    for mechanism in mechanisms {
        let kind = mechanism.mechanism;
        let whole = sign(session, mechanism, key, DATA).unwrap();
        let parts = sign_parts(session, mechanism, key, &[&DATA[..5], b"", &DATA[5..]]);
        for signature in [&whole, &parts] {
            assert_eq!(verify(session, mechanism, public, DATA, signature), CKR_OK, "{kind:#x}");
            let other = verify(session, mechanism, public, &[7; 32], signature);
            assert_eq!(other, CKR_SIGNATURE_INVALID, "{kind:#x}");
        }
        let short = verify(session, mechanism, public, DATA, &whole[1..]);
        assert_eq!(short, CKR_SIGNATURE_LEN_RANGE);
        assert_eq!(sign_begin(session, mechanism, public), CKR_KEY_FUNCTION_NOT_PERMITTED);
    }
    assert!(!card.is_open());

    // What the card does not do.
    let too_long = sign(session, plain(CKM_RSA_PKCS), key, &[1; 246]);
    assert_eq!(too_long, Err(CKR_DATA_LEN_RANGE));
    assert_eq!(sign(session, plain(CKM_RSA_PKCS), key, &[1; 245]).unwrap().len(), 256);
    assert_eq!(sign(session, plain(CKM_RSA_PKCS), key, b""), Err(CKR_DATA_LEN_RANGE));
    let digest = pss(CKM_RSA_PKCS_PSS, &PSS);
    assert_eq!(sign(session, digest, key, &[1; 31]), Err(CKR_DATA_LEN_RANGE));
    for parameter in [
        CK_RSA_PKCS_PSS_PARAMS { sLen: 20, ..PSS },
        CK_RSA_PKCS_PSS_PARAMS { mgf: CKG_MGF1_SHA1, ..PSS },
        CK_RSA_PKCS_PSS_PARAMS { hashAlg: CKM_SHA512, ..PSS },
    ] {
        let mechanism = pss(CKM_SHA256_RSA_PKCS_PSS, &parameter);
        assert_eq!(sign_begin(session, mechanism, key), CKR_MECHANISM_PARAM_INVALID);
    }
    let bare = sign_begin(session, plain(CKM_RSA_PKCS_PSS), key);
    assert_eq!(bare, CKR_MECHANISM_PARAM_INVALID);
    let with_parameter = pss(CKM_SHA256_RSA_PKCS, &PSS);
    assert_eq!(sign_begin(session, with_parameter, key), CKR_MECHANISM_PARAM_INVALID);
    for kind in [CKM_SHA256, CKM_RSA_X_509, CKM_SHA1_RSA_PKCS, CKM_ECDSA, CK_ULONG::MAX] {
        assert_eq!(sign_begin(session, plain(kind), key), CKR_MECHANISM_INVALID);
    }
    // One at a time; a NULL mechanism ends it.
    assert_eq!(sign_begin(session, plain(CKM_RSA_PKCS), key), CKR_OK);
    assert_eq!(sign_begin(session, plain(CKM_RSA_PKCS), key), CKR_OPERATION_ACTIVE);
    assert_eq!(call!(C_SignInit, session, null_mut(), key), CKR_OK);
    assert_eq!(sign_begin(session, plain(CKM_RSA_PKCS), key), CKR_OK);
    assert_eq!(call!(C_SessionCancel, session, CKF_SIGN), CKR_OK);
    assert_eq!(call!(C_SignUpdate, session, null_mut(), 0), CKR_OPERATION_NOT_INITIALIZED);
}

#[test]
fn the_pin_is_changed() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let set = |session, old: &str, new: &str| {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let old = (old.as_ptr().cast_mut(), old.len() as CK_ULONG);
        call!(C_SetPIN, session, old.0, old.1, new.as_ptr().cast_mut(), new.len() as CK_ULONG)
    };
    let mut read_only = 0;
    let opened = call!(C_OpenSession, 0, CKF_SERIAL_SESSION, null_mut(), None, &mut read_only);
    assert_eq!(opened, CKR_OK);
    assert_eq!(set(read_only, "1234", "5678"), CKR_SESSION_READ_ONLY);
    let session = open(0).unwrap();
    assert_eq!(set(session, "123", "5678"), CKR_PIN_INCORRECT);
    assert_eq!(set(session, "1234", "567"), CKR_PIN_LEN_RANGE);
    assert_eq!(set(session, "1234", "567x"), CKR_PIN_INVALID);
    assert_eq!((card.verify_commands(), card.pin_tries()), (0, 3));
    assert_eq!(set(session, "0000", "5678"), CKR_PIN_INCORRECT);
    assert_eq!(card.pin_tries(), 2);
    assert_eq!(login(session, "1234"), CKR_OK);
    assert_eq!(set(session, "1234", "5678"), CKR_OK);
    // The PIN that was kept is the old one.
    assert_eq!(state(session), Ok(CKS_RW_PUBLIC_SESSION));
    assert_eq!(login(session, "5678"), CKR_OK);
    let session = open(1).unwrap();
    assert_eq!(set(session, "ABC123", "abcdef"), CKR_PIN_INVALID);
    assert_eq!(set(session, "ABC123", "def456"), CKR_OK);
    assert_eq!(login(session, "DEF456"), CKR_OK);
    assert!(!card.is_open());
    assert_eq!(call!(C_InitPIN, session, null_mut(), 0), CKR_FUNCTION_NOT_SUPPORTED);
    let as_officer = |session| login_as(session, CKU_SO, "DEF456");
    assert_eq!(as_officer(session), CKR_USER_ANOTHER_ALREADY_LOGGED_IN);
    assert_eq!(call!(C_Logout, session), CKR_OK);
    assert_eq!(as_officer(session), CKR_USER_TYPE_INVALID);
    assert_eq!(call!(C_Logout, read_only), CKR_OK);
    assert_eq!(as_officer(read_only), CKR_SESSION_READ_ONLY_EXISTS);
}

#[test]
fn random_bytes() {
    let _alone = alone();
    let _card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    assert_ne!(token_information(0).unwrap().flags & CKF_RNG, 0);
    let mut bytes = vec![0; 100_000];
    let made = call!(C_GenerateRandom, session, bytes.as_mut_ptr(), 99_999);
    assert_eq!((made, bytes[99_999]), (CKR_OK, 0));
    assert!(bytes.chunks(32).all(|part| part.iter().any(|byte| *byte != 0)));
    assert_eq!(call!(C_GenerateRandom, session, null_mut(), 1), CKR_ARGUMENTS_BAD);
    let seeded = call!(C_SeedRandom, session, bytes.as_mut_ptr(), 8);
    assert_eq!(seeded, CKR_RANDOM_SEED_NOT_SUPPORTED);
}

#[test]
fn a_login_for_one_signature() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(1).unwrap();
    assert_eq!(login(session, "ABC123"), CKR_OK);
    assert_eq!(login(session, "ABC123"), CKR_USER_ALREADY_LOGGED_IN);
    let key = find_class(session, CKO_PRIVATE_KEY)[0];
    let again = || login_as(session, CKU_CONTEXT_SPECIFIC, "ABC123");
    assert_eq!(again(), CKR_OPERATION_NOT_INITIALIZED);
    let verified = card.verify_commands();
    assert_eq!(sign_begin(session, plain(CKM_SHA256_RSA_PKCS), key), CKR_OK);
    assert_eq!(again(), CKR_OK);
    assert_eq!(card.verify_commands(), verified + 1);
    let (mut signature, mut length) = ([0; 256], 256);
    let data = (DATA.as_ptr().cast_mut(), DATA.len() as CK_ULONG);
    let signed = call!(C_Sign, session, data.0, data.1, signature.as_mut_ptr(), &mut length);
    assert_eq!(signed, CKR_OK);
    // Java never makes one.
    assert!(sign(session, plain(CKM_SHA256_RSA_PKCS), key, DATA).is_ok());
    // A wrong one spends a try and leaves the login as it was.
    assert_eq!(sign_begin(session, plain(CKM_SHA256_RSA_PKCS), key), CKR_OK);
    assert_eq!(login_as(session, CKU_CONTEXT_SPECIFIC, "WRONG1"), CKR_PIN_INCORRECT);
    assert_eq!(state(session), Ok(CKS_RW_USER_FUNCTIONS));
    assert_eq!(again(), CKR_OK);
    let signed = call!(C_Sign, session, data.0, data.1, signature.as_mut_ptr(), &mut length);
    assert_eq!(signed, CKR_OK);

    // The other key asks for none, and no PIN is sent.
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    let key = find_class(session, CKO_PRIVATE_KEY)[0];
    assert_eq!(sign_begin(session, plain(CKM_SHA256_RSA_PKCS), key), CKR_OK);
    let verified = card.verify_commands();
    for pin in ["1234", "9999"] {
        let refused = login_as(session, CKU_CONTEXT_SPECIFIC, pin);
        assert_eq!(refused, CKR_OPERATION_NOT_INITIALIZED);
    }
    assert_eq!(card.verify_commands(), verified);
}

#[test]
fn digests_in_software() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    let begin = |mut mechanism: CK_MECHANISM| call!(C_DigestInit, session, &mut mechanism);
    let wanted = jpkicard::DigestAlgorithm::Sha256.digest(DATA);
    let (mut digest, mut length) = ([0; 40], 0);
    let commands = card.commands();
    let data = |part: &[u8]| (part.as_ptr().cast_mut(), part.len() as CK_ULONG);
    assert_eq!(begin(plain(CKM_SHA512)), CKR_MECHANISM_INVALID);
    assert_eq!(begin(plain(CKM_SHA256_RSA_PKCS)), CKR_MECHANISM_INVALID);
    assert_eq!(begin(plain(CKM_SHA256)), CKR_OK);
    assert_eq!(begin(plain(CKM_SHA256)), CKR_OPERATION_ACTIVE);
    let whole = data(DATA);
    let asked = call!(C_Digest, session, whole.0, whole.1, null_mut(), &mut length);
    assert_eq!((asked, length), (CKR_OK, 32));
    let made = call!(C_Digest, session, whole.0, whole.1, digest.as_mut_ptr(), &mut length);
    assert_eq!((made, &digest[..32]), (CKR_OK, &wanted[..]));
    assert_eq!(begin(plain(CKM_SHA256)), CKR_OK);
    for part in [&DATA[..3], &DATA[3..]] {
        let part = data(part);
        assert_eq!(call!(C_DigestUpdate, session, part.0, part.1), CKR_OK);
    }
    length = 31;
    let ended = call!(C_DigestFinal, session, digest.as_mut_ptr(), &mut length);
    assert_eq!((ended, length), (CKR_BUFFER_TOO_SMALL, 32));
    digest = [0; 40];
    let ended = call!(C_DigestFinal, session, digest.as_mut_ptr(), &mut length);
    assert_eq!((ended, &digest[..32]), (CKR_OK, &wanted[..]));
    let again = call!(C_DigestFinal, session, digest.as_mut_ptr(), &mut length);
    assert_eq!(again, CKR_OPERATION_NOT_INITIALIZED);
    assert_eq!(card.commands(), commands);
}
