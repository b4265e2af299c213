//! The words of this page.

use crate::language::{Language, join, phrases};

phrases! {
/// The words of this page in one language.
Words {
    // The first visit.
    welcome(&str); begin_with_these; how_it_works; step_do; step_score; step_open;

    // Tier.
    shortest_way; begin_with; any_of_these; next_gathering; steady; only_time; too_little;
    back_to(&str); plain_next(&str);

    // Warnings.
    in_days(u32, &str); fell_back(&str, &str, &str); fell_keep(&str); fell_grace(&str); fell_way(&str);
    to_stay(&str);

    // Celebration.
    new_for_you; tier_climbed(&str); unlocked_now; earned_now; see_benefits;

    // Streak.
    streak_title; in_a_row(u32, &str); none_yet; none_now; longest(&str);
    how_streak; streak_counts(&str); streak_any; streak_day(&str); streak_gap;
    year; year_sum(u32, &str); year_hint; nothing_done; counts_for_streak; less; more;
    level(usize) -> &'static str;
    as_table; day; what_was_done;

    // Points, badges, benefits, plan.
    points_more; how_points; points_each(&str, &str); points_per_value(&str, &str); at_most(&str); once; points_life(&str); expire(&str, &str);
    enough_for(&str); until_reward(&str, &str);
    all_badges; badges_of(&str, &str); next_badge; all_earned;
    all_benefits; next_benefit; benefits_of(&str, &str);
    plan_ends_soon(&str, u32, &str); plan_over(&str, &str); plans; renew(&str); checkout; paid_already;

    // Events.
    coming_up; all_events; no_events; bookable; early; opens_on(&str);
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
    welcome: |community| join(&["Welcome to ", community]),
    begin_with_these: "Begin with one of these",
    how_it_works: "How it works",
    step_do: "Read, rate, talk, come to an evening: what you do here counts.",
    step_score: "It adds up to a score, and the score to a tier. You can look up every point of it.",
    step_open: "Each tier opens benefits. You always see what is missing for the next one.",

    shortest_way: "The shortest way there",
    begin_with: "Begin with",
    any_of_these: "For instance",
    next_gathering: "Next",
    steady: "There is no hurry: a little on many evenings gets there too.",
    only_time: "What is missing above is not in your hands alone, so no way there can be laid out.",
    too_little: "What is published so far does not take you there. New pieces and gatherings will open the way.",
    back_to: |tier| join(&["Back to ", tier]),
    plain_next: |tier| join(&["Next: ", tier]),

    in_days: |days, shown| if days == 1 { "tomorrow".into() } else { join(&["in ", shown, " days"]) },
    fell_back: |day, from, to| join(&["On ", day, " you went back from ", from, " to ", to, "."]),
    fell_keep: |tier| join(&["To stay ", tier, " one needs:"]),
    fell_grace: |days| join(&["For ", days, " days this was not met; so long the tier waits."]),
    fell_way: |tier| {
        join(&[
            "Nothing else is lost: score, points and badges are still yours, and the way back to ",
            tier,
            " is below.",
        ])
    },
    to_stay: |tier| join(&["To stay ", tier]),

    new_for_you: "New for you",
    tier_climbed: |tier| join(&["You are now ", tier]),
    unlocked_now: "Unlocked",
    earned_now: "Badges earned",
    see_benefits: "See your benefits",

    streak_title: "Streak",
    in_a_row: |days, shown| join(&[shown, if days == 1 { " day" } else { " days in a row" }]),
    none_yet: "No streak yet. It begins with today, if you like.",
    none_now: "No streak at the moment. Do something today and a new one begins.",
    longest: |days| join(&["Longest so far: ", days]),
    how_streak: "How the streak counts",
    streak_counts: |verbs| join(&["A day counts when it has one of these: ", verbs, "."]),
    streak_any: "A day counts when you do something here.",
    streak_day: |offset| join(&["Days are the community’s, from midnight to midnight at UTC", offset, "."]),
    streak_gap: "A day left out ends the streak; today is still open until midnight.",
    year: "Your year, day by day",
    year_sum: |days, shown| join(&[shown, if days == 1 { " day" } else { " days" }, " here in the past year"]),
    year_hint: "Point at a day, or move with the arrow keys.",
    nothing_done: "nothing",
    counts_for_streak: "counts for the streak",
    less: "Less",
    more: "More",
    level: |level| match level {
        0 => "Not here",
        1 => "Came in",
        2 => "Did one or two things",
        3 => "Did three to five",
        _ => "Did six or more",
    },
    as_table: "The same as a table",
    day: "Day",
    what_was_done: "What you did",

    points_more: "Points and rewards",
    how_points: "How points come and go",
    points_each: |what, points| join(&[what, ": ", points]),
    points_per_value: |what, points| join(&[what, ": ", points, " for each unit of money"]),
    at_most: |points| join(&["at most ", points, " a day"]),
    once: "once for each piece",
    points_life: |days| join(&["Points not spent within ", days, " days are lost, the oldest first."]),
    expire: |points, day| join(&["Next to expire: ", points, " on ", day]),
    enough_for: |reward| join(&["Enough for: ", reward]),
    until_reward: |points, reward| join(&[points, " more for: ", reward]),
    all_badges: "All badges",
    badges_of: |have, all| join(&[have, " of ", all]),
    next_badge: "Next",
    all_earned: "You have them all.",
    all_benefits: "All benefits",
    next_benefit: "Next",
    benefits_of: |have, all| join(&[have, " of ", all]),
    plan_ends_soon: |plan, days, shown| {
        if days <= 1 {
            join(&["“", plan, "” ends within a day."])
        } else {
            join(&["“", plan, "” ends in ", shown, " days."])
        }
    },
    plan_over: |plan, day| join(&["“", plan, "” ended on ", day, "."]),
    plans: "See plans",
    renew: |plan| join(&["Renew “", plan, "”"]),
    checkout: "Go to checkout",
    paid_already: "Paid already?",

    coming_up: "Coming up",
    all_events: "All events",
    no_events: "Nothing is announced at present.",
    bookable: "Places open",
    early: "You may book first",
    opens_on: |day| join(&["Booking from ", day]),
};

static CHINESE: Words = Words {
    welcome: |community| join(&["欢迎来到", community]),
    begin_with_these: "不妨从这几篇开始",
    how_it_works: "这里怎样运作",
    step_do: "读一篇、评一评、聊几句、来一次活动，您做的事都算数。",
    step_score: "它们累积成得分，得分决定等级；每一分的来历都可以查看。",
    step_open: "每个等级都会打开新的权益，离下一级还差什么，一目了然。",

    shortest_way: "最省力的走法",
    begin_with: "可以先读",
    any_of_these: "例如",
    next_gathering: "最近一场",
    steady: "不必着急，每晚做一点，也能走到。",
    only_time: "上面缺少的条件不全取决于您自己，所以给不出具体的路线。",
    too_little: "目前发布的内容和活动还不够您走到那一步，有了新的就能继续。",
    back_to: |tier| join(&["重返“", tier, "”"]),
    plain_next: |tier| join(&["下一级：", tier]),

    in_days: |days, shown| if days == 1 { "就在明天".into() } else { join(&["还有 ", shown, " 天"]) },
    fell_back: |day, from, to| join(&[day, "，您从“", from, "”回到了“", to, "”。"]),
    fell_keep: |tier| join(&["要留在“", tier, "”，需要："]),
    fell_grace: |days| join(&["此前已连续 ", days, " 天未满足，这是该等级的宽限期。"]),
    fell_way: |tier| join(&["其余都还在：得分、积分和徽章一样不少；重返“", tier, "”的路就在下面。"]),
    to_stay: |tier| join(&["保住“", tier, "”的办法"]),

    new_for_you: "新的收获",
    tier_climbed: |tier| join(&["您已成为“", tier, "”"]),
    unlocked_now: "解锁的权益",
    earned_now: "获得的徽章",
    see_benefits: "查看我的权益",

    streak_title: "连续天数",
    in_a_row: |_, days| join(&["连续 ", days, " 天"]),
    none_yet: "还没有连续记录，今天就可以是第一天。",
    none_now: "目前没有连续记录，今天做点什么，就重新开始了。",
    longest: |days| join(&["最长纪录：", days]),
    how_streak: "连续天数怎么算",
    streak_counts: |verbs| join(&["一天之内有以下任一行为，就算一天：", verbs, "。"]),
    streak_any: "一天之内在这里做过任何事，就算一天。",
    streak_day: |offset| join(&["日期以社群所在时区（UTC", offset, "）的零点为界。"]),
    streak_gap: "中断一天即重新计算；今天在零点之前都还来得及。",
    year: "逐日回看这一年",
    year_sum: |_, days| join(&["过去一年来过 ", days, " 天"]),
    year_hint: "指向某一天，或用方向键移动。",
    nothing_done: "没有记录",
    counts_for_streak: "计入连续天数",
    less: "少",
    more: "多",
    level: |level| match level {
        0 => "没有来",
        1 => "来过",
        2 => "做了一两件事",
        3 => "做了三到五件事",
        _ => "做了六件事以上",
    },
    as_table: "以表格查看",
    day: "日期",
    what_was_done: "做了什么",

    points_more: "积分与兑换",
    how_points: "积分怎么来、怎么走",
    points_each: |what, points| join(&[what, "：", points]),
    points_per_value: |what, points| join(&[what, "：每消费一个货币单位得 ", points]),
    at_most: |points| join(&["每天至多 ", points]),
    once: "每篇只计一次",
    points_life: |days| join(&["积分 ", days, " 天内未使用即失效，先得的先到期。"]),
    expire: |points, day| join(&["最近到期：", points, " 分，", day]),
    enough_for: |reward| join(&["现在可兑换：", reward]),
    until_reward: |points, reward| join(&["再得 ", points, " 分可兑换：", reward]),
    all_badges: "全部徽章",
    badges_of: |have, all| join(&[have, " / ", all]),
    next_badge: "下一枚",
    all_earned: "全部徽章都已到手。",
    all_benefits: "全部权益",
    next_benefit: "下一项",
    benefits_of: |have, all| join(&[have, " / ", all]),
    plan_ends_soon: |plan, days, shown| {
        if days <= 1 {
            join(&["“", plan, "”将在一天之内到期。"])
        } else {
            join(&["“", plan, "”还有 ", shown, " 天到期。"])
        }
    },
    plan_over: |plan, day| join(&["“", plan, "”已于", day, "到期。"]),
    plans: "查看方案",
    renew: |plan| join(&["续订“", plan, "”"]),
    checkout: "前往付款",
    paid_already: "已经付过款？",

    coming_up: "近期活动",
    all_events: "全部活动",
    no_events: "目前没有预告的活动。",
    bookable: "可以报名",
    early: "您可优先报名",
    opens_on: |day| join(&[day, "开放报名"]),
};
