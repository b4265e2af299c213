//! What the member writes down for themselves about an item.

use super::words::words;
use crate::session::Session;
use gloo::timers::callback::Timeout;
use guildhall_engine::id::ItemId;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// How long nothing must be typed before it is kept, in milliseconds.
const PAUSE: u32 = 600;

/// What the [`Notes`] are given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The session.
    pub session: Session,
    /// The item.
    pub item: ItemId,
}

/// How far keeping a note has come.
#[derive(Clone, Copy, PartialEq)]
enum Keeping {
    Untouched,
    Typing,
    Kept,
    Failed,
}

/// The setting that holds an item's note.
fn key(item: &ItemId) -> String {
    ["note:", item.as_str()].concat()
}

/// A field that is kept while it is written.
#[component]
pub fn Notes(props: &Props) -> Html {
    let Props { session, item } = props;
    let (words, hall) = (words(session.language()), session.desk.hall());
    let (text, keeping) = (use_state(String::new), use_state(|| Keeping::Untouched));
    {
        let (text, keeping) = (text.clone(), keeping.clone());
        use_effect_with((item.clone(), hall.is_some()), {
            let hall = hall.clone();
            move |(item, _)| {
                let key = key(item);
                text.set(String::new());
                keeping.set(Keeping::Untouched);
                if let Some(hall) = hall {
                    spawn_local(async move {
                        if let Ok(Some(note)) = hall.setting(&key).await {
                            text.set(note);
                        }
                    });
                }
            }
        });
    }
    {
        let keeping = keeping.clone();
        use_effect_with((item.clone(), (*text).clone(), *keeping), move |(item, text, state)| {
            let (key, text) = (key(item), text.clone());
            let pause = hall.filter(|_| *state == Keeping::Typing).map(|hall| {
                Timeout::new(PAUSE, move || {
                    spawn_local(async move {
                        let is_kept = hall.set_setting(&key, text.trim_end()).await.is_ok();
                        keeping.set(if is_kept { Keeping::Kept } else { Keeping::Failed });
                    });
                })
            });
            move || drop(pause)
        });
    }
    let oninput = {
        let (text, keeping) = (text.clone(), keeping.clone());
        Callback::from(move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
            keeping.set(Keeping::Typing);
        })
    };
    let said = match *keeping {
        Keeping::Kept => words.notes_kept,
        Keeping::Failed => words.notes_not_kept,
        Keeping::Untouched | Keeping::Typing => "",
    };
    html! {
        <details class="disclosure notes" open={!text.is_empty()} data-testid="notes">
            <summary>{ words.notes }</summary>
            <label class="field">
                <span>{ words.notes_hint }</span>
                <textarea class="input" rows="4" value={(*text).clone()} {oninput} />
            </label>
            <p class={classes!("fine-print", (*keeping == Keeping::Failed).then_some("finding-error"))} role="status">{ said }</p>
        </details>
    }
}
