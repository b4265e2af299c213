//! Stores behind HTTP: every kind of server is one file, or a small folder, that says how events become requests and
//! answers become events.
//!
//! [`Fetch`] is the port to the network, so that the same code runs in a browser and natively. [`Server`] is what an adapter
//! asks through it; [`answer`] reads what any server can answer, down to cut-off bodies, as one of the failures that the sync
//! understands; [`batch`] keeps from it what needs not be sent. [`Backend`] is all kinds behind one type, made of [`Settings`];
//! [`diagnose`] says in one word why a connection does not come about.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unreachable)]

pub mod address;
pub mod answer;
pub mod article;
mod backend;
pub mod batch;
pub mod body;
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
mod server;
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
pub use server::{Door, Server};
pub use settings::{Account, Kind, Settings};
#[cfg(target_arch = "wasm32")]
pub use web::WebFetch;
