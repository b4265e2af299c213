//! Opening the hall: documents, store, events, and then the rest of the catalogue.

use crate::demo;
use crate::fetch;
use crate::language::Language;
use crate::pages;
use crate::session::{
    CELEBRATED, Desk, MEMBER, ONBOARDING, OWNER, PROFILE, SEEN, Tell, count_aside, follow, follow_erasures, notice_of,
    step_word,
};
use crate::settings;
use crate::state::celebration::Celebrated;
use crate::state::community::{Community, Faults};
use crate::state::profile::Profile;
use crate::state::room::GUEST;
use crate::state::{Action, FIRST_STEP, Failure, LAST_STEP, Notice, Opening};
use crate::ui::told;
use guildhall_browser::{Hall, Loaded, now};
use guildhall_browser::{Lost, chunk};
use guildhall_engine::catalogue::{Catalogue, CatalogueFile};
use guildhall_engine::charter::{Charter, Unchecked};
use guildhall_engine::event::Event;
use guildhall_engine::finding::Finding;
use guildhall_engine::id::{DeviceId, MemberId};
use guildhall_engine::ledger::Ledger;
use guildhall_engine::standing::standing;
use guildhall_engine::time::Moment;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Where the site's own community lies.
const FOLDER: &str = "community/";
const CHARTER: &str = "charter.json";
const CATALOGUE: &str = "catalogue.json";
/// What the keys begin with under which the last good charters are remembered.
pub const CHARTERS: &str = "guildhall:charter:";
/// The parameter that names another community's folder on the same site.
const PARAMETER: &str = "community=";

/// Checks a charter as a whole.
type Check = fn(Unchecked) -> (Option<Charter>, Vec<Finding>);

// A page that was made from these very documents was made from checked ones.
chunk!(check: Check = Unchecked::check);

/// Makes up a year of a member.
type MakeUp = fn(&Charter, &Catalogue, Moment, Language) -> Vec<Event>;

chunk!(make_up: MakeUp = demo::events);

/// The two documents that a hall opens with, as they came.
pub struct Documents {
    /// Where they lie, relative to the site; ends with a slash.
    pub folder: String,
    /// The charter, unless it could not be fetched.
    pub charter: Option<String>,
    /// The catalogue's first page, unless it could not be fetched.
    pub catalogue: Option<String>,
    /// What they say, where somebody has read them already.
    read: Option<Read>,
}

/// What the documents say.
struct Read {
    community: Community,
    /// The names of the catalogue's further pages, once its first one is read.
    pages: Option<Vec<Box<str>>>,
}

impl Documents {
    /// Documents that nobody has read yet.
    pub fn new(folder: String, charter: Option<String>, catalogue: Option<String>) -> Documents {
        Documents { folder, charter, catalogue, read: None }
    }

    /// Fetches the documents of a folder.
    pub async fn fetch(folder: String) -> Documents {
        // Both are on their way before either is needed.
        let charter = fetch::text(&[&folder, CHARTER].concat());
        let catalogue = fetch::text(&[&folder, CATALOGUE].concat());
        Documents::new(folder, charter.await.ok(), catalogue.await.ok())
    }

    /// Reads the charter of a site whose build has checked it; answers whether it can be used.
    pub fn read_charter(&mut self) -> bool {
        let charter = self.charter.as_deref().and_then(|text| Unchecked::read_text(text).trust());
        self.read = charter
            .map(|charter| Read { community: Community::new(self.folder.as_str().into(), charter), pages: None });
        self.read.is_some()
    }

    /// Reads the catalogue's first page after the charter; answers whether it can be used.
    pub fn read_catalogue(&mut self) -> bool {
        let (page, findings) = self.catalogue.as_deref().map(Catalogue::read_page_text).unwrap_or_default();
        let (Some(read), Some(page)) = (&mut self.read, page) else { return false };
        read.pages = Some(read.community.lay_out(Some(page), findings));
        true
    }

