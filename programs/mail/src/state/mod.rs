//! Accounts. Each file has a layout, and the rules that whoever changes it must keep.

mod correspondence;
mod mailbox;
mod message;
mod network;
mod rules;

pub use correspondence::{Correspondence, Side};
pub use mailbox::Mailbox;
pub use message::{Message, SealedKey, Verdict};
pub use network::Network;
pub use rules::Rules;
