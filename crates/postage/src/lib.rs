//! The price of a message, in exact integer arithmetic that the program, the SDK and the web app share.
//!
//! No allocation, no floats, no unsafe code, no dependency. Fractions are [`Q32`] (32 integer and 32
//! fractional bits), money is [`Lamports`], shares are [`Bps`]. Every rounding goes against the sender.
//!
//! ```
//! use {postage::*, units::*};
//!
//! // A stranger's first 300 bytes to somebody who set no minimum: 5 x (100,000 + 300 x 100) lamports.
//! let now = Timestamp(1_800_000_000);
//! let quote = quote(
//!     &Rules::PERSONAL, &SenderState::new(now), &PairState::new(now), &RecipientState::default(), 300, now,
//! )?;
//! assert_eq!(quote.postage, Lamports(650_000));
//! assert_eq!(quote.newcomer, Q32::from_int(5));
//!
//! // The recipient reads it and finds it worthwhile: a tenth is the network's.
//! let settled = settle(quote.postage, Rules::PERSONAL.fee_split(), Verdict::Valuable);
//! assert_eq!((settled.recipient, settled.treasury), (Lamports(585_000), Lamports(65_000)));
//! # Ok::<(), Error>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

mod growth;
mod quote;
mod rules;
mod settle;

pub use growth::Growth;
pub use quote::{quote, Error, PairState, Quote, RecipientState, SenderState, MAX_SIZE};
pub use rules::{Rules, RulesError, MAX_FEE, MAX_HALF_LIFE, SIGNATURE_FEE};
pub use settle::{settle, FeeSplit, Settlement, Verdict};
