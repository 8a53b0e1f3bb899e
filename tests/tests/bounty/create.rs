//! `create_bounty`.

use bmail_sdk::{
    accounts::{Bounty, Terms},
    generated::bounty::layout::arguments::create_bounty::NUMBER,
};
use bmail_testing::{BountyError as E, Harness, InstructionError};

use crate::{Scenario, TERMS, TOTAL};

/// Shows bounty.create_bounty: `bounty` is a new account that the signer has the system program create for this program
/// Shows bounties.md: A bounty's address is derived from its issuer and all that it promises.
#[test]
fn it_is_where_its_issuer_and_its_promise_place_it() {
    let Scenario { mut harness, issuer, reviewers, bounty, .. } = Scenario::draft();
    let other =
        harness.create_bounty(&issuer, &[&reviewers[0]], &TERMS).number(7).terms(|t| t.threshold = 1).run_and_find();
    assert_ne!(bounty, other);
    let wrong = harness.create_bounty(&issuer, &[&reviewers[0]], &TERMS).number(8).terms(|t| t.threshold = 1);
    wrong.data(|data| data[NUMBER] = 9).expect_error(E::WrongAddress);
    let [one, two, three] = &reviewers;
    let again = harness.create_bounty(&issuer, &[one, two, three], &TERMS);
    assert_eq!(again.address(), bounty);
    let instruction = again.instruction();
    harness.execute(&[instruction]).failed_at(0, "a bounty that is there", E::NotNew);
}

/// Shows bounty.create_bounty: `terms` must pass `bounty_core::Terms::validate`.
/// Shows bounties.md: Terms out of bounds are refused.
#[test]
fn each_bound_of_the_terms_has_its_own_error() {
    let mut harness = Harness::with_treasury();
    let [issuer, rex] = ["Issuer", "Rex"].map(|name| harness.person(name));
    let mut refuse = |change: fn(&mut Terms), error| {
        let call = harness.create_bounty(&issuer, &[&rex], &TERMS).terms(|terms| terms.threshold = 1);
        call.terms(change).expect_error(error);
    };
    refuse(|t| t.reward = 0, E::InvalidReward);
    refuse(|t| t.reward = u64::MAX, E::InvalidReward);
    refuse(|t| t.awards = 0, E::InvalidReward);
    refuse(|t| t.awards = 65, E::InvalidReward);
    refuse(|t| t.threshold = 0, E::InvalidReviewers);
    refuse(|t| t.threshold = 2, E::InvalidReviewers);
    refuse(|t| t.stake.0 = (1 << 50) + 1, E::InvalidStake);
    refuse(|t| t.submit_period = 3_599, E::InvalidPeriods);
    refuse(|t| t.reveal_period = u32::MAX, E::InvalidPeriods);
    refuse(|t| t.review_period = 0, E::InvalidPeriods);
    refuse(|t| t.challenge_period = 1, E::InvalidPeriods);
    refuse(|t| t.bond.0 = 511, E::InvalidBond);
    refuse(|t| t.bond.0 = (1 << 50) + 1, E::InvalidBond);
    refuse(|t| t.max_submissions = 0, E::InvalidMaxSubmissions);
    refuse(|t| t.max_submissions = 513, E::InvalidMaxSubmissions);
    refuse(|t| t.earns_reputation = 2, E::InvalidTerms);
    refuse(|t| t.padding[2] = 1, E::InvalidTerms);
}

/// A halt of the chain over a period must not cost a stake or a bond. Without either, an hour is enough.
///
/// Shows bounty.create_bounty: `terms` must pass `bounty_core::Terms::validate`.
/// Shows bounties.md: With a stake or a bond, each period lasts at least a day, so that a halt of the chain costs nobody
///   either.
/// Shows security.md: A halt of the chain over the time to reveal or to judge.
#[test]
fn with_a_stake_or_a_bond_no_period_is_shorter_than_a_day() {
    let mut harness = Harness::with_treasury();
    let [issuer, rex] = ["Issuer", "Rex"].map(|name| harness.person(name));
    let periods: [fn(&mut Terms) -> &mut u32; 4] = [
        |terms| &mut terms.submit_period,
        |terms| &mut terms.reveal_period,
        |terms| &mut terms.review_period,
        |terms| &mut terms.challenge_period,
    ];
    for (number, period) in periods.into_iter().enumerate() {
        let mut create = |[stake, bond]: [u64; 2], seconds, refusal: Option<E>| {
            let create = harness.create_bounty(&issuer, &[&rex], &TERMS).number(number as u64).terms(|terms| {
                (terms.threshold, terms.stake.0, terms.bond.0) = (1, stake, bond);
                *period(terms) = seconds;
            });
            match refusal {
                Some(error) => create.expect_error(error),
                None => create.run(),
            }
        };
        create([1, 0], 86_399, Some(E::InvalidPeriodsAtStake));
        create([0, 512], 3_600, Some(E::InvalidPeriodsAtStake));
        create([0, 0], 3_599, Some(E::InvalidPeriods));
        create([1, 512], 86_400, None);
        create([0, 0], 3_600, None);
    }
}

