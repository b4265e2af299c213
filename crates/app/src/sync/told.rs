//! How the exchange stands, in what a page shows.

use super::connection::Connection;
use guildhall_engine::id::DeviceId;
use guildhall_engine::time::Moment;
use guildhall_store::sync::{Hole, State, Status};
use serde_json::{Value, json};

/// How the exchange stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// What it is doing.
    pub doing: Doing,
    /// Events waiting for being sent.
    pub pending: u64,
    /// Events sent by the tab that exchanges.
    pub sent: u64,
    /// Events received by it.
    pub received: u64,
    /// When all was last seen to be alike.
    pub last_success: Option<Moment>,
    /// When it goes on by itself.
    pub next: Option<Moment>,
    /// What failed last: code and words.
    pub fault: Option<(Box<str>, Box<str>)>,
    /// Failures in a row.
    pub attempts: u32,
    /// What is missing.
    pub holes: Vec<Hole>,
}

/// What the exchange is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Doing {
    /// Nothing before its time.
    #[default]
    Resting,
    /// Sending.
    Pushing,
    /// Reading.
    Pulling,
    /// Reading everything again.
    Checking,
    /// Waiting after a failure.
    Waiting,
    /// There is no connection.
    Offline,
    /// The server does not let the member in.
    NeedsSignIn,
}

const DOING: [(Doing, &str); 7] = [
    (Doing::Resting, "resting"),
    (Doing::Pushing, "pushing"),
    (Doing::Pulling, "pulling"),
    (Doing::Checking, "checking"),
    (Doing::Waiting, "waiting"),
    (Doing::Offline, "offline"),
    (Doing::NeedsSignIn, "sign-in"),
];

impl From<Status> for Told {
    fn from(status: Status) -> Told {
        let doing = match status.state {
            State::NoConsent | State::Resting => Doing::Resting,
            State::NeedsSignIn => Doing::NeedsSignIn,
            State::Offline => Doing::Offline,
            State::Pushing => Doing::Pushing,
            State::Pulling => Doing::Pulling,
            State::Checking => Doing::Checking,
            State::Waiting => Doing::Waiting,
        };
        let Status { pending, sent, received, last_success, fault, holes, attempts, next, .. } = status;
        let fault = fault.map(|fault| (fault.code, fault.message));
        Told { doing, pending, sent, received, last_success, next, fault, attempts, holes }
    }
}

impl Told {
    /// As tabs tell it.
    pub fn write(&self) -> Value {
        let word = DOING.iter().find(|(doing, _)| *doing == self.doing).map_or("", |(_, word)| *word);
        let holes: Vec<Value> =
            self.holes.iter().map(|hole| json!([hole.device.as_str(), hole.first, hole.last])).collect();
        json!({
            "doing": word, "pending": self.pending, "sent": self.sent, "received": self.received,
            "success": self.last_success.map(|at| at.0), "next": self.next.map(|at| at.0),
            "fault": self.fault.as_ref().map(|(code, message)| json!([&**code, &**message])),
            "attempts": self.attempts, "holes": holes
        })
    }

    /// What a tab told.
    pub fn read(value: &Value) -> Option<Told> {
        let count = |name: &str| value.get(name).and_then(Value::as_u64);
        let moment = |name: &str| value.get(name).and_then(Value::as_i64).map(Moment);
        let word = value.get("doing")?.as_str()?;
        let fault = value.get("fault").and_then(Value::as_array);
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(Box::<str>::from);
        let hole = |value: &Value| {
            let device = DeviceId::from(value.get(0)?.as_str()?);
            Some(Hole { device, first: value.get(1)?.as_u64()?, last: value.get(2)?.as_u64()? })
        };
        Some(Told {
            doing: DOING.iter().find(|(_, known)| *known == word)?.0,
            pending: count("pending")?,
            sent: count("sent")?,
            received: count("received")?,
            last_success: moment("success"),
            next: moment("next"),
            fault: fault.and_then(|pair| Some((text(pair.first())?, text(pair.get(1))?))),
            attempts: count("attempts").and_then(|count| u32::try_from(count).ok())?,
            holes: value.get("holes")?.as_array()?.iter().filter_map(hole).collect(),
        })
    }
}

