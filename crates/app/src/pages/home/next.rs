//! The way to the next tier.

use super::warning::lost;
use super::way::way;
use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::requirement::requirements;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// What is missing, and the shortest way there.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (shared, words, formats) = (session.words(), words(session.language()), &session.formats);
    let Some(next) = &standing.next else {
        return html! {
            <section class="next" aria-labelledby="next" data-testid="next-tier">
                <h2 id="next">{ shared.top_tier }</h2>
                <p>{ shared.top_tier_hint }</p>
            </section>
        };
    };
    let name = room.community.tier_name(&next.id, session.tag());
    let is_return = lost(standing).is_some_and(|change| change.from.as_ref() == Some(&next.id));
    // What is almost there is not there.
    let share = formats.percent(next.progress.min(0.99));
    let title = if is_return { (words.back_to)(name) } else { (words.plain_next)(name) };
    html! {
        <section class="next" aria-labelledby="next" data-testid="next-tier">
            <p class="eyebrow">{ (shared.on_the_way)(&share) }</p>
            <h2 id="next">{ title }</h2>
            { requirements(session, &room.community, &next.when) }
            <div class="way">
                { match &room.ways().next {
                    Some(path) => html! {
                        <>
                            <h3>{ words.shortest_way }</h3>
                            { way(session, room, path) }
                        </>
                    },
                    // The rules know a way, but what is published does not reach that far.
                    None if next.path.is_some() => html! { <p class="quiet">{ words.too_little }</p> },
                    None => html! { <p class="quiet">{ words.only_time }</p> },
                } }
            </div>
        </section>
    }
}
