//! What each role can do, phase by phase.

use bounty_core::Terms;
use units::{Lamports, Timestamp};

use super::{Action as A, *};
use crate::{
    accounts::{Listing, StoredBounty, Submission},
    bounty::Bond,
};

const DAY: i64 = 86_400;

fn wallet(byte: u8) -> Pubkey {
    Pubkey::new_from_array([byte; 32])
}

/// A bounty with one award and one reviewer. It opened at time 1 if it is funded.
fn bounty(funded: u64) -> Bounty {
    let mut bounty = Bounty::from_bytes(&[0; Bounty::LEN]).unwrap();
    bounty.terms = Terms { awards: 1, earns_reputation: 1, ..Terms::EXAMPLE };
    (bounty.issuer, bounty.reviewers[0], bounty.reviewer_count) = (wallet(1), wallet(2), 1);
    (bounty.funded, bounty.held, bounty.contributions) = (funded, funded, (funded > 0).into());
    bounty.opened_at = (funded > 0).into();
    bounty
}

fn submission(content: u8) -> Submission {
    let mut submission = Submission::from_bytes(&[0; Submission::LEN]).unwrap();
    submission.content_hash = [content; 32];
    submission
}

fn overview(bounty: Bounty, submissions: &[Submission], at: i64) -> BountyOverview {
    let stored = StoredBounty { header: bounty, terms_uri: String::new() };
    let entries = submissions.iter().map(|one| (wallet(9), one.clone())).collect();
    let submissions = Listing { entries, ..Listing::default() };
    BountyOverview::new((wallet(8), stored), wallet(3), submissions, Listing::default(), Timestamp(at))
}

/// Checks what issuer, authority, reviewer, submitter, contributor and anyone can do.
#[track_caller]
fn can(overview: &BountyOverview, expected: [&[A]; 6]) {
    let roles = [Role::Issuer, Role::Authority, Role::Reviewer, Role::Submitter, Role::Contributor, Role::Anyone];
    for (role, expected) in roles.into_iter().zip(expected) {
        assert_eq!(overview.actions(role), expected, "{role:?}");
    }
}

#[test]
fn a_draft_is_funded_and_then_opened_and_contributors_come_and_go() {
    let draft = bounty(0);
    can(
        &overview(draft.clone(), &[], 5),
        [&[A::Cancel, A::Close], &[A::Allocate, A::Cancel], &[], &[], &[], &[A::Fund]],
    );
    let mut funded = bounty(100_000_000);
    (funded.opened_at, funded.from_treasury) = (0, 1);
    let authority = [A::Cancel, A::ReturnAllocation];
    let issuer = [A::Open, A::Cancel];
    can(&overview(funded, &[], 5), [&issuer, &authority, &[], &[], &[A::WithdrawContribution], &[]]);
}

#[test]
fn each_phase_of_an_open_one_is_somebody_elses() {
    let mut bounty = bounty(100_000_000);
    can(&overview(bounty.clone(), &[], 1), [&[A::Cancel], &[A::Cancel], &[], &[A::Commit], &[], &[]]);
    (bounty.submissions, bounty.open_submissions) = (1, 1);
    let at = |bounty: &Bounty, content: u8, days: i64| overview(bounty.clone(), &[submission(content)], 1 + days * DAY);
    can(&at(&bounty, 0, 7), [&[], &[A::Cancel], &[], &[A::Reveal], &[], &[]]);
    can(&at(&bounty, 4, 7), [&[], &[A::Cancel], &[], &[], &[], &[]]);
    can(&at(&bounty, 4, 8), [&[], &[A::Cancel], &[A::Review], &[], &[], &[]]);
    can(&at(&bounty, 0, 8), [&[], &[A::Cancel], &[], &[], &[], &[]]);
    bounty.accepted[0] = 1;
    can(&at(&bounty, 4, 15), [&[], &[A::Veto], &[], &[], &[], &[]]);
    let over = [A::Claim, A::WithdrawContribution];
    can(&at(&bounty, 4, 18), [&[], &[], &[], &[], &[A::WithdrawContribution], &over]);
}

