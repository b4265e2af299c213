//! The heading of a page: names the document, and takes the focus when the member came here by a link.

use crate::session::Session;
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

/// A page's `h1`, with the language of its text when it is not the interface's.
pub fn heading(session: &Session, title: &str, lang: Option<AttrValue>) -> Html {
    let community = session.room().map_or("Guildhall", |room| room.community.charter.file().name.get(session.tag()));
    let document_title = [title, " · ", community].concat();
    // A page is told by its path, not by its title, which changes with the language.
    let path = session.state().route.path();
    html! { <Heading session={session.clone()} title={title.to_owned()} {document_title} {lang} {path} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    title: AttrValue,
    document_title: AttrValue,
    lang: Option<AttrValue>,
    path: AttrValue,
}

#[component]
fn Heading(props: &Props) -> Html {
    let node = use_node_ref();
    use_effect_with(props.document_title.clone(), |title| gloo::utils::document().set_title(title));
    {
        let (node, desk) = (node.clone(), props.session.desk.clone());
        use_effect_with(props.path.clone(), move |_| {
            let is_first = !desk.has_shown.replace(true);
            let is_forward = desk.is_forward.replace(false);
            if is_first {
                return;
            }
            if is_forward {
                gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
            }
            if let Some(heading) = node.cast::<HtmlElement>() {
                focus(&heading);
            }
        });
    }
    html! { <h1 ref={node} tabindex="-1" lang={props.lang.clone()}>{ &props.title }</h1> }
}

/// Moves the focus without moving the page; going back, the browser restores the place on the page itself.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus leaves it where it is.
    let _ = element.focus_with_options(&options);
}
