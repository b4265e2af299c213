//! The member's tier: the card, and the score behind it.

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::bar::split;
use crate::ui::ring::ring;
use crate::ui::word;
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
            </div>
            { score(session, room, standing) }
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
