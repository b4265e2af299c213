//! The way to the network.

/// How long an answer may take, in milliseconds.
pub const PATIENCE: u32 = 30_000;

#[cfg(target_arch = "wasm32")]
pub use guildhall_backends::WebFetch as Port;

/// The way to the network.
#[cfg(target_arch = "wasm32")]
pub fn port() -> Port {
    Port::new(PATIENCE)
}

/// Pages that are written when the site is built speak to nobody.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct Port;

#[cfg(not(target_arch = "wasm32"))]
impl guildhall_backends::Fetch for Port {
    async fn fetch(
        &self,
        _: guildhall_backends::Request,
    ) -> Result<guildhall_backends::Response, guildhall_backends::Unreachable> {
        Err(guildhall_backends::Unreachable)
    }

    async fn reaches(&self, _: &str) -> bool {
        false
    }
}

/// The way to the network.
#[cfg(not(target_arch = "wasm32"))]
pub fn port() -> Port {
    let _ = PATIENCE;
    Port
}
