//! Whose history this is, where events of other members came from the server.

use super::chapter;
use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::sync::{adopt, is_former_name};
use crate::ui::{does, nothing};
use guildhall_engine::id::MemberId;
use yew::prelude::*;

/// Members offered.
const OFFERED: usize = 5;

/// The members whose events are here, for the member to say which of them they are.
pub fn content(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let events = room.events();
    let others: Vec<(MemberId, usize)> = {
        let members = events.members().into_iter();
        // A device that took this member's name is no one else.
        let own = room.owner();
        let others = members.filter(|(member, _)| *member != own && !is_former_name(&events, member, own));
        others.take(OFFERED).map(|(member, count)| (member.clone(), count)).collect()
    };
    if others.is_empty() {
        return nothing();
    }
    let content = html! {
        <ul class="plain-list" data-testid="sync-members">
            { for others.into_iter().map(|(member, count)| {
                let text = (words.member_events)(member.as_str(), &session.formats.count(count));
                let me = does(session, {
                    let member = member.clone();
                    move |session| adopt(session, member.clone())
                });
                html! {
                    <li key={member.to_string()} class="setting-line">
                        <span>{ text }</span>
                        <button type="button" class="button" onclick={me}>{ words.this_is_me }</button>
                    </li>
                }
            }) }
        </ul>
    };
    chapter("sync-identity", words.identity, words.identity_hint, content)
}
