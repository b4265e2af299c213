//! Guildhall engine.
