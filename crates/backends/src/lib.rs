//! Stores behind HTTP: every kind of server is one file, or a small folder, that says how events become requests and
//! answers become events.
//!
//! [`Fetch`] is the port to the network, so that the same code runs in a browser and natively. [`answer`] reads what any
//! server can answer, down to login pages and cut-off bodies, as one of the failures that the sync understands. [`Backend`]
//! is all kinds behind one type, made of [`Settings`]; [`diagnose`] says in one word why a connection does not come about.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unreachable)]

pub mod address;
pub mod answer;
pub mod article;
mod backend;
pub mod batch;
pub mod couchdb;
mod diagnose;
mod fetch;
pub mod libsql;
#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
mod native;
mod pass;
pub mod pocketbase;
pub mod postgrest;
pub mod rest;
mod settings;
pub mod together;
#[cfg(target_arch = "wasm32")]
mod web;
pub mod webdav;
pub mod xapi;

pub use backend::Backend;
pub use diagnose::{Diagnosis, diagnose, tell_apart};
pub use fetch::{Fetch, Method, Request, Response, Unreachable};
#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
pub use native::NativeFetch;
pub use pass::Pass;
pub use settings::{Account, Kind, Settings};
#[cfg(target_arch = "wasm32")]
pub use web::WebFetch;
