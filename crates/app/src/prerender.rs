//! Writing the pages when the site is built: as they look to somebody who was never here, so that there is something to
//! read before the app has arrived, and for those who read without running anything.

use crate::app::{App, Props, Start};
use crate::boot::Documents;
use crate::language::Language;
use crate::route::Route;
use crate::session::Desk;
use crate::settings::Looks;
use crate::start::{MOMENT, SEAL, seal};
use crate::state::{Action, State};
use guildhall_engine::charter::Charter;
use guildhall_engine::time::Moment;
use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;
use yew::LocalServerRenderer;

/// A page as the build writes it.
pub struct Page {
    /// Its address relative to the site's base, such as `zh/library`.
    pub address: String,
    /// The same page in every language: tag and address.
    pub versions: Vec<(&'static str, String)>,
    /// The tag of its language.
    pub tag: &'static str,
    /// The document's title.
    pub title: String,
    /// What it is, for those who choose from a list of pages.
    pub description: String,
    /// What stands in it.
    pub html: String,
    /// Attributes of the element it stands in: name and value.
    pub attributes: Vec<(&'static str, String)>,
}

/// What a site's pages are written from.
pub struct Site {
    documents: Rc<Documents>,
    now: Moment,
}

impl Site {
    /// Reads the community in a built site's folder.
    ///
    /// # Errors
    /// When its charter or catalogue cannot be read or used, with the document's name.
    pub fn read(folder: &Path, now: Moment) -> Result<Site, String> {
        let read = |name: &str| {
            let path = folder.join("community").join(name);
            std::fs::read_to_string(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
        };
        let (charter, catalogue) = (Some(read("charter.json")?), Some(read("catalogue.json")?));
        // The app trusts what a page was made from; here is where it is checked.
        let is_sound = charter.as_deref().is_some_and(|text| Charter::parse_text(text).0.is_some());
        let mut documents = Documents::new("community/".into(), charter, catalogue);
        if !is_sound || !documents.read_charter() || !documents.read_catalogue() {
            return Err("`charter.json` or `catalogue.json` cannot be used; `guildhall check` says why".into());
        }
        Ok(Site { documents: Rc::new(documents), now })
    }

    /// Every page with an address of its own, in every language.
    pub fn pages(&self) -> Vec<Page> {
        let all =
            Language::ALL.into_iter().flat_map(|language| Route::PLAIN.iter().map(move |route| (language, route)));
        all.filter_map(|(language, route)| self.page(route, language)).collect()
    }

    fn page(&self, route: &Route, language: Language) -> Option<Page> {
        let address = route.address(language);
        let opening = self.documents.as_guest(self.now)?;
        let community = opening.community.charter.file().name.get(language.tag()).to_owned();
        let summary = opening.community.charter.file().description.get(language.tag()).to_owned();
        let state = State::new(route.clone(), language, Looks::default());
        let state = state.after(Action::Opened(Box::new(opening)));
        let desk = Rc::new(Desk::new(String::new(), "/".into()));
        let start = Rc::new(Start { state, desk, documents: Cell::new(None) });
        let html = futures::executor::block_on(LocalServerRenderer::<App>::with_props(Props { start }).render());
        let (title, description) = language.about(route);
        let versions = Language::ALL.map(|language| (language.tag(), route.address(language))).to_vec();
        let description = if *route == Route::Home { summary } else { [description, summary.as_str()].concat() };
        Some(Page {
            attributes: vec![(MOMENT, self.now.0.to_string()), (SEAL, seal(&address, &self.documents))],
            tag: language.tag(),
            title: [title, " · ", &community].concat(),
            address,
            versions,
            description,
            html,
        })
    }
}

impl Language {
    /// The title of a page's document, and what the page is, in a sentence.
    fn about(self, route: &Route) -> (&'static str, &'static str) {
        let words = self.phrases();
        let (title, english, chinese) = match route {
            Route::Home => (words.home_title, "", ""),
            Route::Discover => {
                (words.discover, "What to read next, and why it was chosen. ", "下一篇读什么，以及为何推荐。")
            }
            Route::Library => (words.library, "Everything there is to read, searchable. ", "全部内容，即搜即得。"),
            Route::Events => (words.events, "Where members meet, and how to book a place. ", "会员相聚的活动与预订。"),
            Route::Benefits => {
                (words.benefits_page, "What each tier gives, and what points buy. ", "各等级的权益与积分奖励。")
            }
            Route::Card => (words.card, "The membership card. ", "会员卡。"),
            Route::Activity => {
                (words.activity, "What a member did, and what each act gave. ", "会员的每个行为，以及各自的得分。")
            }
            Route::Privacy => {
                (words.privacy_page, "What is stored, where and why. ", "保存哪些信息、存放何处、用途为何。")
            }
            Route::Settings => {
                (words.settings, "Language, appearance, name and interests. ", "语言、外观、姓名与兴趣。")
            }
            Route::Sync => (words.sync_page, "The same hall on several devices. ", "在多台设备上使用同一个会馆。"),
            Route::Item { .. } | Route::NotFound => (words.not_found, "", ""),
        };
        match self {
            Language::English => (title, english),
            Language::Chinese => (title, chinese),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www");
        Site::read(&www, Moment(1_796_000_000_000)).unwrap()
    }

    #[test]
    fn every_page_is_written_in_every_language() {
        let pages = site().pages();
        assert_eq!(pages.len(), 2 * 10);
        for page in &pages {
            assert!(page.html.contains("<h1"), "`{}` has no heading", page.address);
            assert!(page.html.contains("<nav"), "`{}` has no navigation", page.address);
            assert!(page.title.contains(" · "), "`{}` has no title", page.address);
            assert!(page.description.chars().count() > 20, "`{}` has no description", page.address);
            assert!(!page.html.contains(" style="), "`{}` has an inline style", page.address);
        }
        let chinese = pages.iter().find(|page| page.address == "zh/library").unwrap();
        assert_eq!(chinese.tag, "zh-Hans");
        assert!(chinese.html.contains("href=\"./zh/events\""), "a Chinese page leads to Chinese pages");
    }

    #[test]
    fn a_page_made_from_other_documents_has_another_seal() {
        let site = site();
        let other = Documents::new(String::new(), Some("{}".into()), None);
        assert_ne!(seal("", &site.documents), seal("", &other));
        assert_ne!(seal("", &site.documents), seal("zh/", &site.documents));
    }
}
