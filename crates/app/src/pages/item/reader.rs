//! A text on its way to the page, and the member's way through it.

use super::words::words;
use super::{finish, text};
use crate::fetch;
use crate::format::language_name;
use crate::session::{Deed, Session};
use crate::state::sitting::{Sitting, bookmark, read_bookmark};
use crate::ui::placeholder::{Absence, loading, placeholder};
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use guildhall_browser::now;
use guildhall_engine::event::Verb;
use guildhall_engine::id::{EventId, ItemId};
use guildhall_engine::json;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, VisibilityState};
use yew::prelude::*;

/// How often time is counted, in milliseconds.
const TICK: u32 = 1000;
/// Ticks between two bookmarks.
const BOOKMARK: u32 = 3;
/// Shares, in thousandths, between which going on is worth offering.
const WORTH_GOING_ON: std::ops::RangeInclusive<u32> = 80..=940;
/// How far below the window's edge the end may lie to count as reached, in pixels.
const NEARLY: f64 = 48.0;

/// What the [`Reader`] is given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The session.
    pub session: Session,
    /// The item.
    pub item: ItemId,
    /// Where its text lies; none for what is read elsewhere.
    pub address: Option<AttrValue>,
    /// The text's language, when it is not the interface's.
    pub foreign: Option<AttrValue>,
    /// How many blocks of it are shown, when not all.
    pub preview: Option<usize>,
    /// How long the piece takes at least, in seconds.
    pub needed: u32,
    /// The event that finished it.
    pub finished: Option<EventId>,
}

#[derive(Clone, PartialEq)]
enum Arrival {
    Awaited,
    Missing,
    There(Rc<Vec<Value>>),
}

/// The text, its progress, and the line that says when it counts.
#[component]
pub fn Reader(props: &Props) -> Html {
    let (session, words) = (&props.session, words(props.session.language()));
    let (arrival, attempt) = (use_state(|| Arrival::Awaited), use_state(|| 0u32));
    let (body, progress) = (use_node_ref(), use_node_ref());
    // What remains after the member said that they are at the end, and where they were on an earlier visit.
    let (left, place) = (use_state_eq(|| None::<u32>), use_state(|| 0u32));
    let sitting = use_memo(props.needed, |needed| Sitting::new(*needed));
    let share = use_memo((), |()| Cell::new(0u32));
    // Listeners outlive a rendering: they look here for the session and the finish as they are now.
    let latest = use_mut_ref(|| (session.clone(), props.finished));
    let before = std::mem::replace(&mut *latest.borrow_mut(), (session.clone(), props.finished)).1;
    if before.is_some() && props.finished.is_none() {
        sitting.take_back();
    }
    {
        let arrival = arrival.clone();
        use_effect_with((props.address.clone(), *attempt), move |(address, _)| {
            arrival.set(Arrival::Awaited);
            let is_wanted = Rc::new(Cell::new(true));
            if let Some(address) = address {
                let (answer, still_wanted) = (fetch::text(address), is_wanted.clone());
                spawn_local(async move {
                    let text = answer.await.ok().and_then(|text| blocks(&text));
                    // Whoever has turned to another text meanwhile must not be given this one.
                    if still_wanted.get() {
                        arrival.set(text.map_or(Arrival::Missing, |blocks| Arrival::There(Rc::new(blocks))));
                    }
                });
            }
            move || is_wanted.set(false)
        });
    }
    {
        let (place, sitting, furthest, hall) = (place.clone(), sitting.clone(), share.clone(), session.desk.hall());
        use_effect_with((props.item.clone(), hall.is_some()), move |(item, _)| {
            if let Some(hall) = hall {
                let key = key(item);
                spawn_local(async move {
                    if let Ok(Some(kept)) = hall.setting(&key).await {
                        let (share, seconds) = read_bookmark(&kept);
                        sitting.resume(seconds);
                        furthest.set(furthest.get().max(share));
                        place.set(share);
                    }
                });
            }
        });
    }
    let is_read_here = matches!(&*arrival, Arrival::There(_)) && props.preview.is_none();
    {
        let way = Way {
            item: props.item.clone(),
            sitting: sitting.clone(),
            latest: latest.clone(),
            left: left.clone(),
            body: is_read_here.then(|| body.clone()),
            progress: progress.clone(),
            share,
        };
        let is_counted = props.preview.is_none();
        let key = (props.item.clone(), props.needed, is_read_here, session.desk.hall().is_some());
        use_effect_with(key, move |_| {
            let going = is_counted.then(|| way.go());
            move || drop(going)
        });
    }
    let say = {
        let (sitting, left, latest, item) = (sitting.clone(), left.clone(), latest.clone(), props.item.clone());
        Callback::from(move |_: MouseEvent| {
            sitting.say_finished();
            if sitting.is_finished() {
                record(&latest, &item);
            }
            left.set(sitting.waiting());
        })
    };
    let shared = session.words();
    let is_noticed = is_read_here && session.room().is_some_and(|room| room.observes());
    html! {
        <>
            if props.address.is_some() {
                { match &*arrival {
                    Arrival::Awaited => loading(session),
                    Arrival::Missing => placeholder(Absence::Failed, shared.text_missing, html! {
                        <>
                            <p class="quiet">{ words.text_missing_hint }</p>
                            <p><button type="button" class="button" onclick={move |_| attempt.set(*attempt + 1)}>{ shared.try_again }</button></p>
                        </>
                    }),
                    Arrival::There(blocks) => html! {
                        <>
                            if is_read_here {
                                <div class="progress-line" ref={progress} aria-hidden="true"></div>
                            }
                            if WORTH_GOING_ON.contains(&*place) && is_read_here && props.finished.is_none() {
                                <p class="go-on">
                                    <button type="button" class="button" onclick={go_on(&body, *place)}>
                                        { (words.go_on)(&session.formats.percent(f64::from(*place) / 1000.0)) }
                                    </button>
                                    <span class="quiet">{ words.go_on_hint }</span>
                                </p>
                            }
                            if let Some(language) = &props.foreign {
                                <p class="label">{ (words.only_in)(&language_name(session.language(), language)) }</p>
                            }
                            <div class={classes!("text", props.preview.map(|_| "is-preview"))} lang={props.foreign.clone()} ref={body} data-testid="text">
                                { text::blocks(blocks.get(..props.preview.unwrap_or(blocks.len())).unwrap_or(blocks), props.preview.is_none(), words) }
                            </div>
                        </>
                    },
                } }
            }
            if props.preview.is_none() {
                { finish::line(session, props.finished, props.needed, *left, is_noticed, say) }
            }
        </>
    }
}

