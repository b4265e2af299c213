//! The other languages, each in its own words: who cannot read this page must find theirs at once.

use super::words::words;
use crate::language::Language;
use crate::route::Route;
use crate::session::Session;
use crate::ui::link::address;
use yew::prelude::*;

/// A link for each language but the present one, to the same page in it. Where the app runs, the page changes in place.
pub fn languages(session: &Session, route: &Route) -> Html {
    let others = Language::ALL.into_iter().filter(|language| *language != session.language());
    html! {
        <div class="languages" role="group" aria-label={words(session.language()).languages}>
            { for others.map(|language| {
                let session = session.clone();
                let href = address(&session, route, language);
                let onclick = Callback::from(move |event: MouseEvent| {
                    event.prevent_default();
                    session.speak(language);
                });
                html! {
                    <a key={language.tag()} class="button button-quiet" {href} lang={language.tag()} hreflang={language.tag()} {onclick}>
                        { language.own_name() }
                    </a>
                }
            }) }
        </div>
    }
}
