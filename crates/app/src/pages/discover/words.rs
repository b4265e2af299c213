//! The words of this page.

use crate::language::{Language, join, phrases};

phrases! {
/// The words of this page in one language.
Words {
    first_pick; more_picks;
    cold; cold_hint; cold_topics;
    waiting; signal;
    all_gone; all_gone_hint; all_hidden; all_hidden_hint;
    hidden(&str); hidden_hint; bring_back; bring_back_this(&str);
    plain_starter; plain_starter_hint; plain_newest; plain_newest_hint; plain_popular; plain_popular_hint;
    plain_note;
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
    first_pick: "To begin with",
    more_picks: "And further",
    cold: "Nothing is known of your taste yet",
    cold_hint: "So these are what the editors put first. Choose a few topics, and the shelf follows at once.",
    cold_topics: "Topics to begin with",
    waiting: "The shelf is being arranged…",
    signal: "Your browser asks for privacy (Global Privacy Control), so nothing here is chosen by what you do until you switch it on.",
    all_gone: "You have been through everything",
    all_gone_hint: "What fits you have finished. New pieces will stand here as they are published.",
    all_hidden: "Everything is hidden",
    all_hidden_hint: "What is left you have hidden, or asked to see less of. Bring something back below.",
    hidden: |count| join(&["What you do not want to see: ", count]),
    hidden_hint: "These pieces are on no shelf of yours.",
    bring_back: "Bring back",
    bring_back_this: |title| join(&["Bring back “", title, "”"]),
    plain_starter: "Chosen by the editors",
    plain_starter_hint: "Where a newcomer might begin.",
    plain_newest: "New",
    plain_newest_hint: "What was published last.",
    plain_popular: "Most read",
    plain_popular_hint: "What members turn to most.",
    plain_note: "Nothing you read, like or finish changes this page. Only what you hide stays away.",
};

static CHINESE: Words = Words {
    first_pick: "先读这篇",
    more_picks: "还可以读",
    cold: "还不了解您的口味",
    cold_hint: "所以先按编辑的推荐排列。选几个主题，书架会立刻跟着变。",
    cold_topics: "可以从这些主题开始",
    waiting: "正在整理书架……",
    signal: "您的浏览器要求保护隐私（Global Privacy Control），所以在您开启之前，这里不会根据您的行为推荐。",
    all_gone: "这里的您都读过了",
    all_gone_hint: "适合您的都已读完，有了新内容会摆在这里。",
    all_hidden: "全都隐藏了",
    all_hidden_hint: "剩下的都是您隐藏过或不想多看的，可以在下面找回。",
    hidden: |count| join(&["不想看到的内容：", count, " 篇"]),
    hidden_hint: "这些内容不会再出现在您的书架上。",
    bring_back: "找回",
    bring_back_this: |title| join(&["找回《", title, "》"]),
    plain_starter: "编辑推荐",
    plain_starter_hint: "初来的会员，不妨从这里读起。",
    plain_newest: "最新",
    plain_newest_hint: "最近发布的内容。",
    plain_popular: "读者最多",
    plain_popular_hint: "会员们读得最多的内容。",
    plain_note: "您读过、喜欢或读完什么，都不会改变这一页；只有您隐藏的内容不再出现。",
};
