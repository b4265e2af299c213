//! The catalogue's objects as they stand in `catalogue.json`.

use crate::address::{FilePath, WebAddress};
use crate::condition::Condition;
use crate::document::shape;
use crate::id::{CommunityId, ItemId, MemberId, TagId};
use crate::table::Table;
use crate::text::{Money, Text};
use crate::time::{Day, Moment};

shape! {
    /// The content and services of a community: one file, or a first page that names the others.
    pub struct CatalogueFile {
        /// Version of the format; this version is 1.
        guildhall("guildhall"): u32;
        /// The community it belongs to, as in the charter.
        community("community"): CommunityId;
        /// Further files, relative to this one.
        pages("pages"): Vec<Box<str>> = Vec::new();
        /// Names of tags for people.
        tags("tags"): Table<TagId, Text> = Table::new();
        /// Content.
        items("items"): Vec<Item> = Vec::new();
        /// Events that members attend.
        activities("activities"): Vec<Activity> = Vec::new();
    }
}

shape! {
    /// A piece of content.
    pub struct Item {
        /// Identifier.
        id("id"): ItemId;
        /// What kind of content it is, such as `article` or `course`.
        kind("kind"): Box<str> = "article".into();
        /// Title.
        title("title"): Text;
        /// What it is about, in a sentence or two.
        summary("summary"): Text = Text::default();
        /// What it is about, as tags.
        tags("tags"): Vec<TagId> = Vec::new();
        /// Who wrote it, for people.
        author("author"): Text = Text::default();
        /// The member who wrote it, when a member did.
        owner("owner"): Option<MemberId> = None;
        /// The day it was published.
        published("published"): Option<Day> = None;
        /// How long it takes, in minutes.
        minutes("minutes"): Option<u32> = None;
        /// Its price; without one it is included in membership.
        price("price"): Option<Money> = None;
        /// Who may open it; by default every member.
        audience("audience"): Condition = Condition::always();
        /// Languages it exists in (BCP 47).
        languages("languages"): Vec<Box<str>> = Vec::new();
        /// The published work it is about.
        work("work"): Option<Work> = None;
        /// How often it was read before, for a shelf without a model.
        popularity("popularity"): f64 = 0.0;
        /// Whether a text file with its identifier exists.
        text("text"): bool = false;
        /// Where it lies, when it is not in the catalogue's own texts.
        link("link"): Option<Box<str>> = None;
        /// Where it is bought, when the charter's `checkout` does not say.
        checkout("checkout"): Option<WebAddress> = None;
        /// A picture of it, upright, 3 wide to 4 high; without one a cover is drawn.
        image("image"): Option<Picture> = None;
    }
}

shape! {
    /// A picture.
    pub struct Picture {
        /// The file, relative to the catalogue.
        src("src"): FilePath;
        /// What is to be seen, for those who do not see it; empty for decoration.
        alt("alt"): Text = Text::default();
    }
}

shape! {
    /// A published work that an item is about.
    pub struct Work {
        /// Title.
        title("title"): Text;
        /// Author.
        author("author"): Text = Text::default();
        /// Year of publication, for people.
        year("year"): Text = Text::default();
    }
}

shape! {
    /// An event that members attend.
    pub struct Activity {
        /// Identifier.
        id("id"): ItemId;
        /// Title.
        title("title"): Text;
        /// What happens there.
        summary("summary"): Text = Text::default();
        /// What it is about, as tags.
        tags("tags"): Vec<TagId> = Vec::new();
        /// When it begins.
        starts("starts"): Moment;
        /// When it ends.
        ends("ends"): Option<Moment> = None;
        /// Where it takes place.
        place("place"): Text = Text::default();
        /// How many can take part.
        capacity("capacity"): Option<u32> = None;
        /// Its price; without one it is included in membership.
        price("price"): Option<Money> = None;
        /// Who may take part; by default every member.
        audience("audience"): Condition = Condition::always();
        /// When booking opens to everybody in the audience; without it, it is open from the beginning.
        opens("opens"): Option<Moment> = None;
        /// Hours before `opens` in which members with priority can book.
        priority_hours("priorityHours"): Option<u32> = None;
    }
}
