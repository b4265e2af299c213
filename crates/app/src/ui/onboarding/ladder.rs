//! The tiers in one picture.

use crate::session::Session;
use crate::state::room::Room;
use yew::prelude::*;

/// Height of the lowest rung, of the hundred that the highest has.
const LOWEST: usize = 18;

/// A flight of steps with the tiers' names, the member's marked.
pub fn ladder(session: &Session, room: &Room, here: &'static str) -> Html {
    let tiers = room.community.charter.tiers();
    let rank = room.standing().tier.rank;
    let last = tiers.len().saturating_sub(1).max(1);
    html! {
        <ol class="stairs">
            { for tiers.iter().enumerate().map(|(at, tier)| {
                let height = LOWEST + (100 - LOWEST) * at / last;
                let is_here = at == rank;
                html! {
                    <li key={tier.id.as_str()} class={classes!("stair", (at <= rank).then_some("is-reached"))} aria-current={is_here.then_some("step")}>
                        <svg class="stair-picture" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                            <rect x="0" y={(100 - height).to_string()} width="100" height={height.to_string()} />
                        </svg>
                        <span class="stair-name">{ tier.name.get(session.tag()).to_owned() }</span>
                        if is_here {
                            <span class="stair-here">{ here }</span>
                        }
                    </li>
                }
            }) }
        </ol>
    }
}