#[test]
fn what_is_paid_earns_reputation_and_is_closed_and_an_empty_one_too() {
    let mut bounty = bounty(100_000_000);
    (bounty.submissions, bounty.open_submissions, bounty.contributions) = (1, 1, 0);
    (bounty.held, bounty.accepted[0]) = (0, 1);
    let mut paid = submission(4);
    paid.paid = 1;
    let settled = overview(bounty.clone(), &[paid], 1 + 18 * DAY);
    can(&settled, [&[], &[], &[], &[], &[], &[A::EarnReputation, A::CloseSubmission]]);
    bounty.open_submissions = 0;
    can(&overview(bounty.clone(), &[], 1 + 18 * DAY), [&[A::Close], &[], &[], &[], &[], &[]]);
    (bounty.bond, bounty.contributions) = (7, 1);
    let waits = overview(bounty.clone(), &[], 1 + 18 * DAY);
    assert_eq!(waits.actions(Role::Issuer), [A::ReturnBond]);
    assert_eq!(overview(bounty, &[], 1 + 17 * DAY).actions(Role::Issuer), []);
}

#[test]
fn the_rest_of_a_bond_returns_while_winners_only_are_left() {
    let mut bounty = bounty(100_000_000);
    (bounty.submissions, bounty.open_submissions, bounty.bond) = (2, 2, 7);
    (bounty.held, bounty.accepted[0]) = (100_000_000, 1);
    let (won, mut lost) = (submission(4), submission(5));
    lost.number = 1;
    let actions =
        |bounty: &Bounty, left: &[Submission]| overview(bounty.clone(), left, 1 + 18 * DAY).actions(Role::Issuer);
    assert_eq!(actions(&bounty, &[won.clone(), lost]), []);
    bounty.open_submissions = 1;
    assert_eq!(actions(&bounty, std::slice::from_ref(&won)), [A::ReturnBond]);
    bounty.cancelled = 1;
    assert_eq!(actions(&bounty, &[won]), []);
}

#[test]
fn from_a_cancelled_one_everybody_takes_what_is_theirs() {
    let mut bounty = bounty(100_000_000);
    (bounty.submissions, bounty.open_submissions, bounty.cancelled) = (1, 1, 1);
    let anyone = [A::WithdrawContribution, A::CloseSubmission];
    let cancelled = overview(bounty, &[submission(0)], 2);
    can(&cancelled, [&[], &[], &[], &[], &[A::WithdrawContribution], &anyone]);
}

#[test]
fn a_full_one_takes_no_more_and_its_bond_pays_for_what_too_few_judge() {
    let mut bounty = bounty(100_000_000);
    assert_eq!(overview(bounty.clone(), &[], 1).bond(), None);
    bounty.terms = Terms { bond: Lamports(1_001), max_submissions: 4, threshold: 2, ..bounty.terms };
    (bounty.bond, bounty.submissions, bounty.open_submissions) = (1_001, 3, 3);
    let (hidden, mut by_one, mut by_two) = (submission(0), submission(4), submission(4));
    (by_one.reject, by_two.accept, by_two.spam) = (1, 1, 2);
    let submissions = [hidden, by_one, by_two];
    let almost = overview(bounty.clone(), &submissions, 1);
    assert_eq!((almost.actions(Role::Submitter), almost.unjudged().count()), (vec![A::Commit], 1));
    assert_eq!(almost.submissions.iter().map(|one| one.bond).collect::<Vec<_>>(), [0, 250, 0]);
    assert_eq!(almost.bond(), Some(Bond { promised: 1_001, share: 250, held: 1_001 }));
    bounty.submissions = 4;
    assert_eq!(overview(bounty, &submissions, 1).actions(Role::Submitter), []);
}

#[test]
fn a_wallet_has_its_roles() {
    let overview = overview(bounty(0), &[], 1);
    assert_eq!(overview.roles(&wallet(1)), [Role::Issuer, Role::Anyone]);
    assert_eq!(overview.roles(&wallet(2)), [Role::Reviewer, Role::Anyone]);
    assert_eq!(overview.roles(&wallet(3)), [Role::Authority, Role::Submitter, Role::Anyone]);
}
