//! The words around every page.

use crate::language::{Language, phrases};

phrases! {
/// The words around every page in one language.
Words {
    /// The button that holds the pages which find no room in the bar.
    more;
    /// What is in its sheet.
    more_pages;
    /// The button with the member's picture; with the member's name when there is one.
    you; you_named(&str);
    /// Whose hall it is when the member did not say their name.
    nameless;
    languages;
    demo; demo_hint; leave_demo;
}
}

/// The words in a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

static ENGLISH: Words = Words {
    more: "More",
    more_pages: "More pages",
    you: "You and your settings",
    you_named: |name| [name, ": you and your settings"].concat(),
    nameless: "Member",
    languages: "Languages",
    demo: "Demo.",
    demo_hint: "A made-up member after a year. Nothing you do here is kept.",
    leave_demo: "Leave the demo",
};

static CHINESE: Words = Words {
    more: "更多",
    more_pages: "更多页面",
    you: "您与设置",
    you_named: |name| [name, "：您与设置"].concat(),
    nameless: "会员",
    languages: "语言",
    demo: "演示",
    demo_hint: "一位虚构会员的一年，供您随意看看，操作不会保存。",
    leave_demo: "退出演示",
};
