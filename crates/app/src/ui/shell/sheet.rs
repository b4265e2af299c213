//! A small sheet of links that opens from a button: over the page, closed by Escape, by a press beside it, and by going
//! where one of its links leads. All of it is the browser's doing (popover), so that focus and keys behave as everywhere.

use super::leads_here;
use crate::route::Route;
use crate::session::Session;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::anchor;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The sheet with an id, which a button names in its `popovertarget`.
pub fn sheet(id: &'static str, class: &'static str, label: &'static str, content: Html) -> Html {
    let onclick = Callback::from(move |event: MouseEvent| {
        let pressed: Option<HtmlElement> = event.target_dyn_into();
        let is_link = pressed.and_then(|pressed| pressed.closest("a").ok().flatten()).is_some();
        if let Some(sheet) = gloo::utils::document().get_element_by_id(id).filter(|_| is_link) {
            // It fails only where it is closed already.
            let _ = sheet.unchecked_ref::<HtmlElement>().hide_popover();
        }
    });
    html! { <div {id} class={classes!("sheet", class)} popover="auto" role="group" aria-label={label} {onclick}>{ content }</div> }
}

/// Links for a sheet.
pub fn links(session: &Session, route: &Route, links: &[(Route, Icon, &'static str)]) -> Html {
    html! {
        <ul class="sheet-links">
            { for links.iter().map(|(to, drawing, text)| {
                let content = html! { <>{ icon(*drawing) }{ *text }</> };
                html! { <li key={*text}>{ anchor(session, to.clone(), "sheet-link", leads_here(route, to), None, content) }</li> }
            }) }
        </ul>
    }
}
