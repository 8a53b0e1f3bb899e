//! What the mail and the reputation program know of each other, and whatever other program wants to know of reputation:
//! the standings, how a verdict is reported, and what of the mail program's accounts is read.
//!
//! Apart from the program, because Anchor exports the dispatch of a program that another depends on, and with it all of
//! its code.

use anchor_lang::prelude::*;

pub mod mail;
mod report;
mod standing;

pub use report::{RecordAwardCall, RecordVerdictCall, Verdict};
pub use standing::Standing;

declare_id!(addresses::REPUTATION);

/// Whether bytes are the same, at compile time: for programs that assert that their accounts are as others read them.
pub const fn are_equal(mut one: &[u8], mut other: &[u8]) -> bool {
    loop {
        match (one, other) {
            ([first, rest @ ..], [second, others @ ..]) if *first == *second => (one, other) = (rest, others),
            ([], []) => return true,
            _ => return false,
        }
    }
}
