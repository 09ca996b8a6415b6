//! A private pcscd: in a mount namespace with its own `/run/pcscd`, only with virtual readers
//! (vpcd) or simulated ones, and ended with the test process.
//!
//! libpcsclite reads the socket's name once per process, so a test process can use only one pcscd:
//! [`pcscd`] starts it. A test that needs another set of readers must be in a separate file.

use std::ffi::{CString, OsStr};
use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use super::namespace::{find, unshare};

const DRIVER: &str = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
const PACKAGES: &str = "apt-get install pcscd vsmartcard-vpcd libccid util-linux";
const NO_POLKIT: &str = "--disable-polkit";
/// Each vpcd device has two slots, on two ports in a row.
const SLOTS: usize = 2;

/// Runs in the namespace. When its standard input ends, however the test process ended, pcscd is
/// stopped and the folder removed.
const KEEPER: &str = r#"
set -u
trap : HUP INT TERM
mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind "$1/run" /run/pcscd || exit 1
pid=
start() {
    setpriv --pdeathsig KILL "$2" --foreground --config "$1/reader.conf" $3 \
        >>"$1/log" 2>&1 </dev/null &
    pid=$!
}
stop() {
    [ -n "$pid" ] && kill "$1" "$pid" && wait "$pid"
    pid=
}
while read -r word; do
    case $word in
    start) start "$@" ;;
    stop) stop -TERM ;;
    kill) stop -KILL ;;
    esac
done
stop -TERM
rm -rf "$1"
"#;

/// One pcscd and its readers. Dropping it stops it, and so does any end of this process.
pub struct PrivatePcscd {
    directory: PathBuf,
    ports: Vec<u16>,
    /// How many readers it must find.
    readers: usize,
    keeper: Mutex<Child>,
}

impl PrivatePcscd {
    /// Starts pcscd with two readers for each name; it appends two numbers to the names (` 00 00`,
    /// ` 00 01`). Waits until it answers.
    ///
    /// May be called once per process, before any PC/SC call.
    pub fn start(names: &[&[u8]]) -> Self {
        Self::start_with(Path::new(DRIVER), |directory| {
            let ports: Vec<u16> = names.iter().flat_map(|_| free_ports()).collect();
            let config = vpcd_config(directory, names, &ports);
            (ports.len(), ports, config)
        })
    }

    /// Starts pcscd with serial readers that this driver finds at these devices; it appends ` 00
    /// 00` to the names. The devices must already exist. Waits until it answers.
    ///
    /// May be called once per process, before any PC/SC call, and not together with
    /// [`start`](Self::start).
    pub fn start_serial(driver: &Path, readers: &[(String, PathBuf)]) -> Self {
        Self::start_with(driver, |_| {
            let mut config = String::new();
            for (channel, (name, device)) in readers.iter().enumerate() {
                let (device, driver) = (device.display(), driver.display());
                config += &format!("FRIENDLYNAME \"{name}\"\nDEVICENAME {device}\n");
                config += &format!("LIBPATH {driver}\nCHANNELID {channel}\n\n");
            }
            (readers.len(), Vec::new(), config.into_bytes())
        })
    }

    /// `configure` returns the number of readers, their ports and the text of `reader.conf`.
    fn start_with(
        driver: &Path,
        configure: impl FnOnce(&Path) -> (usize, Vec<u16>, Vec<u8>),
    ) -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let before = STARTED.fetch_add(1, Ordering::SeqCst);
        assert_eq!(before, 0, "one pcscd in a process: libpcsclite reads its socket's name once");
        for tool in ["pcscd", "setpriv", "unshare"] {
            assert!(find(tool).is_some(), "{tool} is not installed: {PACKAGES}");
        }
        assert!(driver.exists(), "{} is not installed: {PACKAGES}", driver.display());

        let directory = std::env::temp_dir().join(format!("jpkicard-pcscd-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(directory.join("run")).unwrap();
        fs::create_dir_all(directory.join("no-usb-drivers")).unwrap();
        let (readers, ports, config) = configure(&directory);
        let pcscd = Self { keeper: Mutex::new(keeper(&directory)), ports, readers, directory };
        fs::write(pcscd.directory.join("reader.conf"), config).unwrap();
        use_socket(&pcscd.socket());
        pcscd.restart();
        pcscd
    }

    /// The socket that clients connect to.
    pub fn socket(&self) -> PathBuf {
        self.directory.join("run/pcscd.comm")
    }

    /// The port that a card for reader number `reader` connects to.
    pub fn port(&self, reader: usize) -> u16 {
        self.ports[reader]
    }

    /// The names of the readers, in the order of their ports.
    pub fn readers(&self) -> Vec<CString> {
        list_readers().expect("pcscd does not answer")
    }

    /// A command that talks to this pcscd through its own libpcsclite.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env("PCSCLITE_CSOCK_NAME", self.socket());
        command
    }

    /// Stops pcscd as its service manager would.
    pub fn stop(&self) {
        self.ask_to_stop();
        until("pcscd does not stop", || self.process().is_empty());
    }

