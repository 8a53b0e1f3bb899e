//! Shows the units as plain integers in an IDL.

extern crate std;

use std::{boxed::Box, format, vec::Vec};

use crate::{Bps, Lamports, Reputation, Seconds, Timestamp, Q32};

/// The IDL's type descriptions so far, in JSON.
pub type Descriptions = Vec<&'static str>;

/// Shows a type in the IDL as the plain integer that it wraps.
///
/// Anchor describes a struct's fields by the names of their types, and then asks each of these types to add its own
/// description. A unit adds none. Instead, it replaces its own name with the integer's in all descriptions so far.
#[macro_export]
macro_rules! plain_in_idl {
    ($($unit:ident: $integer:ident),+) => {$(
        #[doc(hidden)]
        impl anchor_lang::IdlAccountType for $unit {
            fn __register_idl_deps(_: &mut $crate::idl::Descriptions, types: &mut $crate::idl::Descriptions) {
                $crate::idl::inline(types, stringify!($unit), stringify!($integer));
            }
        }
    )+};
}

/// Replaces a unit's name with an integer's. It leaks memory, which is freed when the IDL build ends.
pub fn inline(types: &mut [&'static str], unit: &str, integer: &str) {
    let (named, plain) = (format!(r#"{{"defined":{{"name":"{unit}"}}}}"#), format!(r#""{integer}""#));
    for description in types.iter_mut().filter(|description| description.contains(&named)) {
        *description = Box::leak(description.replace(&named, &plain).into_boxed_str());
    }
}

plain_in_idl!(Bps: u32, Lamports: u64, Reputation: u64, Seconds: u64, Timestamp: i64, Q32: u64);
