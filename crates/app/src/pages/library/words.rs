//! The words of this page.

use crate::language::{Language, join, phrases};
use crate::state::search::{Facet, Sort};

phrases! {
/// The words of this page in one language.
Words {
    standfirst;
    search; results;
    /// A facet, and what it says while nothing is chosen.
    facet(Facet) -> &'static str;
    any(Facet) -> &'static str;
    /// A value of a facet; none for kinds and languages, which have names elsewhere.
    value(&str) -> Option<&'static str>;
    /// A value, and how many pieces have it.
    counted(&str, &str);
    order;
    sort(Sort) -> &'static str;
    topics; chosen_topics(&str);
    /// How many pieces there are.
    found(usize, &str);
    clear;
    in_text;
    /// Nothing fits these words.
    nothing_for(&str);
    nothing; nothing_hint; nothing_hint_filters; everywhere;
    empty; empty_hint;
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
    standfirst: "Everything the community keeps, in one place.",
    search: "Search titles, authors, topics and texts",
    results: "What was found",
    facet: |facet| match facet {
        Facet::Kind => "Kind",
        Facet::Length => "Length",
        Facet::Price => "Price",
        Facet::Access => "Access",
        Facet::Reading => "Reading",
        Facet::Language => "Language",
    },
    any: |facet| match facet {
        Facet::Kind => "Every kind",
        Facet::Length => "Any length",
        Facet::Price => "Any price",
        Facet::Access => "Open or locked",
        Facet::Reading => "Read or unread",
        Facet::Language => "Any language",
    },
    value: |value| match value {
        "short" => Some("Up to 10 minutes"),
        "medium" => Some("11 to 30 minutes"),
        "long" => Some("More than 30 minutes"),
        "included" => Some("Included"),
        "priced" => Some("Bought singly"),
        "open" => Some("Open to you"),
        "locked" => Some("Still locked"),
        "unread" => Some("Not finished yet"),
        "finished" => Some("Finished"),
        _ => None,
    },
    counted: |value, count| join(&[value, " (", count, ")"]),
    order: "Order",
    sort: |sort| match sort {
        Sort::Best => "Best match first",
        Sort::Newest => "Newest first",
        Sort::Popular => "Most read first",
        Sort::Title => "By title",
        Sort::Shortest => "Shortest first",
    },
    topics: "Topics",
    chosen_topics: |topics| join(&["chosen: ", topics]),
    found: |count, shown| join(&[shown, if count == 1 { " piece" } else { " pieces" }]),
    clear: "Clear the search",
    in_text: "In the text",
    nothing_for: |words| join(&["Nothing fits “", words, "”"]),
    nothing: "Nothing fits",
    nothing_hint: "Fewer words, or the beginning of a word, find more. Both languages are searched at once.",
    nothing_hint_filters: "The words may be there, but not within what you have chosen.",
    everywhere: "Search everything",
    empty: "The library is still empty",
    empty_hint: "What the community publishes will stand here.",
};

static CHINESE: Words = Words {
    standfirst: "社群收藏的一切，都在这里。",
    search: "搜索标题、作者、主题与正文",
    results: "搜索结果",
    facet: |facet| match facet {
        Facet::Kind => "类型",
        Facet::Length => "时长",
        Facet::Price => "价格",
        Facet::Access => "权限",
        Facet::Reading => "阅读",
        Facet::Language => "语言",
    },
    any: |facet| match facet {
        Facet::Kind => "全部类型",
        Facet::Length => "不限时长",
        Facet::Price => "不限价格",
        Facet::Access => "不限权限",
        Facet::Reading => "读完与否",
        Facet::Language => "不限语言",
    },
    value: |value| match value {
        "short" => Some("10 分钟以内"),
        "medium" => Some("11 至 30 分钟"),
        "long" => Some("30 分钟以上"),
        "included" => Some("会员免费"),
        "priced" => Some("单独付费"),
        "open" => Some("可以打开"),
        "locked" => Some("尚未解锁"),
        "unread" => Some("还没读完"),
        "finished" => Some("已读完"),
        _ => None,
    },
    counted: |value, count| join(&[value, "（", count, "）"]),
    order: "排序",
    sort: |sort| match sort {
        Sort::Best => "最相关在前",
        Sort::Newest => "最新在前",
        Sort::Popular => "读者最多在前",
        Sort::Title => "按标题",
        Sort::Shortest => "最短在前",
    },
    topics: "主题",
    chosen_topics: |topics| join(&["已选：", topics]),
    found: |_, count| join(&["共 ", count, " 篇"]),
    clear: "清除搜索",
    in_text: "见于正文",
    nothing_for: |words| join(&["没有找到与“", words, "”相符的内容"]),
    nothing: "没有相符的内容",
    nothing_hint: "少写几个字，往往能多找到一些。中英文内容会一并搜索。",
    nothing_hint_filters: "这些字也许在别处，只是不在您选定的范围之内。",
    everywhere: "在全部内容中搜索",
    empty: "书库还是空的",
    empty_hint: "社群发布的内容会陈列在这里。",
};
