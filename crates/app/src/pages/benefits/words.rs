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

static ENGLISH: Words = Words { title: "Benefits", standfirst: "What your tier gives you, and what your points buy." };

static CHINESE: Words = Words { title: "权益", standfirst: "等级带来的权益，积分可换的奖励。" };
