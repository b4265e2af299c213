//! The trained model that a charter names: its files, whole, and how well it fits the catalogue.

use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::finding::Finding;
use guildhall_engine::model::Model;
use std::fs;
use std::path::Path;

/// Where the charter names the model.
const PATH: &str = "$.taste.model";
/// What is to be done about most faults.
const REMEDY: &str = "train it anew with `guildhall train`, or leave `taste.model` out";

/// What is wrong with the model in a community's folder.
pub(super) fn check(folder: &Path, charter: &Charter, catalogue: &Catalogue) -> Vec<Finding> {
    let Some(name) = charter.file().taste.model.as_deref() else { return Vec::new() };
    let file = folder.join(name);
    let error = |message: String| vec![Finding::error("model-unusable", PATH, message, REMEDY)];
    let bytes = match fs::read(&file) {
        Ok(bytes) => bytes,
        Err(fault) => return error(format!("{name} cannot be read: {fault}")),
    };
    let mut model = match Model::read(&bytes, &charter.file().id, catalogue) {
        Ok(model) => model,
        Err(fault) => return error(format!("{name}: {fault}")),
    };
    let beside = file.parent().unwrap_or(folder);
    // The identifiers first: without them the model knows of no item which part has it.
    let ids: Vec<String> = model.wants_ids().into_iter().collect();
    for part in ids.into_iter().chain(model.part_names()) {
        let taken = match fs::read(beside.join(&part)) {
            Ok(bytes) => model.take(&part, &bytes, catalogue).map_err(|fault| fault.to_string()),
            Err(fault) => Err(fault.to_string()),
        };
        if let Err(fault) = taken {
            return error(format!("the model's part {part}: {fault}"));
        }
    }
    let items = catalogue.items().len();
    if items > 0 && model.known() * 2 < items {
        let message = format!("the model knows {} of the catalogue's {items} items", model.known());
        return vec![Finding::warning("model-stale", PATH, message, "train it anew with `guildhall train`")];
    }
    Vec::new()
}
