//! Parts of a program that are downloaded when they are first needed.
//!
//! A chunk is everything that only its value reaches, found by the linker's notes and cut out of the WebAssembly by the
//! build (`crates/xtask/src/split`). Where the build does not cut, natively and while developing, fetching a chunk
//! answers at once. A crate that declares chunks has the build script that says when it is cut (`build.rs`).

/// A chunk that could not be had: no network, or the site has been replaced by a newer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;

impl From<wasm_split_helpers::SplitLoaderError> for Lost {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Lost {
        Lost
    }
}

/// Declares a chunk around a value, mostly a function, and an asynchronous function of the chunk's name that fetches it.
#[macro_export]
macro_rules! chunk {
    ($name:ident: $type:ty = $value:expr) => {
        #[cfg(guildhall_chunks)]
        #[::wasm_split_helpers::wasm_split($name, fallible)]
        pub fn $name() -> Result<$type, $crate::Lost> {
            Ok($value)
        }

        #[cfg(not(guildhall_chunks))]
        pub async fn $name() -> Result<$type, $crate::Lost> {
            Ok($value)
        }
    };
}
