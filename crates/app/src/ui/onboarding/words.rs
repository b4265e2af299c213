//! The words of the first visit.

use crate::language::{Language, phrases};

phrases! {
/// The words of the first visit in one language.
Words {
    label;
    progress(&str, &str);
    skip; back; next; done;

    welcome(&str);
    /// How it works, from the lowest tier to the highest.
    how(&str, &str);
    name; name_hint; name_example;

    interests; interests_hint; interests_label;
    chosen(usize, &str);

    begin; begin_hint; ladder; you_are_here;
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
    label: "Your first visit",
    progress: |step, all| [step, " of ", all].concat(),
    skip: "Skip this",
    back: "Back",
    next: "Continue",
    done: "Into the hall",

    welcome: |name| ["Welcome to ", name].concat(),
    how: |lowest, highest| {
        [
            "What you read, say and attend adds up, and takes you from ",
            lowest,
            " to ",
            highest,
            ". Every rung opens something.",
        ]
        .concat()
    },
    name: "What shall we call you?",
    name_hint: "Optional. It stands on your card and stays on this device.",
    name_example: "Your name",

    interests: "What draws you?",
    interests_hint: "Choose a few, and your shelf follows at once. You can change your mind at any time.",
    interests_label: "Interests to choose from",
    chosen: |count, shown| match count {
        0 => "None chosen yet".to_owned(),
        _ => [shown, " chosen"].concat(),
    },

    begin: "Good places to begin",
    begin_hint: "Finish one of these, and you are on your way.",
    ladder: "The rungs of the ladder",
    you_are_here: "You are here",
};

static CHINESE: Words = Words {
    label: "初次来访",
    progress: |step, all| ["第 ", step, " 步，共 ", all, " 步"].concat(),
    skip: "跳过",
    back: "上一步",
    next: "继续",
    done: "进去看看",

    welcome: |name| ["欢迎来到", name].concat(),
    how: |lowest, highest| {
        ["您读的、说的、参加的，都会一点点累积，带您从“", lowest, "”走到“", highest, "”；每上一级，都有新的收获。"]
            .concat()
    },
    name: "怎么称呼您？",
    name_hint: "可以不填。称呼会印在会员卡上，只存在这台设备里。",
    name_example: "您的称呼",

    interests: "您对什么感兴趣？",
    interests_hint: "选几个，书架马上随之变化；想法变了，随时可以改。",
    interests_label: "可选的兴趣",
    chosen: |count, shown| match count {
        0 => "还没有选".to_owned(),
        _ => ["已选 ", shown, " 个"].concat(),
    },

    begin: "从这里开始",
    begin_hint: "读完其中一篇，就算上路了。",
    ladder: "会员等级",
    you_are_here: "您在这里",
};
