//! Waiting that somebody else can end.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Poll, Waker};

/// Something that is said once and heard by whoever waits for it.
#[derive(Default)]
pub struct Word {
    is_said: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Word {
    /// Says it.
    pub fn say(&self) {
        self.is_said.set(true);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// Whether it was said, from now on it was not.
    pub fn take(&self) -> bool {
        self.is_said.take()
    }

    /// Whether it was said.
    pub fn is_said(&self) -> bool {
        self.is_said.get()
    }

    /// What comes of a future, unless the word is said before; the future is dropped then.
    pub async fn or<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = pin!(future);
        poll_fn(|context| {
            if self.is_said() {
                return Poll::Ready(None);
            }
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                return Poll::Ready(Some(value));
            }
            let mut waiting = self.waiting.borrow_mut();
            if !waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use futures_lite::future::zip;
    use pollster::block_on;

    #[test]
    fn a_word_ends_the_waiting() {
        let word = Word::default();
        assert_eq!(block_on(word.or(async { 1 })), Some(1));
        let waiting = zip(word.or(std::future::pending::<()>()), async { word.say() });
        assert_eq!(block_on(waiting).0, None);
        assert!(word.take() && !word.take());
    }
}
