//! The mail program's instructions, and what they share.

mod accept_authority;
mod acknowledge;
mod acknowledge_with_reputation;
mod adopt_treasury;
mod apply_rules;
mod close_body;
mod close_correspondence;
mod close_mailbox;
mod create_network;
mod expire;
mod open_body;
mod open_mailbox;
mod post;
mod propose_authority;
mod propose_rules;
mod reclaim;
mod refund;
mod reveal;
mod rotate_key;
mod seal_body;
mod send;
mod set_contact;
mod set_mailbox;
mod set_sending;
mod sweep;
mod write_body;

mod authority;
mod letter;
mod pair;
mod price;
mod reference;
mod rules;
mod sending;
mod settlement;
mod verdict;

pub use acknowledge_with_reputation::{Swap, swap};
pub use reclaim::Leftover;
pub use rules::Wanted;
pub use sending::{Sending, sending};
pub use write_body::Part;

use crate::registry::registry;

const PROGRAM: &str = "mail";

bmail_sdk::mail_instructions!(registry);
