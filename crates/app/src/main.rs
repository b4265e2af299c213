//! The members' hall: the app that runs in the browser.

use yew::prelude::*;

/// The whole app.
#[component]
fn App() -> Html {
    html! { <main id="main"><h1>{ "Guildhall" }</h1></main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
