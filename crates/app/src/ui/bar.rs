//! A bar that shows a share; the figures stand beside it as text.

use yew::prelude::*;

/// A share, 0 to 1, in thousandths. Whole numbers: printing fractions would bring a formatter of 10 kB along.
pub fn thousandths(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 1000.0) as u32
}

/// A bar filled to a share, 0 to 1.
pub fn bar(share: f64) -> Html {
    let width = thousandths(share).to_string();
    html! {
        <svg class="bar" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="bar-track" width="1000" height="4" />
            <rect class="bar-fill" {width} height="4" />
        </svg>
    }
}

/// A bar parted in two shares of a whole.
pub fn split(first: f64, second: f64) -> Html {
    let whole = first.max(0.0) + second.max(0.0);
    let at = if whole > 0.0 { thousandths(first.max(0.0) / whole) } else { 0 };
    let rest = if whole > 0.0 { 1000 - at } else { 0 };
    html! {
        <svg class="bar bar-split" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="bar-track" width="1000" height="4" />
            <rect class="bar-fill" width={at.to_string()} height="4" />
            <rect class="bar-second" x={at.to_string()} width={rest.to_string()} height="4" />
        </svg>
    }
}
