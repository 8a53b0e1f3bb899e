//! Accounts. Each file has a layout, and the rules that whoever changes it must keep.

mod body;
mod correspondence;
mod ledger;
mod mailbox;
mod message;
mod network;
mod new;
mod possibly_new;
mod rules;
mod tail;

pub use body::Body;
pub use correspondence::Correspondence;
pub use ledger::Ledger;
pub use mailbox::{CurrentKey, Mailbox};
pub use message::{Message, SealedKey, Verdict};
pub use network::Network;
pub use new::take_over;
pub use possibly_new::PossiblyNew;
pub use rules::Rules;
pub use tail::put;
