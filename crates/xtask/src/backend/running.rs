//! A started server: where it is, who may sign in, and how it ends.

use super::{
    Kind,
    child::Child,
    faults::Faults,
    gate::{Gate, SWITCH},
    host::Host,
    rights,
};
use crate::{place, server};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    os::unix::process::parent_id,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread,
    time::Duration,
};

/// The member every server knows.
pub const USER: &str = "ada";
/// The password; everything here is on this machine only.
pub const SECRET: &str = "at-home-in-the-hall";
/// Another member, who must not see what the first one wrote.
pub const OTHER_USER: &str = "grace";

const LOOK_EVERY: Duration = Duration::from_millis(200);

/// What `backend` can be told.
#[derive(clap::Args, Clone)]
pub struct Options {
    /// Which server.
    #[arg(value_enum)]
    pub kind: Kind,
    /// The port on this machine; 0 takes any free one. By default the one the server is known for.
    #[arg(long)]
    pub port: Option<u16>,
    /// Begin with nothing, instead of what the last run left.
    #[arg(long)]
    pub fresh: bool,
    /// Let things go wrong on the way, by this seed.
    #[arg(long, value_name = "SEED")]
    pub faults: Option<u64>,
    /// Make this many more places that are empty, for tests: collections, databases, folders.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub places: u16,
    /// Keep the events of `rest` in this file instead of in memory.
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// How to say where it is.
    #[arg(long, value_enum, default_value = "text")]
    pub print: Print,
}

impl Options {
    /// A server with nothing on it, on a free port, for one run of tests.
    pub fn for_tests(kind: Kind, faults: Option<u64>, places: u16) -> Options {
        Options { kind, port: Some(0), fresh: true, faults, places, data: None, print: Print::Text }
    }
}

/// The form in which a started server is announced.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Print {
    /// For people.
    Text,
    /// One line of JSON when it is ready; it then ends with the program that started it.
    Json,
}

/// What a kind of server is given to start in.
pub struct Room {
    /// The folder for its data, which is there.
    pub folder: PathBuf,
    /// The port it is to listen on.
    pub port: u16,
    /// The port that clients use, which is another one behind a gate.
    pub outer_port: u16,
    /// The names of the additional places.
    pub places: Vec<String>,
    /// The file for the events, where the server can have one.
    pub data: Option<PathBuf>,
}

/// What a kind of server started.
#[derive(Default)]
pub struct Started {
    /// Its programs; they end in the opposite order.
    pub children: Vec<Child>,
    /// Its part in this process.
    pub host: Option<Host>,
    /// What follows the port in its address.
    pub path: &'static str,
    /// The usual place; empty when the kind has none.
    pub place: String,
    /// Who signs in; [`USER`] when empty.
    pub user: Option<String>,
    /// With what; [`SECRET`] when absent.
    pub secret: Option<String>,
    /// The additional places.
    pub places: Vec<String>,
    /// What else a person should know.
    pub notes: Vec<String>,
}

/// A server that answers.
pub struct Running {
    kind: Kind,
    port: u16,
    started: Mutex<Started>,
    gate: Option<Host>,
    faults: Option<Arc<Faults>>,
    /// The folder, and whether it goes with the server.
    folder: PathBuf,
    passing: bool,
    bound: bool,
    _lock: File,
}

impl Running {
    /// Starts it and returns when it answers.
    pub fn start(options: &Options) -> Result<Running> {
        let kind = options.kind;
        let wanted = options.port.unwrap_or(kind.port());
        let port = server::listen(wanted)?.local_addr()?.port();
        if options.data.is_some() && kind != Kind::Rest {
            bail!("`--data` is for `rest`; {} keeps its data below `target/backends/`", kind.title());
        }
        let passing = wanted == 0;
        let name = if wanted == kind.port() { kind.word().to_owned() } else { format!("{}-{port}", kind.word()) };
        let folder = rights::data_folder().join(name);
        fs::create_dir_all(&folder).with_context(|| format!("cannot create `{}`", place::shown(&folder)))?;
        let lock_file = folder.with_extension("lock");
        let lock = File::create(&lock_file)?;
        if lock.try_lock().is_err() {
            bail!("`{}` is in use by a server that runs already; choose another `--port`", place::shown(&folder));
        }
        if options.fresh || passing {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot clear `{}`", place::shown(&folder)))?;
            fs::create_dir_all(&folder)?;
        }
        let gated = options.faults.is_some() || !kind.answers_other_origins();
        let inner = if gated { server::listen(0)?.local_addr()?.port() } else { port };
        let room = Room {
            folder: folder.clone(),
            port: inner,
            outer_port: port,
            places: (1..=options.places).map(|n| format!("events{n}")).collect(),
            data: options.data.clone(),
        };
        let started = super::start(kind, &room)?;
        let faults = options.faults.map(|seed| Arc::new(Faults::new(seed)));
        let opens = !kind.answers_other_origins();
        let gate = gated.then(|| Gate { to: inner, opens, faults: faults.clone() }.start(port)).transpose()?;
        let bound = options.print == Print::Json;
        Ok(Running { kind, port, started: started.into(), gate, faults, folder, passing, bound, _lock: lock })
    }

