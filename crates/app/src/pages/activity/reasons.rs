//! Why the member stands where they stand: from the score, the tier and the benefits down to single events.

use super::words::{Words, words};
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::requirement::requirements;
use crate::ui::{nothing, word};
use guildhall_engine::condition::Explanation;
use guildhall_engine::evidence::{Evidence, Piece};
use guildhall_engine::standing::{Side, Standing, Term};
use guildhall_engine::tier::TierChange;
use yew::prelude::*;

/// Events listed behind a figure; the timeline has the others.
const EVENTS: usize = 8;

/// What every branch of the explanation is written from.
struct Pen<'a> {
    session: &'a Session,
    room: &'a Room,
    words: &'static Words,
    standing: &'a Standing,
}

/// The explanation as a tree that unfolds.
pub fn section(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let standing = room.standing();
    let pen = Pen { session, room, words, standing: &standing };
    html! {
        <section class="reasons-section" aria-labelledby="why">
            <h2 id="why">{ words.why }</h2>
            <p class="quiet">{ words.why_hint }</p>
            <ul class="tree" data-testid="reasons">
                { score(&pen) }
                { tier(&pen) }
                { benefits(&pen) }
                { points(&pen) }
            </ul>
        </section>
    }
}

/// A part of the tree: its name, its figure, and what it consists of.
fn branch(key: &str, name: Html, figure: String, parts: Html) -> Html {
    html! {
        <li key={key.to_owned()} class="tree-branch" data-branch={key.to_owned()}>
            <details>
                <summary><span class="tree-name">{ name }</span><span class="tree-figure figures">{ figure }</span></summary>
                { parts }
            </details>
        </li>
    }
}

fn score(pen: &Pen<'_>) -> Html {
    let (shared, formats, score) = (pen.session.words(), &pen.session.formats, &pen.standing.score);
    let evidence = pen.room.evidence();
    let side = |key: &str, name: &'static str, side: &Side| {
        let terms = side.terms.iter().map(|term| self::term(pen, term, &evidence));
        branch(key, name.into(), formats.number(side.total), html! { <ul class="tree">{ for terms }</ul> })
    };
    branch(
        "score",
        shared.score.into(),
        formats.number(score.total),
        html! {
            <ul class="tree">
                { side("activity", shared.activity_side, &score.activity) }
                { side("contribution", shared.contribution_side, &score.contribution) }
            </ul>
        },
    )
}

fn term(pen: &Pen<'_>, term: &Term, evidence: &[Evidence]) -> Html {
    let formats = &pen.session.formats;
    let id = term.metric.as_str();
    let name = word::attribute(pen.session, &pen.room.community, id);
    let sum =
        (pen.words.sum_of)(&formats.number(term.value), &formats.number(term.weight), &formats.number(term.points));
    let pieces = evidence.iter().find(|found| found.metric == term.metric).map_or(&[][..], |found| &found.events);
    let rule = pen.room.community.charter.metrics().iter().find(|metric| metric.id == term.metric);
    let parts = html! {
        <div class="tree-leaf">
            <p class="quiet">{ (pen.words.behind)(&formats.count(pieces.len())) }</p>
            if rule.is_some_and(|rule| rule.window.is_some()) {
                <p class="fine-print">{ pen.words.fades }</p>
            }
            { events(pen, pieces) }
        </div>
    };
    branch(id, name.into(), sum, parts)
}

/// The newest of the events behind a figure.
fn events(pen: &Pen<'_>, pieces: &[Piece]) -> Html {
    if pieces.is_empty() {
        return nothing();
    }
    let (session, community) = (pen.session, &pen.room.community);
    let (formats, all) = (&session.formats, pen.room.events());
    let offset = community.charter.file().offset;
    let line = |piece: &Piece| {
        let fact = all.event(piece.event)?;
        let object = fact.object.as_ref().map(|object| word::object(session, community, &fact.verb, object.as_str()));
        Some(html! {
            <li key={fact.id.to_string()} class="evidence">
                <span class="evidence-day figures">{ formats.day(fact.at.day(offset)) }</span>
                <span>
                    { word::verb(session, community, &fact.verb) }
                    if let Some(object) = object { { " · " }{ object } }
                </span>
                if piece.added == 0.0 {
                    <span class="fine-print">{ pen.words.added_nothing }</span>
                } else {
                    <span class="evidence-added figures">{ formats.signed(piece.added) }</span>
                }
            </li>
        })
    };
    let rest = pieces.len().saturating_sub(EVENTS);
    html! {
        <>
            <ol class="evidences">{ for pieces.iter().rev().take(EVENTS).filter_map(line) }</ol>
            if rest > 0 {
                <p class="fine-print">{ (pen.words.earlier)(&formats.count(rest)) }</p>
            }
        </>
    }
}

