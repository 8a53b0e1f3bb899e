//! Helpers that all programs share: accounts, new accounts and accounts that may not exist yet, the clock and the rent,
//! counts, events, and the heads of other programs' accounts.
//!
//! `inline(never)` keeps one copy of a function for all its callers, because a program pays rent for each byte of code.
#![deny(missing_docs)]

mod account;
mod count;
mod events;
mod interface;
mod new;
mod possibly_new;
mod sysvars;
mod tail;

pub use account::Account;
pub use count::{decrease, increase, Count};
pub use events::emit;
pub use interface::{account_discriminator, are_equal};
pub use new::{has_discriminator, init_seeded, require_funded, require_new, write_discriminator, Refusal};
pub use possibly_new::PossiblyNew;
pub use sysvars::{now, rent};
pub use tail::{tail, write_at, write_tail, OutOfBounds};
