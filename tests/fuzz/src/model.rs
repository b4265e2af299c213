//! The files of a model: damage is told, and what is read makes a shelf.

use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::digest::{hex, sha256};
use guildhall_engine::document::Shape;
use guildhall_engine::id::ItemId;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::model::{Header, Layout, Model, write};
use guildhall_engine::shelf::shelf;
use guildhall_engine::standing::standing;
use guildhall_engine::taste::taste;
use guildhall_engine::time::Moment;

const NOW: Moment = Moment(1_767_225_600_000);
/// The items of a shard that is read.
const ITEMS: u32 = 40;

/// Reads the bytes as a model whose checksum is right, and as a shard of a model that names it.
pub fn model(data: &[u8]) {
    let charter = super::preset();
    let mut catalogue = Catalogue::new();
    let (page, _) = Catalogue::read_page_text(guildhall_engine::presets::PRESETS[0].catalogue);
    catalogue.add(page.expect("the presets are sound"), &charter);
    let community = &charter.file().id;
    let _ = Model::read(data, community, &catalogue);
    let mut sealed = data[..data.len().saturating_sub(32)].to_vec();
    sealed.extend(sha256(&sealed));
    for read in [Model::read(&sealed, community, &catalogue), parent(data, community.as_str(), &catalogue)] {
        let Ok(model) = read else { continue };
        let ledger = Ledger::of("ada".into(), super::busy().entries().iter().map(|entry| entry.event.clone()));
        let taste = taste(&charter, &catalogue, &ledger, NOW);
        let standing = standing(&charter, &ledger, NOW);
        let shelf = shelf(&charter, &catalogue, &standing, &taste, Some(&model), 12);
        for pick in shelf.picks {
            assert_eq!(pick.reasons.iter().fold(0.0, |sum, reason| sum + reason.contribution), pick.score);
        }
    }
}

/// A model in parts that took these bytes as its shard.
fn parent(shard: &[u8], community: &str, catalogue: &Catalogue) -> Result<Model, guildhall_engine::model::Fault> {
    let hash = &sha256(shard)[..8];
    let said = Header { items: ITEMS, ids: Some("0011223344556677".into()), ..Header::new(community.into()) };
    let said = said.write().to_string();
    let mut file = b"GHMD\x01\x00".to_vec();
    file.extend((said.len() as u32).to_le_bytes());
    file.extend(said.bytes());
    file.push(1);
    file.extend(hash);
    file.extend((0..ITEMS).map(|_| 1));
    file.extend(sha256(&file));
    let mut model = Model::read(&file, &community.into(), catalogue)?;
    model.take(&[&hex(hash), ".ghs"].concat(), shard, catalogue)?;
    Ok(model)
}

/// A model of the first preset's community in one file, and the parts of one.
pub fn samples() -> Vec<Vec<u8>> {
    let items: Vec<ItemId> = (0..ITEMS).map(|at| ItemId::from(format!("i{at}"))).collect();
    let rows: Vec<Vec<(u32, f32)>> =
        (0..ITEMS).map(|at| (1..9).map(|step| ((at + step) % ITEMS, 1.0 / step as f32)).collect()).collect();
    let header = Header::new(super::preset().file().id.clone());
    let whole = write(&header, &items, &rows, &Layout::Whole).expect("it can be written");
    let shards = Layout::Shards { bytes: 200, order: (0..ITEMS).collect() };
    let parts = write(&header, &items, &rows, &shards).expect("it can be written");
    let files = parts.parts.into_iter().map(|(_, bytes)| bytes);
    [whole.model, parts.model].into_iter().chain(files).collect()
}