fn tier(pen: &Pen<'_>) -> Html {
    let Pen { session, room, words, standing } = pen;
    let (shared, community, tag) = (session.words(), &room.community, session.tag());
    let name = community.tier_name(&standing.tier.id, tag).to_owned();
    let keep = if standing.tier.locked {
        html! { <p class="tree-leaf quiet">{ shared.tier_locked }</p> }
    } else if standing.tier.rank == 0 {
        html! { <p class="tree-leaf quiet">{ words.never_lost }</p> }
    } else {
        asked(pen, &standing.tier.keep)
    };
    let change = |at: usize, change: &TierChange| {
        let tier = community.tier_name(&change.to, tag);
        html! {
            <li key={at} class="evidence">
                <span class="evidence-day figures">{ session.formats.day(change.day) }</span>
                <span>{ (words.change)(change.why, tier) }</span>
            </li>
        }
    };
    let changes = standing.tier.history.iter().enumerate().rev().map(|(at, one)| change(at, one));
    let progress = |explanation: &Explanation| session.formats.percent(explanation.progress());
    let parts = html! {
        <ul class="tree">
            { branch("keep", words.keeps.into(), String::new(), keep) }
            if let Some(next) = &standing.next {
                { branch("next", (words.next_asks)(community.tier_name(&next.id, tag)).into(), progress(&next.when), asked(pen, &next.when)) }
            }
            { branch("changes", words.history.into(), String::new(), html! { <ol class="evidences tree-leaf">{ for changes }</ol> }) }
        </ul>
    };
    branch("tier", shared.tier.into(), name, parts)
}

/// The requirements of a condition, or that there are none.
fn asked(pen: &Pen<'_>, explanation: &Explanation) -> Html {
    let is_empty = explanation.leaves().is_empty();
    html! {
        <div class="tree-leaf">
            if is_empty {
                <p class="quiet">{ pen.words.nothing_asked }</p>
            } else {
                { requirements(pen.session, &pen.room.community, explanation) }
            }
        </div>
    }
}

fn benefits(pen: &Pen<'_>) -> Html {
    let Pen { session, room, words, standing } = pen;
    if standing.benefits.is_empty() {
        return nothing();
    }
    let (shared, tag, formats) = (session.words(), session.tag(), &session.formats);
    let unlocked = standing.benefits.iter().filter(|benefit| benefit.unlocked).count();
    let parts = standing.benefits.iter().map(|benefit| {
        let name =
            room.community.benefit(&benefit.id).map_or(benefit.id.as_str(), |rule| rule.name.get(tag)).to_owned();
        let state = match &benefit.needs_tier {
            _ if benefit.unlocked => words.unlocked.to_owned(),
            Some(tier) => (shared.from_tier)(room.community.tier_name(tier, tag)),
            None => formats.percent(benefit.unlock.progress()),
        };
        branch(benefit.id.as_str(), name.into(), state, asked(pen, &benefit.unlock))
    });
    let figure = (words.of_all)(&formats.count(unlocked), &formats.count(standing.benefits.len()));
    branch("benefits", shared.benefits.into(), figure, html! { <ul class="tree">{ for parts }</ul> })
}

fn points(pen: &Pen<'_>) -> Html {
    let (formats, account) = (&pen.session.formats, &pen.standing.points);
    if account.earned == 0 {
        return nothing();
    }
    let write = |points: u64| formats.number(points as f64);
    let sum = (pen.words.points_sum)(&write(account.earned), &write(account.spent), &write(account.expired));
    let parts = html! { <p class="tree-leaf quiet figures">{ sum }</p> };
    branch("points", pen.session.words().points.into(), write(account.balance), parts)
}
