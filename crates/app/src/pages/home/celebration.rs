//! What was reached since the member last looked: celebrated once.

use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::Action;
use crate::state::community::Community;
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::link;
use crate::ui::{does, nothing};
use yew::prelude::*;

/// The celebration; nothing when there is nothing new, or when the hall is seen as somebody else.
pub fn panel(session: &Session, room: &Room) -> Html {
    if !room.is_own() || room.is_guest() || session.state().celebrated.news(&room.standing()).is_empty() {
        return nothing();
    }
    html! { <Celebration session={session.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
}

/// Remembers that it was seen as soon as it is, and is over when the member closes it or goes elsewhere.
#[component]
fn Celebration(props: &Props) -> Html {
    let session = &props.session;
    let latest = use_mut_ref(|| session.clone());
    *latest.borrow_mut() = session.clone();
    let news = session.room().map(|room| session.state().celebrated.news(&room.standing())).unwrap_or_default();
    {
        let session = session.clone();
        use_effect_with(news.clone(), move |_| {
            session.celebrate();
        });
    }
    use_effect_with((), move |()| {
        move || {
            let session = latest.borrow();
            if let Some(all) = session.celebrate() {
                session.tell(Action::Celebrated(all));
            }
        }
    });
    let Some(room) = session.room() else { return nothing() };
    let (shared, words, tag) = (session.words(), words(session.language()), session.tag());
    let community = &room.community;
    let title = match &news.tier {
        Some(tier) => (words.tier_climbed)(community.tier_name(tier, tag)),
        None => words.new_for_you.to_owned(),
    };
    let tier =
        news.tier.as_ref().and_then(|tier| community.tier(tier)).map(|tier| tier.description.get(tag).to_owned());
    let badges = news.badges.iter().map(|id| community.badge_name(id, tag).to_owned()).collect();
    html! {
        <section class="celebration" aria-labelledby="celebration" data-testid="celebration">
            <span class="celebration-mark" aria-hidden="true">{ icon(Icon::Star) }</span>
            <div class="celebration-body">
                <h2 id="celebration">{ title }</h2>
                if let Some(description) = tier {
                    <p class="tier-description">{ description }</p>
                }
                <div class="celebration-lists">
                    { list(words.unlocked_now, benefits(community, &news.benefits, tag)) }
                    { list(words.earned_now, badges) }
                </div>
                if !news.benefits.is_empty() {
                    <p>{ link(session, Route::Benefits, "more-link", words.see_benefits.into()) }</p>
                }
            </div>
            <button type="button" class="button button-bare" aria-label={shared.close} onclick={does(session, |session| {
                if let Some(all) = session.celebrate() {
                    session.tell(Action::Celebrated(all));
                }
            })}>{ icon(Icon::Close) }</button>
        </section>
    }
}

fn benefits(community: &Community, ids: &[guildhall_engine::id::BenefitId], tag: &str) -> Vec<String> {
    ids.iter().filter_map(|id| community.benefit(id)).map(|rule| rule.name.get(tag).to_owned()).collect()
}

fn list(title: &'static str, names: Vec<String>) -> Html {
    if names.is_empty() {
        return nothing();
    }
    html! {
        <div>
            <h3>{ title }</h3>
            <ul>{ for names.into_iter().map(|name| html! { <li key={name.clone()}>{ icon(Icon::Check) }{ name }</li> }) }</ul>
        </div>
    }
}
