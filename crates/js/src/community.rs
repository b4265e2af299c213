//! The two documents a hall is opened with: at an address, as an object, or as text.

use crate::chunk::Later;
use crate::fault::Fault;
use crate::fetch;
use crate::opened::Opened;
use crate::options::{href, json, shown, wrong_type};
use guildhall_browser::chunk;
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::{Charter, Unchecked};
use guildhall_engine::finding::Finding;
use js_sys::Array;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Checks a charter as a whole.
type Check = fn(Unchecked) -> (Option<Charter>, Vec<Finding>);

// Who says that the documents were checked does without it.
chunk!(check: Check = Unchecked::check);

/// The most files of a catalogue.
const MOST_PAGES: usize = 1000;

/// A document's text, and where it was fetched from if it was.
struct Document {
    text: String,
    address: Option<String>,
}

/// A charter, where it was fetched from, and what is worth knowing about it. One that `is_checked` was found to be without
/// errors by whoever published it.
pub async fn charter(value: &JsValue, is_checked: bool) -> Result<(Charter, Option<String>, Vec<Finding>), Fault> {
    let Document { text, address } = document(value, "open.charter").await?;
    if is_checked && let Some(charter) = Unchecked::read_text(&text).trust() {
        return Ok((charter, address, Vec::new()));
    }
    let check = check().await?;
    let (charter, findings) = check(Unchecked::read_text(&text));
    match charter {
        Some(charter) => Ok((charter, address, findings)),
        None => Err(Fault::of_findings(Some("bad-charter"), findings)),
    }
}

/// Reads the catalogue of a hall.
type Read = fn(Rc<Opened>) -> Later<(Catalogue, Vec<Finding>)>;

// A card or a gate needs no content.
chunk!(catalogue: Read = |opened| Box::pin(whole(opened)));

/// A catalogue with all its files, and what is worth knowing about it.
async fn whole(opened: Rc<Opened>) -> Result<(Catalogue, Vec<Finding>), Fault> {
    const PLACE: &str = "open.catalogue";
    let (value, charter) = (&opened.content, &opened.charter);
    let (mut catalogue, mut all) = (Catalogue::new(), Vec::new());
    let given: Vec<JsValue> =
        if Array::is_array(value) { Array::from(value).iter().collect() } else { vec![value.clone()] };
    for value in &given {
        let mut next = vec![document(value, PLACE).await?];
        let mut seen = BTreeSet::new();
        while let Some(Document { text, address }) = next.pop() {
            let (page, findings) = Catalogue::read_page_text(&text);
            let Some(page) = page else { return Err(Fault::of_findings(Some("bad-catalogue"), findings)) };
            all.extend(findings);
            // Files given as objects are given together: there is no address the others could lie beside.
            for name in page.pages.iter().filter(|_| address.is_some()) {
                let address = fetch::beside(address.as_deref().unwrap_or_default(), name);
                if seen.len() < MOST_PAGES && seen.insert(address.clone()) {
                    next.insert(0, Document { text: fetch::text(&address, PLACE).await?, address: Some(address) });
                }
            }
            if address.is_none() && !page.pages.is_empty() && given.len() == 1 {
                let message = "the catalogue has further files; give its address, or an array with all of them";
                return Err(Fault::new("catalogue-incomplete", message).at(PLACE));
            }
            all.extend(catalogue.add(page, charter));
        }
    }
    Ok((catalogue, all))
}

async fn document(value: &JsValue, place: &str) -> Result<Document, Fault> {
    match value.as_string() {
        Some(text) if text.trim_start().starts_with(['{', '[']) => Ok(Document { text, address: None }),
        Some(address) if address.trim().is_empty() => {
            Err(Fault::new("wrong-type", ["an address is wanted, not `", &shown(&address), "`"].concat()).at(place))
        }
        Some(address) => Ok(Document { text: fetch::text(&address, place).await?, address: Some(address) }),
        None if let Some(address) = href(value) => {
            Ok(Document { text: fetch::text(&address, place).await?, address: Some(address) })
        }
        None if value.is_object() && !value.is_function() => Ok(Document { text: json(value, place)?, address: None }),
        None => Err(wrong_type(place, "an address, an object or a JSON text", value)),
    }
}
