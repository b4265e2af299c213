//! Rating an item with one to five.

use crate::session::{Deed, Session};
use crate::state::acts::Acts;
use crate::ui::does;
use guildhall_engine::catalogue::Item;
use guildhall_engine::event::Verb;
use yew::prelude::*;

/// Five radio buttons. Choosing another one takes the earlier rating back, so that only one counts.
pub fn group(session: &Session, item: &Item, acts: &Acts) -> Html {
    let words = session.words();
    let rated = acts.rating;
    let of = |stars: u8| {
        let id = item.id.clone();
        let is_chosen = rated.is_some_and(|(_, value)| value == f64::from(stars));
        let is_within = rated.is_some_and(|(_, value)| value >= f64::from(stars));
        let onchange = does(session, move |session| {
            let earlier = rated.map(|(event, _)| Deed::undo(event));
            let rating = Deed::about(Verb::Rate, id.as_str()).worth(f64::from(stars));
            session.record(earlier.into_iter().chain([rating]).collect());
        });
        html! {
            <label key={stars.to_string()} class={classes!("star", is_within.then_some("is-within"))}>
                <input type="radio" name="rating" value={stars.to_string()} checked={is_chosen} {onchange} disabled={!session.may_act()} />
                <span class="visually-hidden">{ (words.stars)(stars) }</span>
                <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d="M12 3.5l2.6 5.4l5.9.8l-4.3 4.1l1 5.9L12 16.9l-5.2 2.8l1-5.9L3.5 9.7l5.9-.8z" />
                </svg>
            </label>
        }
    };
    html! {
        <fieldset class="rating">
            <legend>{ words.your_rating }</legend>
            <div class="stars">{ for (1..=5).map(of) }</div>
        </fieldset>
    }
}
