//! The stages on which the instructions succeed.

mod letters;
mod people;
mod reputations;
mod stakes;
mod verdicts;

use bmail_testing::{Person, REPUTATION, Stage};

use super::{Ready, Scene};

/// Where an instruction does different things with different accounts, it is here for each.
pub fn scenes() -> impl Iterator<Item = Scene> {
    [people::SCENES, letters::SCENES, verdicts::SCENES, reputations::SCENES, stakes::SCENES].concat().into_iter()
}

/// Ada has staked on Bo.
fn ada_endorsed_bo() -> (Stage, Person, Person) {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.endorse(&ada, &bo, 10 * REPUTATION).run();
    (stage, ada, bo)
}
