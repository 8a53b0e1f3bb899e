//! One file for each instruction: accounts, checks, effect, event. The specifications are in `lib.rs`.

mod acknowledge;
mod change_mailbox;
#[allow(unused_variables)] // Anchor's derive unpacks the instruction's `name` in functions that do not need it, too
mod create_network;
mod expire;
mod open_mailbox;
mod send;

pub use acknowledge::*;
pub use change_mailbox::*;
pub use create_network::*;
pub use expire::*;
pub use open_mailbox::*;
pub use send::*;
