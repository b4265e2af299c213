//! The words of this page.

use crate::language::{Language, join, phrases};
use crate::state::Period;
use guildhall_engine::tier::Why;

phrases! {
/// The words of this page in one language.
Words {
    // The chart.
    over_time;
    /// What the cursor is called, and how it is moved.
    cursor;
    range; all_time; month; quarter; year;
    since_day_before(&str); no_change;
    show_day; as_table; table_hint; day;
    one_day;

    // The explanation.
    why; why_hint;
    sum_of(&str, &str, &str);
    behind(&str); earlier(&str); added_nothing; fades;
    keeps; never_lost; next_asks(&str); history;
    change(Why, &str) -> String;
    unlocked; nothing_asked;
    points_sum(&str, &str, &str);
    of_all(&str, &str);

    // The filter.
    search; when; period(Period) -> &'static str; only_day(&str);
    found(usize, &str); nothing_fits; clear;

    files; files_hint;
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
    over_time: "Score and tier over time",
    cursor: "Day in the chart. Arrow keys move by a day or a week, Page Up and Page Down by a month, Home and End to the ends.",
    range: "How far back",
    all_time: "All",
    month: "30 days",
    quarter: "90 days",
    year: "1 year",
    since_day_before: |change| join(&[change, " since the day before"]),
    no_change: "as on the day before",
    show_day: "What happened that day",
    as_table: "The same as a table",
    table_hint: "Days on which nothing changed are left out.",
    day: "Day",
    one_day: "A line needs two days. Today is the first of them.",

    why: "Why you stand where you stand",
    why_hint: "Every figure opens, down to the single event.",
    sum_of: |value, weight, points| join(&[value, " × ", weight, " = ", points]),
    behind: |count| join(&["Events it was read from: ", count]),
    earlier: |count| join(&["and ", count, " earlier ones"]),
    added_nothing: "added nothing: counted before, or beyond a limit",
    fades: "Only events of the last days count here; older ones drop out by themselves.",
    keeps: "What keeps this tier",
    never_lost: "The first tier cannot be lost.",
    next_asks: |tier| join(&["What “", tier, "” asks"]),
    history: "How the tier came about",
    change: |why, tier| {
        let what = match why {
            Why::Joined => "Began as ",
            Why::Reached => "Reached ",
            Why::Lost => "Fell to ",
            Why::Locked => "Set by the operators to ",
            Why::Unlocked => "No longer set by the operators: ",
        };
        join(&[what, tier])
    },
    unlocked: "Yours",
    nothing_asked: "Asks nothing beyond the tier.",
    points_sum: |earned, spent, expired| join(&["Earned ", earned, ", spent ", spent, ", expired ", expired]),
    of_all: |count, all| join(&[count, " of ", all]),

    search: "Search the timeline",
    when: "When",
    period: |period| match period {
        Period::All => "At any time",
        Period::Last(7) => "Last 7 days",
        Period::Last(30) => "Last 30 days",
        Period::Last(90) => "Last 90 days",
        Period::Last(_) => "Last year",
        Period::Day(_) => "On one day",
    },
    only_day: |day| join(&["Only ", day]),
    found: |count, shown| join(&[shown, if count == 1 { " event" } else { " events" }]),
    nothing_fits: "Nothing fits",
    clear: "Clear the filter",

    files: "Files, consent, erasing",
    files_hint: "To take your history with you, bring it from elsewhere or delete it, turn to the page on privacy.",
};

static CHINESE: Words = Words {
    over_time: "得分与等级的变化",
    cursor: "图表中的日期。方向键按天或按周移动，Page Up 与 Page Down 按月移动，Home 与 End 移到两端。",
    range: "时间范围",
    all_time: "全部",
    month: "30 天",
    quarter: "90 天",
    year: "一年",
    since_day_before: |change| join(&["较前一日 ", change]),
    no_change: "与前一日相同",
    show_day: "查看当天的记录",
    as_table: "以表格查看",
    table_hint: "没有变化的日子不列出。",
    day: "日期",
    one_day: "两天才能连成线，今天是第一天。",

    why: "您的会员状态从何而来",
    why_hint: "每个数字都可以展开，直至具体的一条行为。",
    sum_of: |value, weight, points| join(&[value, " × ", weight, " = ", points]),
    behind: |count| join(&["依据的行为：", count, " 条"]),
    earlier: |count| join(&["另有更早的 ", count, " 条"]),
    added_nothing: "未增加：此前已计入，或超出上限",
    fades: "此项只计最近一段时间的行为，更早的会自行退出。",
    keeps: "保住该等级的条件",
    never_lost: "最初的等级不会失去。",
    next_asks: |tier| join(&["升至“", tier, "”的条件"]),
    history: "等级变化的经过",
    change: |why, tier| match why {
        Why::Joined => join(&["以“", tier, "”开始"]),
        Why::Reached => join(&["升为“", tier, "”"]),
        Why::Lost => join(&["降为“", tier, "”"]),
        Why::Locked => join(&["由管理者定为“", tier, "”"]),
        Why::Unlocked => join(&["管理者不再指定，回到“", tier, "”"]),
    },
    unlocked: "已拥有",
    nothing_asked: "达到等级即可，没有其他条件。",
    points_sum: |earned, spent, expired| join(&["获得 ", earned, "，使用 ", spent, "，过期 ", expired]),
    of_all: |count, all| join(&[count, " / ", all]),

    search: "搜索时间线",
    when: "时间",
    period: |period| match period {
        Period::All => "不限时间",
        Period::Last(7) => "最近 7 天",
        Period::Last(30) => "最近 30 天",
        Period::Last(90) => "最近 90 天",
        Period::Last(_) => "最近一年",
        Period::Day(_) => "某一天",
    },
    only_day: |day| join(&["只看 ", day]),
    found: |_, count| join(&["共 ", count, " 条"]),
    nothing_fits: "没有符合的记录",
    clear: "清除筛选",

    files: "文件、授权与清除",
    files_hint: "想带走、带入或删除您的记录，请到“隐私”页面。",
};
