//! The member's tier: the card, the score behind it, and what threatens it.

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::bar::split;
use crate::ui::icon::{Icon, icon};
use crate::ui::requirement::requirements;
use crate::ui::ring::ring;
use crate::ui::step::steps;
use crate::ui::{nothing, word};
use guildhall_engine::standing::{Side, Standing};
use yew::prelude::*;

/// Ring, tier, score and card number.
pub fn card(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (words, formats, tag) = (session.words(), &session.formats, session.tag());
    let tier = room.community.tier(&standing.tier.id);
    let name = room.community.tier_name(&standing.tier.id, tag).to_owned();
    let description = tier.map_or("", |tier| tier.description.get(tag)).to_owned();
    let progress = standing.next.as_ref().map_or(1.0, |next| next.progress);
    let labels: Vec<_> = standing.card.labels.iter().filter_map(|id| room.community.benefit(id)).collect();
    html! {
        <section class="tier-card" aria-labelledby="tier" data-tier={standing.tier.id.to_string()}>
            { ring(progress, html! {
                <>
                    <span class="ring-label">{ words.score }</span>
                    <span class="ring-figure figures" data-testid="score">{ formats.number(standing.score.total) }</span>
                </>
            }) }
            <div class="tier-body">
                <p class="eyebrow">{ words.your_tier }</p>
                <h2 id="tier" class="tier-name" data-testid="tier">{ name }</h2>
                <p class="tier-description">{ description }</p>
                if !labels.is_empty() {
                    <ul class="tags">
                        { for labels.iter().map(|label| html! {
                            <li key={label.id.as_str()} class="label">{ label.name.get(tag).to_owned() }</li>
                        }) }
                    </ul>
                }
                <p class="tier-facts">
                    <span class="figures">{ (words.card_number)(&standing.card.number) }</span>
                    if standing.joined.is_some() {
                        <span>{ (words.tier_since)(&formats.day(standing.tier.since)) }</span>
                    }
                    if standing.tier.locked {
                        <span>{ words.tier_locked }</span>
                    }
                </p>
                { score(session, room, standing) }
            </div>
        </section>
    }
}

fn score(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let score = &standing.score;
    html! {
        <div class="score">
            { split(score.activity.total, score.contribution.total) }
            <dl class="score-sides">
                <div class="score-side">
                    <dt>{ words.activity_side }</dt>
                    <dd class="figures" data-testid="activity">{ formats.number(score.activity.total) }</dd>
                </div>
                <div class="score-side score-side-second">
                    <dt>{ words.contribution_side }</dt>
                    <dd class="figures" data-testid="contribution">{ formats.number(score.contribution.total) }</dd>
                </div>
            </dl>
            <details class="disclosure">
                <summary>{ words.how_score }</summary>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{ words.metric }</th>
                            <th scope="col" class="number">{ words.value }</th>
                            <th scope="col" class="number">{ words.weight }</th>
                            <th scope="col" class="number">{ words.score }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { terms(session, room, &score.activity) }
                        { terms(session, room, &score.contribution) }
                        <tr class="table-sum">
                            <th scope="row" colspan="3">{ words.sum }</th>
                            <td class="number">{ formats.number(score.total) }</td>
                        </tr>
                    </tbody>
                </table>
            </details>
        </div>
    }
}

fn terms(session: &Session, room: &Room, side: &Side) -> Html {
    let formats = &session.formats;
    side.terms
        .iter()
        .map(|term| {
            html! {
                <tr key={term.metric.as_str()}>
                    <th scope="row">{ word::attribute(session, &room.community, term.metric.as_str()) }</th>
                    <td class="number">{ formats.number(term.value) }</td>
                    <td class="number">{ ["× ", &formats.number(term.weight)].concat() }</td>
                    <td class="number">{ formats.number(term.points) }</td>
                </tr>
            }
        })
        .collect()
}

/// When the tier will be lost, and what would prevent it.
pub fn drop_warning(session: &Session, room: &Room, standing: &Standing) -> Html {
    let Some(drop) = &standing.tier.drop else { return nothing() };
    let words = session.words();
    let below = room.community.tier_name(&drop.to, session.tag());
    let day = session.formats.day(drop.day);
    // A loss that is far off is no reason to alarm anybody; it stands there quietly.
    let is_near = drop.day.since(standing.day) <= 30 || standing.tier.failing_since.is_some();
    html! {
        <section class={classes!("drop", is_near.then_some("drop-near"))} data-testid="drop-warning">
            { icon(Icon::Warning) }
            <div>
                <p>{ (words.drop_on)(&day, below) }</p>
                <details class="disclosure">
                    <summary>{ words.drop_unless }</summary>
                    { requirements(session, &room.community, &drop.unless) }
                    if let Some(path) = &drop.path {
                        { steps(session, &room.community, path) }
                    }
                </details>
            </div>
        </section>
    }
}
