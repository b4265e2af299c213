//! The words of this page.

use crate::language::{Language, phrases};

phrases! {
/// The words of this page in one language.
Words {
    title;
    standfirst;
}
}

/// The words in a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

static ENGLISH: Words = Words { title: "Events", standfirst: "Meet, listen, and work side by side." };

static CHINESE: Words = Words { title: "活动", standfirst: "相聚、聆听，一起动手。" };
