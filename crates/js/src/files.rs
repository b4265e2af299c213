//! Events as files, out and in: a chunk of the program.

use crate::HallCore;
use crate::answer::plain;
use crate::chunk::Later;
use crate::fault::Fault;
use crate::opened::Opened;
use crate::options::{bytes, wrong_type};
use guildhall_browser::chunk;
use guildhall_engine::event::Event;
use guildhall_engine::exchange::{read_events, write_ndjson};
use guildhall_engine::finding::Finding;
use guildhall_store::Ack;
use serde::Serialize;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What became of a file.
#[derive(Serialize)]
struct ImportReport {
    /// Lines that were not blank.
    lines: usize,
    /// Events that are new here.
    taken: usize,
    /// Events that were here already.
    known: usize,
    /// Lines that repeated an event of the same file.
    repeated: usize,
    /// Lines that could not be used.
    refused: usize,
    /// What was wrong with them.
    findings: Vec<Finding>,
}

/// What reads and writes files.
#[derive(Clone, Copy)]
pub struct Files {
    export: fn(Rc<Opened>) -> String,
    import: fn(Rc<Opened>, JsValue) -> Later<JsValue>,
}

const FILES: Files = Files { export: write, import: |opened, file| Box::pin(read(opened, file)) };

chunk!(files: Files = FILES);

#[wasm_bindgen]
impl HallCore {
    /// Every event of the community on this device, one JSON object a line.
    #[wasm_bindgen(js_name = exportEvents)]
    pub async fn export_events(&self) -> Result<String, JsValue> {
        let opened = self.opened()?;
        let files = files().await.map_err(Fault::from)?;
        Ok((files.export)(opened))
    }

    /// Takes in a file of events: text or bytes.
    #[wasm_bindgen(js_name = importEvents)]
    pub async fn import_events(&self, file: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let files = files().await.map_err(Fault::from)?;
        Ok((files.import)(opened, file).await?)
    }
}

fn write(opened: Rc<Opened>) -> String {
    let (ledger, others) = (opened.ledger.borrow(), opened.others.borrow());
    write_ndjson(ledger.entries().iter().map(|entry| &entry.event).chain(others.values()))
}

async fn read(opened: Rc<Opened>, file: JsValue) -> Result<JsValue, Fault> {
    let read = match (file.as_string(), bytes(&file)) {
        (Some(text), _) => text.into_bytes(),
        (None, Some(bytes)) => bytes,
        (None, None) => return Err(wrong_type("import.file", "a text or bytes", &file)),
    };
    let intake = read_events(&read);
    let acks = opened.hall.append(&intake.events).await?;
    let mut report = ImportReport {
        lines: intake.lines,
        taken: 0,
        known: 0,
        repeated: intake.repeated,
        refused: intake.refused,
        findings: intake.findings,
    };
    let mut taken: Vec<Event> = Vec::new();
    for (event, ack) in intake.events.into_iter().zip(acks) {
        match ack {
            Ack::Stored => {
                report.taken += 1;
                taken.push(event);
            }
            Ack::Duplicate => report.known += 1,
            Ack::Rejected(rejection) => {
                report.refused += 1;
                let path = ["event ", &event.id.to_string()].concat();
                report.findings.push(Finding::error(rejection.code, path, rejection.message, ""));
            }
        }
    }
    if !taken.is_empty() {
        opened.take(taken);
        opened.tell("import", report.taken);
    }
    plain(&report)
}
