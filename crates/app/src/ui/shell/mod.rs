//! What stands around every page.

mod demo;
mod footer;
mod header;
mod kept_focus;
mod languages;
mod member;
mod sheet;
mod tabs;
mod words;

use super::placeholder::{Absence, loading, placeholder, reload};
use super::told::{findings, notices, toasts, use_told};
use crate::pages;
use crate::route::Route;
use crate::session::Session;
use crate::state::{Failure, Phase};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, HtmlSelectElement};
use yew::prelude::*;

/// What the [`Shell`] is given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The session.
    pub session: Session,
}

/// Header, page, footer, the bar of narrow screens, and toasts.
#[component]
pub fn Shell(props: &Props) -> Html {
    let session = &props.session;
    let route = session.state().route.clone();
    use_views(session, &route);
    kept_focus::use_kept_focus(session);
    use_told(session);
    pages::use_page(session, &route);
    let page = match &session.state().phase {
        Phase::Opening => loading(session),
        Phase::Shut(failure) => shut(session, failure),
        Phase::Open(room) => pages::page(session, room, &route),
    };
    html! {
        <>
            <a class="skip-link" href="#main" onclick={skip}>{ session.words().skip }</a>
            { demo::banner(session) }
            { header::header(session, &route) }
            <main id="main" class="page" tabindex="-1">
                { notices(session) }
                { page }
            </main>
            { footer::footer(session) }
            { tabs::tabs(session, &route) }
            { toasts(session) }
        </>
    }
}

/// Whether a link to `to` leads to the page that is shown, or to the one it belongs to.
fn leads_here(route: &Route, to: &Route) -> bool {
    route == to || (*to == Route::Library && matches!(route, Route::Item { .. }))
}

/// Notes that an item's page was opened, once it can be read.
#[hook]
fn use_views(session: &Session, route: &Route) {
    let item = match (route, session.room()) {
        (Route::Item { id }, Some(room)) => {
            room.community.catalogue.item(&id.as_str().into()).filter(|item| room.access(item).0)
        }
        _ => None,
    };
    let session = session.clone();
    use_effect_with(item.map(|item| item.id.clone()), move |item| {
        if let Some(item) = item {
            session.look_at(item);
        }
    });
}

/// Moves to the page's content. Done by hand, because with a `<base>` the address `#main` is another page.
fn skip(event: MouseEvent) {
    event.prevent_default();
    if let Some(main) = gloo::utils::document().get_element_by_id("main") {
        let main: HtmlElement = main.unchecked_into();
        let _ = main.focus();
        main.scroll_into_view();
    }
}

/// What was chosen in a `select`.
pub fn chosen(event: &Event) -> String {
    event.target_unchecked_into::<HtmlSelectElement>().value()
}

/// The hall cannot be opened, and why.
fn shut(session: &Session, failure: &Failure) -> Html {
    let words = session.words();
    let (title, body) = match failure {
        Failure::Unreachable { document } => {
            ((words.unreachable)(document), html! { <p>{ words.unreachable_remedy }</p> })
        }
        Failure::Unusable(faults) => ((words.unusable)(&faults.document), findings(&faults.findings)),
    };
    let remedy = html! {
        <>
            { body }
            <p><button type="button" class="button" onclick={reload()}>{ words.try_again }</button></p>
        </>
    };
    placeholder(Absence::Failed, &title, remedy)
}
