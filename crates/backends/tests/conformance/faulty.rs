//! A line on which things go wrong, by seed.

use guildhall_backends::{Fetch, Request, Response, Unreachable};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

/// What all lines of a world share.
#[derive(Default)]
pub struct Trouble {
    state: Cell<u64>,
    /// The line is good from now on.
    pub over: Cell<bool>,
    pub made: RefCell<BTreeMap<&'static str, u32>>,
}

impl Trouble {
    pub fn new(seed: u64) -> Rc<Trouble> {
        Rc::new(Trouble { state: Cell::new(seed), ..Trouble::default() })
    }

    /// A number below another one: SplitMix64 (Steele et al. 2014).
    pub fn below(&self, end: u64) -> u64 {
        self.state.set(self.state.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
        let mixed = self.state.get();
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn note(&self, name: &'static str) {
        *self.made.borrow_mut().entry(name).or_default() += 1;
    }
}

pub struct Faulty<F> {
    pub fetch: F,
    pub trouble: Rc<Trouble>,
}

impl<F: Fetch> Fetch for Faulty<F> {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        let trouble = &self.trouble;
        if trouble.over.get() || trouble.below(4) > 0 {
            return self.fetch.fetch(request).await;
        }
        let said = |status: u16, media: &str, body: &str| {
            let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            let headers = vec![header("content-type", media), header("retry-after", "1")];
            Ok(Response { status, headers, body: body.into(), redirected: false })
        };
        match trouble.below(10) {
            0 => {
                trouble.note("dropped before");
                Err(Unreachable)
            }
            1 | 2 => {
                trouble.note("dropped after");
                let _ = self.fetch.fetch(request).await;
                Err(Unreachable)
            }
            3 => {
                trouble.note("delayed");
                tokio::time::sleep(Duration::from_millis(trouble.below(30))).await;
                self.fetch.fetch(request).await
            }
            4 => {
                trouble.note("repeated");
                let _ = self.fetch.fetch(request.clone()).await;
                self.fetch.fetch(request).await
            }
            5 => {
                trouble.note("cut short");
                let mut response = self.fetch.fetch(request).await?;
                // Within the answer's own syntax, so that something is missing for certain.
                response.body.truncate(response.body.len().saturating_sub(2) / 2);
                if response.body.is_empty() { Err(Unreachable) } else { Ok(response) }
            }
            6 => {
                trouble.note("500");
                said(500, "application/json", "{\"error\":\"a fault on purpose\"}")
            }
            7 => {
                trouble.note("502");
                said(502, "text/html", "<html><body>Bad Gateway</body></html>")
            }
            8 => {
                trouble.note("429");
                said(429, "application/json", "{\"error\":\"too many requests\"}")
            }
            _ => {
                trouble.note("401");
                said(401, "application/json", "{\"error\":\"sign in\"}")
            }
        }
    }
}
