//! The specification of `record_verdict`. What it does to the sender when mail calls it is in `tests/mail/verdicts.rs`.
//!
//! It succeeds through mail only. To see what it refuses besides, some tests run on a stage that believes everybody's
//! signature: there a mailbox can be said to have signed, without the mail program.

use bmail_sdk::{MAIL_ID, accounts::Mailbox, generated::reputation::types::Verdict, pda};
use bmail_testing::{InstructionError, Person, REPUTATION, ReputationError, Stage};
use postage::{Lamports, Q32, Timestamp};
use solana_system_interface::instruction::create_account;
use standing::{Burn, Index, Parameters, minted, weight};

use crate::elsewhere;

/// Where the data of `record_verdict` have what is reported.
const CUT: usize = 2;
const EARLIER: usize = 10;
const TIME: usize = 18;

#[test]
fn bullet_1_no_wallet_reports_a_verdict() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let founder = stage.founder();
    for person in [&ada, &bo, &founder] {
        let call = stage.record_verdict(&bo, &ada).account("recipient_mailbox", person.address());
        call.expect_error(ReputationError::NotMail);
    }
    stage
        .record_verdict(&bo, &ada)
        .unsigned("recipient_mailbox")
        .expect_error(InstructionError::MissingRequiredSignature);
}

#[test]
fn bullet_1_no_account_that_its_author_made_for_the_mail_program_reports_a_verdict() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let rent = stage.rent(Mailbox::LEN);
    // With room for a mailbox, and with none: whoever has its key can sign for it, and not write to it.
    for (name, bytes) in [("a keypair", Mailbox::LEN), ("another", 0)] {
        let keypair = stage.person(name).address();
        stage.set_lamports(keypair, 0);
        let created = create_account(&ada.address(), &keypair, rent, bytes as u64, &MAIL_ID);
        stage.execute(&[created]).succeeded("creating an account for the mail program");
        let call = stage.record_verdict(&bo, &ada).account("recipient_mailbox", keypair);
        call.expect_error(ReputationError::NotMail);
    }
}

#[test]
fn bullet_1_nothing_but_a_mailbox_of_the_mail_program_reports_a_verdict_whoever_signs() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.trust_everybody();
    let (mailbox, message) = (stage.mailbox_of(&bo), stage.send(&ada, &bo).run_and_find());
    let copy = stage.forge_copy(mailbox, Person::named("another program").address());
    let others = [stage.network, pda::ledger(&stage.network).0, message, stage.correspondence_of(&ada, &bo), copy];
    for other in others.into_iter().chain([MAIL_ID, Person::named("nobody").address()]) {
        let call = stage.record_verdict(&bo, &ada).account("recipient_mailbox", other);
        call.expect_error(ReputationError::NotMail);
    }
    stage.record_verdict(&bo, &ada).run();
}

#[test]
fn bullet_2_reputation_and_standings_are_of_the_mailboxes_network() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.trust_everybody();
    let (mailbox, standings) = (stage.mailbox_of(&bo), [&ada, &bo].map(|person| stage.standing_of(person)));
    let here = elsewhere(&mut stage);
    stage.open_mailbox(&bo).run();
    stage.open_standing(&ada).run();
    stage.open_standing(&bo).run();
    let wrong = [
        ("reputation", pda::reputation(&here).0),
        ("sender_standing", standings[0]),
        ("recipient_standing", standings[1]),
        ("recipient_mailbox", mailbox),
    ];
    for (role, account) in wrong {
        stage.record_verdict(&bo, &ada).account(role, account).expect_error(ReputationError::OtherNetwork);
    }
    stage.record_verdict(&bo, &ada).run();
}

#[test]
fn bullet_3_the_recipients_standing_is_the_mailbox_owners() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let cy = stage.citizen("Cy", 900 * REPUTATION);
    stage.trust_everybody();
    let cys = stage.standing_of(&cy);
    stage.record_verdict(&bo, &ada).account("recipient_standing", cys).expect_error(ReputationError::WrongStanding);
    // Their own is there twice, and nobody judges themselves.
    stage.record_verdict(&bo, &bo).expect_error(bmail_testing::DUPLICATE);
    stage.record_verdict(&bo, &ada).run();
}

#[test]
fn bullet_4_the_time_is_the_one_that_mail_reports() {
    let half_life = Parameters::PERSONAL.half_life;
    for half_lives in [0, 1, 3] {
        let (mut stage, ada, bo) = Stage::with_citizens();
        stage.trust_everybody();
        let genesis = Timestamp(stage.now());
        let now = Timestamp(genesis.0 + half_lives * half_life.0 as i64);
        let index = Index::at(now, genesis, half_life);
        let weight = weight(index.effective(50 * REPUTATION), Parameters::PERSONAL.constant);
        let minted = minted(Lamports(1_000_000), Parameters::PERSONAL.rate, Q32::ZERO, weight);
        stage.record_verdict(&bo, &ada).data(move |data| data[TIME..].copy_from_slice(&now.0.to_le_bytes())).run();
        assert_eq!(stage.standing(&ada).own, 50 * REPUTATION + index.shares(minted).unwrap());
    }
}

#[test]
fn bullet_5_the_recipients_reputation_counts_as_it_was_before() {
    // Each finds a letter of the other's valuable: the second verdict weighs more by what the first earned.
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.trust_everybody();
    for (from, to) in [(&ada, &bo), (&bo, &ada)] {
        let weight = weight(stage.reputation_of(to), Parameters::PERSONAL.constant);
        let minted = minted(Lamports(1_000_000_000), Parameters::PERSONAL.rate, Q32::ZERO, weight);
        let before = stage.standing(from).own;
        let call = stage.record_verdict(to, from);
        call.data(|data| data[CUT..EARLIER].copy_from_slice(&1_000_000_000_u64.to_le_bytes())).run();
        assert_eq!(stage.standing(from).own, before + minted.0);
    }
    assert!(stage.standing(&bo).own > stage.standing(&ada).own);
}

#[test]
fn bullet_6_spam_burns_own_shares_and_pool_alike_and_marks_what_was_lent() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let cy = stage.citizen("Cy", 50 * REPUTATION);
    stage.endorse(&cy, &ada, 20 * REPUTATION).run();
    stage.endorse(&ada, &cy, 20 * REPUTATION).run();
    stage.trust_everybody();
    let before = stage.standing(&ada);
    let weight = weight(stage.reputation_of(&bo), Parameters::PERSONAL.constant);
    let burn = Burn::new(Parameters::PERSONAL.spam_burn, weight, Q32::ZERO);
    stage.record_verdict(&bo, &ada).verdict(Verdict::Spam).run();
    let after = stage.standing(&ada);
    assert_eq!(
        [before.own - after.own, before.pool_value - after.pool_value],
        [burn.of(before.own), burn.of(before.pool_value)]
    );
    assert_eq!(after.kept, standing::kept_after(Q32::ONE, burn).0);
    assert_eq!((after.pool_units, after.given, after.received), (before.pool_units, 1, 1));
}

// Bullet 7, that it does not fail for any amounts, is in `overflow.rs`.

#[test]
fn bullet_8_it_emits_nothing() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.trust_everybody();
    for verdict in [Verdict::Valuable, Verdict::Spam] {
        stage.record_verdict(&bo, &ada).verdict(verdict).run().without_events();
    }
}
