//! Mail: networks, mailboxes, contacts, messages and what ends them, bodies, and newsletters.

mod body;
mod contact;
mod draft;
mod letter;
mod link;
mod mailbox;
mod network;
mod newsletter;
mod situation;
mod spread;
mod stored_draft;
mod unrevealed;
mod verdict;

pub use body::*;
pub use contact::*;
pub use draft::*;
pub use letter::*;
pub use link::*;
pub use mailbox::*;
pub use network::*;
pub use newsletter::*;
pub use situation::*;
pub use spread::*;
pub use unrevealed::*;
pub use verdict::*;

#[cfg(test)]
mod tests;
