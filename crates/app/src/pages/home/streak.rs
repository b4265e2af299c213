//! Days in a row, and the year they lie in.

use super::words::words;
use super::year::year;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::word;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// The present run, how it is counted, and the year day by day.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (shared, words, formats) = (session.words(), words(session.language()), &session.formats);
    let streak = &standing.streak;
    let days = |days: u32| (shared.days)(days, &formats.count(days as usize));
    let state = match (streak.current, streak.today) {
        (0, _) if streak.longest == 0 => words.none_yet,
        (0, _) => words.none_now,
        (_, true) => shared.streak_safe,
        (_, false) => shared.streak_open,
    };
    html! {
        <section class="section streak" aria-labelledby="streak">
            <div class="streak-words">
                <h2 id="streak">{ words.streak_title }</h2>
                if streak.current > 0 {
                    <p class="streak-run" data-testid="streak">
                        { (words.in_a_row)(streak.current, &formats.count(streak.current as usize)) }
                    </p>
                }
                <p class="quiet">{ state }</p>
                if streak.longest > streak.current {
                    <p class="quiet">{ (words.longest)(&days(streak.longest)) }</p>
                }
                <details class="disclosure">
                    <summary>{ words.how_streak }</summary>
                    <div class="explained">{ explanation(session, room) }</div>
                </details>
            </div>
            { year(session) }
        </section>
    }
}

fn explanation(session: &Session, room: &Room) -> Html {
    let (shared, words, file) = (session.words(), words(session.language()), room.community.charter.file());
    let verbs: Vec<String> = file.streak.iter().map(|verb| word::verb(session, &room.community, verb)).collect();
    html! {
        <>
            <p>{ if verbs.is_empty() { words.streak_any.to_owned() } else { (words.streak_counts)(&verbs.join(shared.comma)) } }</p>
            <p>{ (words.streak_day)(&file.offset.to_string()) }</p>
            <p>{ words.streak_gap }</p>
        </>
    }
}
