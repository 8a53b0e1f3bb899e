//! Accounts that are closed and opened again, in one transaction or later, and what remains of them.

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts::{Endorsement, Standing, Verdict};
use bmail_testing::{FORTUNE, Harness, InstructionError, Person, REPUTATION, ReputationError};
use solana_system_interface::instruction::transfer;
use units::Q32;

use crate::{COOL_DOWN, ENDORSEMENT, ada_endorsed_bo, endorsement, sync::with_tokens};

/// Anchor's errors for an account without data, if it must be written and if it must be read.
const GONE: InstructionError = InstructionError::AccountDataTooSmall;
const MISSING: InstructionError = InstructionError::UninitializedAccount;

/// Ada's stake on Bo can be withdrawn.
fn ready() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    harness.begin_unendorse(&ada, &bo).run();
    harness.advance(COOL_DOWN);
    (harness, ada, bo)
}

#[test]
fn a_standing_that_opens_again_is_as_new() {
    let (mut harness, ada, bo) = ready();
    harness.exchange(&ada, &bo, Verdict::Spam);
    harness.finish_unendorse(&ada, &bo).run();
    harness.close_standing(&ada).run();
    harness.open_standing(&ada).run();
    let cy = harness.person("Cy");
    harness.open_standing(&cy).run();
    let (again, fresh) = (harness.standing(&ada), harness.standing(&cy));
    assert_eq!(again, Standing { owner: again.owner, bump: again.bump, ..fresh });
}

#[test]
fn closing_and_opening_in_one_transaction_leaves_nothing_of_the_old_one() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let close = harness.close_standing(&ada).instruction();
    let open = harness.open_standing(&ada).instruction();
    let seed = harness.seed(&ada, 7).instruction();
    harness.execute(&[close, open, seed]).succeeded("closing, opening and seeding at once");
    assert_eq!(harness.standing(&ada).own, 7);
}

#[test]
fn a_closed_standing_is_refused_wherever_one_is_wanted() {
    let (mut harness, ada, bo) = with_tokens();
    let cy = harness.citizen("Cy", 50 * REPUTATION);
    harness.close_standing(&ada).run();
    harness.seed(&ada, 1).expect_error(GONE);
    harness.sync(&ada).expect_error(MISSING);
    harness.endorse(&cy, &ada, REPUTATION).expect_error(GONE);
    harness.endorse(&ada, &cy, REPUTATION).expect_error(GONE);
    harness.close_standing(&ada).expect_error(GONE);
    harness.exchange(&ada, &bo, Verdict::Valuable);
}

#[test]
fn lamports_do_not_revive_a_closed_standing() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let (standing, owner) = (harness.standing_of(&ada), ada.address());
    let close = harness.close_standing(&ada).instruction();
    let revive = transfer(&owner, &standing, FORTUNE / 4);
    let endorse = harness.endorse(&ada, &bo, REPUTATION).instructions();
    let all = [vec![close.clone(), revive.clone()], endorse].concat();
    harness.execute(&all).failed_at(3, "endorsing from a closed standing", GONE);
    harness.execute(&[close, revive]).succeeded("closing, and giving to the address");
    assert_eq!(harness.svm.get_account(&standing).unwrap().data.len(), 0);
    harness.seed(&ada, 1).expect_error(GONE);
    harness.open_standing(&ada).run();
    assert_eq!(harness.standing(&ada).own, 0);
}

#[test]
fn a_stake_that_was_taken_out_is_not_taken_out_again() {
    let (mut harness, ada, bo) = ready();
    let finish = harness.finish_unendorse(&ada, &bo).instruction();
    let twice = [finish.clone(), finish.clone()];
    harness.execute(&twice).failed_at(1, "taking it out twice", GONE);
    let revive = transfer(&ada.address(), &harness.endorsement_of(&ada, &bo), FORTUNE / 4);
    let revived = [finish.clone(), revive, finish];
    harness.execute(&revived).failed_at(2, "taking it out of what was revived", GONE);
    harness.finish_unendorse(&ada, &bo).run();
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION);
}

#[test]
fn an_endorsement_whose_account_is_created_again_at_once_is_a_new_one() {
    let (mut harness, ada, bo) = ready();
    let address = harness.endorsement_of(&ada, &bo);
    let finish = harness.finish_unendorse(&ada, &bo).instruction();
    let (_, seed) = PROGRAMS.endorsement(&ada.address(), &harness.standing_of(&bo));
    let (author, program) = (ada.address(), bmail_sdk::REPUTATION_ID);
    let new = bmail_sdk::NewAccount { author, address, seed, space: ENDORSEMENT, program };
    let create = new.create(harness.rent(ENDORSEMENT)).remove(0);
    let again = [finish.clone(), create.clone(), finish.clone()];
    // A zeroed account, which is not an endorsement.
    harness.execute(&again).failed_at(2, "taking it out of a new account", InstructionError::InvalidAccountData);
    let endorse = harness.endorse(&ada, &bo, 3 * REPUTATION).uncreated().instruction();
    harness.execute(&[finish, create, endorse]).succeeded("taking it out, and staking again");
    let stake: Endorsement = endorsement(&harness, &ada, &bo);
    assert_eq!((stake.units, stake.leaving, stake.ready_at, stake.stake_factor), (3 * REPUTATION, 0, 0, Q32::ONE.0));
    harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::NothingLeaving);
}

#[test]
fn an_endorsement_ends_with_its_people_and_does_not_outlive_them() {
    let (mut harness, ada, bo) = ready();
    harness.finish_unendorse(&ada, &bo).run();
    harness.close_standing(&bo).run();
    harness.open_standing(&bo).run();
    // The address is the same, and empty.
    harness.collect(&ada, &bo).expect_error(GONE);
    harness.begin_unendorse(&ada, &bo).expect_error(GONE);
    harness.endorse(&ada, &bo, 2 * REPUTATION).run();
    assert_eq!(harness.standing(&bo).received, 1);
}

#[test]
fn nothing_is_initialised_twice() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let founder = harness.founder();
    harness.endorse(&ada, &bo, REPUTATION).run();
    let before = [harness.standing(&ada), harness.standing(&bo)];
    // The system program's `AccountAlreadyInUse`.
    let in_use = InstructionError::Custom(0);
    harness.open_standing(&ada).expect_error(in_use.clone());
    harness.create_reputation(&founder).expect_error(in_use);
    assert_eq!([harness.standing(&ada), harness.standing(&bo)], before);
}
