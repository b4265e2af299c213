//! Several chunks as one file.
//!
//! A chunk shares the program's memory, table of functions and globals, and puts its own functions and data where the
//! program expects them; nobody calls it by name. So chunks can be put together by renumbering what each defines.

use anyhow::{Result, bail};
use std::{borrow::Cow, error, fmt};
use wasm_encoder::{
    CodeSection, CustomSection, DataCountSection, DataSection, ElementSection, EntityType, FunctionSection,
    ImportSection, Module, TypeSection,
    reencode::{Error, Reencode},
};
use wasmparser::{Import, Parser, Payload, TypeRef};

/// The section that tells `wasm-opt` what the code makes use of.
const FEATURES: &str = "target_features";

/// One module that holds everything `chunks` hold.
pub fn merge(chunks: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut joined = Joined::default();
    for chunk in chunks {
        joined.add(chunk)?;
    }
    Ok(joined.finish())
}

/// What is imported, in the order of its number, told apart by kind.
#[derive(Default)]
struct Imports {
    section: ImportSection,
    memories: Vec<String>,
    tables: Vec<String>,
    globals: Vec<String>,
}

#[derive(Default)]
struct Joined<'a> {
    types: TypeSection,
    imports: Imports,
    functions: FunctionSection,
    elements: ElementSection,
    codes: CodeSection,
    data: DataSection,
    counts_data: bool,
    features: Option<Cow<'a, [u8]>>,
}

/// How one chunk's numbers become those of the joined module.
#[derive(Default)]
struct Renumbering {
    types: u32,
    functions: u32,
    elements: u32,
    data: u32,
    memories: Vec<u32>,
    tables: Vec<u32>,
    globals: Vec<u32>,
}

impl<'a> Joined<'a> {
    fn add(&mut self, chunk: &'a [u8]) -> Result<()> {
        let mut numbers = Renumbering {
            types: self.types.len(),
            functions: self.functions.len(),
            elements: self.elements.len(),
            data: self.data.len(),
            ..Renumbering::default()
        };
        for payload in Parser::new(0).parse_all(chunk) {
            match payload? {
                Payload::TypeSection(types) => numbers.parse_type_section(&mut self.types, types)?,
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        self.imports.add(&import?, &mut numbers)?;
                    }
                }
                Payload::FunctionSection(functions) => {
                    numbers.parse_function_section(&mut self.functions, functions)?
                }
                Payload::ElementSection(elements) => numbers.parse_element_section(&mut self.elements, elements)?,
                Payload::CodeSectionEntry(body) => numbers.parse_function_body(&mut self.codes, body)?,
                Payload::DataSection(data) => numbers.parse_data_section(&mut self.data, data)?,
                Payload::DataCountSection { .. } => self.counts_data = true,
                Payload::CustomSection(section) if section.name() == FEATURES => {
                    self.features.get_or_insert(section.data().into());
                }
                Payload::ExportSection(exports) if exports.count() == 0 => {}
                Payload::GlobalSection(globals) if globals.count() == 0 => {}
                Payload::Version { .. }
                | Payload::CustomSection(_)
                | Payload::CodeSectionStart { .. }
                | Payload::End(_) => {}
                other => bail!("a chunk has a part that cannot be merged: {other:?}"),
            }
        }
        Ok(())
    }

    fn finish(self) -> Vec<u8> {
        let mut module = Module::new();
        module.section(&self.types).section(&self.imports.section).section(&self.functions).section(&self.elements);
        if self.counts_data {
            module.section(&DataCountSection { count: self.data.len() });
        }
        module.section(&self.codes).section(&self.data);
        if let Some(data) = self.features {
            module.section(&CustomSection { name: FEATURES.into(), data });
        }
        module.finish()
    }
}

