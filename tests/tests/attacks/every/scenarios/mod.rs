//! The scenarios in which the instructions succeed.

mod bounty;
mod mail;
mod reputation;

use super::Scenario;

/// All scenarios. An instruction appears once for each combination of accounts that it treats differently.
pub fn scenarios() -> impl Iterator<Item = Scenario> {
    [mail::scenarios(), reputation::scenarios(), bounty::scenarios()].into_iter().flatten()
}