/// Everything in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Nothing is exchanged.
    Off,
    /// Nothing is exchanged for now.
    Paused,
    /// It is not known yet how it stands.
    Starting,
    /// Somebody has to sign in.
    NeedsSignIn,
    /// There is no connection.
    Offline,
    /// Something fails, and is tried again.
    Trouble,
    /// Events go or come.
    Busy,
    /// Events wait for their turn.
    Waiting(u64),
    /// All is alike, but for events that could not be exchanged.
    Aside(usize),
    /// All is alike.
    Synced,
}

impl Condition {
    /// What the connection, the last word and the number of events set aside come to.
    pub fn of(connection: Option<&Connection>, told: Option<&Told>, is_locked_out: bool, aside: usize) -> Condition {
        let Some(connection) = connection else { return Condition::Off };
        if connection.is_paused {
            return Condition::Paused;
        }
        let Some(told) = told else {
            return if is_locked_out { Condition::NeedsSignIn } else { Condition::Starting };
        };
        match told.doing {
            Doing::NeedsSignIn => Condition::NeedsSignIn,
            Doing::Offline => Condition::Offline,
            // Once is nothing: a connection comes and goes.
            Doing::Waiting if told.attempts > 1 || told.last_success.is_none() => Condition::Trouble,
            _ if told.fault.is_some() && told.attempts > 1 => Condition::Trouble,
            // A look for news is nobody's concern.
            Doing::Pushing | Doing::Pulling | Doing::Checking if told.pending > 0 || told.last_success.is_none() => {
                Condition::Busy
            }
            _ if told.pending > 0 => Condition::Waiting(told.pending),
            _ if aside > 0 => Condition::Aside(aside),
            _ if told.last_success.is_none() => Condition::Starting,
            _ => Condition::Synced,
        }
    }

    /// A word for style sheets and tests.
    pub fn word(self) -> &'static str {
        match self {
            Condition::Off => "off",
            Condition::Paused => "paused",
            Condition::Starting => "starting",
            Condition::NeedsSignIn => "sign-in",
            Condition::Offline => "offline",
            Condition::Trouble => "trouble",
            Condition::Busy => "busy",
            Condition::Waiting(_) => "waiting",
            Condition::Aside(_) => "aside",
            Condition::Synced => "synced",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_backends::Kind;

    #[test]
    fn what_is_told_is_understood() {
        let told = Told {
            doing: Doing::Checking,
            pending: 3,
            last_success: Some(Moment(5)),
            fault: Some(("a-code".into(), "words".into())),
            holes: vec![Hole { device: "d".into(), first: 2, last: 4 }],
            ..Told::default()
        };
        assert_eq!(Told::read(&told.write()), Some(told));
        assert_eq!(Told::read(&json!({"doing": "dancing"})), None);
    }

    #[test]
    fn one_word_says_it_all() {
        let connection = |is_paused| Connection {
            kind: Kind::Rest,
            url: "https://a".into(),
            place: String::new(),
            user: String::new(),
            is_open: true,
            stays: false,
            is_paused,
        };
        let told = Told { last_success: Some(Moment(1)), ..Told::default() };
        let of = |told: Told, aside| Condition::of(Some(&connection(false)), Some(&told), false, aside);
        assert_eq!(Condition::of(None, Some(&told), false, 0), Condition::Off);
        assert_eq!(Condition::of(Some(&connection(true)), Some(&told), false, 0), Condition::Paused);
        assert_eq!(Condition::of(Some(&connection(false)), None, true, 0), Condition::NeedsSignIn);
        assert_eq!(of(told.clone(), 0), Condition::Synced);
        assert_eq!(of(told.clone(), 2), Condition::Aside(2));
        assert_eq!(of(Told { pending: 4, ..told.clone() }, 2), Condition::Waiting(4));
        let looking = Told { doing: Doing::Pulling, ..told.clone() };
        assert_eq!(of(looking.clone(), 0), Condition::Synced, "a look for news is nothing to show");
        assert_eq!(of(Told { pending: 1, ..looking }, 0), Condition::Busy);
        assert_eq!(of(Told { doing: Doing::Waiting, attempts: 3, ..told }, 0), Condition::Trouble);
    }
}
