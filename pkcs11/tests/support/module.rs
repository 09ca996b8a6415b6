//! The loaded module and its functions, with Rust values.

use std::ffi::c_void;
use std::path::PathBuf;
use std::ptr::{null, null_mut};
use std::sync::OnceLock;

use cryptoki_sys::*;

/// Where cargo put it.
pub fn path() -> PathBuf {
    let executable = std::env::current_exe().unwrap();
    executable.parent().unwrap().join("libjpkicard_pkcs11.so")
}

/// Its functions, of version 3.0.
pub fn functions() -> &'static CK_FUNCTION_LIST_3_0 {
    static FUNCTIONS: OnceLock<&'static CK_FUNCTION_LIST_3_0> = OnceLock::new();
    FUNCTIONS.get_or_init(|| {
        let library = unsafe { libloading::Library::new(path()) }.unwrap();
        let library = Box::leak(Box::new(library));
        let get: libloading::Symbol<
            '_,
            unsafe extern "C" fn(
                *mut CK_UTF8CHAR,
                *mut CK_VERSION,
                *mut *mut CK_INTERFACE,
                CK_FLAGS,
            ) -> CK_RV,
        > = unsafe { library.get(b"C_GetInterface\0") }.unwrap();
        let mut interface = null_mut();
        let mut version = CK_VERSION { major: 3, minor: 0 };
        let got = unsafe { get(null_mut(), &mut version, &mut interface, 0) };
        assert_eq!(got, CKR_OK);
        unsafe { &*(*interface).pFunctionList.cast() }
    })
}

/// Calls a function of the module.
#[macro_export]
macro_rules! call {
    ($name:ident $(, $argument:expr)*) => {
        {
            let function = $crate::support::module::functions().$name.unwrap();
            // SAFETY: the arguments are as PKCS #11 requires, or wrong on purpose.
            #[allow(clippy::macro_metavars_in_unsafe, reason = "the whole call is")]
            let value = unsafe { function($($argument),*) };
            value
        }
    };
}

/// The module from `C_Initialize` to `C_Finalize`.
pub struct Initialized;

impl Initialized {
    pub fn new() -> Self {
        // libpcsclite reads the socket's name once: it must be the private one's by then.
        if std::env::var_os("PCSCLITE_CSOCK_NAME").is_none() {
            super::pcscd::pcscd();
        }
        assert_eq!(call!(C_Initialize, null_mut()), CKR_OK);
        Self
    }
}

impl Drop for Initialized {
    fn drop(&mut self) {
        call!(C_Finalize, null_mut());
    }
}

pub fn slots(with_token: bool) -> Vec<CK_SLOT_ID> {
    let with_token = if with_token { CK_TRUE } else { CK_FALSE };
    let mut count = 0;
    assert_eq!(call!(C_GetSlotList, with_token, null_mut(), &mut count), CKR_OK);
    let mut slots = vec![0; usize::try_from(count).unwrap()];
    assert_eq!(call!(C_GetSlotList, with_token, slots.as_mut_ptr(), &mut count), CKR_OK);
    slots.truncate(usize::try_from(count).unwrap());
    slots
}

pub fn token_information(slot: CK_SLOT_ID) -> Result<CK_TOKEN_INFO, CK_RV> {
    let mut information = CK_TOKEN_INFO::default();
    match call!(C_GetTokenInfo, slot, &mut information) {
        CKR_OK => Ok(information),
        failed => Err(failed),
    }
}

pub fn slot_flags(slot: CK_SLOT_ID) -> Result<CK_FLAGS, CK_RV> {
    let mut information = CK_SLOT_INFO::default();
    match call!(C_GetSlotInfo, slot, &mut information) {
        CKR_OK => Ok(information.flags),
        failed => Err(failed),
    }
}

pub fn open(slot: CK_SLOT_ID) -> Result<CK_SESSION_HANDLE, CK_RV> {
    let (mut session, flags) = (0, CKF_SERIAL_SESSION | CKF_RW_SESSION);
    match call!(C_OpenSession, slot, flags, null_mut(), None, &mut session) {
        CKR_OK => Ok(session),
        failed => Err(failed),
    }
}

pub fn login_as(session: CK_SESSION_HANDLE, user: CK_USER_TYPE, pin: &str) -> CK_RV {
    call!(C_Login, session, user, pin.as_ptr().cast_mut(), pin.len() as CK_ULONG)
}

pub fn login(session: CK_SESSION_HANDLE, pin: &str) -> CK_RV {
    login_as(session, CKU_USER, pin)
}

pub fn state(session: CK_SESSION_HANDLE) -> Result<CK_STATE, CK_RV> {
    let mut information = CK_SESSION_INFO::default();
    match call!(C_GetSessionInfo, session, &mut information) {
        CKR_OK => Ok(information.state),
        failed => Err(failed),
    }
}

pub fn attribute<T>(kind: CK_ATTRIBUTE_TYPE, value: &T) -> CK_ATTRIBUTE {
    CK_ATTRIBUTE {
        type_: kind,
        pValue: (value as *const T).cast_mut().cast(),
        ulValueLen: size_of::<T>() as CK_ULONG,
    }
}