    /// The hall as somebody sees it who was never here, at a moment, once both documents are read.
    pub fn as_guest(&self, now: Moment) -> Option<Opening> {
        let read = self.read.as_ref().filter(|read| read.pages.is_some())?;
        let guest = MemberId::from(GUEST);
        Some(Opening {
            community: read.community.clone(),
            owner: guest.clone(),
            member: guest,
            profile: Profile::default(),
            onboarding: Some(FIRST_STEP),
            events: Vec::new(),
            now,
            celebrated: Celebrated::default(),
            notices: Vec::new(),
            is_reserved: false,
        })
    }
}

impl Community {
    /// Lays out the catalogue's first page; answers the names of the further ones.
    fn lay_out(&mut self, first: Option<CatalogueFile>, findings: Vec<Finding>) -> Vec<Box<str>> {
        let pages: Vec<Box<str>> = first.as_ref().map(|page| page.pages.clone()).unwrap_or_default();
        let fitting = first.map(|page| self.add(page)).unwrap_or_default();
        self.note(CATALOGUE, findings.into_iter().chain(fitting).collect());
        self.is_growing = !pages.is_empty();
        pages
    }
}

/// Opens the hall, telling the state as things arrive.
pub async fn open(desk: Rc<Desk>, tell: Tell, documents: Option<Documents>) {
    let Documents { folder, charter, catalogue, read } = match documents {
        Some(documents) => documents,
        None => Documents::fetch(folder(&desk.query)).await,
    };
    let mut notices = Vec::new();
    let Read { mut community, pages } = match read {
        Some(read) => {
            charter.iter().for_each(|text| settings::remember(&charter_key(&folder), text));
            read
        }
        None => match usable_charter(&folder, charter, &mut notices).await {
            Ok((charter, faults)) => {
                let mut community = Community::new(folder.as_str().into(), charter);
                community.note(CHARTER, faults);
                Read { community, pages: None }
            }
            Err(failure) => {
                // What lists the faults is there before the page says that there are any.
                told::fetch().await;
                return tell.dispatch(Action::Shut(failure));
            }
        },
    };
    let id = community.charter.file().id.clone();
    let (hall, loaded) = if desk.is_demo() {
        (Hall::in_memory(), Loaded::default())
    } else {
        follow_erasures(&desk, tell.clone(), id.as_str());
        Hall::open(&id).await
    };
    follow(&hall, tell.clone());
    desk.take(hall.clone());
    let mut pages = match (pages, &catalogue) {
        (Some(pages), Some(text)) => {
            keep_page(&hall, CATALOGUE, text, earlier_page(&hall, CATALOGUE).await.as_deref()).await;
            pages
        }
        _ => {
            let (first, findings) = usable_page(&hall, CATALOGUE, catalogue, &mut notices).await;
            community.lay_out(first, findings)
        }
    };
    tell.dispatch(Action::Opened(Box::new(opening(&hall, &desk, community, loaded, notices).await)));
    count_aside(hall.clone(), tell.clone());
    turn_pages(&hall, &tell, &folder, &mut pages).await;
    pages::link(&hall, &desk, &tell).await;
}

/// The further pages of the catalogue, one after the other; each page may name more.
async fn turn_pages(hall: &Hall, tell: &Tell, folder: &str, pages: &mut Vec<Box<str>>) {
    let mut seen = BTreeSet::from([Box::from(CATALOGUE)]);
    pages.reverse();
    while let Some(name) = pages.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let mut notices = Vec::new();
        let text = fetch::text(&[folder, &name].concat()).await.ok();
        let (page, findings) = usable_page(hall, &name, text, &mut notices).await;
        pages.extend(page.iter().flat_map(|page| page.pages.iter().rev().cloned()));
        notices.into_iter().for_each(|notice| tell.dispatch(Action::Notice(notice)));
        let is_last = pages.iter().all(|page| seen.contains(page));
        tell.dispatch(Action::Page { document: name.into(), page, findings, is_last });
    }
}

/// The whole address of a folder's charter.
pub fn charter_address(folder: &str) -> String {
    let base = gloo::utils::document().base_uri().ok().flatten().unwrap_or_default();
    // A base without a file, as the build writes it; what is asked for and what is looked at do not matter.
    let base = base.split(['?', '#']).next().unwrap_or_default();
    let site = base.rfind('/').and_then(|at| base.get(..=at)).unwrap_or_default();
    [site, folder, CHARTER].concat()
}

