//! The stages, in the order in which they most cheaply find a mistake.

use super::{Runs, Stage};
use crate::{
    conformance, dist, js, place, process,
    server::{Server, Site},
    setup::{Need, Toolbox, pins::WASM_TARGET},
    sizes, tidy,
};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::{path::PathBuf, process::Command};

/// The crate that runs nowhere but in a browser.
const BROWSER_ONLY: &str = "guildhall-browser";
/// The crates that are built for the browser.
const WASM_CRATES: [&str; 4] = ["guildhall-app", "guildhall-js", "guildhall-sync", BROWSER_ONLY];
/// What lets tests reach servers from this machine.
const NATIVE_PORT: &str = "guildhall-backends/native";
/// How long a wasm test program may take, in seconds; the runner's own 20 are too few for property tests.
const WASM_TIMEOUT: &str = "900";
/// How long one browser test may take, in milliseconds.
const BROWSER_TIMEOUT: &str = "1200000";
/// The sub-path under which the site is tested a second time, as on a project page.
const SUB_PATH: &str = "/hall/";

/// All stages.
pub const STAGES: &[Stage] = &[
    Stage { name: "format", title: "rustfmt", needs: &[Need::Rust], runs: Runs::Always, run: format },
    Stage {
        name: "lint",
        title: "clippy, natively and for the browser",
        needs: &[Need::Rust],
        runs: Runs::Always,
        run: lint,
    },
    Stage {
        name: "tidy",
        title: "the invariants no compiler checks",
        needs: &[],
        runs: Runs::Always,
        run: |_| tidy::check_sources(),
    },
    Stage { name: "native", title: "tests on this machine", needs: &[], runs: Runs::Always, run: native },
    Stage {
        name: "train",
        title: "training in SQL, and the commands for it",
        needs: &[],
        runs: Runs::Fully,
        run: train,
    },
    Stage {
        name: "cluster",
        title: "counting on a cluster: a scheduler and executors on this machine (only when named)",
        needs: &[],
        runs: Runs::Named,
        run: cluster,
    },
    Stage {
        name: "backends",
        title: "the suite of every backend, on real servers and on bad lines to them",
        needs: &[],
        runs: Runs::Fully,
        run: |_| conformance::on_every_server(),
    },
    Stage {
        name: "wasm-node",
        title: "the same tests as WebAssembly, in Node.js",
        needs: &[Need::Rust, Need::Site],
        runs: Runs::Fully,
        run: wasm_in_node,
    },
    Stage {
        name: "wasm-chromium",
        title: "WebAssembly tests in Chromium",
        needs: &[Need::Rust, Need::Site, Need::Browser],
        runs: Runs::Fully,
        run: wasm_in_chromium,
    },
    Stage {
        name: "dist",
        title: "the release site and its size",
        needs: &[Need::Rust, Need::Site],
        runs: Runs::Fully,
        run: release_site,
    },
    Stage {
        name: "js",
        title: "the JavaScript API as a package: Node.js, TypeScript, bundlers, its guide",
        needs: &[Need::Rust, Need::Site],
        runs: Runs::Fully,
        run: package,
    },
    Stage {
        name: "browser",
        title: "the release site as a member uses it, in Chromium",
        needs: &[Need::Browser],
        runs: Runs::Fully,
        run: in_browser,
    },
];

fn format(_: &Toolbox) -> Result<()> {
    process::run(process::cargo().args(["fmt", "--all", "--check"]))
        .context("run `cargo fmt --all`, then see what it could not repair")
}

fn lint(_: &Toolbox) -> Result<()> {
    let mut native = process::cargo();
    native.args(["clippy", "--workspace", "--all-targets", "--features", NATIVE_PORT]);
    for package in WASM_CRATES {
        native.args(["--exclude", package]);
    }
    process::run(native.args(["--", "-D", "warnings"]))?;

    let mut browser = process::cargo();
    browser.args(["clippy", "--all-targets", "--target", WASM_TARGET]);
    for package in WASM_CRATES {
        browser.args(["-p", package]);
    }
    process::run(browser.args(["--", "-D", "warnings"]))?;

    // Its tests reach servers from this machine; what ships does not.
    let mut backends = process::cargo();
    backends.args(["clippy", "--target", WASM_TARGET, "-p", "guildhall-backends", "--", "-D", "warnings"]);
    process::run(&mut backends)
}

fn native(_: &Toolbox) -> Result<()> {
    let mut test = process::cargo();
    test.args(["test", "--workspace", "--exclude", BROWSER_ONLY, "--features", NATIVE_PORT]);
    process::run(test.args(["--", "--quiet"]))
}

/// In a profile of its own: the query engine is compiled nowhere else, and not optimised.
fn train(_: &Toolbox) -> Result<()> {
    let mut test = process::cargo();
    test.args(["test", "--profile", "unoptimised", "-p", "guildhall-train", "-p", "guildhall-cli"]);
    test.args([
        "--features",
        "guildhall-train/sql,guildhall-cli/train",
        "--lib",
        "--test",
        "training",
        "--test",
        "train",
    ]);
    process::run(test.args(["--", "--quiet"]))
}

