//! What all programs share, so that each says only what is its own: accounts, those that are created and those that may
//! be missing, the clock and the rent, counts, events, and what one program asserts of another's accounts.
//!
//! A function that is marked `inline(never)` is one piece of code for all its callers: a program pays rent by the byte.
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
