//! What the native and the WebAssembly tests share: the case runner and the generator of random logs.
#![allow(dead_code)]

pub mod cases;
pub mod logs;
