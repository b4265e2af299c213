//! A program that runs beside this one and ends with it.

use super::{http::Client, rights, running::ASKED};
use crate::{place, process};
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{self as std_process, Command, Stdio},
    sync::atomic::Ordering,
    thread,
    time::{Duration, Instant},
};

/// How long a program may take to answer its first request.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// How long it may take to end before it is ended.
const ENDED_WITHIN: Duration = Duration::from_secs(8);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// How a program is to run.
pub struct Program {
    /// What it is called in messages.
    pub name: &'static str,
    /// The call.
    pub command: Command,
    /// Where its output goes.
    pub log: PathBuf,
    /// Whether it must not run as root.
    pub unprivileged: bool,
    /// The signal that asks it to end.
    pub stop_by: &'static str,
}

/// A running program, in a process group of its own; ended when dropped.
pub struct Child {
    name: &'static str,
    process: std_process::Child,
    log: PathBuf,
    stop_by: &'static str,
}

impl Child {
    /// Starts it.
    pub fn start(program: Program) -> Result<Child> {
        let Program { name, command, log, unprivileged, stop_by } = program;
        let mut started = rights::call(Path::new(command.get_program()), unprivileged, stop_by)?;
        started.args(command.get_args());
        for (variable, value) in command.get_envs() {
            match value {
                Some(value) => started.env(variable, value),
                None => started.env_remove(variable),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            started.current_dir(folder);
        }
        let output = File::create(&log).with_context(|| format!("cannot write `{}`", place::shown(&log)))?;
        let process = started
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            // What is typed at the terminal is for us; we then end the group.
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Child { name, process, log, stop_by })
    }

    /// Waits until it answers a request to `path` with a status that `is_ready`.
    pub fn ready(&mut self, port: u16, path: &str, is_ready: impl Fn(u16) -> bool) -> Result<()> {
        let client = Client::at(port);
        self.ready_when(|| client.send("GET", path, None).is_ok_and(|answer| is_ready(answer.status)))
    }

    /// Waits until it is ready by a test of its own.
    pub fn ready_when(&mut self, is_ready: impl Fn() -> bool) -> Result<()> {
        let started = Instant::now();
        while !is_ready() {
            self.check()?;
            if ASKED.load(Ordering::Relaxed) {
                bail!("interrupted before {} was ready", self.name);
            }
            if started.elapsed() > READY_WITHIN {
                bail!("{} does not answer; its output:\n{}", self.name, said(&self.log));
            }
            thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }

    /// Fails if it has ended.
    pub fn check(&mut self) -> Result<()> {
        match self.process.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("{} has ended ({status}); its output:\n{}", self.name, said(&self.log)),
        }
    }

    /// Signals the whole group; whoever has ended meanwhile hears nothing, and need not.
    fn signal(&self, signal: &str) {
        let group = format!("-{}", self.process.id());
        let _ = process::capture(Command::new("kill").args(["-s", signal, "--", &group]));
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let asked = Instant::now();
        self.signal(self.stop_by);
        while matches!(self.process.try_wait(), Ok(None)) {
            if asked.elapsed() > ENDED_WITHIN {
                break;
            }
            thread::sleep(LOOK_EVERY);
        }
        // Its own children, too, and itself when it did not listen.
        self.signal("KILL");
        let _ = self.process.wait();
    }
}

fn said(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    process::tail(&String::from_utf8_lossy(&text))
}
