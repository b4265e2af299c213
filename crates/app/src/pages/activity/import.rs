//! Files of events: taken in with a full account, and given out.

use crate::session::Session;
use crate::state::Import;
use crate::state::report::Report;
use crate::state::room::Room;
use crate::ui::does;
use crate::ui::findings::findings;
use crate::ui::placeholder::{Absence, placeholder};
use crate::ui::shell::chosen;
use guildhall_engine::id::MemberId;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Members offered in the list of those whose events lie here.
const MEMBERS: usize = 200;

/// Import, export, and whose hall is shown.
pub fn section(session: &Session, room: &Room) -> Html {
    let words = session.words();
    let events = room.events();
    html! {
        <section class="panel" aria-labelledby="files">
            <h2 id="files">{ words.event_files }</h2>
            <p class="quiet">{ words.event_files_hint }</p>
            <div class="panel-actions">
                <button type="button" class="button" onclick={does(session, |s| s.export(false))}>{ words.export_mine }</button>
                if events.has_others() {
                    <button type="button" class="button" onclick={does(session, |s| s.export(true))}>{ words.export_all }</button>
                }
            </div>
            { aside(session) }
            { chooser(session) }
            { account(session) }
            if events.has_others() {
                { members(session, room) }
            }
        </section>
    }
}

/// What could not be read, on this visit or an earlier one, and a way to get at it.
fn aside(session: &Session) -> Html {
    let (words, pieces) = (session.words(), session.state().aside);
    if pieces == 0 {
        return crate::ui::nothing();
    }
    html! {
        <div class="offer" data-testid="set-aside">
            <p>{ (words.aside)(&session.formats.count(pieces)) }</p>
            <button type="button" class="button" onclick={does(session, |s| s.save_aside())}>{ words.save_aside }</button>
        </div>
    }
}

fn chooser(session: &Session) -> Html {
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                session.import(file);
            }
            // So that choosing the same file again is a choice again.
            input.set_value("");
        })
    };
    html! {
        <label class="field">
            <span>{ session.words().import_file }</span>
            <input type="file" class="file-input" accept=".ndjson,.jsonl,.json,application/json" {onchange} />
        </label>
    }
}

fn account(session: &Session) -> Html {
    let content = match &session.state().import {
        Import::Idle => crate::ui::nothing(),
        Import::Reading => placeholder(Absence::Loading, session.words().reading_file, crate::ui::nothing()),
        Import::Done(report) => done(session, report),
    };
    html! { <div role="status" data-testid="import-report">{ content }</div> }
}

fn done(session: &Session, report: &Report) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let rows = [
        (words.report_lines, report.lines, "lines"),
        (words.report_stored, report.stored, "stored"),
        (words.report_known, report.known, "known"),
        (words.report_repeated, report.repeated, "repeated"),
        (words.report_refused, report.refused, "refused"),
        (words.report_rejected, report.rejected, "rejected"),
    ];
    // The total and the new ones are always of interest, the others when there are any.
    let rows = rows.into_iter().enumerate().filter(|(at, (_, count, _))| *at < 2 || *count > 0);
    html! {
        <div class="report">
            <h3>{ (words.report_title)(&report.file) }</h3>
            <dl class="report-counts">
                { for rows.map(|(_, (label, count, name))| html! {
                    <div key={name} data-count={name}><dt>{ label }</dt><dd class="figures">{ formats.count(count) }</dd></div>
                }) }
            </dl>
            if report.is_unsaved {
                <p class="finding-error">{ words.report_unsaved }</p>
            }
            if let Some(subject) = &report.subject {
                { offer(session, subject) }
            }
            if !report.findings.is_empty() {
                <details class="disclosure" open={true}>
                    <summary>{ (words.report_findings)(&formats.count(report.findings.len())) }</summary>
                    { findings(&report.findings) }
                </details>
            }
        </div>
    }
}

/// The file is about another member: offers to see the hall as that member.
fn offer(session: &Session, subject: &MemberId) -> Html {
    let words = session.words();
    let member = subject.clone();
    html! {
        <div class="offer" data-testid="view-as-offer">
            <p>{ (words.file_of_other)(subject.as_str()) }</p>
            <button type="button" class="button button-primary" onclick={does(session, move |s| s.view_as(member.clone()))}>
                { (words.view_as)(subject.as_str()) }
            </button>
        </div>
    }
}

fn members(session: &Session, room: &Room) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let events = room.events();
    let present = events.ledger().member();
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| session.view_as(MemberId::from(chosen(&event))))
    };
    let mut members: Vec<(MemberId, usize)> =
        events.members().into_iter().map(|(member, count)| (member.clone(), count)).collect();
    members.truncate(MEMBERS);
    for wanted in [room.owner(), present] {
        if !members.iter().any(|(member, _)| member == wanted) {
            members.insert(0, (wanted.clone(), 0));
        }
    }
    html! {
        <label class="field">
            <span>{ words.whose_hall }</span>
            <select class="select" {onchange}>
                { for members.iter().map(|(member, count)| {
                    let name = if member == room.owner() { words.yourself.to_owned() } else { member.to_string() };
                    html! {
                        <option key={member.as_str()} value={member.to_string()} selected={member == present}>
                            { (words.member_with_events)(&name, &formats.count(*count)) }
                        </option>
                    }
                }) }
            </select>
        </label>
    }
}
