//! The conformance suite of a real server: `cargo xtask conformance --backend <name or address>`.
//!
//! `GUILDHALL_BACKEND` says where it is, as the line of JSON that `cargo xtask backend <name> --print json` prints.

mod faulty;
mod given;
mod levels;
mod restored;
mod world;

use given::Given;
use guildhall_backends::{Diagnosis, Settings, diagnose};
use guildhall_store::testing::{conformance, sharing};
use guildhall_store::{AuthReason, EventStore as _};

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

#[test]
#[ignore = "needs a server, which `cargo xtask conformance` starts"]
fn a_server_keeps_the_contract() {
    run(async {
        let given = Given::read();
        if !given.can_be_read() {
            return println!("{}: takes levels only; there is no contract of events to keep", given.name);
        }
        conformance::run(async || given.fresh(1).await.remove(0), async |client| given.again(&client).await).await;
        println!("{}: keeps the contract of a store", given.name);
    });
}

#[test]
#[ignore = "needs a server, which `cargo xtask conformance` starts"]
fn a_server_can_be_shared() {
    run(async {
        let given = Given::read();
        if given.can_be_read() {
            sharing::run(async |count| given.fresh(count).await).await;
            println!("{}: keeps the contract of a store that several devices share", given.name);
        }
    });
}

#[test]
#[ignore = "needs a server, which `cargo xtask conformance` starts"]
fn devices_on_a_bad_line_end_up_alike() {
    run(async {
        let given = Given::read();
        if given.can_be_read() {
            for seed in 1..=given.runs() {
                world::converge(&given, seed).await;
            }
        }
    });
}

#[test]
#[ignore = "needs a server, which `cargo xtask conformance` starts"]
fn a_server_restored_from_an_old_copy_gets_back_what_it_lost() {
    run(async {
        let given = Given::read();
        if restored::can_be_restored(given.settings().kind) {
            restored::gets_back(&given).await;
        }
    });
}

#[test]
#[ignore = "needs a server, which `cargo xtask conformance` starts"]
fn a_connection_is_diagnosed() {
    run(async {
        let given = Given::read();
        let settings = given.settings();
        let word = async |settings: Settings, online| diagnose(&given.client(settings), online).await;
        if !given.can_be_read() {
            // Its members come to be by signing in for good, not by a diagnosis.
            assert_eq!(word(settings.clone(), true).await, Diagnosis::WrongCredentials);
            given.client(settings.clone()).authorize(AuthReason::First).await.expect("somebody new is registered");
        }
        let fine = word(settings.clone(), true).await;
        assert!(matches!(fine, Diagnosis::Fine { .. }), "what was given works: {fine:?}");
        assert_eq!(word(settings.clone(), false).await, Diagnosis::Offline);
        let away = Settings { url: "http://127.0.0.1:9".into(), ..settings.clone() };
        assert_eq!(word(away, true).await, Diagnosis::Unreachable);
        if !settings.account.secret.is_empty() {
            let mut wrong = settings.clone();
            wrong.account.secret = "another word".into();
            let wrong = word(wrong, true).await;
            assert!(matches!(wrong, Diagnosis::WrongCredentials | Diagnosis::Denied), "{wrong:?}");
        }
        println!("{}: a connection that does not come about is diagnosed", given.name);
    });
}

#[test]
#[ignore = "needs a server, which `cargo xtask conformance` starts"]
fn a_service_of_levels_is_told_the_level() {
    run(async {
        let given = Given::read();
        if !given.can_be_read() {
            levels::is_told(&given).await;
        }
    });
}
