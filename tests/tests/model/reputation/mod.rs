//! The reputation program's instructions, and what they share.

mod apply_parameters;
mod begin_unendorse;
mod close_standing;
mod collect;
mod create_reputation;
mod endorse;
mod finish_unendorse;
mod open_standing;
mod propose_parameters;
mod record_award;
mod record_verdict;
mod seed;
mod sync;

mod parameters;
mod pool;
mod standing;

pub use begin_unendorse::{Party, Units};
pub use endorse::Stake;
pub use parameters::{Chosen, VALID};
pub use pool::Pool;
pub use seed::Grant;
pub use sync::SyncEverybody;

use crate::registry::registry;

const PROGRAM: &str = "reputation";

bmail_sdk::reputation_instructions!(registry);
