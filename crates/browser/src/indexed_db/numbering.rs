//! Who writes here, and the number of the next event: `(device, n)` without gaps.
//!
//! Tabs share the device. A number is taken in the transaction that stores its event, and transactions that write exclude
//! each other, so that no two tabs take the same one and none is lost with a transaction that fails.

use super::connection::Connection;
use super::migration::META;
use super::request::{Mode, result};
use crate::in_memory::new_device;
use guildhall_engine::id::DeviceId;
use guildhall_store::StoreError;
use web_sys::IdbObjectStore;

/// Name of the value in `meta` that holds the device.
pub const DEVICE: &str = "device";
/// Name of the value in `meta` that holds the next number.
const NEXT: &str = "next";

/// The device of a database; the first who asks makes it up.
pub async fn claim(connection: &Connection) -> Result<DeviceId, StoreError> {
    let reading = connection.begin(&[META], Mode::Read).await?;
    if let Some(device) = device(&reading.store(META)?).await? {
        return Ok(device);
    }
    let writing = connection.begin(&[META], Mode::WriteStrict).await?;
    let meta = writing.store(META)?;
    // Asked again: another tab may have been faster.
    if let Some(device) = device(&meta).await? {
        return Ok(device);
    }
    let device = new_device();
    result(meta.put_with_key(&device.as_str().into(), &DEVICE.into())).await?;
    result(meta.put_with_key(&1.into(), &NEXT.into())).await?;
    writing.commit().await?;
    Ok(device)
}

/// Takes some numbers and answers the first.
pub async fn take(meta: &IdbObjectStore, count: usize) -> Result<u64, StoreError> {
    let next = result(meta.get(&NEXT.into())).await?.as_f64().filter(|next| *next >= 1.0);
    let next = next.ok_or_else(|| {
        StoreError::permanent("store-damaged", "the store has lost its numbering; export your data and erase it")
    })?;
    meta.put_with_key(&(next + count as f64).into(), &NEXT.into()).map_err(|error| super::request::failure(&error))?;
    Ok(next as u64)
}

async fn device(meta: &IdbObjectStore) -> Result<Option<DeviceId>, StoreError> {
    Ok(result(meta.get(&DEVICE.into())).await?.as_string().map(DeviceId::from))
}
