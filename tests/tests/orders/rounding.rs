//! What rounding leaves depends on the order: at most a unit for each of those who share it.

use std::collections::BTreeSet;

use bmail_sdk::accounts::{Opinion::Accept, Verdict};
use bmail_testing::{FORTUNE, Harness, Person, REPUTATION};

use crate::{
    bounties::{TERMS, TOTAL, Work},
    graph::{Free, walk},
};

/// Panics unless each of several shares differs by at most one between all ends, and their sum does not.
#[track_caller]
fn differ_by_a_unit(ends: &[Vec<u64>]) {
    assert!(ends.len() > 1, "rounding leaves something");
    let sums: BTreeSet<u64> = ends.iter().map(|shares| shares.iter().sum()).collect();
    assert_eq!(sums.len(), 1, "the sum depends on the order: {ends:?}");
    for place in 0..ends[0].len() {
        let of = ends.iter().map(|shares| shares[place]);
        assert!(of.clone().max().unwrap() - of.min().unwrap() <= 1, "share {place} of {ends:?}");
    }
}

/// Shows bounties.md: What rounding leaves of a share depends on the order: at most a lamport or base unit for each.
#[test]
fn contributions_without_a_common_factor() {
    let mut harness = Harness::with_treasury();
    let people = ["Una", "Udo", "Uwe"].map(|name| harness.person(name));
    let win = harness.person("Win");
    let mut work = Work::draft(harness);
    let amounts = [99_999_989, 77_777_777, 100_000_001];
    for (person, amount) in people.iter().zip(amounts) {
        work.harness.fund(person, work.bounty, amount).run();
    }
    let mut work = work.filled(TOTAL).judged(&[(&win, Some(Accept))]);
    let names = ["withdraw Una's", "withdraw Udo's", "withdraw Uwe's"];
    let mut calls: Vec<Free> = people.iter().zip(names).map(|(who, name)| work.withdraw(name, who)).collect();
    calls.push(work.give_back());
    let graph = walk(work.harness.clone(), &calls);
    let treasury = bmail_sdk::PROGRAMS.treasury(&work.harness.network).0;
    let shares = |end: &Harness| {
        let wallets = people.iter().map(Person::address).chain([treasury]);
        wallets.map(|wallet| end.lamports(wallet)).collect::<Vec<_>>()
    };
    let ends: Vec<_> = graph.ends.iter().map(|(end, _)| shares(end)).collect();
    differ_by_a_unit(&ends);
    assert!(ends.iter().all(|shares| shares[0] < FORTUNE - TERMS.reward / 4));
}

/// Shows reputation.md: What rounding leaves of a stake depends on the order: at most a share for each endorser.
#[test]
fn stakes_of_two_endorsers_after_a_burn() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let (cy, di) = (harness.citizen("Cy", 10 * REPUTATION), harness.citizen("Di", 50 * REPUTATION));
    harness.endorse(&ada, &cy, 20 * REPUTATION + 1).run();
    harness.endorse(&di, &cy, 10 * REPUTATION + 2).run();
    harness.exchange(&cy, &bo, Verdict::Spam);
    for endorser in [&ada, &di] {
        harness.begin_unendorse(endorser, &cy).run();
    }
    harness.advance(90 * 86_400);
    let calls = [
        ("finish Ada's", harness.finish_unendorse(&ada, &cy).instruction()),
        ("finish Di's", harness.finish_unendorse(&di, &cy).instruction()),
    ];
    let graph = walk(harness, &calls);
    let ends: Vec<_> =
        graph.ends.iter().map(|(end, _)| [&ada, &di].map(|who| end.standing(who).own).to_vec()).collect();
    differ_by_a_unit(&ends);
}
