//! English.

use super::{Phrases, join};
use crate::settings::Theme;
use guildhall_engine::charter::BenefitKind;
use guildhall_engine::event::Verb;
use guildhall_engine::taste::{ADVENTUROUSNESS, PERSONALISATION};

pub(super) const PHRASES: Phrases = Phrases {
    home: "Home",
    discover: "Discover",
    library: "Library",
    events: "Events",
    benefits_page: "Benefits",
    card: "Card",
    privacy_page: "Privacy",
    sync_page: "Sync",
    settings: "Settings",
    activity: "Activity",
    pages: "Pages",
    skip: "Skip to the content",
    language: "Language",
    theme: "Appearance",
    theme_name: |theme| match theme {
        Theme::System => "System",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    },
    privacy: "Everything here is computed and kept on this device. Nothing is sent anywhere.",
    licence: "Open source, MIT licence",
    loading: "One moment…",
    page_lost: "This page did not arrive",
    page_lost_hint: "You may be offline, or the site has just been renewed. Nothing of yours is lost.",
    try_again: "Try again",
    reload: "Reload",
    close: "Close",
    understood: "Understood",
    yes: "yes",
    no: "no",
    comma: ", ",
    or: " or ",
    not_found: "There is no such page",
    not_found_hint: "The address may be mistyped, or the page may have moved.",
    to_library: "To the library",
    unreachable: |document| join(&["“", document, "” could not be fetched"]),
    unreachable_remedy: "Check the connection and try again. What you did before is safe on this device.",
    unusable: |document| join(&["“", document, "” cannot be used"]),

    notice,
    notice_needs_export: |code| {
        matches!(
            code,
            "unsaved"
                | "storage-full"
                | "storage-newer"
                | "storage-blocked"
                | "store-superseded"
                | "store-evicted"
                | "store-damaged"
                | "chunk-damaged"
                | "chunk-malformed"
        )
    },
    save_aside: "Save unreadable parts",
    aside: |count| join(&["Parts that could not be read and were set aside: ", count]),
    something_wrong: "Something is not as it should be.",
    documents_faulty: "Some of this community’s files have faults. What is sound is shown.",
    show_findings: "Show what was found",
    viewing_as: |member| {
        join(&["You see the hall as “", member, "”. You are only looking: nothing can be recorded in their name."])
    },
    only_looking: "You are only looking: nothing is recorded in another member’s name. Go back to yourself first.",
    back_to_myself: "Back to myself",

    did,
    did_to: |done, object| join(&[done, ": ", object]),
    act,
    received: |verb| match verb {
        Verb::Like => "Be liked by others",
        Verb::Comment => "Receive comments",
        Verb::Answer => "Receive answers",
        Verb::Accepted => "Have answers accepted",
        Verb::Share => "Be shared by others",
        _ => "Be noticed by others",
    },
    times: |what, times| join(&[what, " × ", times]),
    on_days: |act, _, days| join(&[act, ", on ", days, " different days"]),
    spend: |amount| join(&["Spend ", amount]),
    reach_amount: |what, amount| join(&[what, ": ", amount]),
    take_plan: |plan| join(&["Join with the plan “", plan, "”"]),
    wait: |days, shown| join(&["Stay a member for ", shown, plural(u64::from(days), " more day", " more days")]),
    preference: |name| match name {
        PERSONALISATION => Some("Personal recommendations"),
        ADVENTUROUSNESS => Some("Adventurousness"),
        "visits" => Some("Recording visits by itself"),
        _ => None,
    },
    take_back: "Take back",
    undo: "Undo",
    redo: "Redo",
    undone: "Taken back",
    exported: |events| join(&["Written to a file: ", events, " events"]),
    score_change: |change| join(&[change, " score"]),
    points_change: |change| join(&[change, " points"]),
    tier_reached: |tier| join(&["You are now ", tier]),
    benefit_unlocked: |benefit| join(&["Unlocked: ", benefit]),
    badge_earned: |badge| join(&["Badge earned: ", badge]),

    home_title: "Where you stand",
    your_tier: "Your tier",
    score: "Score",
    tier: "Tier",
    plan: "Plan",
    any_plan: "A paid plan",
    points: "Points",
    badges: "Badges",
    interests: "Interests",
    backgrounds: "About you",
    backgrounds_hint: "Choose what fits, or nothing at all. It leads your shelf a little, and stays on this device.",
    activity_side: "Activity",
    contribution_side: "Contribution",
    days_of_membership: "Days of membership",
    card_number: |number| join(&["Card ", number]),
    tier_since: |day| join(&["since ", day]),
    tier_locked: "set by the operators",
    how_score: "How this adds up",
    metric: "What counts",
    value: "How much",
    weight: "Weight",
    sum: "In all",
    drop_on: |day, tier| join(&["On ", day, " you fall to ", tier, " if nothing changes."]),
    drop_unless: "What keeps your tier",
    on_the_way: |share| join(&[share, " of the way"]),
    about_minutes: |minutes| join(&["About ", minutes, " min in all"]),
    about_hours: |hours| join(&["About ", hours, " hours in all"]),
    top_tier: "You have reached the top",
    top_tier_hint: "There is no higher tier. What is left is to enjoy it.",
    met: "Met:",
    not_met: "Not yet:",
    of: |have, need| join(&[have, " of ", need]),
    all_of: "All of these",
    any_of: "One of these",
    attribute_is: |attribute, wanted| join(&[attribute, ": ", wanted]),
    attribute_is_not: |attribute, wanted| join(&[attribute, ": not ", wanted]),
    attribute_at_most: |attribute| join(&[attribute, " (no more than)"]),
    more_of: |count, what| join(&[what, " (", count, " more)"]),
    missing: |what| join(&["Still missing: ", what]),
    benefits: "Benefits",
    unlocked_count: |count| join(&["Yours now: ", count]),
    no_benefits_yet: "None yet. The first ones are close.",
    from_tier: |tier| join(&["From ", tier]),
    use_benefit: "Use it",
    benefit_kind: |kind| match kind {
        BenefitKind::Label => "Label",
        BenefitKind::Priority => "Priority",
        BenefitKind::Discount => "Discount",
        BenefitKind::Content => "Content",
        BenefitKind::Service => "Service",
    },
    points_expire: |points, day| join(&[points, " of them expire on ", day]),
    points_none_expire: "None of them is about to expire.",
    rewards: "Rewards",
    reward_local: "Redeeming is noted on this device. The community hands the reward over.",
    redeem: |cost| join(&["Redeem for ", cost]),
    points_missing: |points| join(&[points, " more points"]),
    points_cost: |points| join(&[points, " points"]),
    days: |days, shown| join(&[shown, plural(u64::from(days), " day", " days")]),
    streak_safe: "Today is already part of it.",
    streak_open: "Do something today to keep it going.",
    plan_runs: |plan, day| join(&["“", plan, "” runs until ", day, "."]),
    no_plan: "You have no paid plan at present.",
    price_for_days: |price, days| join(&[price, " for ", days, " days"]),
    record_payment: "Record a payment",
    earned_on: |day| join(&["Earned on ", day]),
    for_you: "For you",
    see_shelf: "See the whole shelf",
    places: |count| join(&[count, " places"]),
    included: "Included",
    book: "Book a place",
    booked: "Booked",
    cancel_booking: "Cancel booking",
    attended: "You were there",
    i_was_there: "I was there",

    discover_personal: "Chosen from what you read and like. Every reason can be looked up, every interest deleted.",
    discover_plain: "The same for everyone, because personal recommendations are off.",
    shelf_empty: "The shelf is empty",
    shelf_empty_hint: "You have finished or hidden everything that fits. Look around in the library.",
    explored: "Something different",
    why_this: "Why this?",
    because_tag: |tag| join(&["You are interested in ", tag]),
    because_neighbour: |title| join(&["Goes with “", title, "”"]),
    because_neighbours: |count| join(&["Goes with ", count, " more of what you know"]),
    because_popular: "Many members read it",
    because_fresh: "It is new",
    because_starter: "A good beginning",
    unlock_next: "Unlock next",
    unlock_next_hint: "Not open to you yet, but within reach.",
    your_taste: "Your taste",
    taste_hint: "What the shelf believes about you. It stays on this device.",
    personalisation: "Personal recommendations",
    adventurousness: "How adventurous may the shelf be?",
    familiar: "familiar",
    surprising: "surprising",
    no_interests: "Nothing is known yet. Read something, or add an interest.",
    add_interest: "Add an interest",
    choose: "Choose…",
    stated: "stated",
    less_of_it: "less of it",
    delete_interest: |tag| join(&["Delete the interest ", tag]),
    your_opinion: "Your opinion",
    like: "Like",
    less_like_this: "Less like this",
    hide: "Hide",

    tags_label: "Topics",
    kind,
    show_more: |count| join(&["Show ", count, " more"]),
    minutes: |minutes| join(&[minutes, " min"]),
    bought: "Bought",
    finished: "Finished",
    locked: "Locked",
    no_such_item: "There is no such item",
    by: |name| join(&["by ", name]),
    about_work: "On ",
    after_reading: "After reading",
    mark_finished: "Mark as finished",
    you_finished: "You have finished this",
    item_locked: "Not open to you yet",
    item_locked_hint: "This piece opens when the following holds:",
    see_standing: "See where you stand",
    related: "Related",
    text_missing: "The text could not be fetched",
    open_elsewhere: "Open",
    your_rating: "Your rating",
    stars: |stars| join(&[digit(stars), " of 5"]),
    rated: |stars| join(&[stars, " of 5"]),
    price: "Price",
    list_price: "List price ",
    member_price: "Your price ",
    discount_by: |percent, benefit| {
        // Many such benefits are called after what they take off.
        let how_much = if benefit.contains(percent) { "" } else { percent };
        join(&[how_much, if how_much.is_empty() { "with “" } else { " off with “" }, benefit, "”"])
    },
    record_purchase: "Record a purchase",
    you_bought: "You have bought this",
    purchase_local: "This only notes on this device that you paid. No money changes hands here.",
    comments: "Comments",
    your_comment: "Your comment",
    send_comment: "Add comment",
    comment_local: "Comments stay on this device.",
    you: "You",

    activity_hint: "Everything you did, what it gave, and a way to take it back.",
    timeline: "Timeline",
    show_only: "Show",
    everything: "Everything",
    today: "Today",
    yesterday: "Yesterday",
    hall_time: |offset| join(&["Days and times are the community’s: UTC", offset]),
    no_events: "Nothing here yet",
    no_events_hint: "What you do in the hall appears here at once.",
    gave_nothing: "No score, no points",
    does_not_count: "Does not count",
    not_stored_yet: "not stored yet",
    export_all: "Export everything",
    verification: "Verification",
    verification_hint: "Two programs that agree on this digest agree on every field of the standing.",
    member: "Member",
    at_moment: "At the moment (UTC)",
    digest: "Digest of the standing",
    left_out: |code, events| {
        let why = match code {
            "future" => "lie in the future",
            "unknown-verb" => "have a verb this community does not know",
            "untrusted" => "may not be recorded by members themselves",
            "undone" => "were taken back",
            _ => "lie too far in the past",
        };
        join(&["Not counted, because they ", why, ": ", events])
    },
};

