//! The specification of `record_award`. On a harness that accepts every claimed signature, these tests claim that of
//! the address for which only the bounty program signs.

use bmail_sdk::PROGRAMS;
use bmail_testing::{Harness, InstructionError, ReputationError, YEAR, events::Awarded};
use reputation_core::{Parameters, Rate};
use units::Reputation;

use crate::elsewhere;

const SOL: u64 = 1_000_000_000;

/// Ada and Bo have standings, and the harness accepts claimed signatures, so that of the bounty program too.
fn with_bounties() -> (Harness, bmail_testing::Person, bmail_testing::Person) {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.trust_everybody();
    (harness, ada, bo)
}

/// Shows reputation.record_award: Only the bounty program may call it.
/// Shows reputation.md: Only the bounty program's address for the network can record awards.
/// Shows security.md: Verdicts and awards recorded by a caller other than the mail and bounty programs.
#[test]
fn nobody_but_the_bounty_program_reports_an_award() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let founder = harness.founder();
    for person in [&ada, &bo, &founder] {
        harness.record_award(&ada, SOL).account("awards", person.address()).expect_error(ReputationError::NotBounty);
    }
    harness.record_award(&ada, SOL).unsigned("awards").expect_error(InstructionError::MissingRequiredSignature);
    harness.trust_everybody();
    let (reputation, _) = PROGRAMS.reputation(&harness.network);
    let mailbox = harness.mailbox_of(&bo);
    for other in [harness.network, mailbox, bmail_sdk::MAIL_ID, bmail_sdk::BOUNTY_ID, PROGRAMS.awards(&reputation).0] {
        harness.record_award(&ada, SOL).account("awards", other).expect_error(ReputationError::NotBounty);
    }
    harness.record_award(&ada, SOL).run();
}

/// Shows reputation.record_award: Only the bounty program may call it.
/// Shows reputation.md: Only the bounty program's address for the network can record awards.
/// Shows security.md: Verdicts and awards recorded by a caller other than the mail and bounty programs.
#[test]
fn the_bounty_programs_address_for_another_network_reports_nothing_here() {
    let (mut harness, ada, _) = with_bounties();
    let awards = PROGRAMS.awards(&harness.network).0;
    elsewhere(&mut harness);
    harness.open_standing(&ada).run();
    harness.record_award(&ada, SOL).account("awards", awards).expect_error(ReputationError::NotBounty);
    harness.record_award(&ada, SOL).run();
}

/// Shows reputation.record_award: `standing` must belong to the reputation's network.
#[test]
fn the_standing_is_of_the_same_network() {
    let (mut harness, ada, _) = with_bounties();
    let adas = harness.standing_of(&ada);
    elsewhere(&mut harness);
    harness.record_award(&ada, SOL).account("standing", adas).expect_error(ReputationError::OtherNetwork);
}

/// Shows reputation.record_award: `spent` is what the treasury paid, in lamports.
/// Shows reputation.md: Only the bounty program's address for the network can record awards.
#[test]
fn it_earns_the_award_rate_of_what_was_spent_at_the_days_index() {
    let (mut harness, ada, _) = with_bounties();
    for (years, spent) in [(0, SOL), (0, 12_345), (1, SOL), (3, 7 * SOL)] {
        harness.advance(years * YEAR);
        // Ten reputation per SOL is a hundredth of a millionth per lamport. Both the rate and the product are rounded
        // down.
        let whole = harness.index().shares(Reputation(spent / 100)).unwrap();
        let before = harness.standing(&ada).own;
        harness.record_award(&ada, spent).run();
        let earned = harness.standing(&ada).own - before;
        let rounding = harness.index().shares(Reputation(3 + (spent >> 32))).unwrap();
        assert!(earned <= whole && whole - earned <= rounding, "{earned} of {whole} for {spent}");
    }
}

/// Shows reputation.record_award: `spent` is what the treasury paid, in lamports.
#[test]
fn where_the_award_rate_is_zero_awards_earn_nothing() {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    harness.reputation(Parameters { award_rate: Rate(0), ..Parameters::PERSONAL });
    let cy = harness.citizen("Cy", 5);
    harness.trust_everybody();
    harness.record_award(&cy, u64::MAX).run();
    assert_eq!(harness.standing(&cy).own, 5);
}

/// Shows reputation.record_award: Emits `Awarded`.
#[test]
fn it_emits_awarded() {
    let (mut harness, ada, _) = with_bounties();
    let event: Awarded = harness.record_award(&ada, SOL).run().event();
    let shares = harness.standing(&ada).own;
    assert!(shares > 9_999_990);
    assert_eq!(event, Awarded { standing: harness.standing_of(&ada), shares });
}