/// The key under which the last good charter of a folder is remembered.
pub fn charter_key(folder: &str) -> String {
    // Several sites may lie on one origin, each with a folder of the same name.
    let base = gloo::utils::document().base_uri().ok().flatten().unwrap_or_default();
    [CHARTERS, &base, folder].concat()
}

/// A charter that is checked as a whole, and what was wrong with it but for the warnings of that check, which
/// [`Charter::warnings`] has; otherwise what is wrong with it, or nothing when it could not be checked.
async fn checked(text: &str) -> Result<(Charter, Vec<Finding>), Option<Vec<Finding>>> {
    let read = Unchecked::read_text(text);
    let findings = read.findings().to_vec();
    let check = check().await.map_err(|_| None)?;
    match check(read) {
        (Some(charter), _) => Ok((charter, findings)),
        (None, faults) => Err(Some(faults)),
    }
}

/// The present charter, or the last one that could be used.
async fn usable_charter(
    folder: &str,
    text: Option<String>,
    notices: &mut Vec<Notice>,
) -> Result<(Charter, Vec<Finding>), Failure> {
    let key = charter_key(folder);
    let address = [folder, CHARTER].concat();
    let findings = match &text {
        None => None,
        Some(text) => match checked(text).await {
            Ok(found) => {
                settings::remember(&key, text);
                return Ok(found);
            }
            // Without the part of the program that checks it, it is as good as unreached.
            Err(findings) => findings,
        },
    };
    let earlier = match settings::remembered(&key) {
        Some(earlier) => checked(&earlier).await.ok(),
        None => None,
    };
    match (earlier, findings) {
        (Some((charter, _)), findings) => {
            notices.push(earlier_version(findings.is_some(), &address));
            Ok((charter, findings.unwrap_or_default()))
        }
        (None, Some(findings)) => Err(Failure::Unusable(Faults { document: address, findings: findings.into() })),
        (None, None) => Err(Failure::Unreachable { document: address }),
    }
}

/// A page of the catalogue as it is now, or the last one that could be used, and what was wrong with it by itself.
async fn usable_page(
    hall: &Hall,
    name: &str,
    text: Option<String>,
    notices: &mut Vec<Notice>,
) -> (Option<CatalogueFile>, Vec<Finding>) {
    let (page, findings) = text.as_deref().map(Catalogue::read_page_text).unwrap_or_default();
    let earlier = earlier_page(hall, name).await;
    if let (Some(_), Some(text)) = (&page, &text) {
        keep_page(hall, name, text, earlier.as_deref()).await;
        return (page, findings);
    }
    let is_reached = text.is_some();
    let earlier = earlier.and_then(|earlier| Catalogue::read_page_text(&earlier).0);
    notices.push(if earlier.is_some() { earlier_version(is_reached, name) } else { missing(is_reached, name) });
    (earlier, findings)
}

/// The last good version of a page of the catalogue.
async fn earlier_page(hall: &Hall, name: &str) -> Option<String> {
    hall.setting(&page_key(name)).await.ok().flatten()
}

/// Keeps a page of the catalogue for the day on which it cannot be used.
async fn keep_page(hall: &Hall, name: &str, text: &str, earlier: Option<&str>) {
    if earlier != Some(text) {
        // Without it a later fault in the file is met without its last good version.
        let _ = hall.set_setting(&page_key(name), text).await;
    }
}

fn page_key(name: &str) -> String {
    ["page:", name].concat()
}

fn earlier_version(is_reached: bool, document: &str) -> Notice {
    let code = if is_reached { "earlier-document" } else { "offline" };
    Notice { code, detail: document.to_owned() }
}

fn missing(is_reached: bool, document: &str) -> Notice {
    let code = if is_reached { "unusable-document" } else { "missing-document" };
    Notice { code, detail: document.to_owned() }
}

