//! One file for each instruction, or for a few that share their accounts: accounts, checks, effect, event. Their
//! specifications are in `lib.rs`.

mod acknowledge;
mod adopt_treasury;
mod body;
mod change_mailbox;
mod change_network;
mod close_correspondence;
mod close_mailbox;
#[allow(unused_variables)] // Anchor's derive also unpacks the argument `name` in functions that do not use it
mod create_network;
mod expire;
mod open_mailbox;
mod reclaim;
mod refund;
mod reveal;
mod send;
mod set_contact;
mod sweep;

pub use acknowledge::*;
pub use adopt_treasury::*;
pub use body::*;
pub use change_mailbox::*;
pub use change_network::*;
pub use close_correspondence::*;
pub use close_mailbox::*;
pub use create_network::*;
pub use expire::*;
pub use open_mailbox::*;
pub use reclaim::*;
pub use refund::*;
pub use reveal::*;
pub use send::*;
pub use set_contact::*;
pub use sweep::*;
