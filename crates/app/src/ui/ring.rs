//! The progress ring.

use super::bar::thousandths;
use yew::prelude::*;

/// A ring filled to a share, 0 to 1, around its content. The content says the same in words.
pub fn ring(share: f64, content: Html) -> Html {
    let filled = [&thousandths(share).to_string(), " 1000"].concat();
    html! {
        <div class="ring">
            <svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
                <circle class="ring-track" cx="60" cy="60" r="54" />
                if share > 0.0 {
                    <circle class="ring-fill" cx="60" cy="60" r="54" pathLength="1000" stroke-dasharray={filled} />
                }
            </svg>
            <div class="ring-content">{ content }</div>
        </div>
    }
}
