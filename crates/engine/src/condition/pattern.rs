//! Regular expressions, present when the crate is built with the feature `regex`.
//!
//! They match in time linear in the text, which is why look-around and back-references are not among them; ignoring case
//! covers the letters of ASCII.

#[cfg(feature = "regex")]
mod compiled {
    use regex_lite::{Regex, RegexBuilder};

    /// A compiled regular expression.
    #[derive(Clone, Debug)]
    pub(in crate::condition) struct Pattern(Regex);

    impl Pattern {
        /// Compiles a pattern; `fold` ignores the case of ASCII letters. The error says what is wrong with it.
        pub(in crate::condition) fn compile(source: &str, fold: bool) -> Result<Pattern, String> {
            RegexBuilder::new(source)
                .case_insensitive(fold)
                .build()
                .map(Pattern)
                .map_err(|error| format!("`{source}` is not a regular expression: {error}"))
        }

        /// Whether the pattern occurs anywhere in the text.
        pub(in crate::condition) fn occurs_in(&self, text: &str) -> bool {
            self.0.is_match(text)
        }
    }
}

#[cfg(not(feature = "regex"))]
mod compiled {
    /// Has no values: without the feature `regex` nothing compiles.
    #[derive(Clone, Debug)]
    pub(in crate::condition) enum Pattern {}

    impl Pattern {
        /// Always the error that says so.
        pub(in crate::condition) fn compile(_source: &str, _fold: bool) -> Result<Pattern, String> {
            Err("this build has no regular expressions".to_owned())
        }

        /// Never called.
        pub(in crate::condition) fn occurs_in(&self, _text: &str) -> bool {
            match *self {}
        }
    }
}

pub(super) use compiled::Pattern;
