//! The member's name and picture.

use super::part;
use super::words::words;
use crate::picture;
use crate::session::Session;
use crate::state::profile::Profile;
use crate::ui::avatar::avatar;
use crate::ui::does;
use crate::ui::name_field::name_field;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// The largest file that is opened, in bytes.
const LARGEST: f64 = 20e6;

/// The part of the page.
pub fn section(session: &Session) -> Html {
    let words = words(session.language());
    part(
        "you",
        words.you,
        words.you_hint,
        html! {
            <>
                { name_field(session, words.name, words.name_hint, words.name_example) }
                <Picture session={session.clone()} />
            </>
        },
    )
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
}

/// The field for the member's picture; what was wrong with a file is said until another is chosen.
#[component]
fn Picture(props: &Props) -> Html {
    let session = &props.session;
    let words = words(session.language());
    let profile = session.profile();
    let problem = use_state_eq(|| "");
    let onchange = {
        let (session, problem) = (session.clone(), problem.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            // The same file can be chosen again.
            input.set_value("");
            let (session, problem) = (session.clone(), problem.clone());
            spawn_local(async move { problem.set(take(&session, &file).await) });
        })
    };
    let has_one = profile.picture.is_some();
    let remove = {
        let problem = problem.clone();
        does(session, move |session| {
            problem.set("");
            session.introduce(session.profile().pictured(None));
        })
    };
    let problem = match *problem {
        "too-large" => Some(words.picture_too_large),
        "" => None,
        _ => Some(words.no_picture),
    };
    html! {
        <div class="field">
            <span id="picture-label">{ words.picture }</span>
            <div class="picture-field">
                { avatar(&profile) }
                <div class="panel-actions">
                    <label class="button file-button">
                        <input type="file" accept="image/*" class="visually-hidden" {onchange} aria-describedby="picture-label" />
                        { if has_one { words.other_picture } else { words.choose_picture } }
                    </label>
                    if has_one {
                        <button type="button" class="button button-quiet" onclick={remove}>{ words.remove_picture }</button>
                    }
                </div>
            </div>
            <p role="alert" class="field-problem">{ problem }</p>
            <small class="fine-print">{ words.picture_hint }</small>
        </div>
    }
}

/// Takes a file as the member's picture; answers what is wrong with it, or nothing.
async fn take(session: &Session, file: &File) -> &'static str {
    if file.size() > LARGEST {
        return "too-large";
    }
    let Some(address) = picture::square(file, Profile::SIDE).await else { return "no-picture" };
    let profile = session.profile().pictured(Some(&address));
    if profile.picture.is_none() {
        return "no-picture";
    }
    session.introduce(profile);
    ""
}
