//! What other programs know of the reputation program: standings, and how verdicts and awards are recorded.
//!
//! Apart from the program, because Anchor exports the dispatch of a program that another depends on, and with it all of
//! its code.

use anchor_lang::prelude::*;

mod calls;
mod standing;

pub use calls::{RecordAwardCall, RecordVerdictCall, RECORD_AWARD, RECORD_VERDICT};
pub use standing::Standing;

declare_id!(addresses::REPUTATION);
