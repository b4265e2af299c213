//! Progress on standard error, for people who wait; silent when nobody watches.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over a number of steps, named by what is done.
pub fn bar(steps: usize, what: &'static str) -> ProgressBar {
    styled(steps, what, "{msg} {wide_bar} {human_pos}/{human_len} {eta}")
}

/// A bar over a number of bytes.
pub fn bytes(length: u64, what: &'static str) -> ProgressBar {
    styled(usize::try_from(length).unwrap_or(usize::MAX), what, "{msg} {wide_bar} {bytes}/{total_bytes} {eta}")
}

fn styled(length: usize, what: &'static str, template: &str) -> ProgressBar {
    let bar = ProgressBar::new(length as u64).with_message(what);
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
