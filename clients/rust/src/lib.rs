//! Rust SDK of b-mail.
//!
//! It has three layers. [`generated`] is rendered from the programs' IDLs. [`pda`], [`accounts`], [`events`],
//! [`quote`](mod@quote), [`reputation`], [`bounty`] and [`sealing`] are pure; [`Client`] reads chain state, quotes, and
//! sends transactions. What people do with it is listed on top of `client/mod.rs`.

pub mod accounts;
pub mod bounty;
mod client;
mod error;
pub mod events;
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
pub mod reputation;
pub mod sealing;
pub mod token;
mod transaction;

pub use client::{
    Bounties, Client, Delivery, DeliveryState, Draft, Economy, HistoryEntry, Letter, LongDraft, MailboxSettings,
    Newsletter, Obstacle, Population, Progress, Revealed, StandingOverview, StrictDraft, TokenTexts, Unrevealed,
};
pub use error::{ClientError, Reason};
pub use new_account::NewAccount;
pub use transaction::{Priority, Receipt};

use solana_pubkey::Pubkey;

/// The mail program's address.
pub const MAIL_ID: Pubkey = Pubkey::from_str_const(addresses::MAIL);
/// The reputation program's address.
pub const REPUTATION_ID: Pubkey = Pubkey::from_str_const(addresses::REPUTATION);
/// The bounty program's address.
pub const BOUNTY_ID: Pubkey = Pubkey::from_str_const(addresses::BOUNTY);
/// The address of the SPL Token program.
pub const SPL_TOKEN_ID: Pubkey = Pubkey::from_str_const("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
/// The address of Token-2022, the program of the reputation token.
pub const TOKEN_2022_ID: Pubkey = Pubkey::from_str_const("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb");
/// The address of the program that creates associated token accounts.
pub const ASSOCIATED_TOKEN_ID: Pubkey = Pubkey::from_str_const("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");
