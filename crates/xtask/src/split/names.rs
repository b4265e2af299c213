//! Short names for what the program imports from its glue.
//!
//! wasm-bindgen names each of some three hundred functions by what it does and a hash, in the program and in the glue. The
//! hashes do not compress, and nobody reads them but the other side.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use wasm_encoder::{
    ImportSection, Module, RawSection,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::{Parser, Payload};

/// The letters and digits of the names.
const DIGITS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
/// How many of them may begin a name.
const LETTERS: usize = 26;

/// The program and its glue with short names for what the program imports from `module` of the glue.
pub fn shorten(program: &[u8], glue: &str, module: &str) -> Result<(Vec<u8>, String)> {
    let (mut shortened, mut names) = (Module::new(), BTreeMap::new());
    for payload in Parser::new(0).parse_all(program) {
        let payload = payload?;
        if let Payload::ImportSection(imports) = &payload {
            let mut section = ImportSection::new();
            for import in imports.clone().into_imports() {
                let import = import?;
                let ty = RoundtripReencoder.entity_type(import.ty).context("an import is of an unknown kind")?;
                if import.module == module {
                    let next = name(names.len());
                    let short = names.entry(import.name.to_owned()).or_insert(next);
                    section.import(MODULE, short, ty);
                } else {
                    section.import(import.module, import.name, ty);
                }
            }
            shortened.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let (start, end) = (usize::try_from(range.start)?, usize::try_from(range.end)?);
            let data = program.get(start..end).context("a section reaches beyond the program")?;
            shortened.section(&RawSection { id, data });
        }
    }
    let mut glue = once(glue, &format!("{module:?}: "), &format!("{MODULE:?}: "))?;
    for (long, short) in &names {
        glue = once(&glue, &format!("\n        {long}: "), &format!("\n        {short}: "))?;
    }
    Ok((shortened.finish(), glue))
}

/// The short name of the glue.
const MODULE: &str = "a";

/// The name with a number: `a` to `z`, then two characters, then three.
fn name(mut number: usize) -> String {
    let mut name = String::new();
    let mut base = LETTERS;
    loop {
        name.push(char::from(DIGITS.get(number % base).copied().unwrap_or(b'_')));
        number /= base;
        if number == 0 {
            return name;
        }
        number -= 1;
        base = DIGITS.len();
    }
}

/// Replaces what must be there exactly once.
fn once(glue: &str, from: &str, to: &str) -> Result<String> {
    if glue.matches(from).count() != 1 {
        bail!("the glue does not hold `{}` exactly once; does wasm-bindgen write it in another way now?", from.trim());
    }
    Ok(glue.replacen(from, to, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use wasm_encoder::{EntityType, TypeSection};

    #[test]
    fn program_and_glue_keep_agreeing() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for (module, name) in [("./g.js", "__wbg_now_12"), ("./parts.js", "load_home"), ("./g.js", "__wbg_now_1")] {
            imports.import(module, name, EntityType::Function(0));
        }
        let mut program = Module::new();
        program.section(&types).section(&imports);
        let glue = "{\n        __wbg_now_1: f,\n        __wbg_now_12: g,\n}\n\"./g.js\": import0";
        let (program, glue) = shorten(&program.finish(), glue, "./g.js").unwrap();
        assert_eq!(glue, "{\n        b: f,\n        a: g,\n}\n\"a\": import0");
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(&program) {
            if let Payload::ImportSection(imports) = payload.unwrap() {
                found.extend(imports.into_imports().map(|import| import.map(|i| (i.module, i.name)).unwrap()));
            }
        }
        assert_eq!(found, [("a", "a"), ("./parts.js", "load_home"), ("a", "b")]);
    }

    #[test]
    fn a_glue_without_the_name_is_refused() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./g.js", "__wbg_now_1", EntityType::Function(0));
        let mut program = Module::new();
        program.section(&types).section(&imports);
        assert!(shorten(&program.finish(), "\"./g.js\": import0", "./g.js").is_err());
    }

    #[test]
    fn no_two_names_are_the_same() {
        let names: BTreeSet<String> = (0..3000).map(name).collect();
        assert_eq!(names.len(), 3000);
        assert!(names.iter().all(|name| name.starts_with(|first: char| first.is_ascii_lowercase())));
    }
}
