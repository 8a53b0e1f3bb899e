//! Rust SDK of b-mail.
//!
//! It has layers. [`generated`] is rendered from the programs' IDLs. [`instructions`] is pure: it makes a [`Plan`] of an
//! action from fetched state. [`Client`] fetches the state, and signs and sends the plan; its docs have an overview and an
//! example. Without the feature `client`, the rest builds for the web (wasm32), too.
//!
//! [`Programs`] has the addresses of the programs and of their accounts, [`accounts`] and [`events`] decode what they store
//! and log, [`quote`](mod@quote), [`reputation`] and [`bounty`] compute from it, [`cost`] says what a plan costs, [`lists`]
//! sorts what waits, [`names`] shows people, and [`sealing`] encrypts. [`letter`] has what letters say, and [`link`] makes
//! links to them. [`text`] checks names and shows what others wrote, and [`files`] reads and stores people's own.

pub mod accounts;
pub mod bounty;
#[cfg(feature = "client")]
mod client;
pub mod cost;
mod ed25519;
mod error;
pub mod events;
pub mod files;
mod format;
/// Rendered from the programs' IDLs by `make generate`; do not edit.
#[allow(
    clippy::all,
    clippy::missing_errors_doc,
    clippy::unwrap_used,
    missing_docs,
    unused_imports
)]
#[rustfmt::skip]
pub mod generated;
pub mod instructions;
pub mod letter;
pub mod link;
pub mod lists;
pub mod names;
pub mod pda;
mod priority;
mod programs;
pub mod quote;
mod refusal;
pub mod reputation;
pub mod sealing;
mod stored;
pub mod text;
pub mod token;

#[cfg(feature = "client")]
pub use client::{
    Bounties, Client, ClientError, Committed, Domains, DomainsError, Economy, Follow, FoundLink, HistoryEntry,
    HistoryPage, Lifetime, MoneyEntry, MoneyPage, MoneyPart, Moved, Nonce, Offered, OpenedLink, PastEntry, PastEvent,
    PastMessage, PastPage, Pays, Population, Progress, Receipt, Received, RecordGap, Revealed, StandingOverview, Why,
    decode_message, is_loopback,
};
pub use ed25519::SecretError;
pub use error::{BuildError, Reason};
pub use format::{Format, Limits, Priority};
pub use instructions::{NewAccount, Plan};
pub use priority::PriorityFee;
pub use programs::{PROGRAMS, Program, Programs};
pub use refusal::Refused;
/// The HTTP client, for the settings of [`Client::connect_with`].
#[cfg(feature = "client")]
pub use reqwest;

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

/// The examples of the pages.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[doc = include_str!("../../../docs/sdk.md")]
mod pages {}
