//! The files of a model, and putting them where they are published without ever leaving half of them.

use crate::cluster;
use crate::ridge::Rows;
use anyhow::{Context, Result, bail};
use guildhall_engine::id::ItemId;
use guildhall_engine::model::{self, FILE, Files, Header, Layout};
use std::fs;
use std::path::{Path, PathBuf};

/// Up to so many bytes of rows a model is one file.
pub const WHOLE: usize = 500_000;
/// The bytes of a shard.
pub const SHARD: usize = 8_000;
/// The endings of a model's files.
const ENDINGS: [&str; 3] = ["ghm", "ghs", "ghi"];

/// The files: one when it is small, shards of items that go together when it is not.
///
/// # Errors
/// When a weight is no number.
pub fn files(header: &Header, items: &[String], rows: &Rows) -> Result<Files> {
    let ids: Vec<ItemId> = items.iter().map(|id| ItemId::from(id.as_str())).collect();
    let layout = if crate::budget::size(rows) <= WHOLE {
        Layout::Whole
    } else {
        Layout::Shards { bytes: SHARD, order: cluster::order(rows, SHARD) }
    };
    Ok(model::write(header, &ids, rows, &layout)?)
}

/// Puts the files into a folder by way of a folder beside it, in place of the model that is there.
///
/// # Errors
/// When the folder holds anything but a model, or cannot be written; then it is as it was.
pub fn publish(folder: &Path, files: &Files) -> Result<()> {
    let strangers = strangers(folder)?;
    if let Some(stranger) = strangers.first() {
        bail!("{} holds something that is no part of a model: {stranger}; name a folder of its own", folder.display());
    }
    let part = beside(folder, "part")?;
    let old = beside(folder, "old")?;
    let written = write(&part, files).and_then(|()| {
        if folder.exists() {
            fs::rename(folder, &old)?;
        }
        fs::rename(&part, folder).inspect_err(|_| {
            // The model that was there goes back.
            let _ = fs::rename(&old, folder);
        })?;
        if old.exists() { fs::remove_dir_all(&old) } else { Ok(()) }
    });
    if written.is_err() {
        // The reason for the failure matters more than a leftover that could not be removed.
        let _ = fs::remove_dir_all(&part);
    }
    written.with_context(|| format!("cannot write the model to {}", folder.display()))
}

fn write(folder: &Path, files: &Files) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (name, bytes) in &files.parts {
        fs::write(folder.join(name), bytes)?;
    }
    fs::write(folder.join(FILE), &files.model)
}

fn strangers(folder: &Path) -> Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !path.is_file() || !ENDINGS.contains(&ending) {
            names.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn beside(folder: &Path, ending: &str) -> Result<PathBuf> {
    let Some(name) = folder.file_name() else { bail!("{} does not name a folder", folder.display()) };
    let mut name = name.to_os_string();
    name.push(format!(".{}.{ending}", std::process::id()));
    Ok(folder.with_file_name(name))
}
