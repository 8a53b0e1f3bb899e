//! The harness of the black-box tests and of the benchmark: the built programs in LiteSVM, with mainnet's features, a
//! clock that moves only on request, and people who sign for themselves.
//!
//! ```no_run
//! use bmail_testing::{MailError, Harness};
//!
//! let (mut harness, ada, bo) = Harness::with_ada_and_bo();
//! harness.send(&ada, &bo).max_fee(1).expect_error(MailError::PriceAboveMax);
//! let message = harness.send(&ada, &bo).size(300).run_and_find();
//! harness.acknowledge(&bo, message).run();
//! ```
//!
//! Every transaction is audited, see [`books`]: no lamport appears or vanishes, a failed transaction changes nothing,
//! each account of the programs holds what it owes, and events account for every change to reputation shares and to the
//! money of treasuries and bounties.
//!
//! A failure panics, because this is a library for tests.
#![allow(clippy::unwrap_used)]

mod accounts;
pub mod books;
mod call;
mod calls;
pub mod elsewhere;
pub mod events;
mod harness;
mod money;
mod outcome;
mod peer;
mod people;
mod scenarios;
mod substitute;
pub mod vault;
pub mod vfs;

pub use bmail_sdk::generated::{
    bounty::errors::BountyError, mail::errors::MailError, reputation::errors::ReputationError,
};
pub use bmail_sdk::token::Money;
pub use call::{Call, Parts};
pub use calls::*;
pub use harness::{FORTUNE, Harness, NOW, RENTS, at_every_rent, program};
pub use outcome::{DUPLICATE, NOT_WRITABLE, Outcome, Refusal, too_poor};
pub use people::Person;
pub use scenarios::{DAY, PERIOD, REPUTATION, YEAR, ada_wrote_to_bo};
pub use solana_instruction_error::InstructionError;
pub use solana_transaction_error::TransactionError;
pub use substitute::Substitute;
