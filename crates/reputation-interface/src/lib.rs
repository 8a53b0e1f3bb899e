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
