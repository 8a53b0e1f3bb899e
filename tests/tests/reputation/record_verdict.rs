//! The specification of `record_verdict`. Its effect on the sender, when mail calls it, is in `tests/mail/verdicts.rs`.
//!
//! It succeeds only through mail. To see what else it refuses, some tests run on a harness that accepts every claimed
//! signature, including a mailbox's without the mail program.

use bmail_sdk::{
    MAIL_ID, PROGRAMS,
    accounts::{Mailbox, Verdict},
    generated::reputation::layout::arguments::record_verdict::{CUT, EARLIER, NOW},
};
use bmail_testing::{Harness, InstructionError, Person, REPUTATION, ReputationError};
use reputation_core::{Burn, Index, Parameters, minted, weight};
use solana_system_interface::instruction::create_account;
use units::{Lamports, Q32, Timestamp};

use crate::elsewhere;

/// Shows reputation.record_verdict: Only the mail program may call it.
/// Shows reputation.md: Only the mail program can record a verdict.
/// Shows security.md: Verdicts and awards recorded by a caller other than the mail and bounty programs.
#[test]
fn no_wallet_reports_a_verdict() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let founder = harness.founder();
    for person in [&ada, &bo, &founder] {
        let call = harness.record_verdict(&bo, &ada).account("recipient_mailbox", person.address());
        call.expect_error(ReputationError::NotMail);
    }
    harness
        .record_verdict(&bo, &ada)
        .unsigned("recipient_mailbox")
        .expect_error(InstructionError::MissingRequiredSignature);
}

/// Shows reputation.record_verdict: Only the mail program may call it.
/// Shows reputation.md: Only the mail program can record a verdict.
/// Shows security.md: Verdicts and awards recorded by a caller other than the mail and bounty programs.
#[test]
fn no_account_that_its_author_made_for_the_mail_program_reports_a_verdict() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let rent = harness.rent(Mailbox::LEN);
    // An account with room for a mailbox, and an empty one. The holder of its key can sign for it, but cannot write to
    // it.
    for (name, bytes) in [("a keypair", Mailbox::LEN), ("another", 0)] {
        let keypair = harness.person(name).address();
        harness.set_lamports(keypair, 0);
        let created = create_account(&ada.address(), &keypair, rent, bytes as u64, &MAIL_ID);
        harness.execute(&[created]).succeeded("creating an account for the mail program");
        let call = harness.record_verdict(&bo, &ada).account("recipient_mailbox", keypair);
        call.expect_error(ReputationError::NotMail);
    }
}

/// Shows reputation.record_verdict: Only the mail program may call it.
/// Shows reputation.md: Only the mail program can record a verdict.
/// Shows security.md: Verdicts and awards recorded by a caller other than the mail and bounty programs.
#[test]
fn nothing_but_a_mailbox_of_the_mail_program_reports_a_verdict_whoever_signs() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.trust_everybody();
    let (mailbox, message) = (harness.mailbox_of(&bo), harness.send(&ada, &bo).run_and_find());
    let copy = harness.forge_copy(mailbox, Person::named("another program").address());
    let others =
        [harness.network, PROGRAMS.ledger(&harness.network).0, message, harness.correspondence_of(&ada, &bo), copy];
    for other in others.into_iter().chain([MAIL_ID, Person::named("nobody").address()]) {
        let call = harness.record_verdict(&bo, &ada).account("recipient_mailbox", other);
        call.expect_error(ReputationError::NotMail);
    }
    harness.record_verdict(&bo, &ada).run();
}

/// Shows reputation.record_verdict: `reputation`, `sender_standing` and `recipient_standing` must belong to the
///   mailbox's network.
/// Shows reputation.md: A verdict counts for the sender of the message, on the network of the message.
#[test]
fn reputation_and_standings_are_of_the_mailboxes_network() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.trust_everybody();
    let (mailbox, standings) = (harness.mailbox_of(&bo), [&ada, &bo].map(|person| harness.standing_of(person)));
    let here = elsewhere(&mut harness);
    harness.open_mailbox(&bo).run();
    harness.open_standing(&ada).run();
    harness.open_standing(&bo).run();
    let wrong = [
        ("reputation", PROGRAMS.reputation(&here).0),
        ("sender_standing", standings[0]),
        ("recipient_standing", standings[1]),
        ("recipient_mailbox", mailbox),
    ];
    for (role, account) in wrong {
        harness.record_verdict(&bo, &ada).account(role, account).expect_error(ReputationError::OtherNetwork);
    }
    harness.record_verdict(&bo, &ada).run();
}

