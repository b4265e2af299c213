//! The words of this page.

use crate::language::{Language, join, phrases};

phrases! {
/// The words of this page in one language.
Words {
    title;
    standfirst;

    // What is the member's, and what will be.
    yours; ahead;
    within_reach; within_reach_hint; with_tier(&str); becoming(&str);
    shown_on_card; see_card;
    taken_off; covers(&str); to_shop;
    head_start; see_events;
    opens;
    ask_for_it; show_card;

    // The matrix.
    matrix; matrix_hint; matrix_scrolls; benefit;
    included; not_included; conditional; condition(&str); is_met;

    // Points.
    earned; redeemed; expired; points_unit;
    how_earned; each(&str); each_unit(&str, &str); at_most(&str); once; expire_after(&str); never_expire;
    ask_redeem(&str); have; costs; keep; not_now;
    your_rewards; refused(&str); community_redeems;

    // The history of points.
    history; history_scrolls; date; what; change; balance; all; expired_from(&str); expired_line;
    history_empty; none_of_these;

    // Badges and plans.
    badges_earned(&str, &str);
    plan_until(&str); period(&str, &str); checkout; paid_already; record_payment; record_end; community_plans;
    extends(&str);
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
    title: "Benefits",
    standfirst: "What your tier gives you, and what your points buy.",

    yours: "Yours now",
    ahead: "Still to come",
    within_reach: "Within reach",
    within_reach_hint: "Your tier has these already; one thing is left to do.",
    with_tier: |tier| join(&["As ", tier]),
    becoming: |share| join(&[share, " of the way"]),
    shown_on_card: "Shown on your card.",
    see_card: "See your card",
    taken_off: "Already in the price you see.",
    covers: |what| join(&["Covers: ", what]),
    to_shop: "See what there is",
    head_start: "You may book while others still wait.",
    see_events: "See the events",
    opens: "Open to you:",
    ask_for_it: "Ask for it in person; your card is all you need.",
    show_card: "Show your card",

    matrix: "What each tier gives",
    matrix_hint: "A half circle stands for a condition besides the tier; it is written below the benefit.",
    matrix_scrolls: "What each tier gives, a table that scrolls sideways",
    benefit: "Benefit",
    included: "Included",
    not_included: "Not included",
    conditional: "Included, with a condition",
    condition: |what| join(&["Condition: ", what]),
    is_met: "met",

    earned: "Earned",
    redeemed: "Redeemed",
    expired: "Expired",
    points_unit: "points",
    how_earned: "How points are earned",
    each: |points| join(&["+", points]),
    each_unit: |points, unit| join(&["+", points, " for each ", unit]),
    at_most: |points| join(&["at most ", points, " a day"]),
    once: "once for each piece",
    expire_after: |days| join(&["Points that are not spent within ", days, " days expire, the oldest first."]),
    never_expire: "Points do not expire.",
    ask_redeem: |reward| join(&["Redeem “", reward, "”?"]),
    have: "You have",
    costs: "It costs",
    keep: "You keep",
    not_now: "Not now",
    your_rewards: "What you redeemed",
    refused: |count| join(&["Redemptions that did not count, because points or a condition were missing: ", count]),
    community_redeems: "Rewards are redeemed with the people who run the community; they record it.",

    history: "History of points",
    history_scrolls: "History of points, the newest first",
    date: "Date",
    what: "What for",
    change: "Points",
    balance: "Balance",
    all: "All",
    expired_from: |day| join(&["Expired, unspent since ", day]),
    expired_line: "Expired",
    history_empty: "Nothing yet. Whatever earns you points will be listed here.",
    none_of_these: "None of these so far.",

    badges_earned: |have, all| join(&[have, " of ", all, " earned"]),
    plan_until: |day| join(&["Yours until ", day]),
    period: |price, days| join(&[price, " for ", days, " days"]),
    checkout: "Pay on the community’s site",
    paid_already: "Paid already? Note it here, so that this device knows.",
    record_payment: "Record a payment",
    record_end: "Record that it ended",
    community_plans: "Payments are recorded by the people who run the community.",
    extends: |days| join(&["Paying again adds ", days, " days."]),
};

static CHINESE: Words = Words {
    title: "权益",
    standfirst: "等级带来的权益，积分可换的奖励。",

    yours: "现有权益",
    ahead: "即将拥有",
    within_reach: "触手可及",
    within_reach_hint: "您的等级已包含这些权益，只差一个条件。",
    with_tier: |tier| join(&["成为“", tier, "”之后"]),
    becoming: |share| join(&["已完成 ", share]),
    shown_on_card: "已显示在会员卡上。",
    see_card: "查看会员卡",
    taken_off: "您看到的会员价已经优惠。",
    covers: |what| join(&["适用于：", what]),
    to_shop: "去看看",
    head_start: "别人还在等，您已经可以预订。",
    see_events: "查看活动",
    opens: "为您开放：",
    ask_for_it: "当面提出即可，只需出示会员卡。",
    show_card: "出示会员卡",

    matrix: "各等级的权益",
    matrix_hint: "半圆表示除等级外还有一个条件，写在权益名称下方。",
    matrix_scrolls: "各等级的权益，可横向滚动的表格",
    benefit: "权益",
    included: "包含",
    not_included: "不包含",
    conditional: "包含，另有条件",
    condition: |what| join(&["条件：", what]),
    is_met: "已满足",

    earned: "已获得",
    redeemed: "已兑换",
    expired: "已过期",
    points_unit: "分",
    how_earned: "积分怎样获得",
    each: |points| join(&["+", points]),
    each_unit: |points, unit| join(&["每 ", unit, " +", points]),
    at_most: |points| join(&["每天最多 ", points]),
    once: "每篇只计一次",
    expire_after: |days| join(&["积分 ", days, " 天内未使用即过期，先得的先过期。"]),
    never_expire: "积分不会过期。",
    ask_redeem: |reward| join(&["兑换“", reward, "”？"]),
    have: "现有",
    costs: "需要",
    keep: "剩余",
    not_now: "暂不",
    your_rewards: "已兑换的奖励",
    refused: |count| join(&["因积分不足或条件未满足而未计入的兑换：", count, " 次"]),
    community_redeems: "奖励由社群的工作人员办理兑换并记录。",

    history: "积分明细",
    history_scrolls: "积分明细，最新的在前",
    date: "日期",
    what: "来源",
    change: "变动",
    balance: "余额",
    all: "全部",
    expired_from: |day| join(&["过期：", day, " 所得，未使用"]),
    expired_line: "过期",
    history_empty: "还没有记录。凡是带来积分的事，都会列在这里。",
    none_of_these: "暂时没有这一类。",

    badges_earned: |have, all| join(&["已获得 ", have, " / ", all]),
    plan_until: |day| join(&["有效期至 ", day]),
    period: |price, days| join(&[price, " / ", days, " 天"]),
    checkout: "去社群网站付款",
    paid_already: "已经付过款？在这里记一笔，让这台设备知道。",
    record_payment: "记录付款",
    record_end: "记录已停用",
    community_plans: "付款由社群的工作人员记录。",
    extends: |days| join(&["续费可延长 ", days, " 天。"]),
};
