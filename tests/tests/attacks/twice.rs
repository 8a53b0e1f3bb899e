//! The same instruction again, at once or later: it is refused or changes nothing. Also, accounts that were closed, and
//! then given lamports or created again.

use std::collections::BTreeSet;

use bmail_sdk::accounts::StoredBody;
use bmail_testing::{FORTUNE, Harness, InstructionError, MailError, Person, ada_wrote_to_bo};
use bounty_core::Terms;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use crate::every::{Again, Program, Ready, every, scenarios};

/// Shows mail.md: No instruction pays twice, in one transaction or across several.
/// Shows security.md: Calling the same instruction twice.
#[test]
fn a_second_time_in_the_same_transaction_is_refused_adds_or_changes_nothing() {
    for scenario in scenarios() {
        let (mut once, mut twice) = (scenario(), scenario());
        let both = [twice.instruction.clone(), twice.instruction.clone()];
        let outcome = twice.harness.execute(&both);
        match once.second().clone() {
            Again::Fails(refusal) => drop(outcome.failed_at(1, once.what, refusal)),
            Again::Adds => drop(outcome.succeeded(once.what)),
            Again::ChangesNothing => {
                outcome.succeeded(once.what);
                let before = once.harness.snapshot();
                once.run();
                for address in before.changed_to(&once.harness.snapshot()) {
                    let [one, two] = [&once, &twice].map(|ready| ready.harness.svm.get_account(&address));
                    assert_eq!(one, two, "{} twice: {address}", once.what);
                }
            }
        }
    }
}

/// Shows mail.md: No instruction pays twice, in one transaction or across several.
/// Shows security.md: Calling the same instruction twice.
#[test]
fn a_second_time_in_another_transaction_is_refused_adds_or_changes_nothing() {
    for mut ready in every() {
        ready.run();
        let before = ready.harness.snapshot();
        let second = ready.second().clone();
        match &second {
            Again::Fails(refusal) => ready.refused("again", refusal.clone(), |_| ()),
            Again::ChangesNothing | Again::Adds => drop(ready.run()),
        }
        let mut changed = before.changed_to(&ready.harness.snapshot());
        changed.remove(&Person::named("fee payer").address());
        assert_eq!(changed.is_empty(), second != Again::Adds, "{} again changed {changed:?}", ready.what);
    }
}

/// The accounts of the programs that an instruction closes.
fn closed(ready: &mut Ready) -> Vec<Pubkey> {
    let is_there = |harness: &Harness, address: &Pubkey| {
        harness.svm.get_account(address).is_some_and(|account| Program::is_one(&account.owner) && account.lamports > 0)
    };
    let metas = ready.instruction.accounts.iter().map(|meta| meta.pubkey);
    let before: Vec<_> = metas.filter(|address| is_there(&ready.harness, address)).collect();
    ready.run();
    before.into_iter().filter(|address| !is_there(&ready.harness, address)).collect()
}

/// Shows mail.md: Lamports do not revive a closed account.
/// Shows security.md: Reviving a closed account, with lamports or by creating it again.
#[test]
fn what_was_closed_is_not_revived_by_lamports() {
    let mut closers = BTreeSet::new();
    for scenario in scenarios() {
        for address in closed(&mut scenario()) {
            let mut ready = scenario();
            let mallory = ready.harness.person("Mallory");
            let Again::Fails(refusal) = ready.second().clone() else { panic!("{} closes twice", ready.what) };
            let revive = transfer(&mallory.address(), &address, FORTUNE / 2);
            let close = ready.instruction.clone();
            let all = [close.clone(), revive.clone(), close.clone()];
            ready.harness.execute(&all).failed_at(2, &format!("{}, reviving at once", ready.what), refusal.clone());
            ready.harness.execute(&[close, revive]).succeeded("closing, and giving to the address");
            ready.refused("with what was revived", refusal, |_| ());
            let left = ready.harness.svm.get_account(&address).unwrap();
            assert_eq!((left.data.len(), left.lamports), (0, FORTUNE / 2), "{}", ready.what);
            closers.insert(ready.name);
        }
    }
    let ending = ["acknowledge", "acknowledge_with_reputation", "expire"];
    let closing =
        ["close_body", "close_correspondence", "close_mailbox", "close_standing", "finish_unendorse", "reclaim"];
    let of_bounties = ["close_bounty", "close_submission", "withdraw_contribution"];
    assert_eq!(closers, ending.into_iter().chain(closing).chain(of_bounties).collect());
}

/// Shows security.md: Reviving a closed account, with lamports or by creating it again.
#[test]
fn a_message_whose_account_its_sender_creates_again_at_once_is_empty() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    let number = harness.next_sequence(&ada) - 1;
    let mut again = harness.send(&ada, &bo).sequence(number);
    assert_eq!(again.address(), message);
    let create = again.new_account().create(FORTUNE / 2).remove(0);
    let acknowledge = harness.acknowledge(&bo, message).instruction();
    let outcome = harness.execute(&[acknowledge.clone(), create.clone(), acknowledge.clone()]);
    outcome.failed_at(2, "acknowledging what was created again", InstructionError::InvalidAccountData);
    harness.execute(&[acknowledge, create]).succeeded("acknowledging, and creating again");
    let new = harness.send(&ada, &bo).sequence(number).new_account();
    harness.send(&ada, &bo).wrong_sequence(number).expect_error(MailError::SequenceTaken);
    harness.reclaim(&ada, &new).run();
    assert_eq!(harness.lamports(message), 0);
}

/// Shows security.md: Reviving a closed account, with lamports or by creating it again.
#[test]
fn a_body_whose_account_its_author_creates_again_at_once_is_empty() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let body = harness.body(&ada, b"a body");
    let create = harness.open_body(&ada, b"a body").new_account().create(harness.rent(StoredBody::space(6))).remove(0);
    let close = harness.close_body(&ada, body).instruction();
    let send = harness.send(&ada, &bo).body(body).instructions();
    let outcome = harness.execute(&[&[close.clone(), create.clone()], send.as_slice()].concat());
    outcome.failed_at(3, "sending with a body that was closed", InstructionError::InvalidAccountData);
    harness.execute(&[close.clone(), create, close]).failed_at(
        2,
        "closing it again",
        InstructionError::InvalidAccountData,
    );
}

#[test]
fn a_contribution_whose_account_is_created_again_at_once_is_empty_and_gives_nothing_back() {
    let mut harness = Harness::with_treasury();
    let [issuer, rex, una] = ["Issuer", "Rex", "Una"].map(|name| harness.person(name));
    let bounty = harness.create_bounty(&issuer, &[&rex], &Terms::EXAMPLE).run_and_find();
    let create = harness.fund(&una, bounty, 5_000).instructions().remove(0);
    harness.fund(&una, bounty, 5_000).run();
    let withdraw = harness.withdraw_contribution(&una, bounty).instruction();
    let outcome = harness.execute(&[withdraw.clone(), create, withdraw]);
    outcome.failed_at(2, "withdrawing what was created again", InstructionError::InvalidAccountData);
    harness.withdraw_contribution(&una, bounty).run();
    assert_eq!(harness.lamports(una.address()), FORTUNE);
}
