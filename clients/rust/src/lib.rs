//! Rust SDK of b-mail.
//!
//! In layers: [`generated`] is rendered from the programs' IDLs; [`pda`], [`accounts`], [`quote`](mod@quote) and
//! [`sealing`] are pure; [`Client`] reads chain state, quotes, and sends transactions. What people do with it is listed
//! on top of `client/mod.rs`.

pub mod accounts;
mod client;
mod error;
/// Rendered from the programs' IDLs by `make generate`; do not edit.
#[allow(
    clippy::all,
    clippy::unwrap_used,
    unused_imports
)]
#[rustfmt::skip]
pub mod generated;
mod new_account;
pub mod pda;
pub mod quote;
pub mod sealing;
mod transaction;

pub use client::{
    Client, Delivery, DeliveryState, Draft, Letter, LongDraft, Newsletter, Obstacle, Progress, Revealed, StrictDraft,
    Terms, Unrevealed,
};
pub use error::{ClientError, Reason};
pub use new_account::NewAccount;
pub use transaction::{Priority, Receipt};

use solana_pubkey::Pubkey;

/// The mail program's address.
pub const MAIL_ID: Pubkey = Pubkey::from_str_const(addresses::MAIL);