pub fn find(session: CK_SESSION_HANDLE, template: &mut [CK_ATTRIBUTE]) -> Vec<CK_OBJECT_HANDLE> {
    let count = template.len() as CK_ULONG;
    assert_eq!(call!(C_FindObjectsInit, session, template.as_mut_ptr(), count), CKR_OK);
    let (mut found, mut all) = ([0; 3], Vec::new());
    loop {
        let mut count = 0;
        let told = call!(C_FindObjects, session, found.as_mut_ptr(), 3, &mut count);
        assert_eq!(told, CKR_OK);
        if count == 0 {
            break;
        }
        all.extend(&found[..usize::try_from(count).unwrap()]);
    }
    assert_eq!(call!(C_FindObjectsFinal, session), CKR_OK);
    all
}

/// All objects of a class.
pub fn find_class(session: CK_SESSION_HANDLE, class: CK_OBJECT_CLASS) -> Vec<CK_OBJECT_HANDLE> {
    find(session, &mut [attribute(CKA_CLASS, &class)])
}

pub fn value(
    session: CK_SESSION_HANDLE,
    object: CK_OBJECT_HANDLE,
    kind: CK_ATTRIBUTE_TYPE,
) -> Result<Vec<u8>, CK_RV> {
    let mut wanted = CK_ATTRIBUTE { type_: kind, pValue: null_mut(), ulValueLen: 0 };
    match call!(C_GetAttributeValue, session, object, &mut wanted, 1) {
        CKR_OK => {}
        failed => return Err(failed),
    }
    let mut bytes = vec![0_u8; usize::try_from(wanted.ulValueLen).unwrap()];
    wanted.pValue = bytes.as_mut_ptr().cast();
    match call!(C_GetAttributeValue, session, object, &mut wanted, 1) {
        CKR_OK => Ok(bytes),
        failed => Err(failed),
    }
}

/// A mechanism without a parameter.
pub fn plain(kind: CK_MECHANISM_TYPE) -> CK_MECHANISM {
    CK_MECHANISM { mechanism: kind, pParameter: null_mut(), ulParameterLen: 0 }
}

/// The card's PSS.
pub const PSS: CK_RSA_PKCS_PSS_PARAMS =
    CK_RSA_PKCS_PSS_PARAMS { hashAlg: CKM_SHA256, mgf: CKG_MGF1_SHA256, sLen: 32 };

/// A PSS mechanism with this parameter.
pub fn pss(kind: CK_MECHANISM_TYPE, parameter: &CK_RSA_PKCS_PSS_PARAMS) -> CK_MECHANISM {
    CK_MECHANISM {
        mechanism: kind,
        pParameter: (parameter as *const CK_RSA_PKCS_PSS_PARAMS).cast_mut().cast::<c_void>(),
        ulParameterLen: size_of::<CK_RSA_PKCS_PSS_PARAMS>() as CK_ULONG,
    }
}

pub fn sign_begin(
    session: CK_SESSION_HANDLE,
    mechanism: CK_MECHANISM,
    key: CK_OBJECT_HANDLE,
) -> CK_RV {
    let mut mechanism = mechanism;
    call!(C_SignInit, session, &mut mechanism, key)
}

/// `C_SignInit` and `C_Sign`.
pub fn sign(
    session: CK_SESSION_HANDLE,
    mechanism: CK_MECHANISM,
    key: CK_OBJECT_HANDLE,
    data: &[u8],
) -> Result<Vec<u8>, CK_RV> {
    match sign_begin(session, mechanism, key) {
        CKR_OK => {}
        failed => return Err(failed),
    }
    let (mut signature, mut length) = (vec![0; 256], 256);
    let data = (data.as_ptr().cast_mut(), data.len() as CK_ULONG);
    match call!(C_Sign, session, data.0, data.1, signature.as_mut_ptr(), &mut length) {
        CKR_OK => {}
        failed => return Err(failed),
    }
    signature.truncate(usize::try_from(length).unwrap());
    Ok(signature)
}

/// `C_VerifyInit` and `C_Verify`.
pub fn verify(
    session: CK_SESSION_HANDLE,
    mechanism: CK_MECHANISM,
    key: CK_OBJECT_HANDLE,
    data: &[u8],
    signature: &[u8],
) -> CK_RV {
    let mut mechanism = mechanism;
    match call!(C_VerifyInit, session, &mut mechanism, key) {
        CKR_OK => {}
        failed => return failed,
    }
    let data = (data.as_ptr().cast_mut(), data.len() as CK_ULONG);
    let signature = (signature.as_ptr().cast_mut(), signature.len() as CK_ULONG);
    call!(C_Verify, session, data.0, data.1, signature.0, signature.1)
}

/// A token's text field without its padding.
pub fn text(field: &[u8]) -> String {
    String::from_utf8(field.to_vec()).unwrap().trim_end().to_owned()
}
