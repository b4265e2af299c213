//! What threatens the member's tier, and what became of one that was lost.

use super::way::way;
use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::nothing;
use crate::ui::requirement::requirements;
use guildhall_engine::standing::Standing;
use guildhall_engine::tier::{TierChange, Why};
use yew::prelude::*;

/// A loss this near, in days, is shown with its remedy; one that is far off is no reason to alarm anybody.
const NEAR: i32 = 30;
/// For how long a loss is spoken of, in days, unless the tier is reached again.
const REMEMBERED: i32 = 90;

/// When the tier will be lost, and what would prevent it.
pub fn drop(session: &Session, room: &Room, standing: &Standing) -> Html {
    let Some(drop) = &standing.tier.drop else { return nothing() };
    let (shared, words, formats, tag) = (session.words(), words(session.language()), &session.formats, session.tag());
    let below = room.community.tier_name(&drop.to, tag);
    let present = room.community.tier_name(&standing.tier.id, tag);
    let left = drop.day.since(standing.day);
    let is_near = left <= NEAR || standing.tier.failing_since.is_some();
    let days = u32::try_from(left).unwrap_or_default();
    let remedy = html! {
        <>
            { requirements(session, &room.community, &drop.unless) }
            if let Some(path) = &room.ways().drop {
                { way(session, room, path) }
            }
        </>
    };
    html! {
        <section class={classes!("drop", is_near.then_some("drop-near"))} data-testid="drop-warning">
            { icon(Icon::Warning) }
            <div class="drop-body">
                <p class="drop-line">
                    <span>{ (shared.drop_on)(&formats.day(drop.day), below) }</span>
                    <span class="drop-when figures">{ (words.in_days)(days, &formats.count(days as usize)) }</span>
                </p>
                if is_near {
                    <h2 class="drop-title">{ (words.to_stay)(present) }</h2>
                    { remedy }
                } else {
                    <details class="disclosure">
                        <summary>{ shared.drop_unless }</summary>
                        { remedy }
                    </details>
                }
            </div>
        </section>
    }
}

/// The loss that brought the member to the present tier, as long as it is spoken of.
pub fn lost(standing: &Standing) -> Option<&TierChange> {
    let last = standing.tier.history.last().filter(|change| change.why == Why::Lost)?;
    (standing.day.since(last.day) <= REMEMBERED).then_some(last)
}

/// That a tier was lost: when, why, and that there is a way back.
pub fn fallen(session: &Session, room: &Room, standing: &Standing) -> Html {
    let found = lost(standing).and_then(|change| Some((change, room.community.tier(change.from.as_ref()?)?)));
    let Some((change, tier)) = found else { return nothing() };
    let (words, formats, tag) = (words(session.language()), &session.formats, session.tag());
    let (from, to) = (tier.name.get(tag), room.community.tier_name(&change.to, tag));
    let keep = room.meets(tier.keep.as_ref().unwrap_or(&tier.when));
    html! {
        <section class="drop fallen" data-testid="fallen">
            { icon(Icon::Less) }
            <div class="drop-body">
                <p class="drop-line"><span>{ (words.fell_back)(&formats.day(change.day), from, to) }</span></p>
                <p class="quiet">{ (words.fell_way)(from) }</p>
                <details class="disclosure">
                    <summary>{ (words.fell_keep)(from) }</summary>
                    { requirements(session, &room.community, &keep) }
                    if tier.grace_days > 0 {
                        <p class="quiet">{ (words.fell_grace)(&formats.count(tier.grace_days as usize)) }</p>
                    }
                </details>
            </div>
        </section>
    }
}
