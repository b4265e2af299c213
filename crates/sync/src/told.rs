//! How the exchange stands, as it is shown and as tabs tell each other.

use guildhall_engine::id::DeviceId;
use guildhall_engine::time::Moment;
use guildhall_store::StoreError;
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
    /// Whether something is under way.
    pub fn is_busy(&self) -> bool {
        matches!(self.doing, Doing::Pushing | Doing::Pulling | Doing::Checking)
    }

    /// What could not even be begun.
    pub fn failed(error: &StoreError) -> Told {
        let fault = Some((error.code().into(), error.to_string().into()));
        Told { doing: Doing::Waiting, fault, attempts: 2, ..Told::default() }
    }

    /// As tabs tell it.
    pub(crate) fn write(&self) -> Value {
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
    pub(crate) fn read(value: &Value) -> Option<Told> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
