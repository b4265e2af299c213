//! The TypeScript types are those of the Rust sources: each answer's structs and enums as `serde` writes them.
//!
//! `npm/api.d.ts` is written by hand, `npm/guildhall.d.ts` is that and what is generated here. It is checked here and made
//! anew with `GUILDHALL_BLESS=1`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fs, path::Path};
use syn::{Attribute, Fields, Item, Type};

/// Where the types of answers are declared, from `crates/`.
const SOURCES: [&str; 26] = [
    "engine/src/standing.rs",
    "engine/src/tier.rs",
    "engine/src/benefit.rs",
    "engine/src/badge.rs",
    "engine/src/reward.rs",
    "engine/src/plan.rs",
    "engine/src/points.rs",
    "engine/src/card.rs",
    "engine/src/path.rs",
    "engine/src/walk.rs",
    "engine/src/condition/explain.rs",
    "engine/src/evidence.rs",
    "engine/src/shelf.rs",
    "engine/src/finding.rs",
    "engine/src/event.rs",
    "js/src/standing.rs",
    "js/src/files.rs",
    "js/src/opened.rs",
    "js/src/sync/report.rs",
    "engine/src/charter/rules.rs",
    "engine/src/verb.rs",
    "js/src/glance.rs",
    "widget/src/glance.rs",
    "widget/src/benefits.rs",
    "widget/src/picks.rs",
    "widget/src/words.rs",
];

/// What the API answers with; whatever these are made of follows.
const ROOTS: [&str; 12] = [
    "Standing",
    "Reasons",
    "Access",
    "Points",
    "ShownCard",
    "Shelf",
    "ImportReport",
    "SyncReport",
    "Problem",
    "Event",
    "Glance",
    "Verdict",
];

#[test]
fn the_types_are_those_of_the_sources() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = here.join("npm/guildhall.d.ts");
    let text = fs::read_to_string(here.join("npm/api.d.ts")).expect("api.d.ts") + &generated(here);
    if env::var_os("GUILDHALL_BLESS").is_some() {
        return fs::write(file, text).expect("written");
    }
    let found = fs::read_to_string(file).unwrap_or_default();
    assert!(found == text, "npm/guildhall.d.ts is not current; run this test with GUILDHALL_BLESS=1");
}

fn generated(here: &Path) -> String {
    let texts: Vec<String> =
        SOURCES.iter().map(|name| fs::read_to_string(here.join("..").join(name)).expect(name)).collect();
    let mut known = BTreeMap::new();
    for item in texts.iter().flat_map(|text| syn::parse_file(text).expect("Rust").items) {
        let (name, attributes) = match &item {
            Item::Struct(item) => (item.ident.to_string(), &item.attrs),
            Item::Enum(item) => (item.ident.to_string(), &item.attrs),
            _ => continue,
        };
        let is_written = attributes.iter().any(|a| {
            a.path().is_ident("derive") && a.meta.require_list().unwrap().tokens.to_string().contains("Serialize")
        });
        if is_written {
            assert!(known.insert(name.clone(), item).is_none(), "two types are called `{name}`");
        }
    }
    let mut writer = Writer { known, texts, done: BTreeSet::new(), wanted: ROOTS.map(String::from).to_vec() };
    let mut out = String::new();
    while let Some(name) = writer.wanted.pop() {
        if writer.done.insert(name.clone()) {
            out += &writer.declaration(&name);
        }
    }
    out
}

struct Writer {
    known: BTreeMap<String, Item>,
    texts: Vec<String>,
    done: BTreeSet<String>,
    wanted: Vec<String>,
}

impl Writer {
    fn declaration(&mut self, name: &str) -> String {
        match self.known.get(name).cloned() {
            Some(Item::Struct(item)) => {
                let camel = serde(&item.attrs).contains("camelCase");
                let (fields, bases) = self.fields(&item.fields, camel, name == "Event", "  ");
                let docs = docs(&item.attrs, "");
                match bases.as_slice() {
                    [] => format!("\n{docs}export interface {name} {{\n{fields}}}\n"),
                    bases => format!("\n{docs}export type {name} = {} & {{\n{fields}}};\n", bases.join(" & ")),
                }
            }
            Some(Item::Enum(item)) => {
                let rules = serde(&item.attrs);
                let mut out = format!("\n{}export type {name} =\n", docs(&item.attrs, ""));
                for variant in &item.variants {
                    let word = cased(&variant.ident.to_string(), &rules);
                    let docs = docs(&variant.attrs, "  ");
                    let (tag, content) = (value(&rules, "tag"), value(&rules, "content"));
                    let form = match (&variant.fields, tag, content) {
                        (Fields::Unit, None, _) => format!("\"{word}\""),
                        (Fields::Unit, Some(tag), _) => format!("{{ {tag}: \"{word}\" }}"),
                        (Fields::Unnamed(inner), Some(tag), content) => {
                            let inner = self.written(&inner.unnamed.first().expect("one field").ty);
                            match content {
                                Some(content) => format!("{{ {tag}: \"{word}\"; {content}: {inner} }}"),
                                None => format!("({{ {tag}: \"{word}\" }} & {inner})"),
                            }
                        }
                        (fields, Some(tag), _) => {
                            let fields = self.fields(fields, false, false, "      ").0;
                            format!("{{\n      {tag}: \"{word}\";\n{fields}    }}")
                        }
                        _ => panic!("`{name}` has a form that is not known here"),
                    };
                    out += &format!("{docs}  | {form}\n");
                }
                out.trim_end().to_owned() + ";\n"
            }
            _ => self.words(name),
        }
    }

