//! Programs in their own namespaces, as root and as an ordinary user.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::Command;

/// The folders of administrators' programs: not in an ordinary user's search path on Debian.
const ADMINISTRATORS: [&str; 3] = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/// The search path, with administrators' programs at its end.
pub fn search_path() -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let more = ADMINISTRATORS.map(PathBuf::from);
    std::env::join_paths(std::env::split_paths(&path).chain(more)).unwrap()
}

/// The path of a program that [`unshare`] can run.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path())
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// `unshare` with these namespaces, in which an ordinary user is root. The programs it runs find
/// administrators' programs.
pub fn unshare(namespaces: &[&str]) -> Command {
    let mut command = Command::new("unshare");
    // Root needs no further user namespace, and in a changed root it can have none.
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        command.args(["--user", "--map-root-user"]);
    }
    command.args(namespaces).env("PATH", search_path());
    command
}
