//! Units that all programs and clients share, so that no bare integer crosses an interface: lamports, shares,
//! reputation, time and fixed-point numbers, with their arithmetic.
//!
//! No allocation and no unsafe code; floats only for display. With the feature `anchor`, the types can be fields of
//! accounts and arguments of instructions. In an IDL they are plain integers.
//!
//! ```
//! use units::*;
//!
//! // With a half-life of one day, eight messages sent two days ago count as two.
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
mod number;
mod power;
mod q32;
mod time;
pub mod wide;

pub use amounts::{Bps, Lamports, Reputation};
pub use decay::{decay_down, decay_up, Decay};
pub use power::{exp2, exp2_negative};
pub use q32::Q32;
pub use time::{Seconds, Timestamp};
