//! A server that ends, and begins again with an old copy of its data.

use crate::faulty::{Faulty, Trouble};
use crate::given::Given;
use crate::world::{Device, set};
use guildhall_backends::{Account, Backend, Kind, NativeFetch, Settings};
use guildhall_engine::json;
use guildhall_store::testing::conformance;
use guildhall_store::{AuthReason, EventStore as _};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

const HOUR: i64 = 3_600_000;

/// The kinds whose servers keep their data where a copy can be made.
pub fn can_be_restored(kind: Kind) -> bool {
    kind == Kind::Rest
}

/// A server of our own, apart from the given one.
struct Server {
    port: u16,
    data: PathBuf,
    running: Option<Child>,
}

impl Server {
    fn start(&mut self) -> Settings {
        let port = self.port.to_string();
        let mut command = Command::new("cargo");
        command.args(["xtask", "backend", "rest", "--port", &port, "--print", "json", "--data"]).arg(&self.data);
        let mut running = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("`cargo xtask` runs");
        let mut line = String::new();
        BufReader::new(running.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.running = Some(running);
        let line = json::parse(&line).expect("the server says where it is");
        let text = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
        let account = Account { user: text("user"), secret: text("secret") };
        Settings { kind: Kind::Rest, url: text("url"), place: String::new(), account }
    }

    fn end(&mut self) {
        if let Some(mut running) = self.running.take() {
            // It ends by itself when it cannot be ended.
            let _ = running.kill();
            let _ = running.wait();
        }
    }

    fn again(&mut self, act: impl FnOnce(&Path) -> std::io::Result<u64>) {
        self.end();
        act(&self.data).expect("the data can be copied");
        self.start();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// What the devices hold and the server lost is there again, also what was written since.
pub async fn gets_back(given: &Given) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("restored-{port}.ndjson"));
    let copy = data.with_extension("copy");
    let mut server = Server { port, data: data.clone(), running: None };
    let settings = server.start();
    let trouble = Trouble::new(1);
    trouble.over.set(true);
    let device = |number| {
        let line = |fetch| Faulty { fetch, trouble: Rc::clone(&trouble) };
        Device::new(number, given.client_by(settings.clone(), line), number as u64)
    };
    let devices: [Device; 2] = [device(0), device(1)];
    let exchange = async |hours: i64| {
        for device in devices.iter().chain(&devices) {
            device.now.set(device.now.get() + hours * HOUR);
            device.come_to_rest().await;
        }
    };
    devices.iter().for_each(|device| device.write(60));
    exchange(0).await;
    server.again(|data| std::fs::copy(data, &copy));
    devices.iter().for_each(|device| device.write(50));
    exchange(0).await;
    server.again(|data| std::fs::copy(&copy, data));
    // Not over a connection to the server that ended.
    let reader = Backend::new(settings, NativeFetch::new(Duration::from_secs(20)).unwrap()).unwrap();
    reader.authorize(AuthReason::First).await.expect("the account is let in");
    let stored = async || conformance::follow(&reader, None, 1000).await.0;
    assert_eq!(stored().await.len(), 120, "the copy is old");
    devices[0].write(7);
    // Longer than the sync believes that nothing was lost.
    exchange(7).await;
    exchange(8 * 24).await;
    let stored = stored().await;
    assert_eq!((stored.len(), set(stored.clone()).len()), (227, 227), "everything is there once");
    for device in &devices {
        assert_eq!(set(device.replica.events()), set(stored.clone()), "{} holds what the server has", device.id);
        assert_eq!((device.replica.waiting(), device.replica.aside().len()), (0, 0));
    }
    drop(server);
    for file in [data, copy] {
        std::fs::remove_file(file).unwrap();
    }
    println!("{}: restored from a copy with 120 of 227 events, it has all of them again", given.name);
}
