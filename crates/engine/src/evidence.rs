//! Evidence: the events that the present value of each metric was read from.

use crate::attributes::Attributes;
use crate::charter::Charter;
use crate::id::{EventId, MetricId};
use crate::ledger::{Entry, Ledger};
use crate::time::{Day, Moment};
use crate::walk::{Watch, walk};
use serde::Serialize;

/// What one metric was read from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The metric.
    pub metric: MetricId,
    /// Every event that bears on the present value, the oldest first.
    pub events: Vec<Piece>,
}

/// One event that a metric read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Piece {
    /// The event.
    pub event: EventId,
    /// By how much it moved the metric when it happened: 0 for a repetition or beyond a cap.
    pub added: f64,
}

/// The events behind every metric of the charter at a moment, in the order of the metrics of a standing. Of a metric with
/// a window these are the events of the window, of a streak those of the present run.
pub fn evidence(charter: &Charter, ledger: &Ledger, now: Moment) -> Vec<Evidence> {
    let mut recorder = Pieces { read: vec![Vec::new(); charter.metrics().len()], open: Vec::new() };
    let walked = walk(charter, ledger, now, &mut recorder);
    let metrics = charter.metrics().iter().zip(&walked.meters).zip(recorder.read);
    metrics
        .map(|((metric, meter), mut read)| {
            match meter.reach(walked.today.0) {
                Some(first) => read.retain(|(day, _)| day.0 >= first),
                None => read.clear(),
            }
            Evidence { metric: metric.id.clone(), events: read.into_iter().map(|(_, piece)| piece).collect() }
        })
        .collect()
}

struct Pieces {
    /// What each metric has read so far.
    read: Vec<Vec<(Day, Piece)>>,
    /// The metrics that read the present event, and its day.
    open: Vec<(usize, Day)>,
}

impl<'c> Watch<'c> for Pieces {
    const EVENTS: bool = true;

    fn counted(&mut self, metric: usize, _entry: &Entry, day: Day) {
        // A verb can stand among those that add and those that take away.
        if self.open.last().is_none_or(|(last, _)| *last != metric) {
            self.open.push((metric, day));
        }
    }

    fn event(&mut self, entry: &Entry, before: &Attributes<'c>, after: &Attributes<'c>) {
        for (metric, day) in self.open.drain(..) {
            if let Some(read) = self.read.get_mut(metric) {
                let added = after.metric(metric) - before.metric(metric);
                read.push((day, Piece { event: entry.event.id, added }));
            }
        }
    }
}
