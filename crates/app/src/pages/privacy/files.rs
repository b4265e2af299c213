//! The member's history as a file, and whose hall is shown.

use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::does;
use crate::ui::shell::chosen;
use guildhall_engine::id::MemberId;
use yew::prelude::*;

/// Members offered in the list of those whose events lie here.
const MEMBERS: usize = 200;

/// Files to take along.
pub fn out(session: &Session, room: &Room) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let events = room.events();
    html! {
        <>
            <div class="panel-actions">
                <button type="button" class="button button-primary" onclick={does(session, |s| s.export_document())}>{ words.export_document }</button>
                <button type="button" class="button" onclick={does(session, |s| s.export(false))}>{ words.export_mine }</button>
                if events.has_others() {
                    <button type="button" class="button" onclick={does(session, |s| s.export(true))}>{ shared.export_all }</button>
                }
            </div>
            <p class="fine-print">{ words.export_kinds }</p>
            { aside(session) }
            if events.has_others() {
                { members(session, room) }
            }
        </>
    }
}

/// What could not be read, on this visit or an earlier one, and a way to get at it.
fn aside(session: &Session) -> Html {
    let (words, pieces) = (session.words(), session.state().aside);
    if pieces == 0 {
        return crate::ui::nothing();
    }
    html! {
        <div class="offer" data-testid="set-aside">
            <p>{ (words.aside)(&session.formats.count(pieces)) }</p>
            <button type="button" class="button" onclick={does(session, |s| s.save_aside())}>{ words.save_aside }</button>
        </div>
    }
}

fn members(session: &Session, room: &Room) -> Html {
    let (words, formats) = (words(session.language()), &session.formats);
    let events = room.events();
    let present = events.ledger().member();
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| session.view_as(MemberId::from(chosen(&event))))
    };
    let mut members: Vec<(MemberId, usize)> =
        events.members().into_iter().map(|(member, count)| (member.clone(), count)).collect();
    members.truncate(MEMBERS);
    for wanted in [room.owner(), present] {
        if !members.iter().any(|(member, _)| member == wanted) {
            members.insert(0, (wanted.clone(), 0));
        }
    }
    html! {
        <label class="field narrow">
            <span>{ words.whose_hall }</span>
            <select class="select" {onchange}>
                { for members.iter().map(|(member, count)| {
                    let name = if member == room.owner() { words.yourself.to_owned() } else { member.to_string() };
                    html! {
                        <option key={member.as_str()} value={member.to_string()} selected={member == present}>
                            { (words.member_with_events)(&name, &formats.count(*count)) }
                        </option>
                    }
                }) }
            </select>
        </label>
    }
}
