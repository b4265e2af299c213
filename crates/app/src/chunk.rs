//! Parts of the program that are downloaded when they are first needed.
//!
//! A chunk is everything that only its value reaches, found by the linker's notes and cut out of the WebAssembly by the
//! build (`crates/xtask/src/dist/split`). Where the build does not cut, natively and while developing, fetching a chunk
//! answers at once.

/// A chunk that could not be had: no network, or the site has been replaced by a newer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;

#[cfg(guildhall_chunks)]
impl From<wasm_split_helpers::SplitLoaderError> for Lost {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Lost {
        Lost
    }
}

/// Declares a chunk around a value, mostly a function, and an asynchronous function of the chunk's name that fetches it.
macro_rules! chunk {
    ($name:ident: $type:ty = $value:expr) => {
        #[cfg(guildhall_chunks)]
        #[::wasm_split_helpers::wasm_split($name, fallible)]
        pub fn $name() -> Result<$type, $crate::chunk::Lost> {
            Ok($value)
        }

        #[cfg(not(guildhall_chunks))]
        pub async fn $name() -> Result<$type, $crate::chunk::Lost> {
            Ok($value)
        }
    };
}

pub(crate) use chunk;
