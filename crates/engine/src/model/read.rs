//! Reading the files of a model. Nothing is believed before its checksum, and no number before it was compared.

use super::bytes::Bytes;
use super::rows::Rows;
use super::{FORMAT, Fault, Header, Model, Shard, file_name, short_hash};
use crate::catalogue::Catalogue;
use crate::digest::{hex, sha256};
use crate::document::{Reader, Shape};
use crate::id::CommunityId;

/// The first bytes of a model, and of a shard.
pub(super) const MODEL: [u8; 4] = *b"GHMD";
pub(super) const SHARD: [u8; 4] = *b"GHMS";
/// The bytes of SHA-256 at the end of a model.
const CHECKSUM: usize = 32;

/// The community of a model, without reading the rest.
///
/// # Errors
/// When it is none, is damaged, or is newer than this software.
pub fn community_of(file: &[u8]) -> Result<CommunityId, Fault> {
    open(file).map(|(header, _)| header.community)
}

/// Verifies the first file and reads its header; the bytes that follow it.
fn open(file: &[u8]) -> Result<(Header, Bytes<'_>), Fault> {
    let mut bytes = Bytes::new(file);
    let magic: [u8; 4] = bytes.array().map_err(|_| Fault::NotAModel)?;
    if magic != MODEL {
        return Err(Fault::NotAModel);
    }
    let version = u16::from_le_bytes(bytes.array()?);
    if version > FORMAT {
        return Err(Fault::Newer(version));
    }
    let length = u32::from_le_bytes(bytes.array()?) as usize;
    let sound = file.len().checked_sub(CHECKSUM).and_then(|end| file.split_at_checked(end));
    let Some((content, checksum)) = sound.filter(|(content, _)| content.len() >= bytes.at()) else {
        return Err(Fault::CutShort(file.len()));
    };
    if sha256(content) != checksum {
        return Err(Fault::Damaged);
    }
    let mut bytes = Bytes::new(content);
    bytes.take(10)?;
    let header = header(bytes.take(length)?)?;
    Ok((header, bytes))
}

fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Header("it is not UTF-8".into()))?;
    let value = crate::document::json(text).map_err(|finding| Fault::Header(finding.message))?;
    let mut reader = Reader::new();
    let header = Header::read(&value, &mut reader);
    // A later version of the trainer may say more of what it did.
    let fault = reader.into_findings().into_iter().find(|finding| finding.code != "unknown-key");
    match (header, fault) {
        (Some(header), None) => Ok(header),
        (_, fault) => {
            Err(Fault::Header(fault.map(|fault| [fault.path, ": ".into(), fault.message].concat()).unwrap_or_default()))
        }
    }
}

impl Model {
    /// Reads a model's first file, for a catalogue.
    ///
    /// # Errors
    /// When it is not a model of this community that this software reads, whole and undamaged.
    pub fn read(file: &[u8], community: &CommunityId, catalogue: &Catalogue) -> Result<Model, Fault> {
        let (header, mut bytes) = open(file)?;
        if header.community != *community {
            return Err(Fault::OtherCommunity(header.community));
        }
        let items = header.items as usize;
        // Each item takes a byte at least: a number beyond that is not allocated for.
        if items > file.len() {
            return Err(Fault::Malformed(bytes.at(), "fewer bytes than items"));
        }
        let is_sound = |number: f64| number.is_finite() && number >= 0.0;
        if !is_sound(header.history) || !is_sound(header.recent_weight) {
            return Err(Fault::Header("`history` and `recentWeight` are to be 0 or more".into()));
        }
        let mut model = Model {
            header,
            places: Vec::new(),
            numbers: Vec::new(),
            shards: Vec::new(),
            shard_of: Vec::new(),
            rows: Rows::for_items(items),
        };
        if model.header.ids.is_none() {
            let ids = ids(&mut bytes, items)?;
            model.bind(ids.into_iter(), catalogue);
            for item in 0..model.header.items {
                model.rows.read(item, &mut bytes)?;
            }
        } else {
            for _ in 0..bytes.length()? {
                model.shards.push(Shard { hash: bytes.array()?, here: false });
            }
            for _ in 0..items {
                let at = bytes.at();
                let shard = bytes.number()?;
                if shard as usize > model.shards.len() {
                    return Err(Fault::Malformed(at, "a shard beyond the last"));
                }
                model.shard_of.push(shard);
            }
            if let Some(begin) = catalogue.items().get(..items) {
                let mut written = Vec::new();
                super::write::ids(&mut written, begin.iter().map(|item| item.id.as_str()));
                if model.header.ids.as_deref() == Some(&hex(&short_hash(&written))) {
                    model.bind(begin.iter().map(|item| item.id.as_str()), catalogue);
                }
            }
        }
        if bytes.is_empty() { Ok(model) } else { Err(Fault::Malformed(bytes.at(), "bytes after the end")) }
    }

    /// Takes another of the model's files, by the name under which [`Model::wants`] or [`Model::wants_ids`] asked for it.
    ///
    /// # Errors
    /// When it is not the file that was asked for; what was here stays.
    pub fn take(&mut self, name: &str, file: &[u8], catalogue: &Catalogue) -> Result<(), Fault> {
        if self.wants_ids().as_deref() == Some(name) {
            if Some(&*hex(&short_hash(file))) != self.header.ids.as_deref() {
                return Err(Fault::Damaged);
            }
            let mut bytes = Bytes::new(file);
            let ids = ids(&mut bytes, self.header.items as usize)?;
            self.bind(ids.into_iter(), catalogue);
            return Ok(());
        }
        let place = self.shards.iter().position(|shard| file_name(shard.hash) == name);
        let Some(shard) = place.and_then(|place| self.shards.get_mut(place)) else {
            return Err(Fault::Unknown(name.to_owned()));
        };
        if short_hash(file) != shard.hash {
            return Err(Fault::Damaged);
        }
        shard.here = true;
        // It is what the model names: a fault in it is the trainer's, and its other rows are as good as they were.
        shard_rows(file, self.header.items, &mut self.rows)
    }
}

/// Identifiers in a row, each after its length.
fn ids<'a>(bytes: &mut Bytes<'a>, count: usize) -> Result<Vec<&'a str>, Fault> {
    let mut ids = Vec::with_capacity(count);
    for _ in 0..count {
        let at = bytes.at();
        let length = bytes.length()?;
        let id = std::str::from_utf8(bytes.take(length)?);
        ids.push(id.map_err(|_| Fault::Malformed(at, "an identifier that is not UTF-8"))?);
    }
    Ok(ids)
}

/// Reads the rows of a shard, each after the distance of its item from the one before.
fn shard_rows(file: &[u8], items: u32, rows: &mut Rows) -> Result<(), Fault> {
    let mut bytes = Bytes::new(file);
    if bytes.array().map_err(|_| Fault::NotAModel)? != SHARD {
        return Err(Fault::NotAModel);
    }
    let version = u16::from_le_bytes(bytes.array()?);
    if version > FORMAT {
        return Err(Fault::Newer(version));
    }
    let mut next = 0u32;
    while !bytes.is_empty() {
        let at = bytes.at();
        let item = bytes.number()?.checked_add(next).filter(|item| *item < items);
        let item = item.ok_or(Fault::Malformed(at, "a row of an item beyond the last"))?;
        rows.read(item, &mut bytes)?;
        next = item + 1;
    }
    Ok(())
}
