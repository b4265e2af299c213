//! The engine is pure: no browser, no clock, no chance, no panic, the same numbers everywhere.

use super::{
    Finding,
    source::{self, Keep},
};
use crate::{place, process, setup::pins::WASM_TARGET};
use anyhow::Result;

/// Packages that would let the engine see a browser, a clock or chance.
const FORBIDDEN_PACKAGES: [&str; 7] = ["web-sys", "js-sys", "wasm-bindgen", "yew", "tokio", "getrandom", "rand"];

const NO_PANIC: &str = "return an error or handle the case; the engine never panics";
const NO_CLOCK: &str = "take the time as an argument; the engine reads no clock";
const NO_CHANCE: &str = "use `BTreeMap`, `BTreeSet` or a sorted `Vec`; iteration order must not depend on a seed";
const NO_PLATFORM_MATH: &str = "call the function in `libm`; platforms round it differently";

/// What must not appear in the engine's code, and what to do instead.
const FORBIDDEN_CODE: [(&str, &str); 36] = [
    (".unwrap()", NO_PANIC),
    (".expect(", NO_PANIC),
    ("panic!", NO_PANIC),
    ("unreachable!", NO_PANIC),
    ("todo!", NO_PANIC),
    ("unimplemented!", NO_PANIC),
    ("std::time", NO_CLOCK),
    ("SystemTime", NO_CLOCK),
    ("Instant::now", NO_CLOCK),
    ("HashMap", NO_CHANCE),
    ("HashSet", NO_CHANCE),
    ("RandomState", NO_CHANCE),
    (".powf(", NO_PLATFORM_MATH),
    (".powi(", NO_PLATFORM_MATH),
    (".ln(", NO_PLATFORM_MATH),
    (".ln_1p(", NO_PLATFORM_MATH),
    (".log(", NO_PLATFORM_MATH),
    (".log2(", NO_PLATFORM_MATH),
    (".log10(", NO_PLATFORM_MATH),
    (".exp(", NO_PLATFORM_MATH),
    (".exp2(", NO_PLATFORM_MATH),
    (".exp_m1(", NO_PLATFORM_MATH),
    (".sqrt(", NO_PLATFORM_MATH),
    (".cbrt(", NO_PLATFORM_MATH),
    (".hypot(", NO_PLATFORM_MATH),
    (".mul_add(", NO_PLATFORM_MATH),
    (".sin(", NO_PLATFORM_MATH),
    (".cos(", NO_PLATFORM_MATH),
    (".tan(", NO_PLATFORM_MATH),
    (".asin(", NO_PLATFORM_MATH),
    (".acos(", NO_PLATFORM_MATH),
    (".atan(", NO_PLATFORM_MATH),
    (".atan2(", NO_PLATFORM_MATH),
    (".sinh(", NO_PLATFORM_MATH),
    (".cosh(", NO_PLATFORM_MATH),
    (".tanh(", NO_PLATFORM_MATH),
];

/// Checks the dependency tree and the code.
pub fn check() -> Result<Vec<Finding>> {
    let mut findings = dependency_tree()?;
    let folder = place::root().join("crates/engine/src");
    for file in place::files(&folder, &["rs"])? {
        for (number, line) in source::lines(&place::read(&file)?, Keep::Code) {
            for (pattern, remedy) in forbidden_in(&line) {
                findings.push(Finding::at(&file, number, format!("`{pattern}` in the engine"), remedy));
            }
        }
    }
    Ok(findings)
}

fn dependency_tree() -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for target in [None, Some(WASM_TARGET)] {
        let mut tree = process::cargo();
        tree.args([
            "tree",
            "--quiet",
            "-p",
            "guildhall-engine",
            "-e",
            "normal",
            "--all-features",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]);
        if let Some(target) = target {
            tree.args(["--target", target]);
        }
        let tree = process::capture(&mut tree)?;
        let packages = tree.lines().filter_map(|line| line.split(' ').next());
        for package in packages.filter(|package| FORBIDDEN_PACKAGES.contains(package)) {
            findings.push(Finding::about(
                "crates/engine/Cargo.toml",
                format!("the engine depends on `{package}`"),
                "see who brings it with `cargo tree -p guildhall-engine -i <package>`, and turn that feature off or move the code out",
            ));
        }
    }
    Ok(findings)
}

/// The forbidden patterns in a line; calls into `libm` are what the remedy asks for.
fn forbidden_in(line: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FORBIDDEN_CODE.into_iter().filter(move |(pattern, _)| line.contains(pattern))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platform_functions_are_found_and_libm_is_not() {
        let found = |line: &str| forbidden_in(line).map(|(pattern, _)| pattern).collect::<Vec<_>>();
        assert_eq!(found("let x = y.sqrt().exp();"), [".exp(", ".sqrt("]);
        assert_eq!(found("let x = libm::exp(libm::sqrt(y));"), [""; 0]);
        assert_eq!(found("use std::collections::HashMap;"), ["HashMap"]);
    }
}
