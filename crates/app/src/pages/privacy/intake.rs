//! Files of events: looked through before they are taken in, with a full account, and taken back as a whole.

use super::faults::faults;
use super::words::{Words, words};
use crate::session::Session;
use crate::state::preview::Preview;
use crate::state::report::Report;
use crate::state::room::Room;
use crate::state::{Action, Import};
use crate::ui::placeholder::{Absence, placeholder};
use crate::ui::{does, nothing};
use guildhall_engine::finding::Finding;
use guildhall_engine::id::MemberId;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The field for a file, and what is to be said about the last one.
pub fn content(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
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
    let content = match &session.state().import {
        Import::Idle => nothing(),
        Import::Reading => placeholder(Absence::Loading, words.reading_file, nothing()),
        Import::Ready { preview, intake } => ready(session, room, preview, &intake.findings),
        Import::Done { preview, report, back } => done(session, preview, report, !back.is_empty()),
    };
    html! {
        <>
            <label class="field">
                <span>{ words.import_file }</span>
                <input type="file" class="file-input" accept=".ndjson,.jsonl,.json,application/json" {onchange} />
            </label>
            <div role="status" data-testid="import-report">{ content }</div>
        </>
    }
}

/// Counts, of which the first two are always of interest and the others when there are any.
fn counts(session: &Session, rows: &[(&'static str, usize, &'static str)]) -> Html {
    let rows = rows.iter().enumerate().filter(|(at, (_, count, _))| *at < 2 || *count > 0);
    html! {
        <dl class="report-counts">
            { for rows.map(|(_, (label, count, name))| html! {
                <div key={*name} data-count={*name}><dt>{ *label }</dt><dd class="figures">{ session.formats.count(*count) }</dd></div>
            }) }
        </dl>
    }
}

fn ready(session: &Session, room: &Room, preview: &Preview, findings: &[Finding]) -> Html {
    let (words, formats) = (words(session.language()), &session.formats);
    let offset = room.community.charter.file().offset;
    let rows = [
        (words.report_lines, preview.lines, "lines"),
        (words.would_add, preview.new, "new"),
        (words.report_known, preview.known, "known"),
        (words.report_repeated, preview.repeated, "repeated"),
        (words.report_refused, preview.refused, "refused"),
    ];
    html! {
        <div class="report" data-testid="import-preview">
            <h3>{ (words.preview_title)(&preview.file) }</h3>
            if let Some((from, until)) = preview.span {
                <p class="quiet">{ (words.span)(&formats.day(from.day(offset)), &formats.day(until.day(offset))) }</p>
            }
            { counts(session, &rows) }
            { remarks(session, words, preview) }
            { found(session, findings) }
            <div class="panel-actions">
                <button type="button" class="button button-primary" onclick={does(session, |s| s.take_in())}>
                    { (words.take_in)(preview.new, &formats.count(preview.new)) }
                </button>
                <button type="button" class="button" onclick={does(session, |s| s.tell(Action::ImportClosed))}>{ words.leave_it }</button>
            </div>
        </div>
    }
}

/// What a member should know of a file before and after: other members' events, things this catalogue does not have.
fn remarks(session: &Session, words: &Words, preview: &Preview) -> Html {
    let formats = &session.formats;
    if preview.foreign == 0 && preview.unknown == 0 {
        return nothing();
    }
    let names: Vec<&str> = preview.unknown_names.iter().map(|name| name.as_str()).collect();
    html! {
        <ul class="plain-list remarks">
            if preview.foreign > 0 {
                <li data-remark="foreign">{ (words.foreign)(&formats.count(preview.foreign)) }</li>
            }
            if preview.unknown > 0 {
                <li data-remark="unknown">{ (words.unknown)(&formats.count(preview.unknown)) }{ " " }<code>{ names.join(", ") }</code></li>
            }
        </ul>
    }
}

fn found(session: &Session, findings: &[Finding]) -> Html {
    if findings.is_empty() {
        return nothing();
    }
    html! {
        <details class="disclosure" open={true}>
            <summary>{ (words(session.language()).report_findings)(&session.formats.count(findings.len())) }</summary>
            { faults(session.language(), findings) }
        </details>
    }
}

fn done(session: &Session, preview: &Preview, report: &Report, is_taken_back: bool) -> Html {
    let words = words(session.language());
    let rows = [
        (words.report_lines, report.lines, "lines"),
        (words.report_stored, report.stored, "stored"),
        (words.report_known, report.known, "known"),
        (words.report_repeated, report.repeated, "repeated"),
        (words.report_refused, report.refused, "refused"),
        (words.report_rejected, report.rejected, "rejected"),
    ];
    html! {
        <div class="report">
            <h3>{ (words.report_title)(&report.file) }</h3>
            { counts(session, &rows) }
            if report.is_unsaved {
                <p class="finding-error">{ words.report_unsaved }</p>
            }
            { remarks(session, words, preview) }
            if let Some(subject) = &report.subject {
                { offer(session, words, subject) }
            }
            { found(session, &report.findings) }
            if !report.taken.is_empty() {
                <div class="take-back">
                    if is_taken_back {
                        <p>{ words.import_taken_back }</p>
                    }
                    <button type="button" class="button" onclick={does(session, |s| s.turn_import())}>
                        { if is_taken_back { words.import_again } else { words.import_back } }
                    </button>
                </div>
            }
        </div>
    }
}

/// The file is about another member: offers to see the hall as that member.
fn offer(session: &Session, words: &Words, subject: &MemberId) -> Html {
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
