//! The membership card.

mod back;
mod code;
mod face;
mod finish;
mod fit;
mod front;
mod keep;
mod ladder;
mod pattern;
mod words;

use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::crest::letters;
use crate::ui::heading::heading;
use crate::ui::link::link;
use face::Facts;
use guildhall_engine::standing::Standing;
use keep::Keep;
use words::{Words, words};
use yew::prelude::*;

/// The page.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let standing = room.standing();
    let accent = finish::accent(&room.community.charter.file().appearance);
    let finish = finish::finish(standing.tier.rank, room.community.charter.tiers().len(), accent);
    let facts = facts(session, room, &standing);
    // A page that is written before anybody has come has the room for what is not known yet.
    let facts = if room.is_guest() { facts.unknown() } else { facts };
    let told = told(session, words, &facts);
    let tell = |face: String, more: &[String]| {
        let parts: Vec<String> = std::iter::once(face).chain(more.iter().cloned()).collect();
        parts.join("; ")
    };
    let front = front::front(words, &facts, &finish, tell((words.front_of)(&facts.community), &told));
    let behind = [words.code_alone.to_owned(), (words.own_statement)(&facts.at)];
    let back = back::back(words, &facts, &finish, tell((words.back_of)(&facts.community), &behind));
    let name = [standing.card.community.as_str(), "-card-", &standing.card.number].concat();
    html! {
        <>
            <header class="page-head">
                { heading(session, words.title, None) }
                <p class="standfirst">{ words.standfirst }</p>
            </header>
            <div class="card-faces" data-testid="card">{ front }{ back }</div>
            <Keep session={session.clone()} {name} />
            <div class="card-words">
                { list(session, words, room, &standing, &facts) }
                { code(words, &standing, &facts) }
            </div>
            { ladder::section(session, room, &standing, accent) }
        </>
    }
}

/// What the card says, in the member's language.
fn facts(session: &Session, room: &Room, standing: &Standing) -> Facts {
    let (formats, tag, file) = (&session.formats, session.tag(), room.community.charter.file());
    let community = file.name.get(tag).to_owned();
    let labels = standing.card.labels.iter().filter_map(|id| room.community.benefit(id));
    let at = [formats.day(room.today()), formats.time(room.now)].join(" ");
    Facts {
        language: session.language(),
        mark: letters(&file.appearance, &community),
        community,
        tier: room.community.tier_name(&standing.tier.id, tag).to_owned(),
        name: session.profile().name.trim().to_owned(),
        number: standing.card.number.clone(),
        since: standing.card.since.map(|day| formats.day(day)),
        until: standing.card.until.map(|until| formats.day(until.day(file.offset))),
        labels: labels.map(|label| label.name.get(tag).to_owned()).collect(),
        at,
        statement: standing.card.statement(room.now, &standing.digest()),
        is_known: true,
    }
}

/// The facts on the front, each as `name: value`.
fn told(session: &Session, words: &Words, facts: &Facts) -> Vec<String> {
    rows(session, words, facts).into_iter().map(|(_, name, value)| (words.fact)(name, &value)).collect()
}

/// The facts on the front by a stable name, their name, and their value.
fn rows(session: &Session, words: &Words, facts: &Facts) -> Vec<(&'static str, &'static str, String)> {
    let comma = session.words().comma;
    let mut rows = vec![("tier", session.words().tier, facts.tier.clone())];
    if !facts.name.is_empty() {
        rows.push(("name", words.name, facts.name.clone()));
    }
    rows.push(("number", words.number, facts.number.clone()));
    rows.extend(facts.since.iter().map(|day| ("since", words.member_since, day.clone())));
    rows.extend(facts.until.iter().map(|day| ("until", words.valid_until, day.clone())));
    if !facts.labels.is_empty() {
        rows.push(("labels", words.labels, facts.labels.join(comma)));
    }
    rows
}

/// The same as the drawing, to be read and copied.
fn list(session: &Session, words: &Words, room: &Room, standing: &Standing, facts: &Facts) -> Html {
    let community = ("community", words.community, facts.community.clone());
    let mut rows: Vec<_> = std::iter::once(community).chain(rows(session, words, facts)).collect();
    if standing.joined.is_some() {
        rows.push(("tier-since", words.tier_since, session.formats.day(standing.tier.since)));
    }
    if facts.until.is_none() && !room.community.charter.file().plans.is_empty() {
        rows.push(("until", words.valid_until, words.none_until.to_owned()));
    }
    html! {
        <section aria-labelledby="on-the-card">
            <h2 id="on-the-card" class="card-heading">{ words.on_the_card }</h2>
            <dl class="card-facts">
                { for rows.into_iter().map(|(id, name, value)| html! {
                    <div key={id} data-fact={id}><dt>{ name }</dt><dd>{ value }</dd></div>
                }) }
            </dl>
            if facts.name.is_empty() {
                <p class="quiet">{ words.add_name }{ " " }{ link(session, Route::Settings, "", words.to_settings.into()) }</p>
            }
        </section>
    }
}

/// What the code says, and what that is worth.
fn code(words: &Words, standing: &Standing, facts: &Facts) -> Html {
    let command =
        ["guildhall standing . --member ", standing.member.as_str(), " --at ", &standing.at.to_string(), " --digest"];
    html! {
        <section aria-labelledby="code">
            <h2 id="code" class="card-heading">{ words.code_title }</h2>
            <p class="quiet">{ words.code_hint }</p>
            <pre class="card-statement" data-testid="statement">{ facts.statement.clone() }</pre>
            <p class="quiet">{ words.code_check }</p>
            <p class="card-command"><code>{ command.concat() }</code></p>
        </section>
    }
}
