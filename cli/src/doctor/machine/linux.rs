//! From `/sys`, `/proc`, `/run` and where packages put their files.

use std::fs;
use std::io;
use std::os::unix::fs::FileTypeExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use super::{Machine, Socket, UsbDevice};

/// bInterfaceClass of smart card readers (USB CCID 1.1, 4.1).
const CCID: &str = "0b";
/// Readers without that class: Sony RC-S380 (its /S and /P), NXP PN533 and their makers' variants.
const NOT_CCID: [&str; 4] = ["054c:06c1", "054c:06c3", "04cc:2533", "04e6:5591"];
/// Kernel modules for NFC (findings of pcsc-tools#19, #20, #97).
const NFC_MODULES: [&str; 3] = ["pn533_usb", "port100", "pn533"];

pub(super) fn look(root: &Path) -> Machine {
    Machine {
        service_program: program(root),
        socket: socket(),
        has_socket_unit: root.join("run/systemd/system").is_dir()
            && ["usr/lib/systemd/system", "lib/systemd/system", "etc/systemd/system"]
                .iter()
                .any(|folder| root.join(folder).join("pcscd.socket").exists()),
        has_driver: has_driver(root),
        usb: usb(root),
        service_state: service_state(root),
        session: session(root),
        users: users(root),
        ..Machine::default()
    }
}

fn program(root: &Path) -> Option<String> {
    let folders = ["usr/sbin", "usr/bin", "usr/local/sbin", "sbin"];
    let found =
        folders.iter().map(|folder| root.join(folder).join("pcscd")).find(|path| path.exists());
    found.map(|path| path.display().to_string())
}

/// The socket that libpcsclite would use (`PCSCLITE_CSOCK_NAME`, otherwise its own).
fn socket() -> Socket {
    let path = std::env::var_os("PCSCLITE_CSOCK_NAME").map(PathBuf::from);
    let path = path.unwrap_or_else(|| PathBuf::from("/run/pcscd/pcscd.comm"));
    match fs::metadata(&path) {
        Ok(file) if file.file_type().is_socket() => {}
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Socket::Forbidden,
        _ => return Socket::None,
    }
    match UnixStream::connect(&path) {
        Ok(_) => Socket::Listens,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Socket::Forbidden,
        Err(_) => Socket::Abandoned,
    }
}

fn has_driver(root: &Path) -> bool {
    let folders = ["usr/lib/pcsc/drivers", "usr/lib64/pcsc/drivers", "usr/lib64/readers/usb"];
    folders.iter().any(|folder| {
        entries(&root.join(folder)).iter().any(|path| {
            let name = name_of(path);
            name.starts_with("ifd-ccid") && name.ends_with(".bundle")
        })
    })
}

fn usb(root: &Path) -> Vec<UsbDevice> {
    let devices = entries(&root.join("sys/bus/usb/devices"));
    let is_device = |path: &&PathBuf| path.join("idVendor").exists();
    devices.iter().filter(is_device).filter_map(|path| reader(path, &devices)).collect()
}

fn reader(path: &Path, all: &[PathBuf]) -> Option<UsbDevice> {
    let identifier = format!("{}:{}", line(&path.join("idVendor")), line(&path.join("idProduct")));
    let prefix = format!("{}:", name_of(path));
    let interfaces: Vec<_> = all.iter().filter(|one| name_of(one).starts_with(&prefix)).collect();
    let is_ccid = interfaces.iter().any(|one| line(&one.join("bInterfaceClass")) == CCID);
    let held_by: Vec<_> = interfaces
        .iter()
        .filter_map(|one| fs::read_link(one.join("driver")).ok())
        .map(|driver| name_of(&driver))
        .filter(|driver| NFC_MODULES.contains(&driver.as_str()))
        .collect();
    let is_reader = is_ccid || !held_by.is_empty() || NOT_CCID.contains(&identifier.as_str());
    let product = line(&path.join("product"));
    is_reader.then_some(UsbDevice { identifier, product, is_ccid, held_by })
}

/// The third field of `/proc/PID/stat`, of the process named pcscd.
fn service_state(root: &Path) -> Option<char> {
    processes(root).into_iter().find(|path| line(&path.join("comm")) == "pcscd").and_then(|path| {
        let stat = line(&path.join("stat"));
        stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next())
    })
}

fn session(root: &Path) -> Vec<String> {
    let mut signs = Vec::new();
    if std::env::var_os("SSH_CONNECTION").is_some() {
        signs.push("SSH".to_owned());
    }
    if root.join(".dockerenv").exists() || root.join("run/.containerenv").exists() {
        signs.push("container".to_owned());
    }
    if std::env::var_os("XDG_SESSION_ID").is_none() {
        signs.push("no login session".to_owned());
    }
    signs
}

/// Those whose memory map this account may read.
fn users(root: &Path) -> Vec<String> {
    let own = std::process::id().to_string();
    let mut users = Vec::new();
    for path in processes(root) {
        let name = line(&path.join("comm"));
        if name_of(&path) == own || name == "pcscd" {
            continue;
        }
        let maps = fs::read_to_string(path.join("maps")).unwrap_or_default();
        if maps.contains("libpcsclite") {
            users.push(format!("{name} ({})", name_of(&path)));
        }
    }
    users
}

fn processes(root: &Path) -> Vec<PathBuf> {
    let is_number = |path: &PathBuf| name_of(path).bytes().all(|byte| byte.is_ascii_digit());
    entries(&root.join("proc")).into_iter().filter(is_number).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = found.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A file of one line, without its end; empty if it cannot be read.
fn line(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests;
