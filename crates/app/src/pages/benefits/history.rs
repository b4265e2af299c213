//! Every change of the balance.

use super::words::{Words, words};
use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::link::link;
use crate::ui::{nothing, word};
use guildhall_engine::points::{Movement, movements};
use yew::prelude::*;

/// Lines shown at first, and more of them at each request.
const PAGE: usize = 10;

/// Which changes are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    All,
    Earned,
    Spent,
    Expired,
}

impl Only {
    const EACH: [Only; 4] = [Only::All, Only::Earned, Only::Spent, Only::Expired];

    fn name(self, words: &Words) -> &'static str {
        match self {
            Only::All => words.all,
            Only::Earned => words.earned,
            Only::Spent => words.redeemed,
            Only::Expired => words.expired,
        }
    }

    fn fits(self, movement: &Movement) -> bool {
        match self {
            Only::All => true,
            Only::Earned => movement.points > 0,
            Only::Spent => movement.points < 0 && movement.event.is_some(),
            Only::Expired => movement.event.is_none(),
        }
    }
}

/// The changes, the newest first.
pub fn history(session: &Session, room: &Room) -> Html {
    html! { <History session={session.clone()} member={room.member().to_string()} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    /// Whose history it is; another member's begins at its top.
    member: AttrValue,
}

#[component]
fn History(props: &Props) -> Html {
    let session = &props.session;
    let look = use_state_eq(|| (Only::All, PAGE));
    use_effect_with(props.member.clone(), {
        let look = look.setter();
        move |_| look.set((Only::All, PAGE))
    });
    let Some(room) = session.room() else { return nothing() };
    let (only, shown) = *look;
    let (shared, words) = (session.words(), words(session.language()));
    let all = movements(&room.community.charter, room.events().ledger(), room.now);
    let fitting: Vec<&Movement> = all.iter().rev().filter(|movement| only.fits(movement)).collect();
    let rest = fitting.len().saturating_sub(shown);
    let more = {
        let look = look.setter();
        Callback::from(move |_: MouseEvent| look.set((only, shown + 5 * PAGE)))
    };
    html! {
        <div class="history" data-testid="history">
            <div class="history-head">
                <h3 id="history">{ words.history }</h3>
                if !all.is_empty() {
                    <div class="chips" role="group" aria-labelledby="history">
                        { for Only::EACH.map(|one| {
                            let look = look.setter();
                            let onclick = Callback::from(move |_: MouseEvent| look.set((one, PAGE)));
                            html! {
                                <button key={one as usize} type="button" class="chip" aria-pressed={(one == only).to_string()} {onclick}>
                                    { one.name(words) }
                                </button>
                            }
                        }) }
                    </div>
                }
            </div>
            if all.is_empty() {
                <p class="quiet">{ words.history_empty }</p>
            } else if fitting.is_empty() {
                <p class="quiet">{ words.none_of_these }</p>
            } else {
                <table class="table history-table">
                    <caption class="visually-hidden">{ words.history_scrolls }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ words.date }</th>
                            <th scope="col">{ words.what }</th>
                            <th scope="col" class="number">{ words.change }</th>
                            <th scope="col" class="number">{ words.balance }</th>
                        </tr>
                    </thead>
                    <tbody>{ for fitting.iter().take(shown).enumerate().map(|(at, movement)| line(session, room, at, movement)) }</tbody>
                </table>
            }
            if rest > 0 {
                <p class="history-more">
                    <button type="button" class="button" onclick={more}>
                        { (shared.show_more)(&session.formats.count(rest.min(5 * PAGE))) }
                    </button>
                </p>
            }
        </div>
    }
}

fn line(session: &Session, room: &Room, at: usize, movement: &Movement) -> Html {
    let formats = &session.formats;
    let offset = room.community.charter.file().offset;
    let class = if movement.points < 0 { "number history-loss" } else { "number history-gain" };
    html! {
        <tr key={at}>
            <td class="history-date">{ formats.day(movement.at.day(offset)) }</td>
            <td>{ source(session, room, movement) }</td>
            <td {class}>{ formats.signed(movement.points as f64) }</td>
            <td class="number">{ formats.number(movement.balance as f64) }</td>
        </tr>
    }
}

/// What a change came from: what was done, and to what.
fn source(session: &Session, room: &Room, movement: &Movement) -> Html {
    let words = words(session.language());
    let Some(event) = movement.event else {
        return match movement.earned {
            Some(day) => (words.expired_from)(&session.formats.day(day)).into(),
            None => words.expired_line.into(),
        };
    };
    let events = room.events();
    let Some(entry) = events.ledger().entry(event) else { return nothing() };
    let event = &entry.event;
    let done = word::verb(session, &room.community, &event.verb);
    let Some(object) = &event.object else { return done.into() };
    let title = word::object(session, &room.community, &event.verb, object.as_str());
    let is_item = room.community.catalogue.item(&object.as_str().into()).is_some();
    html! {
        <>
            <span class="history-verb">{ done }</span>
            { " " }
            if is_item {
                { link(session, Route::Item { id: object.to_string() }, "", title.into()) }
            } else {
                <span>{ title }</span>
            }
        </>
    }
}
