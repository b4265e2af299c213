//! What each package contributes to the WebAssembly that ships.
//!
//! The shipped file tells no names: `wasm-opt` drops them. They stand in the file it is given, which differs
//! from what ships by that optimisation alone. (Half of what cargo leaves, a step earlier, never ships:
//! wasm-bindgen reads its descriptions from it and removes them.)

use crate::{dist::APP, place, split::Program};
use anyhow::{Context, Result, bail};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    fs,
    ops::Range,
    path::PathBuf,
};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// The line of what comes with the compiler.
const STANDARD: &str = "standard library";
/// The crates that line sums up. Where they hold another crate's types, as in a list of tiers, that crate counts.
const STANDARD_CRATES: [&str; 6] = ["core", "alloc", "std", "compiler_builtins", "dlmalloc", "__rustc"];
/// The line of functions whose name tells no crate: `main`, `memcmp`, the exports, wasm-bindgen's shims.
const NAMELESS: &str = "exports, shims, built-ins";
const DATA: &str = "data";
const REST: &str = "types, imports, tables";
/// Lines below this share are summed.
const SMALL_SHARE: f64 = 0.001;
/// The numbers of the kinds of section that are told apart, from the WebAssembly specification.
const CUSTOM_SECTION: u8 = 0;
const CODE_SECTION: u8 = 10;
const DATA_SECTION: u8 = 11;

/// Prints each package's bytes before `wasm-opt`, its share, and that share of the `zipped` bytes that ship.
pub fn print(zipped: usize) -> Result<()> {
    let path = module_path();
    let module = fs::read(&path).with_context(|| format!("cannot read `{}`", place::shown(&path)))?;
    let lock = place::read(&place::root().join("Cargo.lock"))?;
    let bytes = measure(&module, &lock).with_context(|| format!("in `{}`", place::shown(&path)))?;
    let total: usize = bytes.values().sum();
    let share = |bytes: usize| bytes as f64 / total.max(1) as f64;
    let (mut rows, small): (Vec<_>, Vec<_>) = bytes.into_iter().partition(|(_, bytes)| share(*bytes) >= SMALL_SHARE);
    rows.sort_by_key(|(_, bytes)| Reverse(*bytes));
    if !small.is_empty() {
        rows.push((format!("{} smaller", small.len()), small.iter().map(|(_, bytes)| bytes).sum()));
    }
    rows.push(("total".to_owned(), total));

    println!("    {:<44}{:>12}{:>12}{:>12}", "WebAssembly by package, before wasm-opt", "bytes", "share", "gzip");
    for (package, bytes) in rows {
        let kilobytes = share(bytes) * zipped as f64 / 1000.0;
        println!("    {package:<44}{bytes:>12}{:>10.1} %{kilobytes:>9.1} kB", share(bytes) * 100.0);
    }
    println!("    The gzip column is an estimate: each package's share of the {zipped} bytes that ship. A function");
    println!("    counts for the package that defines it, with whatever the compiler inlined into it.\n");
    Ok(())
}

/// What the build gives `wasm-opt` to read of the program, without its chunks.
fn module_path() -> PathBuf {
    Program::workshop(APP).join(format!("{APP}_bg.wasm"))
}

/// The bytes of each package's functions and of what is no function; `lock` is the text of `Cargo.lock`.
fn measure(module: &[u8], lock: &str) -> Result<BTreeMap<String, usize>> {
    let mut bytes: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = HashMap::new();
    // Functions are numbered through, the imported ones first; those have a name and no body.
    let mut imported = 0u32;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match payload.as_section() {
            Some((CUSTOM_SECTION | CODE_SECTION, _)) | None => {}
            Some((DATA_SECTION, range)) => *bytes.entry(DATA.to_owned()).or_default() += length(&range),
            Some((_, range)) => *bytes.entry(REST.to_owned()).or_default() += length(&range),
        }
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(length(&body.range())),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(sections) = section.as_known() else { continue };
                for section in sections {
                    let Name::Function(functions) = section? else { continue };
                    for function in functions {
                        let function = function?;
                        names.insert(function.index, function.name);
                    }
                }
            }
            _ => {}
        }
    }
    if names.is_empty() {
        bail!("no function has a name; does the profile `wasm` in Cargo.toml strip more than `debuginfo`?");
    }
    let packages: HashMap<String, &str> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .map(|package| (package.replace('-', "_"), package))
        .collect();
    for (index, size) in (imported..).zip(bodies) {
        let symbol = names.get(&index).copied().unwrap_or_default();
        let owner = owner(symbol);
        let package = packages.get(&owner).map_or(owner, |package| (*package).to_owned());
        *bytes.entry(package).or_default() += size;
    }
    Ok(bytes)
}

fn length(range: &Range<u64>) -> usize {
    usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(usize::MAX)
}

/// The crate that a symbol, mangled or not, counts for: the first it names that is not the standard
/// library's. So `Vec<Tier>`'s drop counts for the crate of `Tier`, and a trait's implementation for the
/// type's crate, or for the trait's if the type is the standard library's.
fn owner(symbol: &str) -> String {
    // Demangling what wasm-bindgen has demangled changes nothing.
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    let mut crates = crates_in(&name).peekable();
    // `<char>::is_alphabetic` names none: only the standard library may implement a primitive type.
    if crates.peek().is_none() && !name.contains("::") {
        return NAMELESS.to_owned();
    }
    crates.find(|name| !STANDARD_CRATES.contains(name)).unwrap_or(STANDARD).to_owned()
}

