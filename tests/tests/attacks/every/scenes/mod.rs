//! The stages on which the instructions succeed.

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

use bmail_testing::{Person, REPUTATION, Stage};

use super::{Ready, Scene};

/// Where an instruction does different things with different accounts, it is here for each.
pub fn scenes() -> impl Iterator<Item = Scene> {
    let of_mail = [people::SCENES, letters::SCENES, verdicts::SCENES];
    let of_reputation = [reputations::SCENES, stakes::SCENES];
    let of_bounties = [treasuries::SCENES, bounties::SCENES, submissions::SCENES, tokens::SCENES];
    [of_mail.concat(), of_reputation.concat(), of_bounties.concat()].concat().into_iter()
}

/// Ada has staked on Bo.
fn ada_endorsed_bo() -> (Stage, Person, Person) {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.endorse(&ada, &bo, 10 * REPUTATION).run();
    (stage, ada, bo)
}
