//! Reputation from another network.

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, Person, REPUTATION, ReputationError};
use solana_pubkey::Pubkey;
use units::Reputation;

use crate::elsewhere;

/// Ada and Bo have reputation on one network, and empty standings on the current one. Returns the former.
fn known_elsewhere() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.seed(&bo, 800 * REPUTATION).run();
    let there = elsewhere(&mut harness);
    for person in [&ada, &bo] {
        harness.open_mailbox(person).run();
        harness.open_standing(person).run();
    }
    (harness, ada, bo, there)
}

/// Shows security.md: Using the reputation of one network in another.
#[test]
fn who_is_known_elsewhere_pays_as_a_newcomer_does() {
    let (mut harness, ada, bo, _) = known_elsewhere();
    assert_eq!((harness.reputation_of(&ada), harness.quote(&ada, &bo, 300).postage.0), (Reputation(0), 650_000));
    harness.set_mailbox(&bo).min_reputation(1).run();
    harness.send(&ada, &bo).expect_error(bmail_testing::MailError::ReputationTooLow);
}

/// Shows security.md: Using the reputation of one network in another.
#[test]
fn who_is_known_elsewhere_gives_verdicts_that_weigh_nothing() {
    let (mut harness, ada, bo, _) = known_elsewhere();
    harness.seed(&ada, 10 * REPUTATION).run();
    for verdict in [Verdict::Valuable, Verdict::Spam] {
        let event = harness.exchange(&ada, &bo, verdict);
        assert_eq!((event.shares_before, event.shares_after), (10 * REPUTATION, 10 * REPUTATION));
    }
}

#[test]
fn nothing_is_lent_from_one_network_to_another() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let adas = harness.standing_of(&ada);
    let here = elsewhere(&mut harness);
    harness.open_standing(&bo).run();
    let reputations = [harness.network, here].map(|network| PROGRAMS.reputation(&network).0);
    for reputation in reputations {
        let call = harness.endorse(&ada, &bo, 10 * REPUTATION).account("endorser_standing", adas);
        call.account("reputation", reputation).expect_error(ReputationError::OtherNetwork);
    }
}

/// Shows security.md: Using the reputation of one network in another.
#[test]
fn spam_there_burns_nothing_here() {
    let (mut harness, ada, bo, there) = known_elsewhere();
    harness.seed(&ada, 10 * REPUTATION).run();
    let standing = harness.standing(&ada);
    let here = harness.network;
    harness.network = there;
    harness.exchange(&ada, &bo, Verdict::Spam);
    assert!(harness.reputation_of(&ada) < Reputation(41 * REPUTATION));
    harness.network = here;
    assert_eq!(harness.standing(&ada), standing);
}
