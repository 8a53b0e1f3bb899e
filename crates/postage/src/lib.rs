//! The price of a message, in exact integer arithmetic shared by the program, the SDK and the web app.
//!
//! No allocation, no floats, no unsafe code. Factors and counts are [`units::Q32`] (32 integer, 32 fractional bits), amounts
//! of SOL are [`units::Lamports`], shares are [`units::Bps`]. Every rounding goes against the sender, by at most a
//! hundred-thousandth and a lamport in all.
//!
//! ```
//! use {postage::*, units::*};
//!
//! // A stranger's first 300 bytes, to a recipient without a minimum fee: 1.625 x (370,000 + 300 x 100) lamports.
//! let now = Timestamp(1_800_000_000);
//! let quote = quote(
//!     &Rules::PERSONAL, &SenderState::new(now), &PairState::new(now), &RecipientState::default(), 300, now,
//! )?;
//! assert_eq!(quote.postage, Lamports(650_000));
//! assert_eq!(quote.newcomer.to_f64(), 1.625);
//!
//! // The recipient finds it valuable. 24% of the fee goes to the network's treasury.
//! let settled = settle(quote.postage, Rules::PERSONAL.fee_split(), Verdict::Valuable);
//! assert_eq!((settled.recipient, settled.treasury), (Lamports(494_000), Lamports(156_000)));
//! # Ok::<(), Error>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

mod growth;
mod presets;
mod quote;
mod rules;
mod settle;

pub use growth::Growth;
pub use quote::{quote, Error, PairState, Quote, RecipientState, SenderState, MAX_SIZE};
pub use rules::{Rules, RulesError, MAX_FEE, MAX_HALF_LIFE, SIGNATURE_FEE};
pub use settle::{settle, FeeSplit, Settlement, Verdict};
