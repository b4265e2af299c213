//! Why an item is on the shelf: contributions that add up.

use crate::session::Session;
use crate::state::room::Room;
use guildhall_engine::shelf::{Pick, Reason, ReasonKind};
use yew::prelude::*;

/// The shown unit of a contribution: tenths of a hundredth of the largest possible score.
const TENTHS: f64 = 1000.0;

/// How many known items are named; a model may give dozens of reasons.
const NAMED: usize = 4;

/// "Why this?", folded away.
pub fn disclosure(session: &Session, room: &Room, pick: &Pick) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let is_neighbour = |reason: &&Reason| matches!(reason.kind, ReasonKind::Neighbour(_));
    let (neighbours, others): (Vec<&Reason>, Vec<&Reason>) = pick.reasons.iter().partition(is_neighbour);
    let (named, unnamed) = neighbours.split_at(neighbours.len().min(NAMED));
    let mut rows: Vec<(String, f64)> = named
        .iter()
        .chain(&others)
        .map(|reason| (sentence(session, room, &reason.kind), reason.contribution))
        .collect();
    if !unnamed.is_empty() {
        let rest = unnamed.iter().map(|reason| reason.contribution).sum();
        rows.push(((words.because_neighbours)(&formats.number(unnamed.len() as f64)), rest));
    }
    rows.sort_by(|a, b| b.1.total_cmp(&a.1));
    // Each figure is rounded first and the sum is taken of the rounded ones, so that what is shown adds up.
    let tenths: Vec<f64> = rows.iter().map(|(_, part)| (part * TENTHS).round()).collect();
    let sum: f64 = tenths.iter().sum();
    html! {
        <details class="disclosure reasons" data-testid="reasons">
            <summary>
                { words.why_this }
                { " " }
                if let Some(strongest) = pick.reasons.first() {
                    <span class="quiet reason">
                        { sentence(session, room, &strongest.kind) }
                        if sum > 0.0 {
                            { " · " }
                            { formats.percent((strongest.contribution * TENTHS / sum).clamp(0.0, 1.0)) }
                        }
                    </span>
                }
            </summary>
            <table class="table">
                <tbody>
                    { for rows.into_iter().zip(&tenths).enumerate().map(|(at, ((because, _), tenths))| html! {
                        <tr key={at}>
                            <th scope="row">{ because }</th>
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
