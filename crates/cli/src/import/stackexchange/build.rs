//! From posts to a catalogue and events.

use super::DEVICE;
use super::post::{Kind, Post};
use crate::import::batch::{Batch, event};
use crate::table::{count, counted};
use guildhall_engine::event::{Event, Quantity, Verb};
use guildhall_engine::id::EventId;
use guildhall_engine::time::Offset;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What a dump became.
pub(super) struct Dump {
    /// The catalogue's only page.
    pub catalogue: Value,
    /// How many questions it has.
    pub questions: usize,
}

/// Who wrote a post.
enum Author {
    Member(String),
    /// The account that the site acts under.
    Site,
    /// An account that no longer exists.
    Deleted,
}

impl Author {
    fn of(post: &Post) -> Author {
        match post.owner {
            None => Author::Deleted,
            Some(number) if number < 0 => Author::Site,
            Some(number) => Author::Member(format!("u{number}")),
        }
    }

    fn member(self) -> Option<String> {
        match self {
            Author::Member(id) => Some(id),
            Author::Site | Author::Deleted => None,
        }
    }
}

impl Dump {
    /// Builds the catalogue and puts the events into the batch.
    pub(super) fn of(posts: Vec<Post>, community: &str, batch: &mut Batch) -> Dump {
        let mut by_id: BTreeMap<u64, Post> = BTreeMap::new();
        for post in posts {
            match by_id.entry(post.id) {
                std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(post)),
                std::collections::btree_map::Entry::Occupied(_) => {
                    batch.refuse(format!("post {}", post.id), "another post has this number; the first is kept");
                }
            }
        }
        let mut builder = Builder {
            posts: &by_id,
            community,
            batch,
            items: Vec::new(),
            tags: BTreeSet::new(),
            accepted: 0,
            answers: 0,
        };
        by_id.values().for_each(|post| builder.post(post));
        builder.finish()
    }
}

struct Builder<'a> {
    posts: &'a BTreeMap<u64, Post>,
    community: &'a str,
    batch: &'a mut Batch,
    items: Vec<Value>,
    tags: BTreeSet<&'a str>,
    answers: usize,
    accepted: usize,
}

impl<'a> Builder<'a> {
    fn post(&mut self, post: &'a Post) {
        if let Kind::Other(what) = post.kind {
            return self.batch.leave_out(what);
        }
        match Author::of(post) {
            Author::Member(_) => {}
            Author::Deleted => {
                self.batch.leave_out("authors, because the account was deleted; the posts stay without one")
            }
            Author::Site => self.batch.leave_out("authors, because the site itself posted; the posts stay without one"),
        }
        match &post.kind {
            Kind::Question { tags, accepted, .. } => {
                self.tags.extend(tags.iter().map(String::as_str));
                self.item(post);
                self.act(post, Verb::Post, format!("q{}", post.id), None);
                self.votes(post, format!("q{}", post.id));
                if let Some(answer) = accepted {
                    self.acceptance(post, *answer);
                }
            }
            Kind::Answer { to } => {
                self.answers += 1;
                match self.posts.get(to) {
                    Some(question) => {
                        let asker = Author::of(question).member();
                        self.act(post, Verb::Answer, format!("q{to}"), asker);
                    }
                    None => self.batch.leave_out("answers to questions that the dump does not hold"),
                }
                self.votes(post, format!("a{}", post.id));
            }
            Kind::Other(_) => {}
        }
    }

    /// The catalogue's item of a question.
    fn item(&mut self, post: &Post) {
        let Kind::Question { title, summary, tags, views, .. } = &post.kind else { return };
        let mut item = Map::new();
        item.insert("id".into(), format!("q{}", post.id).into());
        item.insert("kind".into(), "question".into());
        item.insert("title".into(), title.as_str().into());
        item.insert("summary".into(), summary.as_str().into());
        item.insert("tags".into(), json!(tags));
        if let Some(owner) = Author::of(post).member() {
            item.insert("owner".into(), owner.into());
        }
        item.insert("published".into(), post.at.day(Offset::default()).to_string().into());
        item.insert("languages".into(), json!(["en"]));
        item.insert("popularity".into(), (*views).into());
        self.items.push(Value::Object(item));
    }

    /// What the author did by posting.
    fn act(&mut self, post: &Post, verb: Verb, object: String, owner: Option<String>) {
        if let Some(member) = Author::of(post).member() {
            let id = self.id(verb.as_str(), post.id);
            let event = Event {
                object: Some(object.into()),
                owner: owner.map(Into::into),
                ..event(DEVICE, id, post.at, &member, verb)
            };
            self.batch.take(&format!("post {}", post.id), event);
        }
    }

    fn acceptance(&mut self, question: &Post, answer: u64) {
        let Some(answer) = self.posts.get(&answer) else {
            return self.batch.leave_out("acceptances of answers that the dump does not hold");
        };
        self.accepted += 1;
        let owner = Author::of(answer).member();
        // An asker who is no longer known accepted it all the same; without anyone it concerns, nothing is left of it.
        let member = match Author::of(question).member() {
            Some(asker) => asker,
            None if owner.is_some() => self.community.to_owned(),
            None => return,
        };
        let id = self.id("accepted", question.id);
        let object = Some(format!("a{}", answer.id).into());
        let event =
            Event { object, owner: owner.map(Into::into), ..event(DEVICE, id, answer.at, &member, Verb::Accepted) };
        self.batch.take(&format!("post {}", question.id), event);
    }

    fn votes(&mut self, post: &Post, object: String) {
        let Some(owner) = Author::of(post).member().filter(|_| post.score != 0) else { return };
        let Some(value) = Quantity::new(post.score as f64) else {
            return self.batch.refuse(format!("post {}", post.id), format!("the score `{}` is too large", post.score));
        };
        let id = self.id("votes", post.id);
        let voters = event(DEVICE, id, post.at, self.community, Verb::Other("votes".into()));
        let event = Event { object: Some(object.into()), owner: Some(owner.into()), value: Some(value), ..voters };
        self.batch.take(&format!("post {}", post.id), event);
    }

    /// The same post gets the same ids at every import.
    fn id(&self, what: &str, post: u64) -> EventId {
        EventId::of_name(&format!("stackexchange\n{}\n{what}\n{post}", self.community))
    }

    fn finish(self) -> Dump {
        let authors: BTreeSet<i64> = self
            .posts
            .values()
            .filter(|post| !matches!(post.kind, Kind::Other(_)))
            .filter_map(|post| post.owner.filter(|number| *number >= 0))
            .collect();
        let (questions, answers) = (counted(self.items.len(), "question"), counted(self.answers, "answer"));
        let (accepted, members) = (count(self.accepted), counted(authors.len(), "member"));
        self.batch.notes.push(format!("{questions}, {answers}, {accepted} of them accepted, {members}"));
        self.batch.notes.push("the dump has no date of acceptance and of votes: the date of the post is used".into());
        let tags: Map<String, Value> =
            self.tags.iter().map(|tag| ((*tag).to_owned(), json!({"en": tag.replace('-', " ")}))).collect();
        let questions = self.items.len();
        let catalogue = json!({"guildhall": 1, "community": self.community, "tags": tags, "items": self.items});
        Dump { catalogue, questions }
    }
}
