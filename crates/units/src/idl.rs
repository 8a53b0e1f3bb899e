//! Shows the units as plain integers in an IDL.

extern crate std;

use std::{boxed::Box, format, vec::Vec};

/// The IDL's type descriptions so far, in JSON.
pub type Descriptions = Vec<&'static str>;

/// Replaces a unit's name with its integer's.
///
/// Anchor describes a struct's fields by the names of their types, and then asks each of these types to add its own
/// description. A unit adds none. Instead, it replaces its own name with the integer's in all descriptions so far. This
/// leaks memory, which is freed when the IDL build ends.
pub fn inline(types: &mut [&'static str], unit: &str, integer: &str) {
    let (named, plain) = (format!(r#"{{"defined":{{"name":"{unit}"}}}}"#), format!(r#""{integer}""#));
    for description in types.iter_mut().filter(|description| description.contains(&named)) {
        *description = Box::leak(description.replace(&named, &plain).into_boxed_str());
    }
}
