//! The store of one community as the callers see it.

use crate::in_memory::InMemory;
use crate::indexed_db::{IndexedDb, OpenError};
use guildhall_engine::event::Event;
use guildhall_engine::id::{CommunityId, DeviceId};
use guildhall_store::codec::Damage;
use guildhall_store::{Ack, Draft, StoreError};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// A community's events and settings on this device; a clone is the same hall.
#[derive(Clone)]
pub enum Hall {
    /// Kept in the browser's database: an acknowledged event survives a killed tab.
    Kept(Rc<IndexedDb>),
    /// In memory until the tab closes, because the database could not be opened.
    InMemory(Rc<InMemory>),
}

/// What was found when the hall was opened or read again.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Events not seen before, each once, in no particular order.
    pub events: Vec<Event>,
    /// What the member must be told.
    pub problems: Vec<Problem>,
}

/// Something about the store that the member must be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing can be kept; everything goes on in memory until the tab closes.
    #[error("{0}; what you do now is lost when this tab closes, unless you export it")]
    NotKept(#[from] OpenError),
    /// Bytes that cannot be read were set aside, and can be exported with [`Hall::set_aside`].
    #[error("{damage}; it was set aside as `{name}`")]
    SetAside {
        /// The name under which it lies.
        name: String,
        /// What is wrong with it.
        damage: Damage,
    },
    /// Bytes that cannot be read are left where they are: a newer version of the software wrote them, or nothing can be
    /// moved at present.
    #[error("`{name}`: {damage}")]
    Unread {
        /// Where it lies.
        name: String,
        /// What is wrong with it.
        damage: Damage,
    },
}

impl Problem {
    /// Stable, kebab-case name of the problem; programs match on this, never on the text.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::NotKept(error) => error.code(),
            Problem::SetAside { damage, .. } | Problem::Unread { damage, .. } => damage.code(),
        }
    }
}

/// Bytes that could not be read, kept for repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Where they lay, such as `chunks:7`.
    pub name: String,
    /// The bytes as they were found.
    pub bytes: Vec<u8>,
}

/// New events that could not be stored, given back so that they can be shown, exported and tried again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct Unsaved {
    /// Why; `storage-full` when the quota is used up.
    pub error: StoreError,
    /// The drafts as they came. Their ids stay the same, so that trying again cannot double them.
    pub drafts: Vec<Draft>,
}

/// What happened to the store without this tab's doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Another tab or the sync wrote: call [`Hall::newer`].
    Newer,
    /// The store is closed for good in this tab; what is in memory can still be shown and exported.
    Ended(Ending),
    /// Something was set aside while the store was put in order.
    Problem(Problem),
}

/// Why a store is closed for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ending {
    /// The member erased the data, here or in another tab.
    #[error("the data of this community was erased; reload to begin anew")]
    Erased,
    /// A newer version of the software, opened in another tab, took the store over.
    #[error("a newer version is open in another tab; reload this one")]
    Superseded,
    /// The browser deleted the data, to save space or because the member cleared it.
    #[error("the browser deleted the data of this site; export what is shown here, then reload")]
    Evicted,
}

impl Ending {
    /// Stable, kebab-case name of the ending.
    pub fn code(self) -> &'static str {
        match self {
            Ending::Erased => "store-erased",
            Ending::Superseded => "store-superseded",
            Ending::Evicted => "store-evicted",
        }
    }
}

impl Hall {
    /// Opens a community's store and reads all of it; in memory, with [`Problem::NotKept`], when nothing can be kept.
    pub async fn open(community: &CommunityId) -> (Hall, Loaded) {
        match IndexedDb::open(community).await {
            Ok((store, loaded)) => {
                let hall = Hall::Kept(Rc::new(store));
                hall.tidy();
                (hall, loaded)
            }
            Err(error) => {
                let problems = vec![Problem::NotKept(error)];
                (Hall::in_memory(), Loaded { events: Vec::new(), problems })
            }
        }
    }

    /// An empty hall that keeps nothing.
    pub fn in_memory() -> Hall {
        Hall::InMemory(Rc::new(InMemory::new()))
    }

