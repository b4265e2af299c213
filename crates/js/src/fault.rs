//! What goes wrong, as JavaScript sees it.

use crate::opened::Problem;
use guildhall_engine::finding::{Finding, Severity};
use guildhall_store::StoreError;
use js_sys::{Error, Reflect};
use std::borrow::Cow;
use wasm_bindgen::JsValue;

/// An error with a stable name, a message for people, and the place of what is wrong.
#[derive(Debug, Clone)]
pub struct Fault {
    code: Cow<'static, str>,
    message: String,
    path: Option<String>,
    findings: Vec<Finding>,
    /// Of an exchange: what came of it all the same.
    report: Option<JsValue>,
}

impl Fault {
    /// A fault of nothing in particular.
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Fault {
        Fault { code: code.into(), message: message.into(), path: None, findings: Vec::new(), report: None }
    }

    /// The hall was closed.
    pub fn closed() -> Fault {
        Fault::new("closed", "the hall was closed; open it again")
    }

    /// Its stable name.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The same with what came of an exchange.
    pub fn with_report(self, report: JsValue) -> Fault {
        Fault { report: Some(report), ..self }
    }

    /// The same with its place, such as `open.charter`.
    pub fn at(self, path: impl Into<String>) -> Fault {
        Fault { path: Some(path.into()), ..self }
    }

    /// A document or an event that cannot be used, told by the first of what makes it so; all of it is in `findings`.
    pub fn of_findings(code: Option<&'static str>, findings: Vec<Finding>) -> Fault {
        let first = findings.iter().find(|finding| finding.severity == Severity::Error).or_else(|| findings.first());
        let Some(first) = first else {
            return Fault::new(code.unwrap_or("bad-document"), "the document cannot be used");
        };
        let message = if first.remedy.is_empty() {
            first.message.clone()
        } else {
            [&first.message, "; ", &first.remedy].concat()
        };
        let fault = Fault::new(code.unwrap_or(first.code), message).at(first.path.clone());
        Fault { findings, ..fault }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Fault {
        Fault::new(error.code(), error.to_string())
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> JsValue {
        let error = Error::new(&fault.message);
        error.set_name("GuildhallError");
        // Setting a property of a new object cannot fail.
        let put = |key: &str, value: JsValue| Reflect::set(&error, &key.into(), &value).is_ok();
        put("code", (&*fault.code).into());
        if let Some(path) = &fault.path {
            put("path", path.into());
        }
        if !fault.findings.is_empty()
            && let Ok(findings) = crate::answer::plain(&fault.findings)
        {
            put("findings", findings);
        }
        if let Some(report) = fault.report {
            put("report", report);
        }
        error.into()
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Problem {
        Problem { code: fault.code, message: fault.message, path: fault.path }
    }
}