/// Shows bounty.create_bounty: `terms_hash` is the SHA-256 of the terms' text.
/// Shows bounties.md: A bounty fixes a hash and a URI (up to 200 characters) of its terms, with rewards, stakes,
///   periods and reviewers.
#[test]
fn where_the_terms_are_has_200_visible_ascii_characters() {
    let mut harness = Harness::with_treasury();
    let [issuer, rex] = ["Issuer", "Rex"].map(|name| harness.person(name));
    for uri in [&[b'x'; 201][..], b"a\nb", b"a b", b"\x7f", "\u{fc}".as_bytes()] {
        let call = harness.create_bounty(&issuer, &[&rex], &TERMS).terms(|t| t.threshold = 1).uri(uri);
        call.expect_error(E::InvalidTerms);
    }
    for (number, uri) in [&[b'x'; 200][..], b""].into_iter().enumerate() {
        let call =
            harness.create_bounty(&issuer, &[&rex], &TERMS).number(number as u64).terms(|t| t.threshold = 1).uri(uri);
        let bounty = call.run_and_find();
        assert_eq!(harness.svm.get_account(&bounty).unwrap().data[Bounty::LEN..], *uri);
    }
}

/// Shows bounty.create_bounty: `reviewers` starts with 1 to 7 wallets; the rest are default addresses.
/// Shows bounties.md: There are one to seven different reviewers, and none of them is the issuer.
#[test]
fn reviewers_are_one_to_seven_different_people_and_not_the_issuer() {
    let mut harness = Harness::with_treasury();
    let issuer = harness.person("Issuer");
    let people: Vec<_> = (0..7).map(|number| harness.person(&format!("Reviewer {number}"))).collect();
    let all: Vec<_> = people.iter().collect();
    harness.create_bounty(&issuer, &[], &TERMS).expect_error(E::InvalidReviewers);
    harness.create_bounty(&issuer, &[&people[0], &people[0]], &TERMS).expect_error(E::InvalidReviewers);
    harness.create_bounty(&issuer, &[&people[0], &issuer], &TERMS).expect_error(E::InvalidReviewers);
    let bounty = harness.create_bounty(&issuer, &all, &TERMS).run_and_find();
    assert_eq!(harness.account::<Bounty>(bounty).reviewer_count, 7);
}

/// Shows bounty.create_bounty: None of it ever changes.
/// Shows bounties.md: A bounty fixes a hash and a URI (up to 200 characters) of its terms, with rewards, stakes,
///   periods and reviewers.
/// Shows security.md: Bait and switch, and not paying.
#[test]
fn what_was_said_is_kept_and_nothing_else_is_there() {
    let Scenario { harness, bounty, issuer, reviewers, .. } = Scenario::draft();
    let state: Bounty = harness.account(bounty);
    assert_eq!((state.network, state.issuer, state.terms_hash), (harness.network, issuer.address(), [9; 32]));
    assert_eq!(state.reviewers[..3], reviewers.each_ref().map(|reviewer| reviewer.address()));
    assert_eq!((state.terms, state.reviewer_count), (TERMS, 3));
    assert_eq!((state.held, state.funded, state.opened_at, state.submissions, state.cancelled), (0, 0, 0, 0, 0));
}

