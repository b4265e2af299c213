//! The one renderer for what is not there: on its way, empty, or failed.

use crate::session::use_session;
use yew::prelude::*;

/// Why there is nothing to show.
#[derive(Debug, Clone, PartialEq)]
pub enum Absence {
    /// It is on its way.
    Loading,
    /// There is none.
    Empty,
    /// It could not be had.
    Failed,
}

/// What a [`Placeholder`] is given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Why there is nothing to show.
    pub absence: Absence,
    /// What is the matter; for loading, the general word.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// What to do about it.
    #[prop_or_default]
    pub children: Html,
}

/// Stands where something would be.
#[component]
pub fn Placeholder(props: &Props) -> Html {
    let session = use_session();
    let (class, role) = match props.absence {
        Absence::Loading => ("placeholder placeholder-loading", "status"),
        Absence::Empty => ("placeholder", "note"),
        Absence::Failed => ("placeholder placeholder-failed", "alert"),
    };
    let title = props.title.clone().unwrap_or_else(|| session.words().loading.into());
    html! {
        <div {class} {role}>
            <p class="placeholder-title">{ title }</p>
            { props.children.clone() }
        </div>
    }
}
