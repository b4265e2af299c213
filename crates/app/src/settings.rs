//! What this browser remembers for every community: the language, and how the member reads best. It is read before
//! anything else has arrived, so that the page never changes its looks while it loads. Everything else a member chooses
//! belongs to one community and lies beside its events.

use crate::language::Language;
use web_sys::Storage;

const LANGUAGE: &str = "guildhall:language";
/// Set once a member has been here: what the build wrote is then not shown before the app has put them in its place.
const HERE: &str = "guildhall:here";

/// A choice between a few words.
pub trait Choice: Copy + Default + PartialEq + 'static {
    /// Every choice.
    const ALL: &'static [Self];
    /// The key it is remembered under.
    const KEY: &'static str;

    /// The word for it in settings and in the document's attributes.
    fn word(self) -> &'static str;

    /// The choice with this word; the usual one for any other.
    fn of(word: &str) -> Self {
        Self::ALL.iter().copied().find(|choice| choice.word() == word).unwrap_or_default()
    }

    /// What was chosen earlier.
    fn remembered() -> Self {
        remembered(Self::KEY).map(|word| Self::of(&word)).unwrap_or_default()
    }

    /// Remembers it.
    fn remember(self) {
        remember(Self::KEY, self.word());
    }
}

/// Declares a choice: its key, and the word of each variant, the usual one first.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident in $key:literal { $(#[$first_doc:meta])* $first:ident = $first_word:literal $(, $(#[$one_doc:meta])* $one:ident = $word:literal)+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub enum $name {
            $(#[$first_doc])*
            #[default]
            $first,
            $($(#[$one_doc])* $one,)+
        }

        impl Choice for $name {
            const ALL: &'static [$name] = &[$name::$first $(, $name::$one)+];
            const KEY: &'static str = $key;

            fn word(self) -> &'static str {
                match self {
                    $name::$first => $first_word,
                    $($name::$one => $word,)+
                }
            }
        }
    };
}

choice! {
    /// Light, dark, or as the system has it.
    Theme in "guildhall:theme" {
        /// As the system has it.
        System = "system",
        /// Dark on light.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
    }
}

choice! {
    /// How large everything is, on top of the browser's own zoom.
    TextSize in "guildhall:text" {
        /// As the browser has it.
        Medium = "medium",
        /// An eighth smaller.
        Small = "small",
        /// An eighth larger.
        Large = "large",
        /// A third larger.
        Largest = "largest",
    }
}

choice! {
    /// Whether things move.
    Motion in "guildhall:motion" {
        /// As the system has it.
        System = "system",
        /// As little as possible.
        Reduced = "reduce",
    }
}

/// How the member reads best.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looks {
    /// Light or dark.
    pub theme: Theme,
    /// How large.
    pub text: TextSize,
    /// Whether things move.
    pub motion: Motion,
}

impl Looks {
    /// What was chosen earlier.
    pub fn remembered() -> Looks {
        Looks { theme: Theme::remembered(), text: TextSize::remembered(), motion: Motion::remembered() }
    }

    /// Remembers all of it.
    pub fn remember(self) {
        self.theme.remember();
        self.text.remember();
        self.motion.remember();
    }

    /// The attributes of the document's root that the styles go by.
    pub fn attributes(self) -> [(&'static str, &'static str); 3] {
        [("data-theme", self.theme.word()), ("data-text", self.text.word()), ("data-motion", self.motion.word())]
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

/// Everything kept under a key of this software, in the order of the keys.
pub fn all_remembered() -> Vec<(String, String)> {
    let Some(storage) = storage() else { return Vec::new() };
    let places = 0..storage.length().unwrap_or_default();
    let mut keys: Vec<String> = places.filter_map(|at| storage.key(at).ok().flatten()).collect();
    keys.retain(|key| key.starts_with("guildhall:"));
    keys.sort_unstable();
    keys.into_iter().filter_map(|key| storage.get_item(&key).ok().flatten().map(|value| (key, value))).collect()
}

/// Forgets what is kept under a key.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        // A browser that does not let it be removed has nothing there.
        let _ = storage.remove_item(key);
    }
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

fn preferred() -> Vec<String> {
    gloo::utils::window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}
