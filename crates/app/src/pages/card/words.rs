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

static ENGLISH: Words = Words { title: "Your card", standfirst: "Show it at the door." };

static CHINESE: Words = Words { title: "我的会员卡", standfirst: "到场时出示。" };
