//! Language, light, size and motion.

use super::part;
use super::words::words;
use crate::language::Language;
use crate::session::Session;
use crate::settings::{Choice, Looks, Motion, TextSize, Theme};
use crate::ui::choice::choice;
use yew::prelude::*;

/// Sizes in the order of their size; the usual one is the first of [`TextSize::ALL`].
const SIZES: [TextSize; 4] = [TextSize::Small, TextSize::Medium, TextSize::Large, TextSize::Largest];

/// The part of the page.
pub fn section(session: &Session) -> Html {
    let (shared, words, looks) = (session.words(), words(session.language()), session.state().looks);
    let languages = Language::ALL.map(|language| (language.tag(), language.own_name(), Some(language.tag())));
    let themes = Theme::ALL.iter().map(|theme| (theme.word(), (shared.theme_name)(*theme), None));
    let sizes = SIZES.map(|size| (size.word(), (words.text_size_name)(size), None));
    let motions = Motion::ALL.iter().map(|motion| (motion.word(), (words.motion_name)(*motion), None));
    let dress = |change: fn(&mut Looks, &str)| {
        let session = session.clone();
        move |word: &str| {
            let mut looks = looks;
            change(&mut looks, word);
            session.dress(looks);
        }
    };
    let speak = {
        let session = session.clone();
        move |tag: &str| {
            if let Some(language) = Language::of(tag) {
                session.speak(language);
            }
        }
    };
    part(
        "reading",
        words.reading,
        words.reading_hint,
        html! {
            <>
                { choice("language", shared.language, &languages, session.tag(), speak) }
                { choice("theme", shared.theme, &themes.collect::<Vec<_>>(), looks.theme.word(), dress(|looks, word| looks.theme = Theme::of(word))) }
                { choice("text-size", words.text_size, &sizes, looks.text.word(), dress(|looks, word| looks.text = TextSize::of(word))) }
                { choice("motion", words.motion, &motions.collect::<Vec<_>>(), looks.motion.word(), dress(|looks, word| looks.motion = Motion::of(word))) }
            </>
        },
    )
}
