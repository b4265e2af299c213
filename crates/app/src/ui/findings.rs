//! What is wrong with a document or a file: place, fault, remedy.

use guildhall_engine::finding::{Finding, Severity};
use yew::prelude::*;

/// A list of findings, in the engine's own words.
pub fn findings(findings: &[Finding]) -> Html {
    html! {
        <ul class="findings" lang="en">
            { for findings.iter().enumerate().map(|(at, finding)| html! {
                <li key={at} class={if finding.severity == Severity::Error { "finding finding-error" } else { "finding" }}>
                    <code class="finding-path">{ finding.path.as_str() }</code>
                    <span class="finding-message">{ finding.message.as_str() }</span>
                    if !finding.remedy.is_empty() {
                        <span class="finding-remedy">{ finding.remedy.as_str() }</span>
                    }
                </li>
            }) }
        </ul>
    }
}
