//! The cards of every tier, small.

use super::finish::{Colour, Finish, finish, hex};
use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::{foreign, nothing};
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// A small card for each tier, the member's marked.
pub fn section(session: &Session, room: &Room, standing: &Standing, accent: Colour) -> Html {
    let tiers = room.community.charter.tiers();
    if tiers.len() < 2 {
        return nothing();
    }
    let (words, tag) = (words(session.language()), session.tag());
    html! {
        <section class="section card-ladder" aria-labelledby="cards">
            <div class="section-head">
                <h2 id="cards">{ words.cards }</h2>
                <span class="quiet">{ words.cards_hint }</span>
            </div>
            <ol class="small-cards">
                { for tiers.iter().enumerate().map(|(rank, tier)| html! {
                    <li key={tier.id.as_str()} class="small-card" data-tier={tier.id.to_string()}
                        aria-current={(rank == standing.tier.rank).then_some("true")}>
                        { small(rank, &finish(rank, tiers.len(), accent)) }
                        <p class="small-card-name" lang={foreign(&tier.name, tag)}>{ tier.name.get(tag).to_owned() }</p>
                        if rank == standing.tier.rank {
                            <p class="small-card-yours">{ words.this_is_yours }</p>
                        }
                    </li>
                }) }
            </ol>
        </section>
    }
}

fn small(rank: usize, finish: &Finish) -> Html {
    let id = ["small-", &rank.to_string()].concat();
    let ground = ["url(#", &id, ") ", &hex(finish.ground[0])].concat();
    let (line, foil) = (hex(finish.line), hex(finish.foil[0]));
    html! {
        <svg viewBox="0 0 856 540" width="856" height="540" aria-hidden="true" focusable="false">
            <defs>
                <linearGradient {id} x1="0" y1="0" x2="1" y2="1">
                    <stop offset="0" stop-color={hex(finish.ground[0])} />
                    <stop offset="1" stop-color={hex(finish.ground[1])} />
                </linearGradient>
            </defs>
            <rect x="4" y="4" width="848" height="532" rx="36" fill={ground} stroke={hex(finish.edge)} stroke-width="8" />
            <g fill="none" stroke={line} stroke-width="7">
                { for ["70", "100", "130", "160", "190"].map(|r| html! { <circle cx="640" cy="260" {r} /> }) }
            </g>
            <rect x="64" y="220" width="300" height="52" rx="10" fill={foil} />
            <rect x="64" y="430" width="220" height="26" rx="8" fill={hex(finish.soft)} />
        </svg>
    }
}
