//! The price of an item, and the note that one has bought it.

use super::words::words as page_words;
use crate::session::{Deed, Session};
use crate::state::room::Room;
use crate::ui::{deed, does, nothing, take_back};
use guildhall_engine::catalogue::Item;
use guildhall_engine::event::Verb;
use yew::prelude::*;

/// Price, member price and purchase; nothing for what is included.
pub fn section(session: &Session, room: &Room, item: &Item) -> Html {
    let Some(price) = item.price else { return nothing() };
    let (words, formats) = (session.words(), &session.formats);
    let member = room.price(&item.id, &item.tags, price);
    let acts = room.acts(&item.id);
    let by = member
        .by
        .as_ref()
        .and_then(|id| room.community.benefit(id))
        .map(|rule| rule.name.get(session.tag()).to_owned());
    let (id, pays) = (item.id.clone(), member.pays);
    let words_here = page_words(session.language());
    let shop = item.checkout.as_ref().or(room.community.charter.file().checkout.as_ref());
    let shop = shop.filter(|_| acts.bought.is_none()).map(|shop| shop.for_item(item.id.as_str()));
    let has_shop = shop.is_some();
    html! {
        <section class="purchase" aria-label={words.price} data-testid="purchase">
            <p class="price">
                if member.pays != member.price {
                    <s class="figures"><span class="visually-hidden">{ words.list_price }</span>{ formats.money(member.price) }</s>
                    <strong class="figures"><span class="visually-hidden">{ words.member_price }</span>{ formats.money(member.pays) }</strong>
                    if let Some(by) = by {
                        <span class="quiet">{ (words.discount_by)(&formats.percent(member.percent / 100.0), &by) }</span>
                    }
                } else {
                    <strong class="figures">{ formats.money(member.price) }</strong>
                }
            </p>
            if let Some(event) = acts.bought {
                <p class="fact-good">{ words.you_bought }</p>
                { take_back(session, event, words.take_back) }
            } else {
                if let Some(shop) = shop {
                    <a class="button button-primary" href={shop} target="_blank" rel="noopener noreferrer">
                        { (words_here.buy)(&formats.money(member.pays)) }
                    </a>
                }
                { deed(session, html! {
                    <button type="button" class="button" onclick={does(session, move |session| {
                        session.record(vec![Deed::about(Verb::Purchase, id.as_str()).worth(pays.units())]);
                    })}>{ words.record_purchase }</button>
                }) }
            }
            if has_shop {
                <p class="fine-print">{ words_here.buy_elsewhere }</p>
            }
            <p class="fine-print">{ words.purchase_local }</p>
        </section>
    }
}
