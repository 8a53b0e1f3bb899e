//! One file per instruction, or per group of instructions that share accounts: accounts, checks, effect, event. The
//! specifications are in `lib.rs`.

mod allocate;
mod cancel;
mod change_limit;
mod claim;
mod close_bounty;
mod close_submission;
mod commit;
mod contribute;
mod create_bounty;
mod create_treasury;
mod earn_reputation;
mod fund;
mod open;
mod reveal;
mod review;
mod tally;
mod vault;
mod veto;
mod withdraw;

pub use allocate::*;
pub use cancel::*;
pub use change_limit::*;
pub use claim::*;
pub use close_bounty::*;
pub use close_submission::*;
pub use commit::*;
pub use contribute::*;
pub use create_bounty::*;
pub use create_treasury::*;
pub use earn_reputation::*;
pub use fund::*;
pub use open::*;
pub use reveal::*;
pub use review::*;
pub use tally::*;
pub use vault::*;
pub use veto::*;
pub use withdraw::*;
