//! Bounties: their terms, phases, votes and ranking, and what is left in the end. Also what a community earns and
//! spends each week. No allocation, no floats, no unsafe code. The units are those of the crate [`units`]. An amount is
//! in lamports or in a token's base units, whichever the bounty pays in.
//!
//! ```
//! use {bounty_core::*, units::*};
//!
//! // Three awards of a thousand each, for submissions that two of three reviewers accept.
//! let terms = Terms { reward: 1_000, awards: 3, threshold: 2, ..Terms::EXAMPLE };
//! assert_eq!((terms.validate(3), terms.total()), (Ok(()), 3_000));
//!
//! // The reviewers accept all but the first of five submissions. The order of their reviews does not matter.
//! let mut accepted = Ranking::default();
//! for number in [4, 2, 1, 3] {
//!     accepted.set(number, true);
//! }
//! assert!(accepted.wins(1, terms.awards) && accepted.wins(3, terms.awards));
//! assert!(!accepted.wins(0, terms.awards) && !accepted.wins(4, terms.awards));
//!
//! // A veto in the challenge period takes one award away, and the next submission moves up.
//! accepted.set(2, false);
//! assert!(accepted.wins(4, terms.awards));
//! ```
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

mod allowance;
mod leftover;
mod phase;
mod ranking;
mod terms;
mod votes;
mod weeks;

pub use allowance::{Allowance, OverLimit};
pub use leftover::{self_funded_part, Leftover};
pub use phase::{Phase, Schedule};
pub use ranking::{Ranking, MAX_SUBMISSIONS};
pub use terms::{
    Periods, Terms, TermsError, LONGEST_PERIOD, MAX_AWARDS, MAX_BOND, MAX_REVIEWERS, MAX_STAKE, SHORTEST_PERIOD,
    SHORTEST_PERIOD_AT_STAKE,
};
pub use votes::{Opinion, Outcome, VoteError, Votes};
pub use weeks::{recent_weeks, week_at, week_of, Week, WEEKS};
