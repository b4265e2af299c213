//! The one event that an address or a link asks for, by the fragment `#id`.

use crate::session::Session;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Moves to what was asked for, once it is there. `listed` is how many events there are: the catalogue may still grow.
pub fn goal(session: &Session, listed: usize) -> Html {
    html! { <Goal session={session.clone()} {listed} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    listed: usize,
}

#[component]
fn Goal(props: &Props) -> Html {
    let is_reached = use_mut_ref(|| false);
    let desk = props.session.desk.clone();
    use_effect_with(props.listed, move |_| {
        // After the page's heading has taken the focus.
        let timeout = Timeout::new(0, move || {
            let asked = desk.goal.borrow().clone().or_else(named);
            if *is_reached.borrow() {
                return;
            }
            if asked.is_some_and(|id| reveal(&id)) {
                *is_reached.borrow_mut() = true;
                *desk.goal.borrow_mut() = None;
            }
        });
        move || drop(timeout)
    });
    crate::ui::nothing()
}

/// The fragment of the address, if it has one.
fn named() -> Option<Box<str>> {
    let hash = gloo::utils::window().location().hash().ok()?;
    let id = hash.strip_prefix('#').filter(|id| !id.is_empty())?;
    let id = js_sys::decode_uri_component(id).ok()?.as_string()?;
    Some(id.into())
}

/// Shows an event, moves the focus to it and names it in the address; answers whether it is there.
pub fn reveal(id: &str) -> bool {
    let Some(element) = gloo::utils::document().get_element_by_id(id) else { return false };
    if let Ok(Some(folded)) = element.closest("details") {
        let _ = folded.set_attribute("open", "");
    }
    // Setting the fragment scrolls there and marks it as the target.
    if named().as_deref() == Some(id) {
        element.unchecked_ref::<Element>().scroll_into_view();
    } else {
        let _ = gloo::utils::window().location().set_hash(id);
    }
    crate::ui::heading::focus(element.unchecked_ref::<HtmlElement>());
    true
}
