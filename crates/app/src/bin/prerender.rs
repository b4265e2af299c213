//! Writes the pages of a built site to standard output, as JSON: `prerender <site> <moment in ms>`.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), String> {
    use guildhall_app::prerender::{Page, Site};
    use guildhall_engine::time::Moment;
    use serde_json::{Value, json};

    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(moment)) = (arguments.next(), arguments.next().and_then(|ms| ms.parse().ok())) else {
        return Err("usage: prerender <site> <moment in ms>".into());
    };
    let page = |page: Page| {
        let versions: Vec<Value> = page.versions.iter().map(|(tag, at)| json!({"tag": tag, "address": at})).collect();
        let attributes: Vec<Value> =
            page.attributes.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        json!({
            "address": page.address, "tag": page.tag, "title": page.title, "description": page.description,
            "html": page.html, "versions": versions, "attributes": attributes,
        })
    };
    let pages: Vec<Value> = Site::read(folder.as_ref(), Moment(moment))?.pages().into_iter().map(page).collect();
    println!("{}", Value::Array(pages));
    Ok(())
}

/// In a browser there is nothing to write.
#[cfg(target_arch = "wasm32")]
fn main() {}