/// The setting that holds where the member was in an item.
fn key(item: &ItemId) -> String {
    ["place:", item.as_str()].concat()
}

type Latest = Rc<RefCell<(Session, Option<EventId>)>>;

fn record(latest: &Latest, item: &ItemId) {
    let (session, finished) = latest.borrow().clone();
    if finished.is_none() {
        session.record(vec![Deed::about(Verb::Finish, item.as_str())]);
    }
}

/// Back to where the member was.
fn go_on(body: &NodeRef, share: u32) -> Callback<MouseEvent> {
    let body = body.clone();
    Callback::from(move |_: MouseEvent| {
        let Some(text) = body.cast::<HtmlElement>() else { return };
        let window = gloo::utils::window();
        let (scrolled, height) = (window.page_y_offset().unwrap_or(0.0), window_height());
        let rect = text.get_bounding_client_rect();
        let to = scrolled + rect.top() + rect.height() * f64::from(share) / 1000.0 - height * 0.7;
        window.scroll_to_with_x_and_y(0.0, to.max(0.0));
    })
}

fn window_height() -> f64 {
    gloo::utils::window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0)
}

/// What watches the member's way through a text.
struct Way {
    item: ItemId,
    sitting: Rc<Sitting>,
    latest: Latest,
    /// What the member is told to wait for.
    left: UseStateHandle<Option<u32>>,
    /// The text, when it is read here.
    body: Option<NodeRef>,
    progress: NodeRef,
    /// The share read so far, in thousandths.
    share: Rc<Cell<u32>>,
}

impl Way {
    /// Watches until the answer is dropped.
    fn go(self) -> (Interval, EventListener, Keeper) {
        let way = Rc::new(self);
        way.look();
        let keeper = Keeper(way.clone());
        let scrolled = way.clone();
        let listener = EventListener::new(&gloo::utils::window(), "scroll", move |_| scrolled.look());
        let ticks = Cell::new(0u32);
        let interval = Interval::new(TICK, move || {
            // What is read elsewhere is read behind another tab.
            let is_seen = way.body.is_none() || gloo::utils::document().visibility_state() == VisibilityState::Visible;
            way.sitting.tick(now(), is_seen);
            way.look();
            ticks.set(ticks.get() + 1);
            if ticks.get().is_multiple_of(BOOKMARK) {
                way.keep();
            }
        });
        (interval, listener, keeper)
    }

    /// Shows how much is read, and notices the end.
    fn look(&self) {
        if let Some(text) = self.body.as_ref().and_then(|body| body.cast::<HtmlElement>()) {
            let (rect, height) = (text.get_bounding_client_rect(), window_height());
            let share = if rect.height() > 0.0 { (height - rect.top()) / rect.height() } else { 0.0 };
            let share = (share.clamp(0.0, 1.0) * 1000.0) as u32;
            if let Some(line) = self.progress.cast::<HtmlElement>() {
                // A custom property takes any value.
                let _ = line.style().set_property("--read", &share.to_string());
            }
            self.share.set(self.share.get().max(share));
            let observes = self.latest.borrow().0.room().is_some_and(|room| room.observes());
            if observes && rect.height() > 0.0 && rect.bottom() <= height + NEARLY {
                self.sitting.reach_end();
            }
        }
        if self.sitting.is_finished() {
            record(&self.latest, &self.item);
        }
        self.left.set(self.sitting.waiting());
    }

    /// Remembers the place, once there is one.
    fn keep(&self) {
        let (share, seconds) = (self.share.get(), self.sitting.seconds());
        let hall = self.latest.borrow().0.desk.hall();
        if let Some(hall) = hall.filter(|_| self.body.is_some() && seconds > 0) {
            let (key, kept) = (key(&self.item), bookmark(share, seconds));
            spawn_local(async move {
                // Without it the piece opens at its beginning.
                let _ = hall.set_setting(&key, &kept).await;
            });
        }
    }
}

/// Remembers the place when the member leaves.
struct Keeper(Rc<Way>);

impl Drop for Keeper {
    fn drop(&mut self) {
        self.0.keep();
    }
}

/// A text's blocks, as the build writes them.
fn blocks(text: &str) -> Option<Vec<Value>> {
    match json::parse(text) {
        Ok(Value::Array(blocks)) => Some(blocks),
        _ => None,
    }
}
