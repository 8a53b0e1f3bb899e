//! The scenarios in which the instructions succeed.

mod bounties;
mod letters;
mod people;
mod reputations;
mod stakes;
mod submissions;
mod tokens;
mod treasuries;
mod verdicts;
mod work;

use bmail_testing::{Harness, Person, REPUTATION};

use super::{Ready, Scenario};

/// All scenarios. An instruction appears once for each combination of accounts that it treats differently.
pub fn scenarios() -> impl Iterator<Item = Scenario> {
    let of_mail = [people::SCENARIOS, letters::SCENARIOS, verdicts::SCENARIOS];
    let of_reputation = [reputations::SCENARIOS, stakes::SCENARIOS];
    let of_bounties = [treasuries::SCENARIOS, bounties::SCENARIOS, submissions::SCENARIOS, tokens::SCENARIOS];
    [of_mail.concat(), of_reputation.concat(), of_bounties.concat()].concat().into_iter()
}

/// Ada has staked on Bo.
fn ada_endorsed_bo() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    (harness, ada, bo)
}
