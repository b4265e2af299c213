//! An item's text as nodes. The tree is data from a file: what is not on this list is not shown, and nothing of it is ever
//! read as HTML.

use super::words::Words;
use guildhall_engine::search::plain;
use serde_json::Value;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The deepest nesting that is shown, so that no file can exhaust the stack.
const DEEPEST: usize = 12;

/// Characters from which a first paragraph is long enough to stand beside a large initial.
const OPENING: usize = 220;

/// Where in the tree something stands.
#[derive(Clone, Copy)]
struct Place {
    /// The words for what only a listener needs.
    words: &'static Words,
    /// The whole text is shown, so that its notes are there to be gone to.
    is_whole: bool,
    depth: usize,
}

impl Place {
    fn deeper(self) -> Place {
        Place { depth: self.depth + 1, ..self }
    }
}

/// Blocks: headings, paragraphs, quotes, lists, rules, code. In a part of a text, what refers to a note leads nowhere.
pub fn blocks(blocks: &[Value], is_whole: bool, words: &'static Words) -> Html {
    let place = Place { words, is_whole, depth: 0 };
    let is_opening = blocks.first().is_some_and(|first| first.get("p").is_some() && plain(first).len() >= OPENING);
    if !is_opening {
        return nest(blocks, place);
    }
    let (first, rest) = blocks.split_at(1);
    html! { <><div class="opening">{ nest(first, place) }</div>{ nest(rest, place) }</> }
}

/// Whether a quotation is set in lines, as verse is.
fn is_verse(blocks: &[Value]) -> bool {
    let has_break = |block: &Value| {
        let parts = block.get("p").and_then(Value::as_array);
        parts.is_some_and(|parts| parts.iter().any(|part| part.get("br").is_some()))
    };
    blocks.iter().any(has_break)
}

fn nest(blocks: &[Value], place: Place) -> Html {
    if place.depth > DEEPEST {
        return Html::default();
    }
    blocks.iter().map(|block| self::block(block, place)).collect()
}

fn block(block: &Value, place: Place) -> Html {
    let part = |key: &str| block.get(key).and_then(Value::as_array).map(Vec::as_slice);
    if let Some(text) = part("p") {
        html! { <p>{ inline(text, place) }</p> }
    } else if let Some(level) = block.get("h").and_then(Value::as_u64) {
        let text = inline(part("t").unwrap_or_default(), place);
        match level {
            0..=2 => html! { <h2>{ text }</h2> },
            3 => html! { <h3>{ text }</h3> },
            _ => html! { <h4>{ text }</h4> },
        }
    } else if let Some(inner) = part("quote") {
        html! { <blockquote class={is_verse(inner).then_some("verse")}>{ nest(inner, place.deeper()) }</blockquote> }
    } else if let Some(items) = part("ul") {
        html! { <ul>{ list(items, place) }</ul> }
    } else if let Some(items) = part("ol") {
        let start = block.get("start").and_then(Value::as_u64).map(|start| start.to_string());
        html! { <ol {start}>{ list(items, place) }</ol> }
    } else if let Some(code) = block.get("pre").and_then(Value::as_str) {
        html! { <pre tabindex="0"><code>{ code.to_owned() }</code></pre> }
    } else if let Some(notes) = part("notes") {
        let notes = notes.iter().filter_map(Value::as_array).enumerate();
        let notes = notes.map(|(at, blocks)| note(at + 1, blocks, place));
        html! { <section class="notes-list" role="doc-endnotes"><ol>{ for notes }</ol></section> }
    } else if block.get("hr").is_some() {
        html! { <hr /> }
    } else {
        Html::default()
    }
}

fn list(items: &[Value], place: Place) -> Html {
    let items = items.iter().filter_map(Value::as_array);
    items
        .map(|blocks| match blocks.as_slice() {
            // A single paragraph in a list item is the item's own line.
            [only] if only.get("p").is_some() => {
                html! { <li>{ inline(only.get("p").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default(), place) }</li> }
            }
            blocks => html! { <li>{ nest(blocks, place.deeper()) }</li> },
        })
        .collect()
}

/// A footnote, and the way back to where the text first refers to it.
fn note(number: usize, blocks: &[Value], place: Place) -> Html {
    let number = number.to_string();
    let (back, id) = (leap(["note-from-", &number].concat()), ["note-", &number].concat());
    let label = (place.words.back_from_note)(&number);
    html! {
        <li key={number.clone()} {id} tabindex="-1">
            { nest(blocks, place.deeper()) }
            <button type="button" class="note-mark" aria-label={label} onclick={back}>{ "↩" }</button>
        </li>
    }
}

/// Goes to a part of the page. An address with `#` alone would lead to the site's base instead of this page.
fn leap(id: String) -> Callback<MouseEvent> {
    Callback::from(move |_: MouseEvent| {
        let Some(target) = gloo::utils::document().get_element_by_id(&id) else { return };
        target.scroll_into_view();
        if let Ok(target) = target.dyn_into::<HtmlElement>() {
            // Fails only for what cannot be focused.
            let _ = target.focus();
        }
    })
}

fn inline(parts: &[Value], place: Place) -> Html {
    if place.depth > DEEPEST {
        return Html::default();
    }
    parts.iter().map(|part| run(part, place)).collect()
}

fn run(part: &Value, place: Place) -> Html {
    let inner = |key: &str| {
        let parts = part.get(key).and_then(Value::as_array)?;
        Some(inline(parts, place.deeper()))
    };
    if let Some(text) = part.as_str() {
        html! { { text.to_owned() } }
    } else if let Some(text) = inner("em") {
        html! { <em>{ text }</em> }
    } else if let Some(text) = inner("strong") {
        html! { <strong>{ text }</strong> }
    } else if let Some(code) = part.get("code").and_then(Value::as_str) {
        html! { <code>{ code.to_owned() }</code> }
    } else if let Some(href) = part.get("a").and_then(Value::as_str) {
        let text = inner("t").unwrap_or_default();
        if guildhall_engine::address::is_harmless(href) {
            html! { <a href={href.to_owned()} rel="noreferrer">{ text }</a> }
        } else {
            text
        }
    } else if let Some(number) = part.get("note").and_then(Value::as_u64).map(|number| number.to_string()) {
        // Only the first of several references is what the note leads back to.
        let id = part.get("again").is_none().then(|| ["note-from-", &number].concat());
        if !place.is_whole {
            return html! { <sup>{ number }</sup> };
        }
        let to = leap(["note-", &number].concat());
        let label = (place.words.note)(&number);
        html! { <sup><button type="button" {id} class="note-mark" aria-label={label} onclick={to}>{ number }</button></sup> }
    } else if part.get("br").is_some() {
        html! { <br /> }
    } else {
        Html::default()
    }
}