    /// Asks pcscd to end, without waiting: it ends once the exchange in progress has ended.
    pub fn ask_to_stop(&self) {
        self.order("stop");
    }

    /// Kills pcscd as in a crash: its socket stays behind.
    pub fn kill(&self) {
        self.order("kill");
        until("pcscd does not die", || self.process().is_empty());
    }

    /// Starts pcscd again after a stop, with the same readers. It is tried again where it does not
    /// get them all, since another program took a port meanwhile.
    pub fn restart(&self) {
        let is_complete = || list_readers().is_some_and(|names| names.len() == self.readers);
        for _ in 0..2 {
            self.order_start();
            let started = Instant::now();
            while started.elapsed() < Duration::from_secs(5) {
                if is_complete() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            self.stop();
        }
        self.order_start();
        until(&format!("pcscd does not start; see {}/log", self.directory.display()), is_complete);
    }

    fn order_start(&self) {
        let _ = fs::remove_file(self.socket());
        self.order("start");
    }

    /// The number of pcscd's process, for `/proc`; empty once it has ended.
    pub fn process(&self) -> String {
        let keeper = self.keeper.lock().unwrap().id();
        let children = format!("/proc/{keeper}/task/{keeper}/children");
        fs::read_to_string(children).unwrap().trim().to_owned()
    }

    fn order(&self, word: &str) {
        let mut keeper = self.keeper.lock().unwrap();
        let lifeline = keeper.stdin.as_mut().unwrap();
        writeln!(lifeline, "{word}").expect("the pcscd keeper is gone: may this user unshare?");
    }
}

impl Drop for PrivatePcscd {
    fn drop(&mut self) {
        let mut keeper = self.keeper.lock().unwrap();
        drop(keeper.stdin.take());
        let _ = keeper.wait();
    }
}

/// Makes libpcsclite in this process use the service at `socket`; to be called before the first
/// PC/SC call.
pub fn use_socket(socket: &Path) {
    // SAFETY: no C code reads the environment at the same time, since libpcsclite has
    // not been called yet; the Rust side has its own lock.
    #[allow(unsafe_code)]
    unsafe {
        std::env::set_var("PCSCLITE_CSOCK_NAME", socket);
    }
}

/// The pcscd of this test process, with four readers: `Desk A` twice, `Desk B` twice.
pub fn pcscd() -> &'static PrivatePcscd {
    static PCSCD: OnceLock<PrivatePcscd> = OnceLock::new();
    PCSCD.get_or_init(|| PrivatePcscd::start(&[b"Desk A", b"Desk B"]))
}

/// Waits at most five seconds for `done`.
pub fn until(what: &str, mut done: impl FnMut() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_secs(5), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn list_readers() -> Option<Vec<CString>> {
    let context = pcsc::Context::establish(pcsc::Scope::System).ok()?;
    context.list_readers_owned().ok()
}

fn keeper(directory: &Path) -> Child {
    let pcscd = find("pcscd").unwrap();
    unshare(&["--mount", "--propagation", "private"])
        .args(["sh", "-c", KEEPER, "keeper"])
        .arg(directory)
        .arg(&pcscd)
        .arg(if knows_polkit(&pcscd) { NO_POLKIT } else { "" })
        .env("PCSCLITE_HP_DROPDIR", directory.join("no-usb-drivers"))
        .stdin(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Two slots for each name, on the ports in a row.
fn vpcd_config(directory: &Path, names: &[&[u8]], ports: &[u16]) -> Vec<u8> {
    let mut config = Vec::new();
    for (index, (name, ports)) in names.iter().zip(ports.chunks(SLOTS)).enumerate() {
        // vpcd keeps its slots in static variables: loaded twice from one file, the
        // second device would take over the first one's.
        let driver = directory.join(format!("vpcd-{index}.so"));
        fs::copy(DRIVER, &driver).unwrap();
        let driver = driver.display();
        config.extend_from_slice(b"FRIENDLYNAME \"");
        config.extend_from_slice(name);
        let port = ports[0];
        let rest = format!(
            "\"\nDEVICENAME /dev/null:{port:#06x}\nLIBPATH {driver}\nCHANNELID {port:#06x}\n\n"
        );
        config.extend_from_slice(rest.as_bytes());
    }
    config
}

/// Ports in a row that nobody listens on, one for each slot.
fn free_ports() -> Vec<u16> {
    loop {
        let first = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
        let port = first.local_addr().unwrap().port();
        let Some(next) = port.checked_add(1) else { continue };
        if TcpListener::bind((Ipv4Addr::UNSPECIFIED, next)).is_ok() {
            return vec![port, next];
        }
    }
}

/// Whether this pcscd uses polkit: with its own `/run` there is no system bus, and it would refuse
/// all clients.
fn knows_polkit(pcscd: &Path) -> bool {
    let help = Command::new(pcscd).arg("--help").output().unwrap();
    [help.stdout, help.stderr].iter().any(|text| String::from_utf8_lossy(text).contains(NO_POLKIT))
}
