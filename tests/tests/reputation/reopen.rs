//! Accounts that are closed and opened again, in one transaction or later, and what stays of them.

use bmail_sdk::accounts::{Endorsement, Standing, Verdict};
use bmail_testing::{FORTUNE, InstructionError, Person, REPUTATION, ReputationError, Stage};
use postage::Q32;
use solana_system_interface::instruction::transfer;

use crate::{COOL_DOWN, ENDORSEMENT, ada_endorsed_bo, endorsement, sync::with_tokens};

/// What Anchor says of an account without data that it has to write, and of one that it has to read.
const GONE: InstructionError = InstructionError::AccountDataTooSmall;
const MISSING: InstructionError = InstructionError::UninitializedAccount;

/// Ada's stake on Bo can be taken out.
fn ready() -> (Stage, Person, Person) {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    stage.begin_unendorse(&ada, &bo).run();
    stage.advance(COOL_DOWN);
    (stage, ada, bo)
}

#[test]
fn a_standing_that_opens_again_is_as_new() {
    let (mut stage, ada, bo) = ready();
    stage.exchange(&ada, &bo, Verdict::Spam);
    stage.finish_unendorse(&ada, &bo).run();
    stage.close_standing(&ada).run();
    stage.open_standing(&ada).run();
    let cy = stage.person("Cy");
    stage.open_standing(&cy).run();
    let (again, fresh) = (stage.standing(&ada), stage.standing(&cy));
    assert_eq!(again, Standing { owner: again.owner, bump: again.bump, ..fresh });
}

#[test]
fn closing_and_opening_in_one_transaction_leaves_nothing_of_the_old_one() {
    let (mut stage, ada, _) = Stage::with_citizens();
    let close = stage.close_standing(&ada).instruction();
    let open = stage.open_standing(&ada).instruction();
    let seed = stage.seed(&ada, 7).instruction();
    stage.execute(&[close, open, seed]).succeeded("closing, opening and seeding at once");
    assert_eq!(stage.standing(&ada).own, 7);
}

#[test]
fn a_closed_standing_is_refused_wherever_one_is_wanted() {
    let (mut stage, ada, bo) = with_tokens();
    let cy = stage.citizen("Cy", 50 * REPUTATION);
    stage.close_standing(&ada).run();
    stage.seed(&ada, 1).expect_error(GONE);
    stage.sync(&ada).expect_error(MISSING);
    stage.endorse(&cy, &ada, REPUTATION).expect_error(GONE);
    stage.endorse(&ada, &cy, REPUTATION).expect_error(GONE);
    stage.close_standing(&ada).expect_error(GONE);
    stage.exchange(&ada, &bo, Verdict::Valuable);
}

#[test]
fn lamports_do_not_revive_a_closed_standing() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let (standing, owner) = (stage.standing_of(&ada), ada.address());
    let close = stage.close_standing(&ada).instruction();
    let revive = transfer(&owner, &standing, FORTUNE / 4);
    let endorse = stage.endorse(&ada, &bo, REPUTATION).instructions();
    let all = [vec![close.clone(), revive.clone()], endorse].concat();
    stage.execute(&all).failed_at(3, "endorsing from a closed standing", GONE);
    stage.execute(&[close, revive]).succeeded("closing, and giving to the address");
    assert_eq!(stage.svm.get_account(&standing).unwrap().data.len(), 0);
    stage.seed(&ada, 1).expect_error(GONE);
    stage.open_standing(&ada).run();
    assert_eq!(stage.standing(&ada).own, 0);
}

#[test]
fn a_stake_that_was_taken_out_is_not_taken_out_again() {
    let (mut stage, ada, bo) = ready();
    let finish = stage.finish_unendorse(&ada, &bo).instruction();
    let twice = [finish.clone(), finish.clone()];
    stage.execute(&twice).failed_at(1, "taking it out twice", GONE);
    let revive = transfer(&ada.address(), &stage.endorsement_of(&ada, &bo), FORTUNE / 4);
    let revived = [finish.clone(), revive, finish];
    stage.execute(&revived).failed_at(2, "taking it out of what was revived", GONE);
    stage.finish_unendorse(&ada, &bo).run();
    assert_eq!(stage.standing(&ada).own, 50 * REPUTATION);
}

#[test]
fn an_endorsement_whose_account_is_created_again_at_once_is_a_new_one() {
    let (mut stage, ada, bo) = ready();
    let address = stage.endorsement_of(&ada, &bo);
    let finish = stage.finish_unendorse(&ada, &bo).instruction();
    let (_, seed) = bmail_sdk::pda::endorsement(&ada.address(), &stage.standing_of(&bo));
    let (author, program) = (ada.address(), bmail_sdk::REPUTATION_ID);
    let new = bmail_sdk::NewAccount { author, address, seed, space: ENDORSEMENT, program };
    let create = new.create(stage.rent(ENDORSEMENT)).remove(0);
    let again = [finish.clone(), create.clone(), finish.clone()];
    // Zeros, which are no endorsement.
    stage.execute(&again).failed_at(2, "taking it out of a new account", InstructionError::InvalidAccountData);
    let endorse = stage.endorse(&ada, &bo, 3 * REPUTATION).uncreated().instruction();
    stage.execute(&[finish, create, endorse]).succeeded("taking it out, and staking again");
    let stake: Endorsement = endorsement(&stage, &ada, &bo);
    assert_eq!((stake.units, stake.leaving, stake.ready_at, stake.kept), (3 * REPUTATION, 0, 0, Q32::ONE.0));
    stage.finish_unendorse(&ada, &bo).expect_error(ReputationError::NothingLeaving);
}

#[test]
fn an_endorsement_ends_with_its_people_and_does_not_outlive_them() {
    let (mut stage, ada, bo) = ready();
    stage.finish_unendorse(&ada, &bo).run();
    stage.close_standing(&bo).run();
    stage.open_standing(&bo).run();
    // The address is the same, and empty.
    stage.collect(&ada, &bo).expect_error(GONE);
    stage.begin_unendorse(&ada, &bo).expect_error(GONE);
    stage.endorse(&ada, &bo, 2 * REPUTATION).run();
    assert_eq!(stage.standing(&bo).received, 1);
}

#[test]
fn nothing_is_initialised_twice() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let founder = stage.founder();
    stage.endorse(&ada, &bo, REPUTATION).run();
    let before = [stage.standing(&ada), stage.standing(&bo)];
    // The system program's `AccountAlreadyInUse`.
    let in_use = InstructionError::Custom(0);
    stage.open_standing(&ada).expect_error(in_use.clone());
    stage.create_reputation(&founder).expect_error(in_use);
    assert_eq!([stage.standing(&ada), stage.standing(&bo)], before);
}
