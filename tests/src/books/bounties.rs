//! Bounties: checks that their counts are right and that they hold what they owe.

use std::collections::{HashMap, HashSet};

use bmail_sdk::{
    PROGRAMS,
    accounts::{Bounty, Contribution, Submission},
};
use bounty_core::Ranking;
use solana_pubkey::Pubkey;

use super::{Snapshot, money::tokens, told::is_for_sol};

/// A bounty with its contributions and submissions.
#[derive(Default)]
struct Parts {
    contributions: Vec<Contribution>,
    submissions: Vec<Submission>,
}

/// Panics unless every bounty's counts match its contributions and submissions.
#[track_caller]
pub fn are_their_parts(snapshot: &Snapshot) {
    let bounties: HashMap<Pubkey, Bounty> = snapshot.decoded().collect();
    let mut parts: HashMap<Pubkey, Parts> = bounties.keys().map(|address| (*address, Parts::default())).collect();
    for (address, contribution) in snapshot.decoded::<Contribution>() {
        let of = parts.get_mut(&contribution.bounty);
        of.unwrap_or_else(|| panic!("the contribution {address} belongs to no bounty"))
            .contributions
            .push(contribution);
    }
    for (address, submission) in snapshot.decoded::<Submission>() {
        let of = parts.get_mut(&submission.bounty);
        of.unwrap_or_else(|| panic!("the submission {address} belongs to no bounty")).submissions.push(submission);
    }
    for (address, bounty) in &bounties {
        let Parts { contributions, submissions } = &parts[address];
        let counted = (bounty.contributions, bounty.open_submissions);
        assert_eq!(counted, (contributions.len() as u32, submissions.len() as u32), "counts of {address}");
        money(address, bounty, contributions, submissions);
        bond(address, bounty);
        ranks(address, bounty, submissions);
        let vault = PROGRAMS.vault(address).0;
        let in_vault = tokens(snapshot, &vault);
        let is_solvent = is_for_sol(bounty) || in_vault >= bounty.held;
        assert!(is_solvent, "the vault of {address} has {in_vault} tokens, but owes {}", bounty.held);
    }
}

/// Before it is settled, a bounty holds what was given. Afterwards it holds what it owes to winners and contributors.
fn money(address: &Pubkey, bounty: &Bounty, contributions: &[Contribution], submissions: &[Submission]) {
    let contributed: u64 = contributions.iter().map(|contribution| contribution.amount).sum();
    let given = contributed + bounty.from_treasury;
    if bounty.settled == 0 {
        let Bounty { held, funded, allocated, owed, .. } = *bounty;
        let expected = (given, given, bounty.from_treasury, 0);
        assert_eq!((held, funded, allocated, owed), expected, "what {address} was given");
        return;
    }
    assert_eq!(bounty.contributed_left, given, "the contributors' money at {address}");
    let unpaid = submissions.iter().filter(|submission| wins(bounty, submission) && submission.paid == 0);
    assert_eq!(bounty.owed, bounty.terms.reward * unpaid.count() as u64, "what {address} owes to winners");
    let left = bounty.held.checked_sub(bounty.owed).expect("it holds what it owes");
    assert!(left <= given, "{address} has {left} left, of {given} that were given");
}

/// An open bounty has its bond, without equal shares, of which there are no more than submissions that are gone. Once it is
/// settled, it may have returned the rest.
fn bond(address: &Pubkey, bounty: &Bounty) {
    if bounty.opened_at == 0 {
        assert_eq!(bounty.bond, 0, "the bond of the draft {address}");
        return;
    }
    if bounty.settled != 0 && bounty.bond == 0 {
        return;
    }
    let share = bounty.terms.bond.0 / u64::from(bounty.terms.max_submissions);
    let gone = u64::from(bounty.submissions - bounty.open_submissions);
    let paid = bounty.terms.bond.0.checked_sub(bounty.bond).expect("a bond does not grow");
    let are_shares = paid <= gone * share && paid.checked_rem(share).unwrap_or(paid) == 0;
    assert!(are_shares, "{address} has paid {paid} of its bond to {gone} submissions");
}

fn wins(bounty: &Bounty, submission: &Submission) -> bool {
    bounty.cancelled == 0 && Ranking(bounty.accepted).wins(submission.number, bounty.terms.awards)
}

/// Each submission has its own number and its own stake, and only existing submissions are accepted.
fn ranks(address: &Pubkey, bounty: &Bounty, submissions: &[Submission]) {
    let numbers: HashSet<u32> = submissions.iter().map(|submission| submission.number).collect();
    assert_eq!(numbers.len(), submissions.len(), "two submissions to {address} share a number");
    assert!(numbers.iter().all(|number| *number < bounty.submissions), "numbers at {address}: {numbers:?}");
    assert!(submissions.iter().all(|submission| submission.stake == bounty.terms.stake.0), "stakes at {address}");
    let accepted = Ranking(bounty.accepted);
    let made = (0..bounty.submissions).filter(|number| accepted.is_accepted(*number)).count();
    assert_eq!(made as u32, accepted.count(), "{address} accepts what was not submitted");
}
