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

static ENGLISH: Words = Words { title: "Privacy", standfirst: "What this hall keeps about you, and where." };

static CHINESE: Words =
    Words { title: "隐私", standfirst: "本站保存了您的哪些信息，又存放在哪里。" };
