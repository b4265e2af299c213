//! The heading of a page: names the document, and takes the focus when the member came here by a link.

use crate::session::use_session;
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

/// What a [`Heading`] is given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's name, for the document's title.
    pub title: AttrValue,
    /// The language of the heading, when it is not the interface's.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    /// What is shown; the title where it is empty.
    #[prop_or_default]
    pub children: Html,
}

/// A page's `h1`.
#[component]
pub fn Heading(props: &Props) -> Html {
    let session = use_session();
    let node = use_node_ref();
    let community = session.room().map(|room| room.community.charter.file().name.get(session.tag()).to_owned());
    use_effect_with((props.title.clone(), community), |(title, community)| {
        let community = community.as_deref().unwrap_or("Guildhall");
        gloo::utils::document().set_title(&[title, " · ", community].concat());
    });
    {
        let (node, desk) = (node.clone(), session.desk.clone());
        // A page is told by its path, not by its title, which changes with the language.
        let path = gloo::utils::window().location().pathname().unwrap_or_default();
        use_effect_with(path, move |_| {
            let is_first = !desk.has_shown.replace(true);
            let is_forward = desk.is_forward.replace(false);
            if is_first {
                return;
            }
            if is_forward {
                gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
            }
            if let Some(heading) = node.cast::<HtmlElement>() {
                // Going back, the browser restores the place on the page itself.
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = heading.focus_with_options(&options);
            }
        });
    }
    let is_plain = props.children == Html::default();
    html! {
        <h1 ref={node} tabindex="-1" lang={props.lang.clone()}>
            if is_plain { { &props.title } } else { { props.children.clone() } }
        </h1>
    }
}
