//! Reputation of another network.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Person, REPUTATION, ReputationError, Stage};
use postage::Reputation;
use solana_pubkey::Pubkey;

use crate::elsewhere;

/// Ada and Bo are known there, and have standings without anything here, where people write from now on. Says where there
/// is.
fn known_elsewhere() -> (Stage, Person, Person, Pubkey) {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.seed(&bo, 800 * REPUTATION).run();
    let there = elsewhere(&mut stage);
    for person in [&ada, &bo] {
        stage.open_mailbox(person).run();
        stage.open_standing(person).run();
    }
    (stage, ada, bo, there)
}

#[test]
fn who_is_known_elsewhere_pays_as_a_newcomer_does() {
    let (mut stage, ada, bo, _) = known_elsewhere();
    assert_eq!((stage.reputation_of(&ada), stage.quote(&ada, &bo, 300).postage.0), (Reputation(0), 650_000));
    stage.set_mailbox(&bo).min_reputation(1).run();
    stage.send(&ada, &bo).expect_error(bmail_testing::MailError::ReputationTooLow);
}

#[test]
fn who_is_known_elsewhere_gives_verdicts_that_weigh_nothing() {
    let (mut stage, ada, bo, _) = known_elsewhere();
    stage.seed(&ada, 10 * REPUTATION).run();
    for verdict in [Verdict::Valuable, Verdict::Spam] {
        let event = stage.exchange(&ada, &bo, verdict);
        assert_eq!((event.shares_before, event.shares_after), (10 * REPUTATION, 10 * REPUTATION));
    }
}

#[test]
fn nothing_is_lent_from_one_network_to_another() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let adas = stage.standing_of(&ada);
    let here = elsewhere(&mut stage);
    stage.open_standing(&bo).run();
    let reputations = [stage.network, here].map(|network| bmail_sdk::pda::reputation(&network).0);
    for reputation in reputations {
        let call = stage.endorse(&ada, &bo, 10 * REPUTATION).account("endorser_standing", adas);
        call.account("reputation", reputation).expect_error(ReputationError::OtherNetwork);
    }
}

#[test]
fn spam_there_burns_nothing_here() {
    let (mut stage, ada, bo, there) = known_elsewhere();
    stage.seed(&ada, 10 * REPUTATION).run();
    let standing = stage.standing(&ada);
    let here = stage.network;
    stage.network = there;
    stage.exchange(&ada, &bo, Verdict::Spam);
    assert!(stage.reputation_of(&ada) < Reputation(41 * REPUTATION));
    stage.network = here;
    assert_eq!(stage.standing(&ada), standing);
}
