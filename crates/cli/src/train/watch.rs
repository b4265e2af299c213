//! Progress of the training on standard error.

use crate::progress;
use guildhall_train::train::Watch;
use indicatif::ProgressBar;
use std::sync::{Mutex, PoisonError};

/// A bar for what goes on, one after the other.
#[derive(Default)]
pub struct Bars(Mutex<Option<ProgressBar>>);

impl Bars {
    /// Takes the last bar away.
    pub fn done(&self) {
        if let Some(bar) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Bars {
    fn begin(&self, what: &'static str, steps: usize) {
        self.done();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress::bar(steps, what));
    }

    fn step(&self) {
        if let Some(bar) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            bar.inc(1);
        }
    }
}
