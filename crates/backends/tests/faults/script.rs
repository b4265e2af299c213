//! A server that is nothing but its answers.

use guildhall_backends::{Fetch, Request, Response, Unreachable};
use std::cell::RefCell;
use std::time::Duration;

/// Answers by a function of the request, and remembers what was asked.
pub struct Script<A> {
    answer: A,
    pub asked: RefCell<Vec<Request>>,
}

impl<A: Fn(&Request) -> Result<Response, Unreachable>> Script<A> {
    pub fn new(answer: A) -> Script<A> {
        Script { answer, asked: RefCell::default() }
    }
}

impl<A: Fn(&Request) -> Result<Response, Unreachable>> Fetch for Script<A> {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        let answer = (self.answer)(&request);
        self.asked.borrow_mut().push(request);
        answer
    }
}

/// An answer in JSON.
pub fn json(status: u16, body: &str) -> Result<Response, Unreachable> {
    answer(status, &[("content-type", "application/json")], body)
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Response, Unreachable> {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Ok(Response { status, headers, body: body.into(), redirected: false })
}

pub fn seconds(seconds: u64) -> Option<Duration> {
    Some(Duration::from_secs(seconds))
}
