//! The end of every page.

use crate::route::Route;
use crate::session::Session;
use crate::ui::link::link;
use yew::prelude::*;

/// The footer.
pub fn footer(session: &Session) -> Html {
    let words = session.words();
    html! {
        <footer class="footer">
            if session.desk.linked.borrow().is_some() {
                <p>{ link(session, Route::Sync, "", words.sync_page.into()) }</p>
            } else {
                <p>{ words.privacy }</p>
            }
            <div class="footer-row">
                <p class="footer-small">
                    { link(session, Route::Privacy, "", words.privacy_page.into()) }
                    { link(session, Route::Settings, "", words.settings.into()) }
                </p>
                <p class="footer-small">
                    <span>{ ["Guildhall ", env!("CARGO_PKG_VERSION")].concat() }</span>
                    <span>{ words.licence }</span>
                </p>
            </div>
        </footer>
    }
}