    /// Whether what is stored outlives the tab.
    pub fn is_kept(&self) -> bool {
        matches!(self, Hall::Kept(_))
    }

    /// This installation, which numbers the events written here.
    pub fn device(&self) -> &DeviceId {
        match self {
            Hall::Kept(store) => store.device(),
            Hall::InMemory(store) => &store.device,
        }
    }

    /// Has `notice` called at every [`Change`], in place of the one given before.
    pub fn watch(&self, notice: impl Fn(Change) + 'static) {
        match self {
            Hall::Kept(store) => store.watch(notice),
            Hall::InMemory(store) => store.notice.set(notice),
        }
    }

    /// Stores new events, all or none, and gives them back numbered; they are durable then.
    ///
    /// # Errors
    /// The drafts, with the reason.
    pub async fn append_new(&self, drafts: Vec<Draft>) -> Result<Vec<Event>, Unsaved> {
        match self {
            Hall::Kept(store) => {
                let events = store.append_new(drafts).await?;
                self.tidy();
                Ok(events)
            }
            Hall::InMemory(store) => store.append_new(drafts).await,
        }
    }

    /// Stores events that have their device and number already: imported ones and those of other devices. Answers one
    /// outcome for each; stored ones are durable then.
    ///
    /// # Errors
    /// When none of them was stored.
    pub async fn append(&self, events: &[Event]) -> Result<Vec<Ack>, StoreError> {
        match self {
            Hall::Kept(store) => {
                let acks = guildhall_store::EventStore::append(&**store, events).await?;
                self.tidy();
                Ok(acks)
            }
            Hall::InMemory(store) => store.append(events).await,
        }
    }

    /// What other tabs and the sync stored since this one last looked.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn newer(&self) -> Result<Loaded, StoreError> {
        match self {
            Hall::Kept(store) => store.newer().await,
            Hall::InMemory(store) => Ok(Loaded { events: store.newer(), problems: Vec::new() }),
        }
    }

    /// A setting kept beside the events, such as a JSON text.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        match self {
            Hall::Kept(store) => store.setting(key).await,
            Hall::InMemory(store) => Ok(store.setting(key)),
        }
    }

    /// Keeps a setting.
    ///
    /// # Errors
    /// When it could not be stored.
    pub async fn set_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        match self {
            Hall::Kept(store) => store.set_setting(key, value).await,
            Hall::InMemory(store) => {
                store.set_setting(key, value);
                Ok(())
            }
        }
    }

    /// Every setting kept beside the events, in the order of their keys.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        match self {
            Hall::Kept(store) => store.settings().await,
            Hall::InMemory(store) => Ok(store.settings()),
        }
    }

    /// Everything that could not be read and was set aside, now or earlier, for export.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn set_aside(&self) -> Result<Vec<SetAside>, StoreError> {
        match self {
            Hall::Kept(store) => store.set_aside().await,
            Hall::InMemory(_) => Ok(Vec::new()),
        }
    }

    /// Deletes everything of this community from this device; other tabs see [`Ending::Erased`]. The hall is closed then.
    ///
    /// # Errors
    /// When the browser did not delete it.
    pub async fn erase(&self) -> Result<(), StoreError> {
        match self {
            Hall::Kept(store) => store.erase().await,
            Hall::InMemory(store) => {
                store.erase();
                Ok(())
            }
        }
    }

    /// Seals the tail in the background when it has grown long. Nobody waits for it and nothing is lost if it fails: the
    /// rows stay where they are and the next append tries again.
    fn tidy(&self) {
        if let Hall::Kept(store) = self
            && store.tail_is_full()
        {
            let store = store.clone();
            spawn_local(async move {
                let _ = store.seal().await;
            });
        }
    }
}

impl PartialEq for Hall {
    /// Whether both are the same hall.
    fn eq(&self, other: &Hall) -> bool {
        match (self, other) {
            (Hall::Kept(a), Hall::Kept(b)) => Rc::ptr_eq(a, b),
            (Hall::InMemory(a), Hall::InMemory(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}