async fn opening(hall: &Hall, desk: &Desk, community: Community, loaded: Loaded, mut notices: Vec<Notice>) -> Opening {
    notices.extend(loaded.problems.iter().map(notice_of));
    if desk.is_demo() {
        let events = match make_up().await {
            Ok(make_up) => make_up(&community.charter, &community.catalogue, now(), desk.language()),
            Err(Lost) => {
                notices.push(missing(false, demo::PARAMETER));
                Vec::new()
            }
        };
        return made_up(hall, desk, community, events, notices).await;
    }
    let setting = async |key: &str| hall.setting(key).await.ok().flatten();
    let owner = setting(OWNER).await.map_or_else(|| own_member(hall.device()), MemberId::from);
    let member = setting(MEMBER).await.map_or_else(|| owner.clone(), MemberId::from);
    desk.seen.set(setting(SEEN).await.and_then(|seen| Moment::parse(&seen).ok()));
    let profile = setting(PROFILE).await.map(|kept| Profile::read(&kept)).unwrap_or_default();
    let onboarding = match setting(ONBOARDING).await {
        // Who was here before there was a first visit to show has seen the hall.
        None if !loaded.events.is_empty() => None,
        None => {
            // Shown again until it is finished or skipped; where that cannot be kept, at the next visit too.
            let _ = hall.set_setting(ONBOARDING, step_word(Some(FIRST_STEP))).await;
            Some(FIRST_STEP)
        }
        Some(step) => step.parse().ok().filter(|step| (FIRST_STEP..=LAST_STEP).contains(step)),
    };
    let is_reserved = guildhall_browser::asks_for_privacy();
    let now = now();
    let celebrated = match setting(CELEBRATED).await {
        Some(text) => Celebrated::parse(&text),
        None => {
            // What was reached before there was a memory for it is no news; kept at once, so that the next thing is.
            let ledger = Ledger::of(owner.clone(), loaded.events.iter().cloned());
            let celebrated = Celebrated::default().and_all_of(&standing(&community.charter, &ledger, now));
            let _ = hall.set_setting(CELEBRATED, &celebrated.to_text()).await;
            celebrated
        }
    };
    let events = loaded.events;
    Opening { community, owner, member, profile, onboarding, events, now, celebrated, notices, is_reserved }
}

/// The hall of the demo's member.
async fn made_up(hall: &Hall, desk: &Desk, community: Community, events: Vec<Event>, notices: Vec<Notice>) -> Opening {
    let now = now();
    // In memory nothing is refused for want of room.
    let _ = hall.append(&events).await;
    let profile = demo::profile(desk.language());
    let _ = hall.set_setting(PROFILE, &profile.write()).await;
    let (owner, member) = (demo::member(), demo::member());
    // What a year brought is no news on its last day.
    let ledger = Ledger::of(owner.clone(), events.iter().cloned());
    let celebrated = Celebrated::default().and_all_of(&standing(&community.charter, &ledger, now));
    let (onboarding, is_reserved) = (None, false);
    Opening { community, owner, member, profile, onboarding, events, now, celebrated, notices, is_reserved }
}

/// The member of an installation. Made from the device's name, which the store gives out once, so that two tabs that
/// open for the first time at once are the same member.
fn own_member(device: &DeviceId) -> MemberId {
    MemberId::from(["member-", device.as_str()].concat())
}

/// The query that the addresses of this visit keep: the community's parameter and the demo's, and no other.
pub fn query() -> String {
    let search = gloo::utils::window().location().search().unwrap_or_default();
    let parts = search.trim_start_matches('?').split('&');
    let kept: Vec<&str> = parts.filter(|part| part.starts_with(PARAMETER) || is_demo(part)).collect();
    kept.join("&")
}

/// Whether a query asks for the demo.
pub fn is_demo(query: &str) -> bool {
    query.split('&').any(|part| part.split('=').next() == Some(demo::PARAMETER))
}

/// The folder a query names, or the site's own community. Only a path below the site is taken.
pub fn folder(query: &str) -> String {
    let named = query.split('&').find_map(|part| part.strip_prefix(PARAMETER));
    let named = named.and_then(|value| js_sys::decode_uri_component(value).ok());
    let mut folder = named.and_then(|name| name.as_string()).unwrap_or_default();
    let is_elsewhere = folder.starts_with('/') || folder.contains([':', '\\', '?', '#']) || folder.contains("..");
    if folder.is_empty() || is_elsewhere {
        return FOLDER.to_owned();
    }
    if !folder.ends_with('/') {
        folder.push('/');
    }
    folder
}
