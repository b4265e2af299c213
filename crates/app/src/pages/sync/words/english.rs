//! English.

use super::{Words, count};
use crate::sync::Condition;
use guildhall_backends::Kind;

pub static ENGLISH: Words = Words {
    title: "Sync",
    standfirst: "The same hall on all your devices, and a copy that outlives each of them.",
    off_until: " Off until you switch it on.",
    only_own: "You are looking at another member's hall. Only your own can be synced from here.",
    no_demo: "This year is made up, so it is not synced anywhere. Leave the demo to connect your own hall.",

    mark: |condition, formats| match condition {
        Condition::Off => "Sync: off".into(),
        Condition::Paused => "Sync: paused".into(),
        Condition::Starting => "Sync: starting".into(),
        Condition::NeedsSignIn => "Sync: sign in again".into(),
        Condition::Offline => "Sync: offline".into(),
        Condition::Trouble => "Sync: trouble".into(),
        Condition::Busy => "Sync: under way".into(),
        Condition::Waiting(waiting) => ["Sync: ", &count(formats, waiting), " waiting"].concat(),
        Condition::Aside(_) => "Sync: something was set aside".into(),
        Condition::Synced => "Sync: up to date".into(),
    },

    where_to: "Where to",
    where_hint: "A server of your community's, or one of your own.",
    suggested: "Your community suggests this server. You may choose another one.",
    kind: "Kind of server",
    about_kind: |kind| match kind {
        Kind::PocketBase => {
            "A small server with accounts, in one file. Members sign in with name or e-mail and password."
        }
        Kind::CouchDb => "CouchDB, PouchDB Server and whatever speaks their protocol: one database for each member.",
        Kind::WebDav => "A folder of yours, as Nextcloud, ownCloud and many providers of storage offer it.",
        Kind::PostgRest => "A PostgreSQL database with PostgREST in front of it, or a Supabase project.",
        Kind::LibSql => "A libSQL or Turso database. You sign in with a token.",
        Kind::Xapi => "A learning record store that keeps xAPI statements.",
        Kind::Rest => "A server that speaks Guildhall's own small contract.",
        Kind::Article => {
            "The founding article's service. It takes your level and nothing else, and gives nothing back."
        }
    },
    address: "Address",
    place: |kind| match kind {
        Kind::PocketBase => "Collection",
        Kind::CouchDb => "Database",
        Kind::WebDav => "Folder",
        Kind::PostgRest | Kind::LibSql => "Table",
        Kind::Xapi | Kind::Rest | Kind::Article => "Path",
    },
    usual: "the usual one",
    who: "Who you are there",
    who_hint: "As the people who run the server told you.",
    user: "Name or e-mail address",
    secret: "Password or key",
    stay: "Stay signed in",
    stay_on: "What lets this device in is kept in this browser until you disconnect. Not on a device you share.",
    stay_off: "Password and key stay in memory: you sign in again once this tab is closed or loaded again.",
    before: "Before anything leaves",
    before_hint: "Nothing is sent, not even a test, before you agree.",
    the_server: "the server",
    consent: |host| {
        [
            "Everything the hall notes of me here is sent to ",
            host,
            ": what I read, rated, wrote, bought, attended and chose, each with its time, \
         and this device's number. It is kept there, and my other devices read it from there. Whoever runs ",
            host,
            " can read it. \
         My name, my picture and my settings are not sent.",
        ]
        .concat()
    },
    consent_level: |host| {
        [
            "The name and password above are sent to ",
            host,
            ", which registers me under them or lets me in, and so is the level I have reached, each time it changes. Whoever runs ",
            host,
            " can read both. Nothing of what I read, rated, wrote, bought or attended is sent, and my other devices cannot read \
         anything from there.",
        ]
        .concat()
    },
    agree: "I agree",
    lacks_address: "Enter the server's address first.",
    lacks_consent: "Tick the box first: until then nothing is sent.",
    connect: "Connect",
    test: "Only test it",

    testing: |host| ["Asking ", host, "…"].concat(),
    works: "The connection works.",
    holds_some: "There are events on the server already; they will be fetched.",
    holds_none: "The server is empty; what is here will be sent.",
    holds_unknown: "The server takes what is sent and gives nothing back.",
    policy: |host| ["This site is not allowed to talk to ", host, "."].concat(),
    policy_remedy: "Its security policy names every server it may reach. Whoever runs the site has to add",
    policy_or: ", for example by building it with ",
    not_working: "The connection does not work.",
    fault: |code| {
        Some(match code {
            "offline" => ("This device is not connected to the internet.", "Try again when it is."),
            "unreachable" | "store-unreachable" => {
                ("No answer came.", "The server may be away, the address mistyped, or something in between blocks it.")
            }
            "blocked" => (
                "The server answers, but does not let this site read its answers.",
                "Whoever runs it has to allow this site's address (CORS); the set-up guides say how.",
            ),
            "wrong-credentials" | "sign-in-needed" => {
                ("Name and password do not fit.", "Check both, or ask who runs the server.")
            }
            "denied" | "access-denied" => {
                ("You are known there, but may not read and write here.", "Ask who runs the server.")
            }
            "wrong-place" => (
                "The server has nothing of that name.",
                "Check the collection, database, folder or table, and the address.",
            ),
            "not-this-kind" | "bad-answer" => {
                ("What answers there is not a server of this kind.", "Check the address and the kind of server.")
            }
            "bad-address" => {
                ("This is not an address.", "Write it as in the browser's address bar, such as sync.example.")
            }
            "unsupported" => ("This kind of server cannot be spoken to yet.", "Choose another kind."),
            "storage-full" => ("There is no space left on this device.", "Free some, then sync again."),
            _ => return None,
        })
    },

    standing: "How it stands",
    standing_hint: "",
    state: |condition, formats| match condition {
        Condition::Off => "Off".into(),
        Condition::Paused => "Paused".into(),
        Condition::Starting => "Starting".into(),
        Condition::NeedsSignIn => "Sign in again".into(),
        Condition::Offline => "Offline".into(),
        Condition::Trouble => "Something is wrong".into(),
        Condition::Busy => "Under way".into(),
        Condition::Waiting(1) => "1 event is waiting".into(),
        Condition::Waiting(waiting) => [&count(formats, waiting), " events are waiting"].concat(),
        Condition::Aside(1) => "Up to date, but for one".into(),
        Condition::Aside(aside) => ["Up to date, but for ", &formats.count(aside)].concat(),
        Condition::Synced => "Up to date".into(),
    },
    state_hint: |condition| match condition {
        Condition::Off => "Nothing is sent and nothing is fetched.",
        Condition::Paused => {
            "Nothing is sent and nothing is fetched until you go on. What you do meanwhile waits here."
        }
        Condition::Starting => "In a moment it is known how things stand.",
        Condition::NeedsSignIn => "The server wants to know who you are. Nothing is lost meanwhile.",
        Condition::Offline => {
            "It goes on by itself as soon as there is a connection. What you do meanwhile waits here."
        }
        Condition::Trouble => "It is tried again by itself. What you do meanwhile waits here, and nothing is lost.",
        Condition::Busy => "You can go on reading; it goes on in the background.",
        Condition::Waiting(_) => "They go in a moment.",
        Condition::Aside(_) => "Everything else is here and on the server alike.",
        Condition::Synced => "All that is here is on the server, and all that is there is here.",
    },
    level_known: "The server knows the level you have reached. Everything else stays on this device.",
    progress: |sent, all| [sent, " of ", all, " sent"].concat(),
    pending: "Waiting",
    sent: "Sent in this visit",
    received: "Fetched in this visit",
    last_success: "Last up to date",
    next_try: "Next look",
    server: "Server",
    signed_in_as: "Signed in as",
    now: "Sync now",
    pause: "Pause",
    resume: "Go on",
    check_all: "Compare everything",
    sign_in: "Sign in",

    identity: "Which of them are you?",
    identity_hint: "Another device began under a name of its own. Say so if it was you, and both become one.",
    member_events: |member, events| [member, ": ", events, if events == "1" { " event" } else { " events" }].concat(),
    this_is_me: "This is me",

    aside: "Set aside",
    aside_hint: "These could not be exchanged. They stay on this device and count here as before.",
    try_again: "Try again",
    save_aside: "Save as a file",
    foreign_event: "An event of another device",
    refusal: |code| match code {
        "event-too-large" => Some("It is larger than the server takes."),
        "refused" => Some("The server refuses it."),
        _ => None,
    },
    missing: "Still missing",
    missing_hint: "Events of other devices that should be on the server and are not. Perhaps that device has not sent them yet.",
    hole: |device, first, last| {
        if first == last {
            ["Device ", device, ": number ", first].concat()
        } else {
            ["Device ", device, ": numbers ", first, " to ", last].concat()
        }
    },

    end: "Disconnect",
    end_hint: "You can connect again at any time.",
    stays_there: |host| {
        [
            "Everything stays on this device. What was sent to ",
            host,
            " stays there, too: only whoever runs the server can delete it. \
         Password and key are forgotten at once.",
        ]
        .concat()
    },
    disconnect: "Disconnect this device",
    disconnect_from: |host| ["Disconnect from ", host].concat(),
    withdrawn: |host| ["From now on nothing is sent to ", host, " any more."].concat(),
};
