//! One post of a dump, as far as it matters here.

use crate::import::text::plain;
use guildhall_engine::time::Moment;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::collections::BTreeMap;

/// The longest summary of a question, in characters.
const SUMMARY: usize = 200;

/// A question, an answer, or something else that a dump holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Post {
    /// The post's number.
    pub id: u64,
    /// What it is.
    pub kind: Kind,
    /// When it was written.
    pub at: Moment,
    /// The author's number: -1 is the site itself; none when the account was deleted.
    pub owner: Option<i64>,
    /// Votes for it less votes against it.
    pub score: i64,
}

/// What a post is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A question.
    Question {
        /// Its title.
        title: String,
        /// The beginning of its text.
        summary: String,
        /// Its tags.
        tags: Vec<String>,
        /// How often it was opened.
        views: u32,
        /// The answer its author accepted.
        accepted: Option<u64>,
    },
    /// An answer.
    Answer {
        /// The question.
        to: u64,
    },
    /// A wiki page, a notice or the like.
    Other(&'static str),
}

/// The posts in a stretch of XML, each read or with the reason why not.
pub(super) fn read(xml: &str) -> Vec<Result<Post, String>> {
    let mut reader = Reader::from_str(xml);
    let mut posts = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Empty(row) | Event::Start(row)) if row.name().as_ref() == b"row" => posts.push(post(&row)),
            Ok(Event::Eof) => return posts,
            Ok(_) => {}
            Err(error) => {
                posts.push(Err(format!("not well-formed XML: {error}")));
                return posts;
            }
        }
    }
}

fn post(row: &BytesStart<'_>) -> Result<Post, String> {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    for attribute in row.attributes() {
        let attribute = attribute.map_err(|error| format!("not well-formed XML: {error}"))?;
        let value = attribute.unescape_value().map_err(|error| format!("not well-formed XML: {error}"))?;
        fields.insert(String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), value.into_owned());
    }
    let get = |name: &str| fields.get(name).map(String::as_str);
    let need = |name: &str| get(name).ok_or_else(|| format!("`{name}` is missing"));
    let id = number(need("Id")?, "Id")?;
    let created = need("CreationDate")?;
    let at = Moment::parse(created).map_err(|error| format!("the `CreationDate` `{created}` is {error}"))?;
    let kind = match need("PostTypeId")? {
        "1" => Kind::Question {
            title: need("Title")?.split_whitespace().collect::<Vec<_>>().join(" "),
            summary: plain(get("Body").unwrap_or(""), SUMMARY),
            tags: tags(get("Tags").unwrap_or("")),
            views: get("ViewCount").map_or(Ok(0), |text| number(text, "ViewCount"))?,
            accepted: get("AcceptedAnswerId").map(|text| number(text, "AcceptedAnswerId")).transpose()?,
        },
        "2" => Kind::Answer { to: number(need("ParentId")?, "ParentId")? },
        "4" | "5" => Kind::Other("descriptions of tags"),
        "3" | "6" | "7" | "8" => Kind::Other("notices of the site (orphaned, nominations, placeholders)"),
        _ => Kind::Other("posts of an unknown kind"),
    };
    Ok(Post {
        id,
        kind,
        at,
        owner: get("OwnerUserId").map(|text| number(text, "OwnerUserId")).transpose()?,
        score: get("Score").map_or(Ok(0), |text| number(text, "Score"))?,
    })
}

fn number<T: std::str::FromStr>(text: &str, name: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("`{name}` is not a whole number: `{}`", text.chars().take(40).collect::<String>()))
}

/// Tags as `<beer><serving>`, or as `|beer|serving|` in newer dumps.
fn tags(text: &str) -> Vec<String> {
    text.split(['<', '>', '|']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_with_what_the_catalogue_needs() {
        let xml = r#"<row Id="1" PostTypeId="1" AcceptedAnswerId="4" CreationDate="2014-01-21T20:26:05.383" Score="-2" ViewCount="795"
            Body="&lt;p&gt;Salt &amp;amp; malt?&lt;/p&gt;&#xA;" OwnerUserId="7" Title="A  title" Tags="&lt;hops&gt;&lt;malt&gt;" />"#;
        let post = read(xml).remove(0).unwrap();
        let Kind::Question { title, summary, tags, views, accepted } = post.kind else { panic!("it is a question") };
        assert_eq!((title.as_str(), summary.as_str(), views, accepted), ("A title", "Salt & malt?", 795, Some(4)));
        assert_eq!((tags, post.owner, post.score), (vec!["hops".to_owned(), "malt".to_owned()], Some(7), -2));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (xml, why) in [
            (r#"<row PostTypeId="2" />"#, "`Id` is missing"),
            (r#"<row Id="x" />"#, "`Id` is not a whole number: `x`"),
            (r#"<row Id="1" CreationDate="soon" PostTypeId="2" />"#, "the `CreationDate` `soon` is"),
            (r#"<row Id="1" Body="&bogus;" />"#, "not well-formed XML"),
            (r#"<row Id="1"#, "not well-formed XML"),
        ] {
            let read = read(xml);
            assert!(matches!(&read[..], [Err(reason)] if reason.starts_with(why)), "{xml}: {read:?}");
        }
    }
}
