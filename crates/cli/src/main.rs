//! The program `guildhall`; see the library beside it.

fn main() -> std::process::ExitCode {
    guildhall_cli::run()
}
