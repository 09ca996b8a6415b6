//! A driver at work: a request is a line, and so is its answer.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long an answer may take. The slowest languages compile as they run.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Driver {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
}

impl Driver {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, input, lines }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn ask(&mut self, words: &[String]) {
        let line = words.join("\t") + "\n";
        self.input.write_all(line.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// The answer's words, or what happened instead.
    pub(crate) fn answer(&mut self) -> Result<Vec<String>, String> {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Ok(line.split('\t').map(str::to_owned).collect()),
            Err(RecvTimeoutError::Timeout) => Err("no answer".to_owned()),
            Err(RecvTimeoutError::Disconnected) => {
                Err(format!("the driver ended: {:?}", self.child.wait()))
            }
        }
    }

    /// Its last request; it must end well.
    pub(crate) fn quit(mut self) -> Result<(), String> {
        self.ask(&["quit".to_owned()]);
        self.answer()?;
        let status = self.child.wait().unwrap();
        if status.success() { Ok(()) } else { Err(format!("the driver ended: {status}")) }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
