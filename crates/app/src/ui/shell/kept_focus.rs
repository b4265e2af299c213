//! The place of who walks with the keyboard, when what they pressed goes: the button that booked, an item that was hidden.
//!
//! A browser would begin again at the top of the page. The focus goes to what now stands where the lost thing stood
//! instead, or to what is around it, and the next key goes on from there.

use crate::session::Session;
use crate::ui::heading::focus;
use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What had the focus, and what is around it from the inside to the outside, each with its place among its neighbours.
type Path = Vec<(Element, usize)>;

/// Keeps the place of the focus whenever the page is drawn anew.
#[hook]
pub fn use_kept_focus(session: &Session) {
    let path = use_mut_ref(Path::new);
    {
        let path = path.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&gloo::utils::document(), "focusin", move |event| {
                let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                *path.borrow_mut() = target.map(path_to).unwrap_or_default();
            });
            move || drop(listener)
        });
    }
    use_effect_with(session.clone(), move |_| {
        let is_nowhere = gloo::utils::document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        let is_gone = path.borrow().first().is_some_and(|(element, _)| !element.is_connected());
        // Known before anything takes the focus, which writes the path anew.
        let heir = if is_nowhere && is_gone { heir(&path.borrow()) } else { None };
        if let Some(heir) = heir {
            take_focus(&heir);
        }
    });
}

fn path_to(element: Element) -> Path {
    std::iter::successors(Some(element), |element| element.parent_element())
        .map(|element| (element.clone(), place(&element)))
        .collect()
}

/// How many neighbours stand before an element.
fn place(element: &Element) -> usize {
    std::iter::successors(element.previous_element_sibling(), Element::previous_element_sibling).count()
}

/// What stands where the lost thing stood; outside the content, where things come and go by themselves, the content.
fn heir(path: &Path) -> Option<HtmlElement> {
    let main = gloo::utils::document().get_element_by_id("main")?;
    let around = path.iter().position(|(element, _)| element.is_connected()).filter(|around| *around > 0);
    let in_content = around.and_then(|around| {
        let (parent, (_, place)) = (&path.get(around)?.0, path.get(around - 1)?);
        let mut children = std::iter::successors(parent.first_element_child(), Element::next_element_sibling);
        // A list that became shorter goes on with its last.
        let (mut next, mut left) = (children.next(), *place);
        while left > 0
            && let Some(child) = children.next()
        {
            (next, left) = (Some(child), left - 1);
        }
        Some(next.unwrap_or_else(|| parent.clone())).filter(|heir| main.contains(Some(heir)))
    });
    in_content.unwrap_or(main).dyn_into().ok()
}

fn take_focus(element: &HtmlElement) {
    // What is no stop of its own can take the focus from here on, without becoming one.
    if element.tab_index() < 0 {
        element.set_tab_index(-1);
    }
    focus(element);
}
