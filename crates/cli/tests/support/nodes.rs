//! A cluster on this machine, of processes.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// Longer than anything that is waited for takes, on a slow machine too.
const PATIENCE: Duration = Duration::from_secs(300);

/// A running `guildhall-node`, which ends with the value.
pub struct Node {
    child: Child,
    told: Receiver<String>,
    /// Where it listens, of a scheduler.
    pub url: String,
    /// Where it works, of an executor.
    pub folder: PathBuf,
}

impl Node {
    /// A scheduler that soon notices when an executor is lost.
    pub fn scheduler() -> Node {
        Node::start(&["scheduler", "--listen", "127.0.0.1:0", "--patience", "3"], PathBuf::new())
    }

    /// An executor that does one task at a time, ready to be given the first.
    pub fn executor(scheduler: &Node, folder: PathBuf) -> Node {
        let name = folder.to_string_lossy().into_owned();
        Node::start(&["executor", "--scheduler", &scheduler.url, "--cores", "1", "--folder", &name], folder)
    }

    fn start(arguments: &[&str], folder: PathBuf) -> Node {
        let mut child = Command::new(env!("CARGO_BIN_EXE_guildhall-node"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (said, told) = (lines(child.stdout.take().unwrap()), lines(child.stderr.take().unwrap()));
        let ready = said.recv_timeout(PATIENCE);
        let Some(url) = ready.as_deref().ok().and_then(|line| line.strip_prefix("ready")) else {
            let _ = child.kill();
            panic!("{arguments:?} is not ready: {ready:?}\n{}", told.iter().collect::<Vec<_>>().join("\n"));
        };
        let url = url.trim().to_owned();
        Node { child, told, url, folder }
    }

    /// Waits until it does a task of so many jobs, one after the other.
    pub fn await_jobs(&self, count: usize) {
        let mut jobs = Vec::new();
        while jobs.len() < count {
            let line = self.told.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|error| panic!("{error} after the jobs {jobs:?}"));
            jobs.extend(job(&line).map(str::to_owned));
            jobs.dedup();
        }
    }

    /// Ends it as a power cut does.
    pub fn kill(mut self) {
        self.end();
    }

    /// The jobs of which it has results.
    pub fn jobs(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.end();
    }
}

/// The job of a line like `info: Execute task  : [TID 7 job/1/0]`.
fn job(line: &str) -> Option<&str> {
    let task = line.split_once("Execute task")?.1;
    task.split_whitespace().find_map(|word| word.split_once('/')).map(|(job, _)| job)
}

/// Lines as they come; they are read even when nobody asks, so that the process never waits for a reader.
fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = mpsc::channel();
    std::thread::spawn(move || BufReader::new(from).lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    lines
}

/// The names and bytes of a folder's files.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}
