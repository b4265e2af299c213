//! What this browser remembers for every community: language and theme. They are read before anything else has arrived,
//! so that the page never changes its looks while it loads.

use crate::language::Language;
use web_sys::Storage;

const LANGUAGE: &str = "guildhall:language";
const THEME: &str = "guildhall:theme";
/// Set once a member has been here: what the build wrote is then not shown before the app has put them in its place.
const HERE: &str = "guildhall:here";

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The word for it in settings and in the document's `data-theme`.
    pub fn word(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme with this word; the system's for any other.
    pub fn of(word: &str) -> Theme {
        Theme::ALL.into_iter().find(|theme| theme.word() == word).unwrap_or_default()
    }
}

/// The language chosen earlier, or the best of those the browser prefers.
pub fn language() -> Language {
    let chosen = remembered(LANGUAGE).and_then(|tag| Language::of(&tag));
    chosen.or_else(|| preferred().iter().find_map(|tag| Language::of(tag))).unwrap_or_default()
}

/// Remembers a language.
pub fn remember_language(language: Language) {
    remember(LANGUAGE, language.tag());
}

/// The theme chosen earlier.
pub fn theme() -> Theme {
    remembered(THEME).map(|word| Theme::of(&word)).unwrap_or_default()
}

/// Remembers a theme.
pub fn remember_theme(theme: Theme) {
    remember(THEME, theme.word());
}

/// Remembers that a member has been here.
pub fn remember_visit() {
    remember(HERE, "1");
}

/// The locale for numbers and dates: what the browser prefers within the language, such as `en-GB`.
#[cfg(target_arch = "wasm32")]
pub fn locale(language: Language) -> String {
    let preferred = preferred().into_iter().find(|tag| Language::of(tag) == Some(language));
    preferred.unwrap_or_else(|| language.tag().to_owned())
}

/// A text kept under a key; `None` too when this browser keeps nothing.
pub fn remembered(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text under a key; where that is not allowed, the next visit does without it.
pub fn remember(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

fn preferred() -> Vec<String> {
    gloo::utils::window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}
