//! What is read from files and from standard input: at most what can be used.

use std::{io, path::Path};

use bmail_sdk::files::{read_at_most, read_file};

use crate::failure::{Failure, Outcome};

/// All of standard input, at most so many bytes.
///
/// # Errors
/// If it cannot be read, or has more.
pub fn standard_input(limit: usize) -> Outcome<Vec<u8>> {
    read_at_most(io::stdin(), limit).map_err(Failure::file(Path::new("standard input")))
}

/// All of a file, at most so many bytes; - is standard input.
///
/// # Errors
/// If it cannot be read, or has more.
pub fn file(path: &Path, limit: usize) -> Outcome<Vec<u8>> {
    if path.as_os_str() == "-" {
        return standard_input(limit);
    }
    read_file(path, limit).map_err(Failure::file(path))
}
