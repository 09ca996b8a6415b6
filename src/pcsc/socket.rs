//! Why libpcsclite finds no service: it reports the same if the socket's permissions exclude this
//! account, and if pcscd closes the connection because it has too many.

use crate::error::Error;

/// Whether a service is running nevertheless, and refuses this program.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn refusal() -> Option<Error> {
    use std::io::ErrorKind;
    use std::os::unix::net::UnixStream;

    use crate::status::Status;

    /// Its path on Linux distributions and the BSDs.
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

/// Windows and macOS have no libpcsclite socket.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) const fn refusal() -> Option<Error> {
    None
}
