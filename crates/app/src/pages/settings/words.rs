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

static ENGLISH: Words = Words { title: "Settings", standfirst: "Make the hall yours." };

static CHINESE: Words = Words { title: "设置", standfirst: "按您的习惯布置。" };
