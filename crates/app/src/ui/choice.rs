//! One of a few words, side by side.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// One option: its word, what people read, and that text's language when it is not the interface's.
pub type Offered = (&'static str, &'static str, Option<&'static str>);

/// A group of radio buttons drawn as one strip; `name` is unique on the page.
pub fn choice(
    name: &'static str,
    legend: &'static str,
    options: &[Offered],
    chosen: &str,
    choose: impl Fn(&str) + 'static,
) -> Html {
    let onchange =
        Callback::from(move |event: Event| choose(&event.target_unchecked_into::<HtmlInputElement>().value()));
    html! {
        <fieldset class="choice">
            <legend>{ legend }</legend>
            <div class="choice-options">
                { for options.iter().map(|(word, text, lang)| html! {
                    <label key={*word} class="choice-option">
                        <input type="radio" {name} value={*word} checked={*word == chosen} onchange={onchange.clone()} />
                        <span lang={*lang}>{ *text }</span>
                    </label>
                }) }
            </div>
        </fieldset>
    }
}
