//! The field for the member's name.

use crate::session::Session;
use crate::state::profile::Profile;
use crate::state::room::Room;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The field, which takes effect when it is left. Until the store is open there is nowhere to put a name.
pub fn name_field(session: &Session, label: &'static str, hint: &'static str, example: &'static str) -> Html {
    let profile = session.profile();
    let is_guest = session.room().is_none_or(Room::is_guest);
    let onchange = {
        let (session, profile) = (session.clone(), profile.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let called = profile.called(&input.value());
            input.set_value(&called.name);
            session.introduce(called);
        })
    };
    html! {
        <label class="field">
            <span>{ label }</span>
            <input class="input" type="text" maxlength={Profile::NAME.to_string()} autocomplete="nickname" placeholder={example}
                value={profile.name.clone()} {onchange} disabled={is_guest} />
            <small class="fine-print">{ hint }</small>
        </label>
    }
}
