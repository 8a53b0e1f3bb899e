//! Reputation: how it is earned, lost, lent and decays, in exact integer arithmetic.
//!
//! A person holds shares, which change only by verdicts, seeds, awards and endorsements. What a share is worth falls
//! with time ([`Index`]). A verdict of valuable mints shares ([`minted`]), a verdict of spam burns them ([`Burn`]), and
//! shares that are staked on a person lie in that person's [`Pool`]. No allocation, no floats, no unsafe code. The
//! units are those of the crate [`units`].
//!
//! ```
//! use {reputation_core::*, units::*};
//!
//! let parameters = Parameters { rate: Rate::per_sol(Reputation(100_000_000)), ..Parameters::PERSONAL };
//! let genesis = Timestamp(1_800_000_000);
//!
//! // At genesis Bo has 10 reputation, so his verdict weighs a half. He finds a message of Ada's valuable. The treasury
//! // got 0.1 SOL of its fee, which earns her 5 at 100 reputation per SOL.
//! let today = Index::at(genesis, genesis, parameters.half_life);
//! let bos = weight(Reputation(10_000_000), parameters.constant);
//! let earned = minted(Lamports(100_000_000), parameters.rate, Q32::ZERO, bos);
//! assert_eq!(earned, Reputation(4_999_999)); // rounded down
//! let mut ada = today.shares(earned).unwrap();
//!
//! // She stakes all but the reserve of 1 on Cyd. Half of the stake counts for Cyd.
//! let (mut cyds, mut stake) = (Pool::default(), Stake::default());
//! let lent = parameters.endorsable(ada, today);
//! let units = cyds.endorse(&mut stake, lent)?;
//! ada -= lent;
//! assert_eq!(today.effective(ada), Reputation(1_000_000));
//! assert_eq!(today.effective(cyds.support(parameters.endorsement_discount)), Reputation(1_999_999));
//!
//! // Bo marks Cyd's message as spam. Half of a fifth of Ada's stake is burned.
//! let burn = Burn::new(parameters.spam_burn, bos, Q32::ZERO);
//! assert_eq!(cyds.burn(burn), 400_000);
//!
//! // She takes the rest out. A half-life later she has half of what was left.
//! cyds.leave(&mut stake, units)?;
//! ada += cyds.unendorse(&mut stake);
//! let later = Index::at(genesis.after(parameters.half_life), genesis, parameters.half_life);
//! assert_eq!(later.effective(ada), Reputation(2_299_999));
//! # Ok::<(), PoolError>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

mod earning;
mod index;
mod interest;
mod parameters;
mod pool;
mod presets;

pub use earning::{minted, weight, Burn, Rate};
pub use index::Index;
pub use interest::{Interest, InterestError, LONGEST_HALF_LIFE, SHORTEST_HALF_LIFE, YEAR};
pub use parameters::{Parameters, ParametersError, MAX_CONSTANT, MAX_RATE, MAX_SEED_BUDGET, MIN_STAKE};
pub use pool::{stake_factor_after, Pool, PoolError, Stake, MIN_STAKE_FACTOR};