fn plural(count: u64, one: &'static str, more: &'static str) -> &'static str {
    if count == 1 { one } else { more }
}

fn digit(number: u8) -> &'static str {
    ["0", "1", "2", "3", "4", "5"].get(usize::from(number)).copied().unwrap_or("?")
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "storage-unavailable" | "storage-denied" => {
            "This browser lets the site keep nothing, perhaps because the window is private. Everything works, but it is gone when you close the tab."
        }
        "storage-newer" => {
            "The data here was written by a newer version. It is left untouched; what you do now is only in memory. Reload to get the newer version."
        }
        "storage-blocked" => {
            "Another tab holds the data. Close the other tabs and reload; until then everything is only in memory."
        }
        "storage-full" => {
            "This browser has no room left for the site. What you do now is only in memory; export it to be safe."
        }
        "storage-failed" => "The browser’s database does not work at the moment. What you do now is only in memory.",
        "unsaved" => {
            "Something you did could not be stored yet. It is shown, but only in memory: try again, or export it."
        }
        "store-erased" => "The data was erased in another tab. Reload to begin anew.",
        "erased-afresh" => {
            "Everything was erased. The hall has opened afresh: you are a new member here, with a new card number."
        }
        "store-superseded" => "A newer version is open in another tab. Reload this one.",
        "store-evicted" => "The browser deleted the data of this site. Export what is shown here, then reload.",
        "store-damaged" => "The data on this device is damaged. Export everything now.",
        "chunk-damaged" => {
            "Part of your history was damaged on this device’s disk and could not be read. Everything else is here; export it to be safe."
        }
        "chunk-malformed" => {
            "Part of your history was not written as it should have been and could not be read. Everything else is here; export it to be safe."
        }
        "chunk-from-the-future" => {
            "Part of your history was written by a newer version. It is left untouched and not shown. Reload to get the newer version."
        }
        "earlier-document" => "One of this community’s files has faults. The last good version of it is in use.",
        "new-version" => "A newer version of the hall is ready. Reloading takes a moment and loses nothing.",
        "offline" => "The site cannot be reached. What was here at your last visit is shown.",
        "missing-document" => "Part of the catalogue could not be fetched. Reload to try again.",
        "unusable-document" => "Part of the catalogue has faults and is left out.",
        _ => return None,
    })
}

