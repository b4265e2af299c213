//! Types that are a text in JSON and something compact in a binary format.

/// Implements serde for a type that is text where people read it (JSON) and a number where they do not (postcard).
macro_rules! text_form {
    ($type:ty, $parse:expr, binary $raw:ty: $to:expr, $from:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    #[allow(clippy::redundant_closure_call)]
                    serde::Serialize::serialize(&($to)(self), serializer)
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            #[allow(clippy::redundant_closure_call)]
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error;
                if deserializer.is_human_readable() {
                    let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                    ($parse)(&text).map_err(|error| D::Error::custom(format_args!("`{text}` is {error}")))
                } else {
                    let raw = <$raw as serde::Deserialize>::deserialize(deserializer)?;
                    ($from)(raw).ok_or_else(|| D::Error::custom(concat!("not a ", stringify!($type))))
                }
            }
        }
    };
}
pub(crate) use text_form;
