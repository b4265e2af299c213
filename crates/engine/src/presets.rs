//! Charters and catalogues to begin with, one for each field of work.

/// A charter and a catalogue that an operator can start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// The text of `charter.json`.
    pub charter: &'static str,
    /// The text of `catalogue.json`.
    pub catalogue: &'static str,
}

macro_rules! presets {
    ($($name:literal: $summary:literal,)+) => {
        /// Every preset.
        pub const PRESETS: &[Preset] = &[$(Preset {
            name: $name,
            summary: $summary,
            charter: include_str!(concat!("../presets/", $name, "/charter.json")),
            catalogue: include_str!(concat!("../presets/", $name, "/catalogue.json")),
        }),+];
    };
}

presets! {
    "article": "the worked example: three tiers from logins, interactions a day and views",
    "education": "courses and study groups",
    "technology": "a developers' community with questions and answers",
    "lifestyle": "habits, health and everyday skills",
    "culture": "books, music, exhibitions",
    "company-training": "training inside a company",
    "consulting": "clients and advisers of a practice",
    "discourse-trust": "the published trust levels of the Discourse forum software",
}
