//! One file per instruction, or per group of instructions that share accounts: accounts, checks, effect, event. The
//! specifications are in `lib.rs`.

mod change_parameters;
mod close_standing;
mod collect;
// Anchor's derive also unpacks the instruction's arguments in functions that do not use them.
#[allow(unused_variables)]
mod create_reputation;
mod endorse;
mod open_standing;
mod record;
mod seed;
mod sync;
mod unendorse;

pub use change_parameters::*;
pub use close_standing::*;
pub use collect::*;
pub use create_reputation::*;
pub use endorse::*;
pub use open_standing::*;
pub use record::*;
pub use seed::*;
pub use sync::*;
pub use unendorse::*;
