//! Accounts. Each file has a layout and the rules that every change to it must keep.

mod endorsement;
mod reputation;

pub use endorsement::Endorsement;
pub use reputation::Reputation;
pub use reputation_interface::Standing;
