//! What the member says of themselves: a name and a picture, kept on this device alone.

use serde_json::{Value, json};
use std::rc::Rc;

/// A member's name and picture. Both are optional, and neither is part of the history of events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// How the member wants to be called; empty when they did not say.
    pub name: Rc<str>,
    /// A square picture as a `data:` address, no larger than [`Profile::PICTURE`].
    pub picture: Option<Rc<str>>,
}

impl Profile {
    /// The most characters of a name.
    pub const NAME: usize = 40;
    /// The most bytes of a picture's address; one of 256 by 256 points takes about a fifth of it.
    pub const PICTURE: usize = 150_000;
    /// Side of a picture, in points.
    pub const SIDE: u32 = 256;

    /// The same with a name as typed: without what surrounds it, and not longer than a name may be.
    pub fn called(&self, name: &str) -> Profile {
        let name: String = name.trim().chars().filter(|c| !c.is_control()).take(Profile::NAME).collect();
        Profile { name: name.trim_end().into(), ..self.clone() }
    }

    /// The same with another picture, or none; what is no picture or too large is none.
    pub fn pictured(&self, picture: Option<&str>) -> Profile {
        let fits = |address: &&str| address.starts_with("data:image/") && address.len() <= Profile::PICTURE;
        Profile { picture: picture.filter(fits).map(Rc::from), ..self.clone() }
    }

    /// One or two letters that stand for the name; empty without a name. Of a Chinese name the last two characters,
    /// which are how people call each other; of any other the first letters of its first and last word.
    pub fn initials(&self) -> String {
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        if self.name.chars().any(is_han) {
            let characters: Vec<char> = self.name.chars().filter(|c| !c.is_whitespace()).collect();
            return characters.iter().skip(characters.len().saturating_sub(2)).collect();
        }
        let mut words = self.name.split_whitespace();
        let letters = [words.next(), words.next_back()];
        letters.into_iter().flatten().filter_map(|word| word.chars().next()).map(|c| c.to_ascii_uppercase()).collect()
    }

    /// The form in which it is kept.
    pub fn write(&self) -> String {
        json!({ "name": &*self.name, "picture": self.picture.as_deref() }).to_string()
    }

    /// Reads the form in which it is kept; what cannot be read is not there.
    pub fn read(text: &str) -> Profile {
        let kept: Value = guildhall_engine::json::parse(text).unwrap_or_default();
        let text = |key: &str| kept.get(key).and_then(Value::as_str);
        Profile::default().called(text("name").unwrap_or_default()).pictured(text("picture"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_back_as_it_was_written() {
        let profile =
            Profile::default().called("  Ada \"Countess\" Lovelace ").pictured(Some("data:image/jpeg;base64,AA"));
        assert_eq!(&*profile.name, "Ada \"Countess\" Lovelace");
        assert_eq!(Profile::read(&profile.write()), profile);
        assert_eq!(Profile::read(""), Profile::default());
        assert_eq!(Profile::read("[1"), Profile::default());
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_left_out() {
        let long = ["data:image/png;base64,", &"A".repeat(Profile::PICTURE)].concat();
        for address in ["https://elsewhere.example/me.png", "data:text/html,x", &long] {
            assert_eq!(Profile::default().pictured(Some(address)).picture, None);
        }
        assert_eq!(Profile::default().called(&"长".repeat(90)).name.chars().count(), Profile::NAME);
    }

    #[test]
    fn initials_follow_the_way_a_name_is_written() {
        let cases =
            [("", ""), ("ada", "A"), ("Ada King Lovelace", "AL"), ("陈小明", "小明"), ("王芳", "王芳"), ("Émile", "É")];
        for (name, initials) in cases {
            assert_eq!(Profile::default().called(name).initials(), initials, "{name}");
        }
    }
}
