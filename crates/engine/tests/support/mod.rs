//! What the native and the WebAssembly tests share: the case runner and the generator of random logs.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod cases;
pub mod logs;