/// Some hundreds of packages more than `train`, and another DataFusion, because Ballista wants all its features.
fn cluster(_: &Toolbox) -> Result<()> {
    let mut test = process::cargo();
    test.args(["test", "--profile", "unoptimised", "-p", "guildhall-train", "-p", "guildhall-cli"]);
    test.args(["--features", "guildhall-train/nodes,guildhall-cli/nodes", "--lib", "--test", "cluster"]);
    // One after the other: each starts a cluster of its own.
    process::run(test.args(["--", "--quiet", "--test-threads", "1"]))
}

fn wasm_in_node(toolbox: &Toolbox) -> Result<()> {
    for package in packages_with_wasm_tests()? {
        let mut test = wasm_test(toolbox, &package);
        process::run(test.args(["--test", "wasm"]).env("WASM_BINDGEN_TEST_ONLY_NODE", "1"))?;
    }
    Ok(())
}

fn wasm_in_chromium(toolbox: &Toolbox) -> Result<()> {
    let browser = toolbox.browser()?;
    browser.verify()?;
    let settings = place::target().join("webdriver.json");
    let options = json!({ "goog:chromeOptions": { "binary": browser.chromium, "args": browser.arguments()? } });
    place::write(&settings, options.to_string())?;
    let in_browser = |test: &mut Command| {
        process::run(
            test.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings)
                .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
                .env("WASM_BINDGEN_USE_BROWSER", "1"),
        )
    };
    for package in packages_with_wasm_tests()? {
        in_browser(wasm_test(toolbox, &package).args(["--test", "wasm"]))?;
    }
    in_browser(wasm_test(toolbox, BROWSER_ONLY).arg("--tests"))
}

fn wasm_test(toolbox: &Toolbox, package: &str) -> Command {
    let runner = toolbox.command("wasm-bindgen-test-runner");
    let mut test = toolbox.command("cargo");
    test.args(["test", "--target", WASM_TARGET, "-p", package])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner.get_program())
        .env("WASM_BINDGEN_TEST_TIMEOUT", WASM_TIMEOUT);
    test
}

/// The packages with a `tests/wasm.rs`, which runs natively, in Node.js and in Chromium alike.
fn packages_with_wasm_tests() -> Result<Vec<String>> {
    let mut packages = Vec::new();
    for file in place::files(&place::root().join("crates"), &["rs"])? {
        if file.ends_with("tests/wasm.rs") {
            let folder = file.ancestors().nth(2).and_then(|folder| folder.file_name());
            let name = folder.context("a test lies in a crate")?.to_string_lossy().into_owned();
            packages.push(format!("guildhall-{name}"));
        }
    }
    packages.retain(|package| package != BROWSER_ONLY);
    if packages.is_empty() {
        bail!("no crate has a `tests/wasm.rs`; that the engine computes the same everywhere is tested there");
    }
    Ok(packages)
}

fn release_site(toolbox: &Toolbox) -> Result<()> {
    dist::build(toolbox, &dist::PublicUrl::root(), None, &[])?;
    tidy::check_sizes(&sizes::measure(&place::dist())?)
}

fn package(toolbox: &Toolbox) -> Result<()> {
    let folder = js::build(toolbox)?;
    js::check_size(&folder)?;
    toolbox.install_packages("tests/js")?;
    let mut tests = place::files(&place::root().join("tests/js"), &["mjs"])?;
    tests.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    process::run(toolbox.command("node").args(["--test", "--test-reporter=spec"]).args(tests))
}

fn in_browser(toolbox: &Toolbox) -> Result<()> {
    toolbox.browser()?.verify()?;
    let site = place::dist();
    if !site.join("index.html").is_file() {
        bail!("there is no built site in `dist/`; run `cargo xtask dist` first");
    }
    if !site.join("js/package.json").is_file() {
        bail!("there is no package of the JavaScript API in `dist/js/`; run `cargo xtask js` first");
    }
    let tests = browser_tests()?;
    if tests.is_empty() {
        bail!("`tests/browser/` holds no `*.test.mjs`");
    }
    let sub_path_site = place::target().join("site-under-sub-path");
    dist::rebase(&site, &sub_path_site, SUB_PATH)?;
    let root = Server::start(Site { folder: site, base: "/".into(), reload: false }, 0)?;
    let below = Server::start(Site { folder: sub_path_site, base: SUB_PATH.into(), reload: false }, 0)?;
    process::run(
        toolbox
            .command("node")
            .args(["--test", "--test-reporter=spec", &format!("--test-timeout={BROWSER_TIMEOUT}")])
            .args(tests)
            .env("GUILDHALL_SITE", root.url())
            .env("GUILDHALL_SITE_UNDER_SUB_PATH", below.url()),
    )
}

fn browser_tests() -> Result<Vec<PathBuf>> {
    let mut tests = place::files(&place::root().join("tests/browser"), &["mjs"])?;
    tests.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    Ok(tests)
}
