//! Accounts. Each file has an account's layout, and the rules that every change must keep.

mod body;
mod correspondence;
mod ledger;
mod mailbox;
mod message;
mod network;

pub use body::Body;
pub use correspondence::{Correspondence, Pair};
pub use ledger::Ledger;
pub use mailbox::{CurrentKey, Mailbox};
pub use message::{Message, SealedKey};
pub use network::Network;
