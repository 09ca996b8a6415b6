//! Why libpcsclite finds no service: it says the same where the socket's permissions keep
//! this account out, and where pcscd closes the line because it has no room for one more.

use crate::error::Error;

/// Whether a service is there all the same, and turns this program away.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn refusal() -> Option<Error> {
    use std::io::ErrorKind;
    use std::os::unix::net::UnixStream;

    use crate::status::Status;

    /// Where Linux distributions and the BSDs have it.
    const USUAL: [&str; 2] = ["/run/pcscd/pcscd.comm", "/var/run/pcscd/pcscd.comm"];

    let named = std::env::var_os("PCSCLITE_CSOCK_NAME");
    let places = match &named {
        Some(named) => vec![named.as_os_str()],
        None => USUAL.iter().map(AsRef::as_ref).collect(),
    };
    let refused = |detail| Some(Error::new(Status::ServiceRefused).with_detail(detail));
    places.into_iter().find_map(|place| match UnixStream::connect(place) {
        Ok(_) => refused("the service closes the connection"),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            refused("no permission for the service's socket")
        }
        Err(_) => None,
    })
}

/// Windows and macOS have no socket of libpcsclite's.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) const fn refusal() -> Option<Error> {
    None
}
