//! The open hall as one member sees it: the documents, the member's events, and what follows from them.

use super::acts::{self, Acts};
use super::community::Community;
use super::consent::{self, Purpose};
use super::events::Events;
use super::search::{Found, Library, Query, Texts};
use guildhall_engine::attributes::Attributes;
use guildhall_engine::benefit::{self, MemberPrice};
use guildhall_engine::booking::{self, Booking, HeadStart};
use guildhall_engine::catalogue::{Activity, Item};
use guildhall_engine::condition::{Condition, Explanation};
use guildhall_engine::evidence::{Evidence, evidence};
use guildhall_engine::id::{EventId, ItemId, MemberId, ObjectId, TagId};
use guildhall_engine::model::Nearness;
use guildhall_engine::plan::{self, Membership};
use guildhall_engine::presence::{PresentDay, presence};
use guildhall_engine::shelf::{self, Plain, Shelf};
use guildhall_engine::standing::{Standing, Ways, standing, ways};
use guildhall_engine::taste::{Taste, taste_unless_asked};
use guildhall_engine::text::Money;
use guildhall_engine::time::{Day, Moment};
use guildhall_engine::timeline::{self, DayScore, Gain};
use std::cell::{OnceCell, Ref, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The member of a hall that nobody has entered yet.
pub const GUEST: &str = "guest";

/// Items on the shelf.
const SHELF: usize = 13;
/// Items of each sort on the plain shelf.
const PLAIN: usize = 6;
/// So many items make a shelf worth showing while more are on their way.
const ENOUGH: usize = 200;

/// What the pages show. A clone is cheap; what follows from the events is computed when first asked for.
#[derive(Clone)]
pub struct Room {
    /// The documents.
    pub community: Rc<Community>,
    /// What the texts say, by language; empty until the library is searched for the first time.
    pub texts: Texts,
    /// Shared and only ever added to: copying a hundred thousand events for each new one would show. A state that is
    /// older than its events shows at most more.
    events: Rc<RefCell<Events>>,
    /// The member this installation belongs to.
    owner: MemberId,
    /// The moment everything is computed for.
    pub now: Moment,
    /// Whether nothing is done unasked, because the browser asks for privacy.
    is_reserved: bool,
    /// A trained model, as far as it has come.
    model: Option<Rc<dyn Nearness>>,
    /// A model that came when the shelf was shown already: it is used from the next thing on that the member does.
    late_model: Option<Rc<dyn Nearness>>,
    /// Whether a model is on its way.
    expects_model: bool,
    /// Whether a shelf had better wait for it.
    awaits_model: bool,
    derived: Rc<Derived>,
}

#[derive(Default)]
struct Derived {
    standing: OnceCell<Rc<Standing>>,
    ways: OnceCell<Rc<Ways>>,
    taste: OnceCell<Rc<Taste>>,
    shelf: OnceCell<Rc<Shelf>>,
    gains: OnceCell<Rc<BTreeMap<EventId, Gain>>>,
    history: OnceCell<Rc<Vec<DayScore>>>,
    evidence: OnceCell<Rc<Vec<Evidence>>>,
    acts: OnceCell<Rc<BTreeMap<ObjectId, Acts>>>,
    plain: OnceCell<Rc<Plain>>,
    open: OnceCell<Rc<[bool]>>,
    finished: OnceCell<Rc<[bool]>>,
    /// The place in the catalogue of every item of the texts.
    text_places: OnceCell<Rc<[Vec<Option<usize>>]>>,
    /// What the library's query found last.
    found: RefCell<Option<(Query, &'static str, Rc<Found>)>>,
}

impl Room {
    /// The room of a member in an installation that belongs to `owner`.
    pub fn new(community: Rc<Community>, events: Events, owner: MemberId, now: Moment) -> Room {
        let events = Rc::new(RefCell::new(events));
        Room {
            community,
            texts: Rc::default(),
            events,
            owner,
            now,
            is_reserved: false,
            model: None,
            late_model: None,
            expects_model: false,
            awaits_model: false,
            derived: Rc::default(),
        }
    }

    /// The same room, in which nothing is done unasked when the browser asks for privacy.
    pub fn reserved(self, is_reserved: bool) -> Room {
        Room { is_reserved, ..self }
    }

    /// Whether the browser asks for privacy.
    pub fn is_reserved(&self) -> bool {
        self.is_reserved
    }

    /// Whether the member agrees to a purpose: by their last word, or unasked where the browser does not ask for privacy.
    pub fn agrees(&self, purpose: Purpose) -> bool {
        consent::answer(self.events().ledger(), purpose).map_or(!self.is_reserved, |(agreed, _)| agreed)
    }

    /// Whether visits and opened pieces are recorded without the member's doing.
    pub fn observes(&self) -> bool {
        self.is_own() && self.agrees(Purpose::Visits)
    }

    /// Adds events and moves time on; answers how many events are new for the member.
    pub fn take(&mut self, events: Vec<guildhall_engine::event::Event>, now: Moment) -> usize {
        // What happened just now must not lie in the future of a clock that was read a moment earlier.
        self.now = self.now.max(now);
        if let Some(late) = self.late_model.take() {
            self.model = Some(late);
        }
        let added = self.events.borrow_mut().take(events);
        self.derived = Rc::default();
        added
    }

    /// Replaces pending events by the same ones as the store numbered them; nothing that is shown depends on numbers.
    pub fn confirm(&mut self, events: Vec<guildhall_engine::event::Event>) {
        self.events.borrow_mut().take(events);
    }

    /// Moves time on, or back when the clock was corrected.
    pub fn set_now(&mut self, now: Moment) {
        self.now = now;
        self.derived = Rc::default();
    }

    /// Changes the documents. A shelf that is shown stays as it is until the member does something: nobody should have it
    /// rearranged under their finger because another part of the catalogue has arrived.
    pub fn set_community(&mut self, community: Community) {
        let is_shown = self.shelf_is_ready();
        self.community = Rc::new(community);
        self.derive_anew(is_shown);
        self.awaits_model = self.awaits_model && self.model_tells();
    }

    /// Lets the shelf wait for the model, where there is one that knows more than is known without.
    pub fn awaiting_model(mut self) -> Room {
        self.expects_model = !self.is_guest() && self.community.charter.file().taste.model.is_some();
        self.awaits_model = self.expects_model && self.model_tells();
        self
    }

    /// Whether a model could say more about the member than is known without. Of a catalogue that is still coming in it is
    /// not known which of the member's items it has.
    fn model_tells(&self) -> bool {
        if self.community.is_growing { !self.all_acts().is_empty() } else { self.taste().knows_items() }
    }

    /// Whether there is a model, or a part of one.
    pub fn has_model(&self) -> bool {
        self.model.is_some() || self.late_model.is_some()
    }

    /// Takes in a model, or what has come of it. What was shown without any stays until the member does something.
    pub fn set_model(&mut self, model: Option<Rc<dyn Nearness>>) {
        let is_late = self.model.is_none() && !self.expects_model;
        let is_shown = self.model.is_none() && self.shelf_is_ready();
        (self.expects_model, self.awaits_model) = (false, false);
        if is_late {
            self.late_model = model.or(self.late_model.take());
        } else if model.is_some() {
            self.model = model;
            self.derive_anew(is_shown);
        }
    }

    /// Lets everything be computed again, but for the shelf if it is to stay.
    fn derive_anew(&mut self, keeps_shelf: bool) {
        let derived = Derived::default();
        if let Some(shelf) = self.derived.shelf.get().filter(|_| keeps_shelf) {
            // The cell is new: nothing is in it.
            let _ = derived.shelf.set(shelf.clone());
        }
        self.derived = Rc::new(derived);
    }

    /// Whether enough is known of the catalogue for a shelf.
    pub fn shelf_is_ready(&self) -> bool {
        !self.awaits_model && (!self.community.is_growing || self.community.catalogue.items().len() >= ENOUGH)
    }

    /// Whether it is known what goes with an item.
    pub fn related_is_ready(&self) -> bool {
        !self.expects_model && !self.community.is_growing
    }

    /// Takes in what the texts say.
    pub fn set_texts(&mut self, texts: Texts) {
        self.texts = texts;
        self.derived = Rc::default();
    }

    /// The same hall as another member sees it.
    pub fn seen_by(&self, member: MemberId) -> Room {
        let events = self.events.borrow().seen_by(member);
        let texts = self.texts.clone();
        let room = Room::new(self.community.clone(), events, self.owner.clone(), self.now);
        Room { texts, model: self.model.clone(), ..room.reserved(self.is_reserved) }
    }

    /// The events on this device.
    pub fn events(&self) -> Ref<'_, Events> {
        self.events.borrow()
    }

    /// The member the room is shown for.
    pub fn member(&self) -> MemberId {
        self.events().ledger().member().clone()
    }

    /// The member this installation belongs to.
    pub fn owner(&self) -> &MemberId {
        &self.owner
    }

    /// Whether this is the hall as somebody sees it who was never here: nothing is stored in it.
    pub fn is_guest(&self) -> bool {
        self.owner.as_str() == GUEST
    }

    /// Whether the member shown is the one this installation belongs to; otherwise nothing is recorded unasked.
    pub fn is_own(&self) -> bool {
        *self.events().ledger().member() == self.owner
    }

    /// Today at the community's offset.
    pub fn today(&self) -> Day {
        self.now.day(self.community.charter.file().offset)
    }

    /// Everything true about the member.
    pub fn standing(&self) -> Rc<Standing> {
        let compute = || Rc::new(standing(&self.community.charter, self.events().ledger(), self.now));
        self.derived.standing.get_or_init(compute).clone()
    }

    /// The ways to the next tier and around a loss, with what the catalogue has; with what the rules alone say
    /// while it is still coming in.
    pub fn ways(&self) -> Rc<Ways> {
        let Community { charter, catalogue, .. } = &*self.community;
        let compute = || {
            let standing = self.standing();
            if self.community.is_growing {
                let next = standing.next.as_ref().and_then(|next| next.path.clone());
                let drop = standing.tier.drop.as_ref().and_then(|drop| drop.path.clone());
                return Rc::new(Ways { next, drop });
            }
            Rc::new(ways(charter, catalogue, self.events().ledger(), &standing))
        };
        self.derived.ways.get_or_init(compute).clone()
    }

    /// The standing at another moment, for verification.
    pub fn standing_at(&self, moment: Moment) -> Standing {
        standing(&self.community.charter, self.events().ledger(), moment)
    }

    /// What the member likes.
    pub fn taste(&self) -> Rc<Taste> {
        let Community { charter, catalogue, .. } = &*self.community;
        let unasked = !self.is_reserved;
        let compute = || Rc::new(taste_unless_asked(charter, catalogue, self.events().ledger(), self.now, unasked));
        self.derived.taste.get_or_init(compute).clone()
    }

    /// What the member might like next.
    pub fn shelf(&self) -> Rc<Shelf> {
        let Community { charter, catalogue, .. } = &*self.community;
        let model = self.model.as_deref();
        let compute = || Rc::new(shelf::shelf(charter, catalogue, &self.standing(), &self.taste(), model, SHELF));
        self.derived.shelf.get_or_init(compute).clone()
    }

    /// What the catalogue offers to everyone alike.
    pub fn plain(&self) -> Rc<Plain> {
        let Community { charter, catalogue, .. } = &*self.community;
        let compute = || Rc::new(shelf::plain(charter, catalogue, &self.taste(), PLAIN));
        self.derived.plain.get_or_init(compute).clone()
    }

    /// What a query finds in the library. The order of titles in the member's language is computed when it is asked for.
    pub fn found(&self, query: &Query, tag: &'static str, titles: impl FnOnce(&[Item]) -> Rc<[u32]>) -> Rc<Found> {
        // How much of it is shown does not change what is found.
        let asked = Query { shown: 0, ..query.clone() };
        if let Some((known, language, found)) = &*self.derived.found.borrow()
            && *known == asked
            && *language == tag
        {
            return found.clone();
        }
        let (catalogue, index) = (&self.community.catalogue, &*self.community.index());
        let speaks = |(language, _): &(Box<str>, _)| tag.split('-').next() == language.split('-').next();
        let library = Library {
            catalogue,
            index,
            texts: &self.texts,
            text_places: &self.text_places(),
            preferred: self.texts.iter().position(speaks),
            open: &self.open(),
            finished: &self.finished(),
        };
        let titles = || index.titles(tag, || titles(catalogue.items()));
        let found = Rc::new(asked.find(&library, titles));
        *self.derived.found.borrow_mut() = Some((asked, tag, found.clone()));
        found
    }

    /// The place in the catalogue of every item of each of the texts.
    fn text_places(&self) -> Rc<[Vec<Option<usize>>]> {
        let place = |id: &ItemId| self.community.catalogue.place(id.as_str());
        let compute = || self.texts.iter().map(|(_, text)| text.items().iter().map(place).collect()).collect();
        self.derived.text_places.get_or_init(compute).clone()
    }

    /// Whether the member may open each item, by its place in the catalogue.
    fn open(&self) -> Rc<[bool]> {
        let compute = || {
            let standing = self.standing();
            let charter = &self.community.charter;
            let attributes = Attributes::of_standing(charter, &standing);
            let items = self.community.catalogue.items().iter();
            items.map(|item| benefit::opens(charter, &standing.benefits, item, &attributes)).collect()
        };
        self.derived.open.get_or_init(compute).clone()
    }

    /// Whether the member finished each item, by its place in the catalogue.
    fn finished(&self) -> Rc<[bool]> {
        let compute = || {
            let mut finished = vec![false; self.community.catalogue.items().len()];
            for (id, _) in self.all_acts().iter().filter(|(_, acts)| acts.finished.is_some()) {
                let place = self.community.catalogue.place(id.as_str());
                if let Some(flag) = place.and_then(|place| finished.get_mut(place)) {
                    *flag = true;
                }
            }
            finished.into()
        };
        self.derived.finished.get_or_init(compute).clone()
    }

    /// What each event gave.
    pub fn gains(&self) -> Rc<BTreeMap<EventId, Gain>> {
        let compute = || {
            // Put in one by one: collecting into a map would bring a whole sorting routine along.
            let mut gains = BTreeMap::new();
            let all = timeline::gains(&self.community.charter, self.events().ledger(), self.now);
            gains.extend(all.into_iter().map(|gain| (gain.event, gain)));
            Rc::new(gains)
        };
        self.derived.gains.get_or_init(compute).clone()
    }

    /// Score and tier at the end of every day so far.
    pub fn history(&self) -> Rc<Vec<DayScore>> {
        let compute = || Rc::new(timeline::history(&self.community.charter, self.events().ledger(), self.now));
        self.derived.history.get_or_init(compute).clone()
    }

    /// The events behind every metric.
    pub fn evidence(&self) -> Rc<Vec<Evidence>> {
        let compute = || Rc::new(evidence(&self.community.charter, self.events().ledger(), self.now));
        self.derived.evidence.get_or_init(compute).clone()
    }

    /// What the member did with a thing of the catalogue.
    pub fn acts(&self, id: &ItemId) -> Acts {
        self.all_acts().get(id.as_str()).cloned().unwrap_or_default()
    }

    /// What the member did with everything, by identifier.
    pub fn all_acts(&self) -> Rc<BTreeMap<ObjectId, Acts>> {
        let compute = || Rc::new(acts::acts(self.events().ledger()));
        self.derived.acts.get_or_init(compute).clone()
    }

    /// Whether the member may open an item, and why or why not.
    pub fn access(&self, item: &Item) -> (bool, Explanation) {
        let standing = self.standing();
        let charter = &self.community.charter;
        benefit::access(charter, &standing.benefits, item, &Attributes::of_standing(charter, &standing))
    }

    /// Whether the member meets an audience, node by node.
    pub fn meets(&self, audience: &Condition) -> Explanation {
        audience.explain(&Attributes::of_standing(&self.community.charter, &self.standing()))
    }

    /// Whether the member can book a place at an activity.
    pub fn booking(&self, activity: &Activity) -> Booking {
        let (charter, standing) = (&self.community.charter, self.standing());
        let attributes = Attributes::of_standing(charter, &standing);
        booking::booking(charter, &standing.benefits, activity, &attributes, self.now)
    }

    /// Who may book a place before booking opens to everybody.
    pub fn head_starts(&self, activity: &Activity) -> Vec<HeadStart> {
        booking::head_starts(&self.community.charter, &self.standing().benefits, activity)
    }

    /// What the member did day by day, from a day on.
    pub fn presence(&self, from: Day) -> Vec<PresentDay> {
        presence(&self.community.charter, self.events().ledger(), from, self.now)
    }

    /// The paid stretch that began last, running or over.
    pub fn last_membership(&self) -> Option<Membership> {
        plan::memberships(&self.community.charter, self.events().ledger(), self.now).pop()
    }

    /// What the member pays for a thing.
    pub fn price(&self, id: &ItemId, tags: &[TagId], price: Money) -> MemberPrice {
        benefit::member_price(&self.community.charter, &self.standing().benefits, id, tags, price)
    }

    /// Items like this one that the member may want next.
    pub fn related(&self, id: &ItemId, count: usize) -> Vec<ItemId> {
        shelf::related(&self.community.catalogue, &self.taste(), self.model.as_deref(), id, count)
    }
}
