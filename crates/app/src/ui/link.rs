//! Links within the app, which keep the visit's query.

use crate::language::Language;
use crate::route::Route;
use crate::session::Session;
use guildhall_engine::address::is_harmless;
use yew::prelude::*;

/// A link to a page of the app.
pub fn link(session: &Session, to: Route, class: &'static str, content: Html) -> Html {
    anchor(session, to, class, false, None, content)
}

/// A link with everything that can be said about it: whether it leads to the page that is shown, and the language of its
/// text when it is not the interface's.
pub fn anchor(
    session: &Session,
    to: Route,
    class: &'static str,
    is_current: bool,
    lang: Option<AttrValue>,
    content: Html,
) -> Html {
    let language = session.language();
    let href = address(session, &to, language);
    let desk = session.desk.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        // With a modifier the browser opens a tab or saves; that is the browser's affair.
        if !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            desk.go(&to, language);
        }
    });
    let class = (!class.is_empty()).then_some(class);
    html! { <a {href} {onclick} {class} {lang} aria-current={is_current.then_some("page")}>{ content }</a> }
}

/// A link back to a page as it was left, with the query it had.
pub fn return_link(session: &Session, to: Route, query: &str, text: &'static str) -> Html {
    let language = session.language();
    let parts: Vec<&str> = [session.desk.query.as_str(), query].into_iter().filter(|part| !part.is_empty()).collect();
    let query = parts.join("&");
    let href = ["./", &to.address(language), "?", &query].concat();
    let desk = session.desk.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            desk.go_with(&to, language, &query);
        }
    });
    html! { <a {href} {onclick}>{ text }</a> }
}

/// The address of a page in a language, relative to the document's `<base>`, which names the path the site lies under.
pub fn address(session: &Session, to: &Route, language: Language) -> String {
    let mut address = ["./", &to.address(language)].concat();
    if !session.desk.query.is_empty() {
        address.push('?');
        address.push_str(&session.desk.query);
    }
    address
}

/// A link to an address that a community's document names; only its text when the address is none that a link may have.
pub fn outside(href: &str, class: &'static str, text: &str) -> Html {
    let class = (!class.is_empty()).then_some(class);
    if is_harmless(href) {
        html! { <a href={href.to_owned()} {class} rel="noreferrer">{ text.to_owned() }</a> }
    } else {
        text.into()
    }
}
