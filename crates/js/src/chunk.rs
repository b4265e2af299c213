//! The parts of the program that not every caller needs: each is fetched when something of it is first asked for.

use crate::fault::Fault;
use guildhall_browser::Lost;
use std::future::Future;
use std::pin::Pin;

/// What a function of a chunk answers: it has to be called by its address, so that the future's own type stays in the chunk.
pub type Later<T> = Pin<Box<dyn Future<Output = Result<T, Fault>>>>;

impl From<Lost> for Fault {
    fn from(_: Lost) -> Fault {
        let message = "a part of the program cannot be fetched; see that all files of the package lie beside each other, \
                       of the same version, and try again";
        Fault::new("part-unreachable", message)
    }
}