/// Shows reputation.record_verdict: `recipient_standing` must belong to the mailbox's owner.
/// Shows reputation.md: A verdict counts for the sender of the message, on the network of the message.
#[test]
fn the_recipients_standing_is_the_mailbox_owners() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let cy = harness.citizen("Cy", 900 * REPUTATION);
    harness.trust_everybody();
    let cys = harness.standing_of(&cy);
    harness.record_verdict(&bo, &ada).account("recipient_standing", cys).expect_error(ReputationError::WrongStanding);
    // Their own standing is then passed twice, and no one judges themselves.
    harness.record_verdict(&bo, &bo).expect_error(bmail_testing::DUPLICATE);
    harness.record_verdict(&bo, &ada).run();
}

/// Shows reputation.record_verdict: `now` is the time, in unix seconds, that the mail program read from the clock.
/// Shows security.md: Timing verdicts so that their own earnings add to their weight.
#[test]
fn the_time_is_the_one_that_mail_reports() {
    let half_life = Parameters::PERSONAL.half_life;
    for half_lives in [0, 1, 3] {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.trust_everybody();
        let genesis = Timestamp(harness.now());
        let now = Timestamp(genesis.0 + half_lives * half_life.0 as i64);
        let index = Index::at(now, genesis, half_life);
        let weight = weight(index.effective(50 * REPUTATION), Parameters::PERSONAL.constant);
        let minted = minted(Lamports(1_000_000), Parameters::PERSONAL.rate, Q32::ZERO, weight);
        harness.record_verdict(&bo, &ada).data(move |data| data[NOW..].copy_from_slice(&now.0.to_le_bytes())).run();
        assert_eq!(harness.standing(&ada).own, 50 * REPUTATION + index.shares(minted).unwrap());
    }
}

/// Shows reputation.record_verdict: `Valuable`: the sender earns `reputation_core::minted` of `cut` and `earlier`
/// Shows security.md: Timing verdicts so that their own earnings add to their weight.
#[test]
fn the_recipients_reputation_counts_as_it_was_before() {
    // Each finds a letter of the other's valuable. The second verdict weighs more by what the first one earned.
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.trust_everybody();
    for (from, to) in [(&ada, &bo), (&bo, &ada)] {
        let weight = weight(harness.reputation_of(to), Parameters::PERSONAL.constant);
        let minted = minted(Lamports(1_000_000_000), Parameters::PERSONAL.rate, Q32::ZERO, weight);
        let before = harness.standing(from).own;
        let call = harness.record_verdict(to, from);
        call.data(|data| data[CUT..EARLIER].copy_from_slice(&1_000_000_000_u64.to_le_bytes())).run();
        assert_eq!(harness.standing(from).own, before + minted.0);
    }
    assert!(harness.standing(&bo).own > harness.standing(&ada).own);
}

/// Shows reputation.record_verdict: `Spam`: `reputation_core::Burn` of `earlier`, with the same weight
/// Shows reputation.md: Spam burns the same fraction of the sender's own shares, of what others staked on the sender,
///   and of what the sender lent.
#[test]
fn spam_burns_own_shares_and_pool_alike_and_marks_what_was_lent() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let cy = harness.citizen("Cy", 50 * REPUTATION);
    harness.endorse(&cy, &ada, 20 * REPUTATION).run();
    harness.endorse(&ada, &cy, 20 * REPUTATION).run();
    harness.trust_everybody();
    let before = harness.standing(&ada);
    let weight = weight(harness.reputation_of(&bo), Parameters::PERSONAL.constant);
    let burn = Burn::new(Parameters::PERSONAL.spam_burn, weight, Q32::ZERO);
    harness.record_verdict(&bo, &ada).verdict(Verdict::Spam).run();
    let after = harness.standing(&ada);
    assert_eq!(
        [before.own - after.own, before.pool_value - after.pool_value],
        [burn.of(before.own), burn.of(before.pool_value)]
    );
    assert_eq!(after.stake_factor, reputation_core::stake_factor_after(Q32::ONE, burn).0);
    assert_eq!((after.pool_units, after.given, after.received), (before.pool_units, 1, 1));
}

// `overflow.rs` tests that it does not fail for any amounts.

/// Shows reputation.record_verdict: Emits nothing.
#[test]
fn it_emits_nothing() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.trust_everybody();
    for verdict in [Verdict::Valuable, Verdict::Spam] {
        harness.record_verdict(&bo, &ada).verdict(verdict).run().without_events();
    }
}
