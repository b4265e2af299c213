//! Every version this project pins and cannot express in `Cargo.toml`: the one table.
//!
//! `tidy` checks that the manifests which must repeat a version agree with it.

/// The target the app is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool compiled from crates.io into the user cache.
pub struct CargoTool {
    /// The package on crates.io.
    pub package: &'static str,
    /// The exact version.
    pub version: &'static str,
    /// The programs it installs.
    pub programs: &'static [&'static str],
    /// Flags of `cargo install` besides version and place.
    pub flags: &'static [&'static str],
    /// What it is for.
    pub purpose: &'static str,
    /// How long compiling takes on two cores, in minutes.
    pub minutes: &'static str,
}

/// Builds the site. 0.22 needs a newer Rust than the one this project promises.
pub const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
    flags: &["--locked", "--no-default-features", "--features", "rustls"],
    purpose: "builds the site",
    minutes: "7",
};

/// Must equal the `wasm-bindgen` crate's version in `Cargo.toml`, or the two do not fit together.
/// Not `--locked`: its lock file names a version that the registry no longer offers everywhere.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    flags: &[],
    purpose: "joins WebAssembly and JavaScript, runs the wasm tests",
    minutes: "3",
};

/// A tool that comes from npm, by the manifest in `crates/xtask/npm/`.
pub struct NpmTool {
    /// The package on npm.
    pub package: &'static str,
    /// The exact version.
    pub version: &'static str,
}

/// Makes the WebAssembly smaller. Debian's own is too old to parse what today's Rust emits.
pub const BINARYEN: NpmTool = NpmTool { package: "binaryen", version: "132.0.0" };

/// Bundles and minifies scripts and styles.
pub const ESBUILD: NpmTool = NpmTool { package: "esbuild", version: "0.28.2" };

/// The oldest Node.js that runs the tools and the browser tests.
pub const NODE_MAJOR: u32 = 20;

/// The oldest Chromium that the site supports and the tests accept.
pub const CHROMIUM_MAJOR: u32 = 120;