    /// A type that a macro of the engine declares: a choice of words.
    fn words(&self, name: &str) -> String {
        let declared = format!("pub enum {name} {{");
        let verbs = "verbs! {";
        let start = if name == "Verb" { verbs } else { &declared };
        let body = self.texts.iter().find_map(|text| text.split_once(start)).map(|(_, body)| body);
        let body = body.unwrap_or_else(|| panic!("`{name}` is not in the sources")).split("\n}").next().unwrap();
        let body = if name == "Verb" { body } else { body.split("\n    }").next().unwrap() };
        let words = body.lines().filter_map(|line| line.split_once(" = \"")?.1.split_once('"'));
        let mut all: Vec<String> = words.map(|(word, _)| format!("  | \"{word}\"\n")).collect();
        let docs = if name == "Verb" {
            // A charter declares more of them.
            all.push("  | (string & {})\n".into());
            "/** What a member did: built in, or declared by the charter. */\n"
        } else {
            ""
        };
        format!("\n{docs}export type {name} =\n{};\n", all.concat().trim_end())
    }

    fn fields(&mut self, fields: &Fields, camel: bool, sparse: bool, indent: &str) -> (String, Vec<String>) {
        let (mut out, mut bases) = (String::new(), Vec::new());
        for field in fields {
            let rules = serde(&field.attrs);
            let words: Vec<&str> = rules.split([' ', ',']).collect();
            if words.contains(&"skip") {
                continue;
            }
            if words.contains(&"flatten") {
                bases.push(self.written(&field.ty));
                continue;
            }
            let name = field.ident.as_ref().unwrap().to_string();
            let name = if camel { camel_case(&name) } else { name };
            let optional = rules.contains("skip_serializing_if") || sparse && last(&field.ty).0 == "Option";
            let mut written = self.written(&field.ty);
            if optional {
                written = written.trim_end_matches(" | null").to_owned();
            }
            let mark = if optional { "?" } else { "" };
            out += &format!("{}{indent}{name}{mark}: {written};\n", docs(&field.attrs, indent));
        }
        (out, bases)
    }

    fn written(&mut self, of: &Type) -> String {
        let (name, inner) = last(of);
        match (name.as_str(), inner) {
            ("Option", Some(inner)) => self.written(&inner) + " | null",
            ("Vec", Some(inner)) => {
                let inner = self.written(&inner);
                if inner.contains(' ') { format!("({inner})[]") } else { inner + "[]" }
            }
            ("Box" | "Cow", _) | ("String" | "str", _) => "string".into(),
            ("f64" | "u64" | "i64" | "u32" | "i32" | "usize" | "Money" | "Quantity", _) => "number".into(),
            ("bool", _) => "boolean".into(),
            ("Value", _) => "unknown".into(),
            ("Map", _) => "Record<string, unknown>".into(),
            ("Moment" | "Day", _) => name,
            (id, _) if id.ends_with("Id") && !self.known.contains_key(id) => "string".into(),
            _ => {
                self.wanted.push(name.clone());
                name
            }
        }
    }
}

/// A type's own name, and the type within it.
fn last(of: &Type) -> (String, Option<Type>) {
    match of {
        Type::Reference(of) => last(&of.elem),
        Type::Path(of) => {
            let segment = of.path.segments.last().unwrap();
            let inner = match &segment.arguments {
                syn::PathArguments::AngleBracketed(inner) => inner.args.iter().find_map(|inner| match inner {
                    syn::GenericArgument::Type(inner) => Some(inner.clone()),
                    _ => None,
                }),
                _ => None,
            };
            (segment.ident.to_string(), inner)
        }
        _ => panic!("a type that no answer has"),
    }
}

fn docs(attributes: &[Attribute], indent: &str) -> String {
    let lines: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .filter_map(|attribute| match &attribute.meta.require_name_value().ok()?.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        })
        .collect();
    // The first paragraph; what follows is about the Rust side.
    let lines: Vec<String> = lines.into_iter().take_while(|line| !line.is_empty()).collect();
    // Cross-references mean nothing to who reads the types.
    let text = lines.join(" ").replace("[`", "`").replace("`]", "`");
    if text.trim().is_empty() { String::new() } else { format!("{indent}/** {} */\n", text.trim()) }
}

fn serde(attributes: &[Attribute]) -> String {
    let rules = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    rules.map(|rule| rule.meta.require_list().unwrap().tokens.to_string()).collect::<Vec<_>>().join(", ")
}

fn value(rules: &str, key: &str) -> Option<String> {
    Some(rules.split_once(&format!("{key} = \""))?.1.split_once('"')?.0.to_owned())
}

fn cased(name: &str, rules: &str) -> String {
    let kebab = name.chars().enumerate().fold(String::new(), |mut word, (at, letter)| {
        if letter.is_uppercase() && at > 0 {
            word.push('-');
        }
        word.extend(letter.to_lowercase());
        word
    });
    match value(rules, "rename_all").as_deref() {
        Some("kebab-case") => kebab,
        Some("camelCase") => camel_case(&kebab.replace('-', "_")),
        Some("lowercase") => kebab.replace('-', ""),
        _ => name.to_owned(),
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}