    /// One line for programs.
    pub fn json(&self) -> Value {
        let started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let faults = self.faults.is_some().then(|| format!("http://127.0.0.1:{}{SWITCH}", self.port));
        json!({
            "name": self.kind.word(),
            "kind": self.kind.word(),
            "url": self.url(&started),
            "faults": faults,
            "place": started.place,
            "user": started.user.as_deref().unwrap_or(USER),
            "secret": started.secret.as_deref().unwrap_or(SECRET),
            "places": started.places,
            "pid": std::process::id(),
        })
    }

    /// What a person enters on the Sync page.
    pub fn text(&self) -> String {
        let started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let none = |text: &str| if text.is_empty() { "(leave empty)".to_owned() } else { text.to_owned() };
        let mut lines = vec![format!("\nReady: {}. Enter on the Sync page:\n", self.kind.title())];
        for (name, value) in [
            ("address", self.url(&started)),
            ("place", none(&started.place)),
            ("user", none(started.user.as_deref().unwrap_or(USER))),
            ("password", none(started.secret.as_deref().unwrap_or(SECRET))),
        ] {
            lines.push(format!("    {name:<10}{value}"));
        }
        lines.push(String::new());
        if !self.kind.answers_other_origins() {
            lines.push(
                "It does not answer pages of other origins by itself; `cargo xtask` does that in front of it.".into(),
            );
        }
        if self.faults.is_some() {
            lines.push("One request in six meets a fault, on purpose.".into());
        }
        lines.extend(started.notes.iter().cloned());
        lines.push(format!("Its data lies in {}. Stop with Ctrl-C.", place::shown(&self.folder)));
        lines.join("\n")
    }

    /// Ends it.
    pub fn stop(self) {
        if let Some(faults) = &self.faults {
            eprintln!("Faults on the way: {}.", faults.account());
        }
        drop(self);
    }

    fn url(&self, started: &Started) -> String {
        format!("http://127.0.0.1:{}{}", self.port, started.path)
    }

    /// Fails if one of its programs has ended.
    fn check(&self) -> Result<()> {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        started.children.iter_mut().try_for_each(Child::check)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.gate.take());
        let started = self.started.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop(started.host.take());
        while started.children.pop().is_some() {}
        if self.passing {
            // What cannot be removed is in the way of nobody: the next run has a folder of its own.
            let _ = fs::remove_dir_all(&self.folder);
            let _ = fs::remove_file(self.folder.with_extension("lock"));
        }
    }
}

/// Whether this process was asked to end, for those who wait for something else.
pub static ASKED: AtomicBool = AtomicBool::new(false);

/// That this process is asked to end.
pub struct Interrupted(Receiver<()>);

impl Interrupted {
    /// Listens from now on; a second request ends the process at once.
    pub fn prepare() -> Result<Interrupted> {
        use tokio::signal::unix::{SignalKind, signal};
        let (asked, interrupted) = channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let (mut int, mut term) = {
            let _inside = runtime.enter();
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
        };
        thread::spawn(move || {
            runtime.block_on(async {
                for second in [false, true] {
                    tokio::select! {
                        _ = int.recv() => {}
                        _ = term.recv() => {}
                    }
                    if second {
                        std::process::exit(130);
                    }
                    ASKED.store(true, Ordering::Relaxed);
                    // The receiver is gone when everything has ended already.
                    let _ = asked.send(());
                }
            });
        });
        Ok(Interrupted(interrupted))
    }

    /// Waits for the request, or for the end of the server.
    pub fn wait(&self, running: &Running) -> Result<()> {
        let parent = parent_id();
        loop {
            match self.0.recv_timeout(LOOK_EVERY) {
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => running.check()?,
            }
            if running.bound && parent_id() != parent {
                eprintln!("The program that started this server has ended, and with it the server.");
                return Ok(());
            }
        }
    }
}
