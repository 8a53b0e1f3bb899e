//! Units that all programs and clients share, so that no bare integer crosses an interface: money, shares, reputation,
//! time, fixed-point fractions, and the arithmetic that they need.
//!
//! No allocation, no floats, no unsafe code. The feature `anchor` gives the types what Anchor asks of an account's
//! fields and an instruction's arguments; in an IDL they are plain integers.
//!
//! ```
//! use units::*;
//!
//! // Eight messages, sent two days ago, count as two if a message counts half after a day.
//! let sent = Timestamp(1_800_000_000);
//! let now = sent.after(Seconds::days(2));
//! let load = decay_up(Q32::from_int(8), now.since(sent), Seconds::days(1));
//! assert_eq!(format!("{:.6}", load.to_f64()), "2.000000");
//! ```
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

mod amounts;
mod decay;
#[cfg(feature = "idl-build")]
pub mod idl;
mod power;
mod q32;
mod time;
pub mod wide;

pub use amounts::{Bps, Lamports, Reputation};
pub use decay::{decay_down, decay_up, Decay};
pub use power::{exp2, exp2_negative};
pub use q32::Q32;
pub use time::{Seconds, Timestamp};
