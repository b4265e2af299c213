//! The app's addresses: the only place that knows a path.

use crate::language::Language;
use yew_router::Routable;

/// A page.
#[derive(Debug, Clone, PartialEq, Routable)]
pub enum Route {
    /// Where the member stands.
    #[at("/")]
    Home,
    /// What the member might like.
    #[at("/discover")]
    Discover,
    /// Everything there is.
    #[at("/library")]
    Library,
    /// One item.
    #[at("/library/:id")]
    Item {
        /// The item's identifier.
        id: String,
    },
    /// Where members meet.
    #[at("/events")]
    Events,
    /// What tiers and points give.
    #[at("/benefits")]
    Benefits,
    /// The membership card.
    #[at("/card")]
    Card,
    /// What the member did, and the files it came from.
    #[at("/activity")]
    Activity,
    /// What is stored, and what the member can do about it.
    #[at("/privacy")]
    Privacy,
    /// How the hall looks and what it knows of the member by their own word.
    #[at("/settings")]
    Settings,
    /// No such address.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// The page's address in a language, relative to the site's base: `library`, `zh/library`; empty for Home in the
    /// language whose addresses carry no prefix.
    pub fn address(&self, language: Language) -> String {
        let path = self.to_path();
        let path = path.trim_start_matches('/');
        match language.prefix() {
            "" => path.to_owned(),
            prefix => [prefix, "/", path].concat(),
        }
    }

    /// What an address relative to the site's base names: the page, and the language it asks for.
    pub fn read(address: &str) -> (Language, Route) {
        let address = address.trim_start_matches('/');
        let first = address.split('/').next().unwrap_or_default();
        let named =
            Language::ALL.into_iter().find(|language| !language.prefix().is_empty() && language.prefix() == first);
        let rest = if named.is_some() { address.get(first.len()..).unwrap_or_default() } else { address };
        let path = ["/", rest.trim_matches('/')].concat();
        (named.unwrap_or_default(), Route::recognize(&path).unwrap_or(Route::NotFound))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_page_and_language() {
        let item = Route::Item { id: "su-shi-night-walk".into() };
        let addresses = [(Route::Home, "", "zh/"), (Route::Library, "library", "zh/library")];
        for (route, english, chinese) in addresses {
            assert_eq!(route.address(Language::English), english);
            assert_eq!(route.address(Language::Chinese), chinese);
        }
        for route in [Route::Home, Route::Discover, Route::Privacy, item] {
            for language in Language::ALL {
                assert_eq!(Route::read(&route.address(language)), (language, route.clone()));
            }
        }
    }

    #[test]
    fn an_unknown_address_is_no_page_of_its_language() {
        assert_eq!(Route::read("zh/no/such"), (Language::Chinese, Route::NotFound));
        assert_eq!(Route::read("zhx"), (Language::English, Route::NotFound));
        assert_eq!(Route::read("zh"), (Language::Chinese, Route::Home));
        assert_eq!(Route::read("/library/"), (Language::English, Route::Library));
    }
}