impl Imports {
    /// Notes an import of a chunk, once for all chunks that have it.
    fn add(&mut self, import: &Import<'_>, numbers: &mut Renumbering) -> Result<()> {
        let (known, numbers_of_kind) = match import.ty {
            TypeRef::Memory(_) => (&mut self.memories, &mut numbers.memories),
            TypeRef::Table(_) => (&mut self.tables, &mut numbers.tables),
            TypeRef::Global(_) => (&mut self.globals, &mut numbers.globals),
            _ => bail!("a chunk imports `{}`, which is neither memory, table nor global", import.name),
        };
        let number = known.iter().position(|name| name == import.name).unwrap_or(known.len());
        let is_new = number == known.len();
        if is_new {
            known.push(import.name.to_owned());
        }
        numbers_of_kind.push(u32::try_from(number)?);
        if is_new {
            let entity: EntityType = numbers.entity_type(import.ty)?;
            self.section.import(import.module, import.name, entity);
        }
        Ok(())
    }
}

impl Reencode for Renumbering {
    type Error = NotImported;

    fn type_index(&mut self, ty: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.types + ty)
    }

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.functions + function)
    }

    fn element_index(&mut self, element: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.elements + element)
    }

    fn data_index(&mut self, data: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.data + data)
    }

    fn memory_index(&mut self, memory: u32) -> Result<u32, Error<Self::Error>> {
        known(&self.memories, memory, "memory")
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Error<Self::Error>> {
        known(&self.tables, table, "table")
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<Self::Error>> {
        known(&self.globals, global, "global")
    }
}

fn known(numbers: &[u32], index: u32, kind: &'static str) -> Result<u32, Error<NotImported>> {
    let number = usize::try_from(index).ok().and_then(|index| numbers.get(index)).copied();
    number.ok_or(Error::UserError(NotImported { kind, index }))
}

/// A chunk names something that it does not import.
#[derive(Debug)]
struct NotImported {
    kind: &'static str,
    index: u32,
}

impl fmt::Display for NotImported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a chunk names {} {}, which it does not import", self.kind, self.index)
    }
}

impl error::Error for NotImported {}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ConstExpr, Elements, Function, GlobalType, RefType, TableType, ValType};
    use wasmparser::Operator;

    /// A chunk with one function, which reads the imported `global` and which it puts into the table at `place`.
    fn chunk(global: &str, place: i32) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        let element_type = RefType::FUNCREF;
        let table = TableType { element_type, minimum: 9, maximum: None, table64: false, shared: false };
        imports.import("m", "table", table);
        imports.import("m", global, GlobalType { val_type: ValType::I32, mutable: true, shared: false });
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut elements = ElementSection::new();
        elements.active(Some(0), &ConstExpr::i32_const(place), Elements::Functions(Cow::Borrowed(&[0])));
        let mut codes = CodeSection::new();
        let mut function = Function::new([]);
        function.instructions().global_get(0).end();
        codes.function(&function);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements).section(&codes);
        module.finish()
    }

    #[test]
    fn what_chunks_define_is_renumbered_and_what_they_share_is_imported_once() {
        let merged = merge(&[chunk("a", 3), chunk("b", 4), chunk("a", 5)]).unwrap();
        let (mut imported, mut read, mut placed) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&merged) {
            match payload.unwrap() {
                Payload::ImportSection(imports) => {
                    imported.extend(imports.into_imports().map(|import| import.unwrap().name));
                }
                Payload::CodeSectionEntry(body) => {
                    let Operator::GlobalGet { global_index } = body.get_operators_reader().unwrap().read().unwrap()
                    else {
                        panic!("the function begins with something else");
                    };
                    read.push(global_index);
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        let wasmparser::ElementItems::Functions(functions) = element.unwrap().items else {
                            panic!("the table holds something else");
                        };
                        placed.extend(functions.into_iter().map(Result::unwrap));
                    }
                }
                _ => {}
            }
        }
        assert_eq!(imported, ["table", "a", "b"]);
        assert_eq!(read, [0, 1, 0]);
        assert_eq!(placed, [0, 1, 2]);
    }
}
