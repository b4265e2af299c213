//! `guildhall schema`: the JSON Schema of each document.

use crate::files;
use anyhow::Result;
use guildhall_engine::schema;
use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `guildhall schema`.
#[derive(clap::Args)]
pub struct Args {
    /// Which document.
    #[arg(value_enum, required_unless_present = "dir")]
    document: Option<Document>,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE", conflicts_with = "dir")]
    out: Option<PathBuf>,
    /// Write the schemas of all documents into this folder, each as `<document>.json`.
    #[arg(long, value_name = "DIR", conflicts_with = "document")]
    dir: Option<PathBuf>,
}

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Document {
    /// The rules of a community.
    Charter,
    /// Its content and services.
    Catalogue,
    /// One event.
    Event,
}

impl Document {
    fn name(self) -> &'static str {
        match self {
            Document::Charter => "charter",
            Document::Catalogue => "catalogue",
            Document::Event => "event",
        }
    }

    fn schema(self) -> Value {
        match self {
            Document::Charter => schema::charter(),
            Document::Catalogue => schema::catalogue(),
            Document::Event => schema::event(),
        }
    }

    fn text(self) -> Result<String> {
        Ok(format!("{}\n", serde_json::to_string_pretty(&self.schema())?))
    }
}

/// Writes one schema, or all of them into a folder.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<ExitCode> {
    if let Some(folder) = &args.dir {
        for document in [Document::Charter, Document::Catalogue, Document::Event] {
            let path = folder.join(format!("{}.json", document.name()));
            files::write(&path, document.text()?.as_bytes())?;
            writeln!(out, "wrote {}", path.display())?;
        }
    }
    if let Some(document) = args.document {
        match &args.out {
            Some(path) => files::write(path, document.text()?.as_bytes())?,
            None => out.write_all(document.text()?.as_bytes())?,
        }
    }
    Ok(ExitCode::SUCCESS)
}
