//! The bounty program's instructions, and what they share.

mod allocate;
mod apply_limit;
mod cancel;
mod claim;
mod close_bounty;
mod close_submission;
mod close_vault;
mod commit;
mod contribute;
mod create_bounty;
mod create_token_treasury;
mod create_treasury;
mod create_vault;
mod earn_reputation;
mod fund;
mod open;
mod propose_limit;
mod return_allocation;
mod reveal;
mod review;
mod tally;
mod veto;
mod withdraw_contribution;

mod course;
mod money;
mod next;
mod phase;
mod submissions;
mod terms;
mod tokens;
mod treasury;
mod weekly_stats;

pub use course::{course, new_limit};
pub use create_bounty::PromiseFlaw;
pub use next::Next;
pub use submissions::Shown;
pub use terms::Asked;
pub use treasury::elsewhere;

use crate::registry::registry;

const PROGRAM: &str = "bounty";

bmail_sdk::bounty_instructions!(registry);
