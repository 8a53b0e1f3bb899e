//! What commands print fits the committed schemas.

use std::{collections::BTreeMap, fs, sync::OnceLock};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");
/// What commands print whose transaction is signed elsewhere, and as letters come.
const OF_SEVERAL: [&str; 2] = ["signed-elsewhere", "arrived"];

/// Fails unless an envelope fits the schema of the command, or of one of its subcommands.
#[track_caller]
pub fn check(arguments: &[&str], envelope: &Value) {
    static ALL: OnceLock<(Schemas, BTreeMap<String, SchemaIndex>)> = OnceLock::new();
    let (schemas, indices) = ALL.get_or_init(read);
    let command = arguments.iter().find(|argument| !argument.starts_with('-')).unwrap();
    let is_of = |name: &str| {
        name == *command
            || name.strip_prefix(command).is_some_and(|rest| rest.starts_with('-'))
            || OF_SEVERAL.contains(&name)
    };
    let candidates: Vec<_> = indices.iter().filter(|(name, _)| is_of(name)).collect();
    let fits = candidates.iter().any(|(_, index)| schemas.validate(envelope, **index).is_ok());
    assert!(fits, "{arguments:?} prints what none of its schemas allows: {envelope}");
}

fn read() -> (Schemas, BTreeMap<String, SchemaIndex>) {
    let (mut schemas, mut compiler, mut indices) = (Schemas::new(), Compiler::new(), BTreeMap::new());
    for entry in fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let location = format!("bmail:/{name}.json");
        let schema = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        compiler.add_resource(&location, schema).unwrap();
        indices.insert(name, compiler.compile(&location, &mut schemas).unwrap());
    }
    (schemas, indices)
}
