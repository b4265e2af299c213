//! Links within the app, which keep the visit's query.

use crate::route::Route;
use crate::session::use_session;
use yew::prelude::*;
use yew_router::Routable as _;
use yew_router::hooks::use_navigator;
use yew_router::query::Raw;

/// What a [`RouteLink`] is given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where it leads.
    pub to: Route,
    /// Classes of the anchor.
    #[prop_or_default]
    pub class: Classes,
    /// Whether it leads to the page that is shown.
    #[prop_or_default]
    pub is_current: bool,
    /// The language of its text, when it is not the interface's.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    /// Its text.
    pub children: Html,
}

/// A link to a page of the app.
#[component]
pub fn RouteLink(props: &Props) -> Html {
    let session = use_session();
    let navigator = use_navigator().expect("links stand inside the router");
    // Relative to the page's `<base>`, which names the path the site lies under.
    let path = props.to.to_path();
    let mut href = [".", path.as_str()].concat();
    if !session.desk.query.is_empty() {
        href.push('?');
        href.push_str(&session.desk.query);
    }
    let onclick = {
        let to = props.to.clone();
        Callback::from(move |event: MouseEvent| {
            // With a modifier the browser opens a tab or saves; that is the browser's affair.
            if event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
                return;
            }
            event.prevent_default();
            session.desk.is_forward.set(true);
            let Ok(()) = navigator.push_with_query(&to, Raw(session.desk.query.as_str()));
        })
    };
    html! {
        <a {href} {onclick} class={props.class.clone()} lang={props.lang.clone()}
            aria-current={props.is_current.then_some("page")}>
            { props.children.clone() }
        </a>
    }
}
