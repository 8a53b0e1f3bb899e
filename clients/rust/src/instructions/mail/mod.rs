//! Mail: networks, mailboxes, contacts, messages and what ends them, bodies, and newsletters.

mod body;
mod contact;
mod draft;
mod letter;
mod mailbox;
mod network;
mod newsletter;
mod situation;
mod unrevealed;
mod verdict;

pub use body::{LongDraft, close_body, open_body, reclaim, seal_body, upload, write_body};
pub use contact::{add_contact, close_correspondence, set_contact};
pub use draft::{Draft, DraftKey, Mode, Text};
pub use letter::{publish_key, reveal, send};
pub use mailbox::{MailboxSettings, close_mailbox, open_mailbox, rotate_key, set_mailbox};
pub use network::{
    accept_authority, adopt_treasury, apply_rules, create_network, propose_authority, propose_rules, set_sending, sweep,
};
pub use newsletter::{CopyQuote, Delivery, DeliveryState, Edition, Newsletter, Obstacle, deliver, quote_copies};
pub use situation::{Recipient, Situation};
pub use unrevealed::Unrevealed;
pub use verdict::{MessageAt, acknowledge, acknowledge_with_reputation, expire, refund};
