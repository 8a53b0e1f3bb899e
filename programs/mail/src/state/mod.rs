//! Accounts. Each file has a layout, and the rules that whoever changes it must keep.

mod correspondence;
mod mailbox;
mod message;
mod network;
mod possibly_new;
mod rules;

pub use correspondence::{Correspondence, Side};
pub use mailbox::Mailbox;
pub use message::{Message, SealedKey, Verdict};
pub use network::Network;
pub use possibly_new::PossiblyNew;
pub use rules::Rules;
