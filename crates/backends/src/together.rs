//! Several requests at once.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// Waits for all futures, of which at most `width` are under way at a time; the results are in the order of the futures.
pub async fn all<T>(futures: impl IntoIterator<Item = impl Future<Output = T>>, width: usize) -> Vec<T> {
    let mut waiting = futures.into_iter();
    let mut running: Vec<(usize, Pin<Box<_>>)> = Vec::new();
    let mut results: Vec<Option<T>> = Vec::new();
    poll_fn(move |context| {
        loop {
            while running.len() < width.max(1)
                && let Some(future) = waiting.next()
            {
                running.push((results.len(), Box::pin(future)));
                results.push(None);
            }
            let before = running.len();
            running.retain_mut(|(at, future)| match future.as_mut().poll(context) {
                Poll::Ready(result) => {
                    if let Some(place) = results.get_mut(*at) {
                        *place = Some(result);
                    }
                    false
                }
                Poll::Pending => true,
            });
            if running.is_empty() && before < width.max(1) {
                return Poll::Ready(results.drain(..).flatten().collect());
            }
            // Something ended: what waits may begin.
            if running.len() == before {
                return Poll::Pending;
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Ready when it is asked for the `n`th time.
    async fn later(n: usize, busy: &Cell<usize>, most: &Cell<usize>) -> usize {
        busy.set(busy.get() + 1);
        most.set(most.get().max(busy.get()));
        let mut left = n;
        poll_fn(|context| {
            context.waker().wake_by_ref();
            left = left.saturating_sub(1);
            if left == 0 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        busy.set(busy.get() - 1);
        n
    }

    #[test]
    fn all_end_in_their_order_and_never_too_many_at_once() {
        for (count, width) in [(0, 3), (1, 3), (3, 3), (4, 3), (17, 3), (5, 1), (5, 0)] {
            let (busy, most) = (Cell::new(0), Cell::new(0));
            let lengths: Vec<usize> = (0..count).map(|n| 1 + (n * 7) % 5).collect();
            let futures = lengths.iter().map(|n| later(*n, &busy, &most));
            assert_eq!(pollster::block_on(all(futures, width)), lengths, "{count} of {width}");
            assert!(most.get() <= width.max(1) && (count == 0 || most.get() > 0));
        }
    }
}
