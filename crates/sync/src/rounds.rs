//! Rounds, counted, so that the end of the next one can be waited for.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// The rounds so far.
#[derive(Default)]
pub struct Rounds {
    ended: Cell<u64>,
    waiting: RefCell<Vec<Waker>>,
}

impl Rounds {
    /// A round has ended.
    pub fn end(&self) {
        self.ended.set(self.ended.get() + 1);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// Waits for the end of one that ends after now, not after it is first polled.
    pub fn next(&self) -> impl Future<Output = ()> + '_ {
        let before = self.ended.get();
        poll_fn(move |context| {
            if self.ended.get() > before {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use futures_lite::future::{poll_once, zip};
    use pollster::block_on;

    #[test]
    fn everybody_hears_of_the_next_end_and_of_none_before() {
        let rounds = Rounds::default();
        rounds.end();
        assert_eq!(block_on(poll_once(rounds.next())), None, "that one has ended before");
        let (one, other) = (rounds.next(), rounds.next());
        block_on(zip(zip(one, other), async { rounds.end() }));
        let late = rounds.next();
        rounds.end();
        assert_eq!(block_on(poll_once(late)), Some(()));
    }
}
