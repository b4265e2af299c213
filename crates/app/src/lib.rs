//! The members' hall: the single-page app that runs in the browser.
//!
//! Data flows one way. [`boot`] fetches the community and opens the store; a page asks the [`session`] to record what the
//! member did; the session gives it to the store and tells the [`state`], which is plain Rust without yew or a browser and
//! recomputes what follows with the engine; the pages render it. Words come from [`language`], numbers and dates from the
//! browser through [`format`].

mod app;
mod boot;
mod fetch;
mod file;
mod format;
mod language;
mod pages;
mod route;
mod session;
mod settings;
mod state;
mod ui;

/// Renders the app into the page's body, in place of whatever stood there until now.
pub fn start() {
    yew::Renderer::<app::App>::new().render();
}