/// The first segments of the paths in a demangled name, in order: each word before `::` that has none
/// before itself. A word may be followed by the crate's hash, as in `core[c5930c85a12de822]::fmt`.
fn crates_in(name: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    name.match_indices("::").filter_map(move |(at, _)| {
        let before = name.get(..at)?;
        let before = match before.strip_suffix(']').and_then(|before| before.rsplit_once('[')) {
            Some((before, hash)) if hash.bytes().all(|b| b.is_ascii_hexdigit()) => before,
            _ => before,
        };
        let rest = before.trim_end_matches(is_word);
        let word = before.strip_prefix(rest)?;
        (!word.is_empty() && !rest.ends_with("::")).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_counts_for_the_crate_that_brings_it() {
        for (symbol, expected) in [
            ("_ZN13guildhall_app4main17hed51fe2153b28af8E", "guildhall_app"),
            ("_ZN9hashbrown3raw21RawTable$LT$T$C$A$GT$14reserve_rehash17h112dd54147302141E", "hashbrown"),
            ("_ZN4core3ptr50drop_in_place$LT$yew..dom_bundle..bnode..BNode$GT$17hbc2447825f19c06cE", "yew"),
            (
                "_ZN69_$LT$alloc..rc..Rc$LT$T$GT$$u20$as$u20$yew..utils..RcExt$LT$T$GT$$GT$15unwrap_or_clone17ha5b24745ac8f8e5dE",
                "yew",
            ),
            (
                "_ZN67_$LT$guildhall_engine..verb..Verb$u20$as$u20$core..fmt..Display$GT$3fmt17h118664dee1ddd159E",
                "guildhall_engine",
            ),
            ("_ZN4core3ops8function6FnOnce9call_once17h17eb3f749b125422E", STANDARD),
            ("_RNvMsa_NtCsgXGp5Oqx2Ny_4core3fmtNtB5_9Formatter3pad", STANDARD),
            (
                "_RNvMs0_NtCsjqx8TIyZbP9_8dlmalloc8dlmallocINtB5_8DlmallocNtNtB7_3sys6SystemE4freeCsebHcaeoSrxy_3std",
                STANDARD,
            ),
            ("_RNvMsa_NtCs86o9dxWySvj_9hashbrown3rawNtB5_13RawTableInner15rehash_in_place", "hashbrown"),
            ("_RINvNtCsgXGp5Oqx2Ny_4core3ptr13drop_in_placeNtCs86o9dxWySvj_3yew5VNodeE", "yew"),
            // As wasm-bindgen leaves them.
            (
                "<dlmalloc[e24a27700634d609]::dlmalloc::Dlmalloc<dlmalloc[e24a27700634d609]::sys::System>>::malloc",
                STANDARD,
            ),
            ("<alloc[5e619d7d1129c59f]::vec::Vec<[serde_json[5e61]::Value; 2]>>::push", "serde_json"),
            ("yew::dom_bundle::bnode::<impl core::fmt::Debug for yew::VNode>::fmt::h42aeb0393d12f19f", "yew"),
            ("<char>::escape_debug_ext", STANDARD),
            ("__rustc[b7974e8690430dd9]::__rdl_realloc", STANDARD),
            ("memcmp", NAMELESS),
            ("Closure(Closure { owned: true }) -> Externref externref shim", NAMELESS),
            ("", NAMELESS),
        ] {
            assert_eq!(owner(symbol), expected, "{symbol}");
        }
    }

    #[test]
    fn every_byte_of_a_module_counts_once() {
        let section = |id: u8, body: &[u8]| [&[id, u8::try_from(body.len()).unwrap()], body].concat();
        let named = |index: u8, name: &str| [&[index, u8::try_from(name.len()).unwrap()], name.as_bytes()].concat();
        // The imported function is number 0, the two defined ones are 1 and 2.
        let names = [&[3][..], &named(0, "x::y"), &named(1, "serde_wasm_bindgen::to"), &named(2, "main")].concat();
        let start = [
            b"\0asm\x01\0\0\0".to_vec(),
            section(1, &[1, 0x60, 0, 0]),
            section(2, &[1, 1, b'm', 1, b'f', 0, 0]),
            section(3, &[2, 0, 0]),
            section(10, &[2, 3, 0, 1, 0x0b, 2, 0, 0x0b]),
            section(11, &[1, 1, 4, b'd', b'a', b't', b'a']),
        ]
        .concat();
        let module = [start.clone(), section(0, &[&b"\x04name"[..], &section(1, &names)].concat())].concat();
        let bytes = measure(&module, "[[package]]\nname = \"serde-wasm-bindgen\"\n").unwrap();
        let expected = [(DATA, 7), (NAMELESS, 2), ("serde-wasm-bindgen", 3), (REST, 4 + 7 + 3)];
        assert_eq!(bytes, expected.map(|(line, bytes)| (line.to_owned(), bytes)).into());

        let error = measure(&start, "").unwrap_err().to_string();
        assert!(error.contains("no function has a name"), "{error}");
    }
}
