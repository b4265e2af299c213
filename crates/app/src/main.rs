//! Starts the app; everything else is the library, which also compiles and tests natively.

fn main() {
    guildhall_app::start();
}
