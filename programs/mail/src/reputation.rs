//! The one place where reputation enters: the price of a message, and the report of a verdict.
//!
//! Until the reputation program exists, everybody is a newcomer and verdicts move fees only.

use postage::Reputation;

/// The effective reputation of somebody who sends.
#[inline(always)]
pub fn of_sender() -> Reputation {
    Reputation(0)
}
