//! The member's taste: every interest can be seen and deleted, and all of it switched off.

use crate::session::{Deed, Session};
use crate::state::consent::Purpose;
use crate::state::room::Room;
use crate::ui::bar::bar;
use crate::ui::icon::{Icon, icon};
use crate::ui::shell::chosen;
use crate::ui::{deed, does, nothing};
use guildhall_engine::event::Verb;
use guildhall_engine::id::TagId;
use guildhall_engine::taste::{ADVENTUROUSNESS, Taste, TasteTag};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Interests shown; the faintest of many say little.
const INTERESTS: usize = 12;

/// Switch, slider and interests.
pub fn section(session: &Session, room: &Room) -> Html {
    let words = session.words();
    let taste = room.taste();
    html! {
        <section class="panel" aria-labelledby="taste">
            <h2 id="taste">{ words.your_taste }</h2>
            <p class="quiet">{ words.taste_hint }</p>
            { personalisation(session, &taste) }
            if taste.personalised {
                { adventurousness(session, &taste) }
                { interests(session, room, &taste) }
            }
        </section>
    }
}

fn personalisation(session: &Session, taste: &Taste) -> Html {
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| {
            let is_on = event.target_unchecked_into::<HtmlInputElement>().checked();
            session.answer(Purpose::Personalisation, is_on);
        })
    };
    html! {
        <label class="switch">
            <input type="checkbox" role="switch" checked={taste.personalised} disabled={!session.may_act()} {onchange} />
            <span>{ session.words().personalisation }</span>
        </label>
    }
}

fn adventurousness(session: &Session, taste: &Taste) -> Html {
    let words = session.words();
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| {
            let percent = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
            session.set(Deed::about(Verb::Prefer, ADVENTUROUSNESS).worth(percent / 100.0));
        })
    };
    let value = (taste.adventurousness * 100.0).round();
    html! {
        <div class="slider">
            <label for="adventurousness">{ words.adventurousness }</label>
            <input id="adventurousness" type="range" min="0" max="100" step="10" value={value.to_string()} disabled={!session.may_act()} {onchange}
                aria-valuetext={session.formats.percent(taste.adventurousness)} />
            <p class="slider-ends" aria-hidden="true"><span>{ words.familiar }</span><span>{ words.surprising }</span></p>
        </div>
    }
}

fn interests(session: &Session, room: &Room, taste: &Taste) -> Html {
    let words = session.words();
    let catalogue = &room.community.catalogue;
    let tag = session.tag();
    let known = |id: &TagId| taste.tags.iter().any(|taste| taste.tag == *id);
    let others: Vec<(&TagId, &str)> =
        catalogue.tags().iter().filter(|(id, _)| !known(id)).map(|(id, name)| (id, name.get(tag))).collect();
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| {
            let id = chosen(&event);
            if !id.is_empty() {
                session.set(Deed::about(Verb::Interest, &id).worth(1.0));
            }
        })
    };
    html! {
        <>
            <h3 class="subhead">{ words.interests }</h3>
            if taste.tags.is_empty() {
                <p class="quiet">{ words.no_interests }</p>
            } else {
                <ul class="interests" data-testid="interests">
                    { for taste.tags.iter().take(INTERESTS).map(|taste| interest(session, room, taste)) }
                </ul>
            }
            { deed(session, html! {
                <label class="field">
                    <span>{ words.add_interest }</span>
                    <select class="select" {onchange}>
                        <option value="" selected={true}>{ words.choose }</option>
                        { for others.into_iter().map(|(id, name)| html! { <option key={id.as_str()} value={id.to_string()}>{ name.to_owned() }</option> }) }
                    </select>
                </label>
            }) }
        </>
    }
}

fn interest(session: &Session, room: &Room, taste: &TasteTag) -> Html {
    let words = session.words();
    let name = room.community.catalogue.tag_name(&taste.tag, session.tag()).to_owned();
    let id = taste.tag.clone();
    html! {
        <li key={taste.tag.as_str()} class={classes!("interest", (taste.weight < 0.0).then_some("is-negative"))} data-tag={taste.tag.to_string()}>
            <span class="interest-name">
                { &name }
                if taste.stated { <span class="quiet">{ words.stated }</span> }
                if taste.weight < 0.0 { <span class="quiet">{ words.less_of_it }</span> }
            </span>
            { if taste.weight == 0.0 { nothing() } else { bar(taste.weight.abs()) } }
            { deed(session, html! {
                <button type="button" class="button button-bare" aria-label={(words.delete_interest)(&name)}
                    onclick={does(session, move |session| session.set(Deed::about(Verb::Interest, id.as_str()).worth(0.0)))}>
                    { icon(Icon::Close) }
                </button>
            }) }
        </li>
    }
}
