//! Says aloud how many pieces were found, once the member pauses: a word at every key would drown what they type.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long nothing must change before it is said, in milliseconds.
const PAUSE: u32 = 700;

/// What the [`Announcer`] is given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is to be said.
    pub text: AttrValue,
}

/// A live region that lags behind.
#[component]
pub fn Announcer(props: &Props) -> Html {
    let said = use_state(AttrValue::default);
    {
        let said = said.clone();
        use_effect_with(props.text.clone(), move |text| {
            let text = text.clone();
            let pause = Timeout::new(PAUSE, move || said.set(text));
            move || drop(pause)
        });
    }
    html! { <p class="visually-hidden" role="status">{ &*said }</p> }
}
