//! What other programs know of the reputation program: standings, and how to record verdicts and awards.
//!
//! This is a crate of its own, because a program that depends on another Anchor program would also contain the dispatch
//! and all the code of that program.

use anchor_lang::prelude::*;

mod calls;
mod standing;

pub use calls::{RecordAwardCall, RecordVerdictCall, RECORD_AWARD, RECORD_VERDICT};
pub use standing::Standing;

declare_id!(addresses::REPUTATION);

/// `[STANDING, network, owner]`: the seeds of a standing's address.
pub const STANDING: &[u8] = b"standing";
