//! Functions that resemble each other, side by side.
//!
//! A compressor finds what repeats a little way back. Copies of one generic function lie anywhere in what the compiler
//! leaves; one after the other they cost little more than the first.

use anyhow::{Context, Result};
use std::{cmp::Reverse, collections::HashMap, convert::Infallible};
use wasm_encoder::{
    CodeSection, ElementSection, ExportSection, FunctionSection, GlobalSection, Module, RawSection, StartSection,
    reencode::{Error, Reencode},
};
use wasmparser::{FunctionBody, Parser, Payload, TypeRef};

/// Bytes that two functions must have in common, in a row, for it to count.
const RUN: usize = 6;
/// What more functions than this have in common tells nothing about any two of them.
const COMMON: usize = 40;

/// The same module with its functions in the order that compresses best. What serves only tools is left out.
pub fn by_likeness(module: &[u8]) -> Result<Vec<u8>> {
    let (mut imported, mut types, mut bodies) = (0u32, Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::FunctionSection(functions) => {
                for function in functions {
                    types.push(function?);
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body),
            _ => {}
        }
    }
    let order = arrange(&bodies.iter().map(FunctionBody::as_bytes).collect::<Vec<_>>());
    let mut places = vec![0; order.len()];
    for (place, function) in (imported..).zip(&order) {
        *places.get_mut(*function).context("a function is out of order")? = place;
    }
    rewrite(module, &order, &types, &bodies, Renumbering { imported, places })
}

fn rewrite(
    module: &[u8],
    order: &[usize],
    types: &[u32],
    bodies: &[FunctionBody<'_>],
    mut numbers: Renumbering,
) -> Result<Vec<u8>> {
    let mut rewritten = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::FunctionSection(_) => {
                let mut functions = FunctionSection::new();
                for ty in order.iter().filter_map(|function| types.get(*function)) {
                    functions.function(*ty);
                }
                rewritten.section(&functions);
            }
            Payload::CodeSectionStart { .. } => {
                let mut codes = CodeSection::new();
                for body in order.iter().filter_map(|function| bodies.get(*function)) {
                    numbers.parse_function_body(&mut codes, body.clone())?;
                }
                rewritten.section(&codes);
            }
            Payload::GlobalSection(globals) => {
                let mut section = GlobalSection::new();
                numbers.parse_global_section(&mut section, globals)?;
                rewritten.section(&section);
            }
            Payload::ExportSection(exports) => {
                let mut section = ExportSection::new();
                numbers.parse_export_section(&mut section, exports)?;
                rewritten.section(&section);
            }
            Payload::StartSection { func, .. } => {
                rewritten.section(&StartSection { function_index: numbers.function_index(func)? });
            }
            Payload::ElementSection(elements) => {
                let mut section = ElementSection::new();
                numbers.parse_element_section(&mut section, elements)?;
                rewritten.section(&section);
            }
            Payload::CodeSectionEntry(_) | Payload::CustomSection(_) => {}
            other => {
                if let Some((id, range)) = other.as_section() {
                    let (start, end) = (usize::try_from(range.start)?, usize::try_from(range.end)?);
                    let data = module.get(start..end).context("a section reaches beyond the module")?;
                    rewritten.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(rewritten.finish())
}

/// The numbers that the functions get. Those that are imported come first and keep theirs.
struct Renumbering {
    imported: u32,
    places: Vec<u32>,
}

impl Reencode for Renumbering {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported).and_then(|own| usize::try_from(own).ok());
        Ok(own.and_then(|own| self.places.get(own)).copied().unwrap_or(function))
    }
}

/// The order in which each function is followed by the one most like it; where none is, by the largest that is left.
fn arrange(functions: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<Vec<&[u8]>> = functions
        .iter()
        .map(|function| {
            let mut runs: Vec<&[u8]> = function.windows(RUN).collect();
            runs.sort_unstable();
            runs.dedup();
            runs
        })
        .collect();
    let mut having: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, runs) in runs.iter().enumerate() {
        runs.iter().for_each(|run| having.entry(run).or_default().push(function));
    }
    having.retain(|_, functions| (2..=COMMON).contains(&functions.len()));

    let mut by_size: Vec<usize> = (0..functions.len()).collect();
    by_size.sort_by_key(|function| Reverse(functions[*function].len()));
    let mut by_size = by_size.into_iter();
    let (mut order, mut is_placed) = (Vec::with_capacity(functions.len()), vec![false; functions.len()]);
    let mut shared = vec![0usize; functions.len()];
    let mut like = None;
    while let Some(present) = like.take().or_else(|| by_size.find(|function| !is_placed[*function])) {
        is_placed[present] = true;
        order.push(present);
        let mut met = Vec::new();
        for run in &runs[present] {
            for other in having.get(run).into_iter().flatten().filter(|other| !is_placed[**other]) {
                if shared[*other] == 0 {
                    met.push(*other);
                }
                shared[*other] += 1;
            }
        }
        let share = |other: usize| shared[other] as f64 / (runs[other].len() + runs[present].len()) as f64;
        like = met.iter().copied().max_by(|a, b| share(*a).total_cmp(&share(*b)).then(b.cmp(a)));
        met.into_iter().for_each(|other| shared[other] = 0);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ExportKind, Function, TypeSection};
    use wasmparser::Operator;

    #[test]
    fn what_is_alike_stands_together_and_everything_once() {
        let functions: [&[u8]; 5] =
            [b"abcdefghijkl", b"0123456789----------", b"abcdefghijXX", b"zz", b"0123456789__________"];
        assert_eq!(arrange(&functions), [1, 4, 0, 2, 3]);
        assert!(arrange(&[]).is_empty());
    }

    #[test]
    fn calls_and_exports_follow_their_functions() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [wasm_encoder::ValType::I32]);
        let mut functions = FunctionSection::new();
        functions.function(1).function(0);
        let mut exports = ExportSection::new();
        exports.export("small", ExportKind::Func, 0).export("large", ExportKind::Func, 1);
        let mut codes = CodeSection::new();
        let mut small = Function::new([]);
        small.instructions().i32_const(7).end();
        let mut large = Function::new([]);
        for _ in 0..9 {
            large.instructions().call(0).drop();
        }
        large.instructions().end();
        codes.function(&small).function(&large);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&codes);

        let ordered = by_likeness(&module.finish()).unwrap();
        let (mut exported, mut first, mut found) = (Vec::new(), None, Vec::new());
        for payload in Parser::new(0).parse_all(&ordered) {
            match payload.unwrap() {
                Payload::FunctionSection(types) => found.extend(types.into_iter().map(Result::unwrap)),
                Payload::ExportSection(exports) => {
                    exported.extend(exports.into_iter().map(|export| export.map(|e| (e.name, e.index)).unwrap()));
                }
                Payload::CodeSectionEntry(body) if first.is_none() => {
                    first = Some(body.get_operators_reader().unwrap().read().unwrap());
                }
                _ => {}
            }
        }
        assert_eq!(found, [0, 1], "the larger one comes first, with its type");
        assert_eq!(exported, [("small", 1), ("large", 0)]);
        assert!(matches!(first, Some(Operator::Call { function_index: 1 })), "{first:?}");
    }
}
