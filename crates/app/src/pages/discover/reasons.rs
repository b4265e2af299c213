//! Why an item is on the shelf: contributions that add up.

use crate::session::Session;
use crate::state::room::Room;
use guildhall_engine::shelf::{Pick, ReasonKind};
use yew::prelude::*;

/// The shown unit of a contribution: tenths of a hundredth of the largest possible score.
const TENTHS: f64 = 1000.0;

/// "Why this?", folded away.
pub fn disclosure(session: &Session, room: &Room, pick: &Pick) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    // Each figure is rounded first and the sum is taken of the rounded ones, so that what is shown adds up.
    let tenths: Vec<f64> = pick.reasons.iter().map(|reason| (reason.contribution * TENTHS).round()).collect();
    let sum: f64 = tenths.iter().sum();
    html! {
        <details class="disclosure reasons" data-testid="reasons">
            <summary>
                { words.why_this }
                { " " }
                if let Some(strongest) = pick.reasons.first() {
                    <span class="quiet reason">{ sentence(session, room, &strongest.kind) }</span>
                }
            </summary>
            <table class="table">
                <tbody>
                    { for pick.reasons.iter().zip(&tenths).enumerate().map(|(at, (reason, tenths))| html! {
                        <tr key={at}>
                            <th scope="row">{ sentence(session, room, &reason.kind) }</th>
                            <td class="number">{ formats.signed(tenths / 10.0) }</td>
                        </tr>
                    }) }
                    <tr class="table-sum">
                        <th scope="row">{ words.sum }</th>
                        <td class="number">{ formats.number(sum / 10.0) }</td>
                    </tr>
                </tbody>
            </table>
        </details>
    }
}

fn sentence(session: &Session, room: &Room, kind: &ReasonKind) -> String {
    let (words, tag) = (session.words(), session.tag());
    match kind {
        ReasonKind::Tag(name) => (words.because_tag)(room.community.catalogue.tag_name(name, tag)),
        ReasonKind::Neighbour(item) => {
            let title = room.community.catalogue.item(item).map_or(item.as_str(), |item| item.title.get(tag));
            (words.because_neighbour)(title)
        }
        ReasonKind::Popular => words.because_popular.to_owned(),
        ReasonKind::Fresh => words.because_fresh.to_owned(),
        ReasonKind::Starter => words.because_starter.to_owned(),
    }
}
