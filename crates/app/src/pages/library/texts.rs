//! What the texts say, fetched when the library is searched for the first time.

use crate::fetch;
use crate::session::Session;
use crate::state::Action;
use crate::state::room::Room;
use guildhall_engine::search::TextIndex;
use std::collections::BTreeSet;
use wasm_bindgen_futures::spawn_local;

/// Asks for the texts' index in every language, once. What does not come is not searched.
pub fn want(session: &Session, room: &Room) {
    // The room of a guest is left for the member's, and what it knew with it.
    if room.is_guest() || !room.texts.is_empty() || session.desk.has_asked_for_texts.replace(true) {
        return;
    }
    let answers: Vec<(Box<str>, _)> = languages(room)
        .into_iter()
        .map(|language| {
            let address = [&room.community.folder, "texts/", language, "/index.txt"].concat();
            (Box::<str>::from(language), fetch::text(&address))
        })
        .collect();
    let session = session.clone();
    spawn_local(async move {
        let mut texts = Vec::new();
        for (language, answer) in answers {
            if let Ok(file) = answer.await {
                texts.push((language, TextIndex::read(&file)));
            }
        }
        if !texts.is_empty() {
            session.tell(Action::Texts(texts.into()));
        }
    });
}

/// The languages that texts lie in.
fn languages(room: &Room) -> Vec<&str> {
    let mut languages = BTreeSet::new();
    for item in room.community.catalogue.items().iter().filter(|item| item.text) {
        languages.extend(item.languages.iter().map(AsRef::<str>::as_ref));
        if item.languages.is_empty() {
            let own = room.community.charter.file().languages.iter();
            languages.extend(own.map(|language| language.split('-').next().unwrap_or(language)));
        }
    }
    languages.into_iter().collect()
}
