//! A service that takes levels only.

use crate::given::Given;
use guildhall_backends::{Account, Fetch, Method, NativeFetch, Request, Response, Settings, Unreachable};
use guildhall_store::testing::event;
use guildhall_store::{Ack, AuthReason, EventStore as _};
use std::cell::Cell;
use std::rc::Rc;

/// A line that counts the levels sent, and loses the answer to the second.
struct Counting {
    fetch: NativeFetch,
    levels: Rc<Cell<u32>>,
}

impl Fetch for Counting {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        let is_level = request.method == Method::Put;
        let answer = self.fetch.fetch(request).await;
        self.levels.set(self.levels.get() + u32::from(is_level));
        if is_level && self.levels.get() == 2 { Err(Unreachable) } else { answer }
    }
}

/// The level a member reached arrives, once, also when an answer is lost and when the program begins anew.
pub async fn is_told(given: &Given) {
    let user = format!("member-{}", std::process::id());
    let account = Account { user, ..given.settings().account };
    let settings = Settings { account, ..given.settings() };
    let levels = Rc::new(Cell::new(0));
    let client = || given.client_by(settings.clone(), |fetch| Counting { fetch, levels: Rc::clone(&levels) });
    let member = client();
    assert_eq!(member.append(&[event(1)]).await, Ok(vec![Ack::Stored]), "no level is known, and none is sent");
    member.authorize(AuthReason::First).await.expect("somebody new is registered and signed in");
    member.report_level(2, None);
    assert_eq!(member.append(&[event(2), event(3)]).await, Ok(vec![Ack::Stored; 2]));
    member.append(&[event(4)]).await.unwrap();
    assert_eq!((levels.get(), member.level_sent()), (1, Some(2)), "the same level is not sent twice");
    member.report_level(3, None);
    assert!(member.append(&[event(5)]).await.is_err() && member.level_sent().is_none(), "an answer was lost");
    member.send_level().await.unwrap();
    assert_eq!((levels.get(), member.level_sent()), (3, Some(3)), "and the level is sent again");
    let again = client();
    again.authorize(AuthReason::First).await.expect("who is registered signs in");
    again.report_level(3, member.level_sent());
    again.send_level().await.unwrap();
    assert_eq!(levels.get(), 3, "what was remembered is not sent again");
    println!("{}: is told a member's level once", given.name);
}