fn did(verb: &Verb) -> &'static str {
    match verb {
        Verb::Login => "Came in",
        Verb::View => "Opened",
        Verb::Finish => "Finished",
        Verb::Like => "Liked",
        Verb::Dislike => "Asked for less",
        Verb::Hide => "Hid",
        Verb::Rate => "Rated",
        Verb::Comment => "Commented",
        Verb::Post => "Posted",
        Verb::Answer => "Answered",
        Verb::Accepted => "Accepted an answer",
        Verb::Purchase => "Bought",
        Verb::Refund => "Got money back",
        Verb::Book => "Booked a place",
        Verb::Attend => "Took part",
        Verb::CheckIn => "Checked in",
        Verb::Share => "Shared",
        Verb::Refer => "Brought in a member",
        Verb::PlanStart => "Joined with a plan",
        Verb::PlanEnd => "Ended the plan",
        Verb::PointsGrant => "Was given points",
        Verb::PointsSpend => "Redeemed",
        Verb::TierLock => "Tier set by the operators",
        Verb::Consent => "Answered about consent",
        Verb::Interest => "Interest",
        Verb::Background => "About yourself",
        Verb::Prefer => "Preference",
        Verb::Undo => "Taken back",
        Verb::Other(_) => "Did something",
    }
}

fn act(verb: &Verb, times: u32, shown: &str) -> String {
    let (before, one, more) = match verb {
        Verb::Login => ("Come in on ", " more day", " more days"),
        Verb::View => ("Open ", " more piece", " more pieces"),
        Verb::Finish => ("Finish ", " more piece", " more pieces"),
        Verb::Like => ("Like ", " more piece", " more pieces"),
        Verb::Rate => ("Rate ", " more piece", " more pieces"),
        Verb::Comment => ("Write ", " more comment", " more comments"),
        Verb::Post => ("Start ", " more discussion", " more discussions"),
        Verb::Answer => ("Give ", " more answer", " more answers"),
        Verb::Purchase => ("Buy ", " more piece", " more pieces"),
        Verb::Book => ("Book ", " more gathering", " more gatherings"),
        Verb::Attend | Verb::CheckIn => ("Take part in ", " more gathering", " more gatherings"),
        Verb::Share => ("Share ", " more piece", " more pieces"),
        Verb::Refer => ("Bring in ", " more member", " more members"),
        other => return join(&[did(other), " × ", shown]),
    };
    join(&[before, shown, plural(u64::from(times), one, more)])
}

fn kind(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "article" => "Article",
        "guide" => "Guide",
        "course" => "Course",
        "book" => "Book companion",
        "audio" => "Audio",
        "workshop-recording" => "Workshop recording",
        "dataset" => "Data set",
        "worksheet" => "Worksheet",
        "question" => "Question",
        "video" => "Video",
        "template" => "Template",
        "case" => "Case",
        _ => return None,
    })
}
