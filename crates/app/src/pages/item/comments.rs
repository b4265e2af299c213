//! What was said about an item.

use crate::session::{Deed, Session};
use crate::state::acts::Comment;
use crate::state::room::Room;
use crate::ui::{deed, take_back};
use guildhall_engine::catalogue::Item;
use guildhall_engine::event::{LONGEST_NOTE, Verb};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The comments known on this device, and a field for another.
pub fn section(session: &Session, room: &Room, item: &Item) -> Html {
    let words = session.words();
    let acts = room.acts(&item.id);
    let onsubmit = {
        let (session, id) = (session.clone(), item.id.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: HtmlElement = event.target_unchecked_into();
            let Ok(Some(field)) = form.query_selector("textarea") else { return };
            let field: HtmlTextAreaElement = field.unchecked_into();
            let said = field.value();
            let said = said.trim();
            if !said.is_empty() {
                session.record(vec![Deed::about(Verb::Comment, id.as_str()).saying(within(said))]);
                field.set_value("");
            }
        })
    };
    html! {
        <section class="comments" aria-labelledby="comments">
            <h2 id="comments">{ words.comments }</h2>
            if !acts.comments.is_empty() {
                <ol class="comment-list">{ for acts.comments.iter().map(|comment| one(session, room, comment)) }</ol>
            }
            { deed(session, html! {
            <form class="comment-form" {onsubmit}>
                <label class="field">
                    <span>{ words.your_comment }</span>
                    <textarea key={item.id.as_str()} class="input" rows="3" maxlength="2000" required={true} />
                </label>
                <button type="submit" class="button">{ words.send_comment }</button>
                <p class="fine-print">{ words.comment_local }</p>
            </form>
            }) }
        </section>
    }
}

/// As much of a text as an event can hold, cut between characters.
fn within(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST_NOTE)).unwrap_or(text)
}

fn one(session: &Session, room: &Room, comment: &Comment) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let is_own = comment.member == room.member();
    let day = comment.at.day(room.community.charter.file().offset);
    let event = comment.event;
    html! {
        <li key={event.to_string()} class="comment">
            <p class="comment-head">
                <span>{ if is_own { words.you.to_owned() } else { comment.member.to_string() } }</span>
                <time datetime={comment.at.to_string()}>{ [&formats.day(day), " ", &formats.time(comment.at)].concat() }</time>
            </p>
            <p class="comment-text">{ comment.text.to_string() }</p>
            if is_own {
                { take_back(session, event, words.take_back) }
            }
        </li>
    }
}
