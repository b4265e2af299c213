//! The languages of the interface, and the few words that the sentences of a glance are made of.

use serde::Serialize;

/// A text in every language of the interface, ready to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Both {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Both {
    /// A text written in each language.
    pub fn of(write: impl Fn(&Words) -> String) -> Both {
        Both { en: write(&ENGLISH), zh: write(&CHINESE) }
    }

    /// Whether there is nothing to be shown.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.zh.is_empty()
    }
}

/// Several lines in every language of the interface.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Lists {
    /// English.
    pub en: Vec<String>,
    /// Simplified Chinese.
    pub zh: Vec<String>,
}

impl Lists {
    /// Lines written in each language.
    pub fn of(write: impl Fn(&Words) -> Vec<String>) -> Lists {
        Lists { en: write(&ENGLISH), zh: write(&CHINESE) }
    }
}

/// The words of one language.
pub struct Words {
    /// Its tag, as in the texts of documents.
    pub tag: &'static str,
    /// Attributes that every charter has.
    pub score: &'static str,
    pub activity: &'static str,
    pub contribution: &'static str,
    pub tier: &'static str,
    pub plan: &'static str,
    pub any_plan: &'static str,
    pub points: &'static str,
    pub days_of_membership: &'static str,
    pub interests: &'static str,
    pub backgrounds: &'static str,
    pub badges: &'static str,
    /// Between what something is and what it is to be.
    pub colon: &'static str,
    /// Around what is asked of a number: how much is missing, or may be there at most.
    pub more: (&'static str, &'static str),
    pub at_most: (&'static str, &'static str),
    /// Before what something is not to be.
    pub not: &'static str,
    pub or: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    /// Reasons of a recommendation, around what they name.
    pub because_tag: (&'static str, &'static str),
    pub because_neighbour: (&'static str, &'static str),
    pub because_popular: &'static str,
    pub because_fresh: &'static str,
    pub because_starter: &'static str,
}

const ENGLISH: Words = Words {
    tag: "en",
    score: "Score",
    activity: "Activity",
    contribution: "Contribution",
    tier: "Tier",
    plan: "Plan",
    any_plan: "A paid plan",
    points: "Points",
    days_of_membership: "Days of membership",
    interests: "Interests",
    backgrounds: "Background",
    badges: "Badges",
    colon: ": ",
    more: ("", " more"),
    at_most: ("no more than ", ""),
    not: "not ",
    or: " or ",
    yes: "yes",
    no: "no",
    because_tag: ("You are interested in ", ""),
    because_neighbour: ("Goes with “", "”"),
    because_popular: "Many members read it",
    because_fresh: "It is new",
    because_starter: "A good beginning",
};

const CHINESE: Words = Words {
    tag: "zh",
    score: "行为得分",
    activity: "活跃度",
    contribution: "贡献度",
    tier: "会员等级",
    plan: "付费方案",
    any_plan: "有效的付费方案",
    points: "积分",
    days_of_membership: "入会天数",
    interests: "兴趣",
    backgrounds: "背景",
    badges: "徽章",
    colon: "：",
    more: ("还差 ", ""),
    at_most: ("不超过 ", ""),
    not: "不是",
    or: "或",
    yes: "是",
    no: "否",
    because_tag: ("您关注", ""),
    because_neighbour: ("与《", "》相近"),
    because_popular: "许多会员读过",
    because_fresh: "新近发布",
    because_starter: "适合入门",
};