/// Shows bounty.create_bounty: `bounty` is a new account that the signer has the system program create for this program
#[test]
fn an_account_without_rent_would_vanish_and_is_no_bounty() {
    let mut harness = Harness::with_treasury();
    let [issuer, rex] = ["Issuer", "Rex"].map(|name| harness.person(name));
    let mut instructions = harness.create_bounty(&issuer, &[&rex], &TERMS).terms(|t| t.threshold = 1).instructions();
    // The lamports of `CreateAccountWithSeed`, which follow its number, the base, and a 32-byte text with its length.
    instructions[0].data[76..84].copy_from_slice(&0u64.to_le_bytes());
    harness.execute(&instructions).failed_at(1, "a bounty without rent", E::Underfunded);
}

/// Shows bounty.create_bounty: `bounty` is a new account that the signer has the system program create for this program
/// Shows bounties.md: A bounty's address is derived from its issuer and all that it promises.
#[test]
fn only_the_issuer_makes_a_bounty_at_their_address() {
    let mut harness = Harness::with_treasury();
    let [issuer, rex] = ["Issuer", "Rex"].map(|name| harness.person(name));
    let call = harness.create_bounty(&issuer, &[&rex], &TERMS).terms(|t| t.threshold = 1);
    let mut instruction = call.instruction();
    instruction.accounts[0].is_signer = false;
    harness.execute(&[instruction]).failed_at(0, "unsigned", InstructionError::MissingRequiredSignature);
}

#[test]
fn a_bounty_needs_the_treasury_for_sol_where_forfeited_stakes_go() {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    let [issuer, rex] = ["Issuer", "Rex"].map(|name| harness.person(name));
    let (founder, money) = (harness.founder(), harness.spl_token());
    harness.create_token_treasury(&founder, &money).run();
    let tokens = harness.treasury_for(&money);
    let create = harness.create_bounty(&issuer, &[&rex], &TERMS).terms(|terms| terms.threshold = 1);
    create.account("treasury", tokens).expect_error(E::OtherMint);
}

/// Shows bounty.create_bounty: `bounty` is a new account that the signer has the system program create for this program
/// Shows bounties.md: A bounty fixes a hash and a URI (up to 200 characters) of its terms, with rewards, stakes,
///   periods and reviewers.
/// Shows security.md: Bait and switch, and not paying.
#[test]
fn no_bounty_takes_the_place_of_one_that_promised_something_else() {
    let mut scenario = Scenario::draft();
    let (old, issuer, rex) = (scenario.bounty, scenario.issuer.clone(), scenario.reviewers[0].clone());
    let judges = scenario.reviewers.clone();
    let [one, two, three] = &judges;
    let signed = scenario.harness.fund(&scenario.patron, old, TOTAL).instructions();
    scenario.harness.close_bounty(&issuer, old).run();

    // An account at the old address, created for the old terms, and instructions that promise something else there.
    let account = scenario.harness.create_bounty(&issuer, &[one, two, three], &TERMS).instructions();
    let account = &account[..account.len() - 1];
    let mut others = Vec::new();
    others.push(scenario.harness.create_bounty(&issuer, &[one, two, three], &TERMS).number(1).instruction());
    others.push(scenario.harness.create_bounty(&issuer, &[one, three, two], &TERMS).instruction());
    others.push(
        scenario.harness.create_bounty(&issuer, &[&rex], &TERMS).terms(|terms| terms.threshold = 1).instruction(),
    );
    let changes: [fn(&mut bmail_sdk::accounts::Terms); 7] = [
        |terms| terms.reward -= 1,
        |terms| terms.stake.0 += 1,
        |terms| terms.bond.0 = 512,
        |terms| terms.max_submissions -= 1,
        |terms| terms.awards += 1,
        |terms| terms.challenge_period -= 1,
        |terms| terms.earns_reputation = 1,
    ];
    for change in changes {
        others.push(scenario.harness.create_bounty(&issuer, &[one, two, three], &TERMS).terms(change).instruction());
    }
    others.push(scenario.harness.create_bounty(&issuer, &[one, two, three], &TERMS).hash([8; 32]).instruction());
    let money = scenario.harness.spl_token();
    others.push(scenario.harness.create_bounty(&issuer, &[one, two, three], &TERMS).pays_in(&money).instruction());
    for mut other in others {
        assert_ne!(other.accounts[2].pubkey, old);
        other.accounts[2].pubkey = old;
        let all = [account, &[other]].concat();
        scenario.harness.execute(&all).failed_at(account.len() as u8, "another promise", E::WrongAddress);
    }
    // What was signed for the old bounty does not fund any other.
    assert!(scenario.harness.execute(&signed).result.is_err());
}
