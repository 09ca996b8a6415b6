//! The elementary files (EFs) of one application.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use rsa::RsaPrivateKey;

use crate::apdu::StatusWord;
use crate::virtual_card::answer::WRONG_KIND_OF_FILE;
use crate::virtual_card::credentials::Credential;

/// An EF identifier, such as `000A`. Its last five bits are the short identifier.
pub(super) type FileId = u16;

/// The EFs of the credentials, any of which unlocks a file; without any, it is freely readable.
pub(super) type Guards = &'static [FileId];

/// The kinds of EF.
#[derive(Clone)]
pub(super) enum File {
    /// Bytes to read.
    Transparent { content: Vec<u8>, guards: Guards },
    /// One freely readable record.
    Record(Vec<u8>),
    /// A PIN or password.
    Credential(Credential),
    /// A private key to be used.
    Key { key: Arc<RsaPrivateKey>, guards: Guards },
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transparent { content, guards } => {
                write!(f, "Transparent({} bytes, guards {guards:04X?})", content.len())
            }
            Self::Record(record) => write!(f, "Record({} bytes)", record.len()),
            Self::Credential(credential) => credential.fmt(f),
            Self::Key { guards, .. } => write!(f, "Key(guards {guards:04X?})"),
        }
    }
}

/// The EFs of an application.
#[derive(Clone, Debug, Default)]
pub(super) struct Files(BTreeMap<FileId, File>);

impl Files {
    pub(super) fn insert(&mut self, id: FileId, file: File) {
        self.0.insert(id, file);
    }

    pub(super) fn remove(&mut self, id: FileId) {
        self.0.remove(&id);
    }

    /// The bytes of a readable EF, for changing them.
    pub(super) fn content_mut(&mut self, id: FileId) -> Option<&mut Vec<u8>> {
        match self.0.get_mut(&id) {
            Some(File::Transparent { content, .. } | File::Record(content)) => Some(content),
            _ => None,
        }
    }

    pub(super) fn contains(&self, id: FileId) -> bool {
        self.0.contains_key(&id)
    }

    /// The EF, or `6A82`.
    pub(super) fn get(&self, id: FileId) -> Result<&File, StatusWord> {
        self.0.get(&id).ok_or(StatusWord::FILE_NOT_FOUND)
    }

    /// The credential in this EF: `6A82` without one, `6981` if it is another kind of file.
    pub(super) fn credential(&mut self, id: FileId) -> Result<&mut Credential, StatusWord> {
        match self.0.get_mut(&id) {
            None => Err(StatusWord::FILE_NOT_FOUND),
            Some(File::Credential(credential)) => Ok(credential),
            Some(_) => Err(WRONG_KIND_OF_FILE),
        }
    }

    /// The credential in this EF, for inspection.
    pub(super) fn find_credential(&self, id: FileId) -> Option<&Credential> {
        match self.0.get(&id) {
            Some(File::Credential(credential)) => Some(credential),
            _ => None,
        }
    }

    /// `6982` unless one of these credentials is verified, or there are none.
    pub(super) fn check_open(&self, guards: Guards) -> Result<(), StatusWord> {
        let is_open =
            |guard: &FileId| self.find_credential(*guard).is_some_and(Credential::is_open);
        if guards.is_empty() || guards.iter().any(is_open) {
            Ok(())
        } else {
            Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED)
        }
    }

    /// Whether any credential is verified.
    pub(super) fn any_is_open(&self) -> bool {
        self.0
            .values()
            .any(|file| matches!(file, File::Credential(credential) if credential.is_open()))
    }

    /// Clears the security status: every credential must be verified again.
    pub(super) fn close_all(&mut self) {
        for file in self.0.values_mut() {
            if let File::Credential(credential) = file {
                credential.close();
            }
        }
    }
}
