//! What commands print: for people, or as JSON in one envelope.

use std::io::{self, Write};

use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::Serialize;

use crate::{args::Format, failure::Failure, terminal::Look};

/// The version of the envelope. It changes when a script that reads it would have to.
pub const VERSION: u32 = 1;

/// The result of a command.
pub trait Shown: Serialize + JsonSchema {
    /// As people read it.
    fn shown(&self, look: &Look) -> String;
}

/// What is printed as JSON: the result, or why there is none.
#[derive(Serialize, JsonSchema)]
struct Envelope<T, E> {
    /// Whether the command succeeded.
    ok: bool,
    /// The version of this envelope.
    version: u32,
    /// The result.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<T>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<E>,
}

/// Prints a result. Whoever reads it may have closed the pipe, which is no failure.
pub fn print<T: Shown>(result: &T, format: Format, look: &Look) {
    match format {
        Format::Text => {
            let text = result.shown(look);
            if !text.is_empty() {
                line(&text);
            }
        }
        Format::Json => {
            line(&json(&Envelope::<_, Failure> { ok: true, version: VERSION, data: Some(result), error: None }))
        }
    }
}

/// Prints a result that is a failure, too. It is not said once more.
#[must_use = "the failure decides the exit code"]
pub fn print_with_failure<T: Shown>(result: &T, failure: Failure, format: Format, look: &Look) -> Failure {
    match format {
        Format::Text => print(result, format, look),
        Format::Json => {
            line(&json(&Envelope { ok: false, version: VERSION, data: Some(result), error: Some(&failure) }));
        }
    }
    Failure { is_said: true, ..failure }
}

/// Prints why a command failed.
pub fn print_failure(failure: Failure, format: Format) {
    if failure.is_said {
        return;
    }
    match format {
        Format::Text => {
            let _ = writeln!(io::stderr(), "bmail: {failure}"); // nobody is left to be told
        }
        Format::Json => {
            line(&json(&Envelope::<(), _> { ok: false, version: VERSION, data: None, error: Some(failure) }));
        }
    }
}

/// The JSON schema of what a command prints.
pub fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Envelope<T, Failure>>()
}

fn json(envelope: &impl Serialize) -> String {
    serde_json::to_string_pretty(envelope).expect("results have no keys but texts")
}

fn line(text: &str) {
    let _ = writeln!(io::stdout(), "{text}"); // a closed pipe
}
