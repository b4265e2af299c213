//! The app's addresses: the only place that knows a path.

use crate::language::Language;

/// Declares the pages without parameters, each with its address below the site's base.
macro_rules! routes {
    ($($(#[doc = $doc:literal])+ #[at($path:literal)] $name:ident,)+) => {
        /// A page.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Route {
            $($(#[doc = $doc])+ $name,)+
            /// One item.
            Item {
                /// The item's identifier.
                id: String,
            },
            /// No such address.
            NotFound,
        }

        impl Route {
            /// The pages without parameters, which the build writes.
            #[cfg(not(target_arch = "wasm32"))]
            pub const PLAIN: &[Route] = &[$(Route::$name),+];

            /// The page at a path without parameters.
            fn plain(path: &str) -> Option<Route> {
                match path {
                    $($path => Some(Route::$name),)+
                    _ => None,
                }
            }

            /// The page's path, the same in every language.
            pub fn path(&self) -> String {
                match self {
                    $(Route::$name => $path.to_owned(),)+
                    Route::Item { id } => [ITEMS, &escaped(id)].concat(),
                    Route::NotFound => "/404".to_owned(),
                }
            }
        }
    };
}

routes! {
    /// Where the member stands.
    #[at("/")]
    Home,
    /// What the member might like.
    #[at("/discover")]
    Discover,
    /// Everything there is.
    #[at("/library")]
    Library,
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
    /// Exchanging events with a server.
    #[at("/sync")]
    Sync,
}

/// What the path of an item begins with.
const ITEMS: &str = "/library/";

impl Route {
    /// The page's address in a language, relative to the site's base: `library`, `zh/library`; empty for Home in the
    /// language whose addresses carry no prefix.
    pub fn address(&self, language: Language) -> String {
        let path = self.path();
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
        (named.unwrap_or_default(), Route::of_path(&path).unwrap_or(Route::NotFound))
    }

    fn of_path(path: &str) -> Option<Route> {
        Route::plain(path).or_else(|| {
            let id = path.strip_prefix(ITEMS).filter(|id| !id.is_empty() && !id.contains('/'))?;
            Some(Route::Item { id: unescaped(id)? })
        })
    }
}

/// A text as one step of a path.
fn escaped(text: &str) -> String {
    let mut path = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(byte.into());
        } else {
            path.push('%');
            let digits = [byte >> 4, byte & 0xf].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16));
            path.extend(digits.map(|digit| digit.to_ascii_uppercase()));
        }
    }
    path
}

/// The text that a step of a path stands for; none if it is not UTF-8. A `%` without two digits stands for itself.
fn unescaped(step: &str) -> Option<String> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let (mut bytes, mut rest) = (Vec::with_capacity(step.len()), step.as_bytes());
    while let [first, after @ ..] = rest {
        rest = after;
        let mut byte = *first;
        if byte == b'%'
            && let (Some(high), Some(low)) = (digit(after.first()), digit(after.get(1)))
        {
            byte = u8::try_from(high * 16 + low).unwrap_or_default();
            rest = after.get(2..).unwrap_or_default();
        }
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
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
    fn an_item_is_found_by_any_identifier() {
        for (id, address) in
            [("夜 航/1", "library/%E5%A4%9C%20%E8%88%AA%2F1"), ("100%", "library/100%25"), ("a.b~c", "library/a.b~c")]
        {
            let item = Route::Item { id: id.into() };
            assert_eq!(item.address(Language::English), address);
            assert_eq!(Route::read(address), (Language::English, item));
        }
        let half = Route::Item { id: "50%-off".into() };
        assert_eq!(Route::read("library/50%-off"), (Language::English, half));
        for address in ["library/%ff", "library/a/b"] {
            assert_eq!(Route::read(address).1, Route::NotFound);
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
