//! The words of this page.

use crate::language::{Language, join, phrases};

phrases! {
/// The words of this page in one language.
Words {
    title; standfirst;
    calendar; earlier_month; later_month;
    /// A day of the calendar with what takes place on it.
    on_day(&str, &str);
    none; none_hint; past;
    at(&str, &str); from_to(&str, &str); where_you_are(&str);
    list_price; your_price; thanks_to(&str);
    on_now; places_noted;
    open_early(&str, &str); open_later(&str); open_for_you(&str, &str); open_for_all(&str); who_first(&str, &str);
    see_benefits; locked; see_standing;
    add_one; add_all; booked_count(usize, &str); share;
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
    title: "Events",
    standfirst: "Meet, listen, and work side by side.",
    calendar: "Month by month",
    earlier_month: "Earlier month",
    later_month: "Later month",
    on_day: |day, titles| join(&[day, ": ", titles]),
    none: "Nothing is announced at present",
    none_hint: "New events appear here as soon as the community announces them.",
    past: "Past",
    at: |day, time| join(&[day, ", ", time]),
    from_to: |from, to| join(&[from, " – ", to]),
    where_you_are: |time| join(&["Where you are: ", time]),
    list_price: "List price ",
    your_price: "Your price ",
    thanks_to: |benefit| join(&["with “", benefit, "”"]),
    on_now: "It is on now.",
    places_noted: "A booking is noted on this device. The community keeps the list of places; this page does not know how many are left.",
    open_early: |benefit, day| join(&["You may book first, with “", benefit, "”. Everybody else from ", day, "."]),
    open_later: |day| join(&["Booking opens on ", day, "."]),
    open_for_you: |day, benefit| join(&["You may book from ", day, ", with “", benefit, "”."]),
    open_for_all: |day| join(&["Everybody else from ", day, "."]),
    who_first: |benefit, day| join(&["With “", benefit, "” already from ", day, "."]),
    see_benefits: "See benefits",
    locked: "Not open to you yet.",
    see_standing: "See where you stand",
    add_one: "Add to calendar",
    add_all: "Add to your calendar",
    booked_count: |count, shown| join(&["Booked: ", shown, if count == 1 { " event" } else { " events" }]),
    share: "Link to this event",
};

static CHINESE: Words = Words {
    title: "活动",
    standfirst: "相聚、聆听，一起动手。",
    calendar: "月历",
    earlier_month: "上一个月",
    later_month: "下一个月",
    on_day: |day, titles| join(&[day, "：", titles]),
    none: "目前没有预告的活动",
    none_hint: "社群一发布新活动，就会出现在这里。",
    past: "往期活动",
    at: |day, time| join(&[day, " ", time]),
    from_to: |from, to| join(&[from, "–", to]),
    where_you_are: |time| join(&["您所在地的时间：", time]),
    list_price: "原价 ",
    your_price: "会员价 ",
    thanks_to: |benefit| join(&["凭“", benefit, "”"]),
    on_now: "正在进行。",
    places_noted: "预订只记录在这台设备上，名额由社群登记，本页不知道还剩多少。",
    open_early: |benefit, day| join(&["凭“", benefit, "”，您现在就可以预订；其他人自 ", day, " 起。"]),
    open_later: |day| join(&[day, " 开放预订。"]),
    open_for_you: |day, benefit| join(&["凭“", benefit, "”，您自 ", day, " 起可以预订。"]),
    open_for_all: |day| join(&["其他人自 ", day, " 起。"]),
    who_first: |benefit, day| join(&["有“", benefit, "”者，", day, " 起即可预订。"]),
    see_benefits: "查看权益",
    locked: "暂未对您开放。",
    see_standing: "查看我的会员状态",
    add_one: "加入日历",
    add_all: "一并加入日历",
    booked_count: |_, count| join(&["已预订 ", count, " 场"]),
    share: "本场活动的链接",
};
