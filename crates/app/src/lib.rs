//! The members' hall: the single-page app that runs in the browser.
//!
//! Data flows one way. [`boot`] fetches the community and opens the store; a page asks the [`session`] to record what the
//! member did; the session gives it to the store and tells the [`state`], which is plain Rust without yew or a browser and
//! recomputes what follows with the engine; the pages render it. Words come from [`language`], numbers and dates from the
//! browser through [`format`].
//!
//! A page exists before the app does: [`prerender`] writes it when the site is built, as somebody sees it who was never
//! here, and [`start`] takes it over.

mod app;
mod appearance;
mod boot;

mod demo;
mod fetch;
mod file;
mod format;
mod glance;
mod history;
mod language;
mod model;
mod pages;
mod picture;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;
mod route;
mod session;
mod settings;
mod start;
mod state;
mod sync;
mod ui;

pub use start::start;
