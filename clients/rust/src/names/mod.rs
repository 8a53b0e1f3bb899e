//! How a person is shown: by the name that one gave them, by their name in the Solana Name Service, or by their address, with
//! a picture of it, and a warning if they look like somebody else. All of it is pure (`docs/letters.md`, "Names" and
//! "Domains").
//!
//! [`Client::verified_names`](crate::Client::verified_names) looks names up, and [`Domains`](crate::Domains) the domains that
//! wallets speak for.

mod alike;
pub mod domain;
mod identicon;
mod person;
pub mod sns;
#[cfg(test)]
mod vectors;

pub use alike::{Alike, alike};
pub use identicon::{Color, Identicon, identicon};
pub use person::{Acquaintance, Label, Named, label, short};
