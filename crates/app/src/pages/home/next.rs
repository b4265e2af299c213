//! The way to the next tier.

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::requirement::requirements;
use crate::ui::step::steps;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// What is missing, and one way there.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let Some(next) = &standing.next else {
        return html! {
            <section class="next" aria-labelledby="next">
                <h2 id="next">{ words.top_tier }</h2>
                <p>{ words.top_tier_hint }</p>
            </section>
        };
    };
    let name = room.community.tier_name(&next.id, session.tag());
    html! {
        <section class="next" aria-labelledby="next" data-testid="next-tier">
            <p class="eyebrow">{ (words.on_the_way)(&formats.percent(next.progress)) }</p>
            <h2 id="next">{ (words.next_tier)(name) }</h2>
            { requirements(session, &room.community, &next.when) }
            if let Some(path) = &next.path {
                <div class="way">
                    <h3>{ words.one_way }</h3>
                    { steps(session, &room.community, path) }
                    if path.minutes >= 1.0 {
                        <p class="way-effort">{ effort(session, path.minutes) }</p>
                    }
                </div>
            }
        </section>
    }
}

/// About how long a way takes; hours once minutes would be many.
fn effort(session: &Session, minutes: f64) -> String {
    let (words, formats) = (session.words(), &session.formats);
    if minutes < 120.0 {
        (words.about_minutes)(&formats.number(minutes.round()))
    } else {
        (words.about_hours)(&formats.number((minutes / 60.0).round()))
    }
}
