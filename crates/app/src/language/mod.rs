//! The words of the interface: a table for each language, complete because the compiler says so.
//!
//! A phrase without parts is a text, one with parts a function: languages differ in order and in number. Figures come
//! already written by [`crate::format`]; where the number of things decides the wording, it comes as well.

mod chinese;
mod english;

use crate::settings::Theme;
use guildhall_engine::charter::BenefitKind;
use guildhall_engine::event::Verb;

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh-Hans",
        }
    }

    /// The first part of its pages' addresses; none for the language that addresses without a prefix speak.
    pub fn prefix(self) -> &'static str {
        match self {
            Language::English => "",
            Language::Chinese => "zh",
        }
    }

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Chinese => "简体中文",
        }
    }

    /// The language a tag asks for, if there is a table for it: `en-GB` is English, `zh-CN` Chinese.
    pub fn of(tag: &str) -> Option<Language> {
        let primary = tag.split('-').next().unwrap_or(tag);
        Language::ALL.into_iter().find(|language| language.tag().split('-').next() == Some(primary))
    }

    /// Its words.
    pub fn phrases(self) -> &'static Phrases {
        match self {
            Language::English => &english::PHRASES,
            Language::Chinese => &chinese::PHRASES,
        }
    }
}

/// Declares a table: texts, and functions of their parts. A page has its own beside it (`words.rs`), so that its words
/// come with it and not with the first visit; it names its tables after the languages, and `words(language)` chooses.
macro_rules! phrases {
    ($(#[$table_doc:meta])* $table:ident {
        $( $(#[$doc:meta])* $name:ident $(($($part:ty),+) $(-> $result:ty)?)? ;)+
    }) => {
        $(#[$table_doc])*
        pub struct $table {
            $( $(#[$doc])* pub $name: $crate::language::phrases!(@kind $(($($part),+) $(-> $result)?)?), )+
        }
    };
    (@kind) => { &'static str };
    (@kind ($($part:ty),+)) => { fn($($part),+) -> String };
    (@kind ($($part:ty),+) -> $result:ty) => { fn($($part),+) -> $result };
}
pub(crate) use phrases;

phrases! {
/// The words that more than one page uses, of one language.
Phrases {
    // Pages and what stands around them.
    home; discover; library; events; benefits_page; card; activity; privacy_page; sync_page; settings;
    pages; skip; language; theme;
    theme_name(Theme) -> &'static str;
    privacy; licence;
    loading; page_lost; page_lost_hint; try_again; reload; close; understood; yes; no;
    /// Between the parts of a list.
    comma;
    /// Between alternatives.
    or;
    not_found; not_found_hint; to_library;
    unreachable(&str); unreachable_remedy; unusable(&str);

    // Notices.
    /// Plain words for a problem, by its code.
    notice(&str) -> Option<&'static str>;
    /// Whether the member should export because of a problem, by its code.
    notice_needs_export(&str) -> bool;
    /// Saves the bytes that were set aside, and how many pieces of them there are.
    save_aside; aside(&str);
    something_wrong; documents_faulty; show_findings;
    viewing_as(&str); back_to_myself; only_looking;

    // What members do.
    /// What a verb says was done.
    did(&Verb) -> &'static str;
    /// What was done, and to what.
    did_to(&str, &str);
    /// Something to do, so many times.
    act(&Verb, u32, &str);
    /// What others did with the member's work.
    received(&Verb) -> &'static str;
    /// Something, so many times.
    times(&str, &str);
    /// Something to do, on so many days.
    on_days(&str, u32, &str);
    spend(&str);
    reach_amount(&str, &str);
    take_plan(&str);
    wait(u32, &str);
    preference(&str) -> Option<&'static str>;
    take_back; undo; redo; undone;
    exported(&str);
    score_change(&str); points_change(&str);
    tier_reached(&str); benefit_unlocked(&str); badge_earned(&str);

    // Standing.
    home_title; your_tier; score; tier; plan; any_plan; points; badges; interests; backgrounds; backgrounds_hint;
    activity_side; contribution_side; days_of_membership;
    card_number(&str); tier_since(&str); tier_locked;
    how_score; metric; value; weight; sum;
    drop_on(&str, &str); drop_unless;
    on_the_way(&str); about_minutes(&str); about_hours(&str);
    top_tier; top_tier_hint;
    met; not_met; of(&str, &str); all_of; any_of;
    attribute_is(&str, &str); attribute_is_not(&str, &str); attribute_at_most(&str);
    more_of(&str, &str); missing(&str);
    benefits; unlocked_count(&str); no_benefits_yet; from_tier(&str); use_benefit;
    benefit_kind(BenefitKind) -> &'static str;
    points_expire(&str, &str); points_none_expire; rewards; reward_local;
    redeem(&str); points_missing(&str); points_cost(&str);
    days(u32, &str); streak_safe; streak_open;
    plan_runs(&str, &str); no_plan; price_for_days(&str, &str); record_payment;
    earned_on(&str);
    for_you; see_shelf;
    places(&str); included;
    book; booked; cancel_booking; attended; i_was_there;

    // Shelf and taste.
    discover_personal; discover_plain; shelf_empty; shelf_empty_hint; explored;
    why_this; because_tag(&str); because_neighbour(&str); because_neighbours(&str); because_popular; because_fresh; because_starter;
    unlock_next; unlock_next_hint;
    your_taste; taste_hint; personalisation; adventurousness; familiar; surprising;
    no_interests; add_interest; choose; stated; less_of_it; delete_interest(&str);
    your_opinion; like; less_like_this; hide;

    // Library and items.
    tags_label;
    /// The name of a kind of content; none for kinds the table does not know.
    kind(&str) -> Option<&'static str>;
    show_more(&str);
    minutes(&str); bought; finished; locked;
    no_such_item; by(&str); about_work; after_reading; mark_finished; you_finished;
    item_locked; item_locked_hint; see_standing; related;
    text_missing; open_elsewhere;
    your_rating; stars(u8); rated(&str);
    price; list_price; member_price; discount_by(&str, &str);
    record_purchase; you_bought; purchase_local;
    comments; your_comment; send_comment; comment_local; you;

    // Activity.
    activity_hint; timeline; show_only; everything; today; yesterday;
    /// The offset of the hall's days and times.
    hall_time(&str);
    no_events; no_events_hint; gave_nothing; does_not_count; not_stored_yet;
    export_all;
    verification; verification_hint; member; at_moment; digest;
    /// Why events do not count, by the code of the reason, and how many.
    left_out(&str, &str);
}
}

/// Puts parts together.
pub fn join(parts: &[&str]) -> String {
    parts.concat()
}
