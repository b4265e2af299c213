//! Training a model of recommendations from what members did, and measuring how good it is.
//!
//! In the order of the work: [`interactions`] (what each member did with which items) come from event files
//! ([`events`]) or a public data set ([`mooc`]); [`count`] adds up which items occur together, in SQL here or on a
//! cluster, or by hand, with the same result; [`noise`] hides single members in it, if wanted; [`gram`] joins what the items' tags say; [`ridge`]
//! solves for the weights; [`budget`] keeps those that matter most; [`tune`] chooses what is to be chosen; [`cluster`]
//! orders them for packing; [`artefact`] writes the files that `guildhall_engine::model` reads. [`evaluate`] holds members back, trains on the others and
//! compares with [`peers`].
//!
//! Nothing here ships to the browser.

pub mod artefact;
pub mod budget;
pub mod cluster;
pub mod count;
pub mod evaluate;
pub mod events;
pub mod gram;
pub mod interactions;
pub mod measure;
pub mod memory;
pub mod mooc;
#[cfg(feature = "nodes")]
pub mod node;
pub mod noise;
pub mod peers;
pub mod plot;
pub mod ridge;
pub mod split;
pub mod train;
pub mod tune;
