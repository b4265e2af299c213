//! What stands around every page.

use super::findings::findings;
use super::link::RouteLink;
use super::notices::Notices;
use super::placeholder::{Absence, Placeholder};
use super::toasts::Toasts;
use crate::language::Language;
use crate::route::Route;
use crate::session::{Session, use_session};
use crate::settings::Theme;
use crate::state::{Failure, Phase};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlSelectElement;
use yew::prelude::*;
use yew_router::hooks::use_route;

/// What the [`Shell`] is given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page.
    pub children: Html,
}

/// Header, page, footer and toasts.
#[component]
pub fn Shell(props: &Props) -> Html {
    let session = use_session();
    let words = session.words();
    let page = match &session.state().phase {
        Phase::Opening => html! { <Placeholder absence={Absence::Loading} /> },
        Phase::Shut(failure) => shut(&session, failure),
        Phase::Open(_) => props.children.clone(),
    };
    html! {
        <>
            <a class="skip-link" href="#main" onclick={skip}>{ words.skip }</a>
            <Header />
            <main id="main" class="page" tabindex="-1">
                <Notices />
                { page }
            </main>
            { footer(&session) }
            <Toasts />
        </>
    }
}

/// Moves to the page's content. Done by hand, because with a `<base>` the address `#main` is another page.
fn skip(event: MouseEvent) {
    event.prevent_default();
    if let Some(main) = gloo::utils::document().get_element_by_id("main") {
        let main: web_sys::HtmlElement = main.unchecked_into();
        let _ = main.focus();
        main.scroll_into_view();
    }
}

#[component]
fn Header() -> Html {
    let session = use_session();
    let words = session.words();
    let route = use_route::<Route>();
    let name = session.room().map_or("Guildhall", |room| room.community.charter.file().name.get(session.tag()));
    let link = |to: Route, text: &'static str| {
        let is_current = match (&route, &to) {
            (Some(Route::Item { .. }), Route::Library) => true,
            (Some(route), to) => route == to,
            (None, _) => false,
        };
        html! { <li><RouteLink {to} {is_current} class="nav-link">{ text }</RouteLink></li> }
    };
    html! {
        <header class="header">
            <RouteLink to={Route::Home} class="brand">{ name.to_owned() }</RouteLink>
            <nav class="nav" aria-label={words.pages}>
                <ul>
                    { link(Route::Home, words.home) }
                    { link(Route::Discover, words.discover) }
                    { link(Route::Library, words.library) }
                    { link(Route::Activity, words.activity) }
                </ul>
            </nav>
            <div class="preferences">{ languages(&session) }{ themes(&session) }</div>
        </header>
    }
}

fn languages(session: &Session) -> Html {
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| {
            if let Some(language) = Language::of(&chosen(&event)) {
                session.speak(language);
            }
        })
    };
    let present = session.state().language;
    html! {
        <select class="select" aria-label={session.words().language} {onchange}>
            { for Language::ALL.map(|language| html! {
                <option key={language.tag()} value={language.tag()} lang={language.tag()} selected={language == present}>
                    { language.own_name() }
                </option>
            }) }
        </select>
    }
}

fn themes(session: &Session) -> Html {
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| session.paint(Theme::of(&chosen(&event))))
    };
    let (words, present) = (session.words(), session.state().theme);
    html! {
        <select class="select" aria-label={words.theme} {onchange}>
            { for Theme::ALL.map(|theme| html! {
                <option key={theme.word()} value={theme.word()} selected={theme == present}>{ (words.theme_name)(theme) }</option>
            }) }
        </select>
    }
}

/// What was chosen in a `select`.
pub fn chosen(event: &Event) -> String {
    event.target_unchecked_into::<HtmlSelectElement>().value()
}

fn footer(session: &Session) -> Html {
    let words = session.words();
    html! {
        <footer class="footer">
            <p>{ words.privacy }</p>
            <p class="footer-small">
                <span>{ ["Guildhall ", env!("CARGO_PKG_VERSION")].concat() }</span>
                <span>{ words.licence }</span>
            </p>
        </footer>
    }
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
    let onclick = Callback::from(|_: MouseEvent| {
        // Reloading fails only in a sandbox that forbids it.
        let _ = gloo::utils::window().location().reload();
    });
    html! {
        <Placeholder absence={Absence::Failed} title={title}>
            { body }
            <p><button type="button" class="button" {onclick}>{ words.try_again }</button></p>
        </Placeholder>
    }
}
