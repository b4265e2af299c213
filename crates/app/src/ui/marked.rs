//! A text with the places marked at which words were found.

use guildhall_engine::search::places;
use yew::prelude::*;

/// A text with every occurrence of the words in `mark`; the text alone when there are none.
pub fn marked(text: &str, words: &[Box<str>]) -> Html {
    if words.is_empty() {
        return text.to_owned().into();
    }
    let mut parts = Vec::new();
    let mut end = 0;
    let plain = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
    for place in places(text, words) {
        parts.push(html! { {plain(end..place.start)} });
        parts.push(html! { <mark>{ plain(place.clone()) }</mark> });
        end = place.end;
    }
    parts.push(html! { {plain(end..text.len())} });
    parts.into_iter().collect()
}
