//! Guildhall.
fn main() {}
