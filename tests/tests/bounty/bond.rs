//! The bond: what it pays for work that nobody judged, and that nobody can get at it in another way.

use bmail_sdk::{
    PROGRAMS,
    accounts::{
        Bounty,
        Opinion::{self, *},
    },
    instructions::{Lock, Purpose, Until, bounty},
};
use bmail_testing::{BountyError as E, FORTUNE, Harness, Money, Person, events::BondReturned};
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction::approve;

use crate::{BOND, CHALLENGE, REVEAL, REVIEW, SHARE, SUBMIT, Scenario, TERMS, with_bond};

/// In SOL and in a token: the bond is in lamports, whatever a bounty pays in.
fn drafts() -> [Scenario; 2] {
    [Scenario::bonded(), Scenario::made(Harness::token_2022, with_bond).gets_vault()]
}

/// Closes submissions in this order, and the bounty. Returns what each submitter and the issuer have more than they had in
/// the beginning.
fn ended(scenario: &mut Scenario, order: &[usize]) -> (Vec<i128>, i128) {
    let (bounty, harness) = (scenario.bounty, &mut scenario.harness);
    for place in order {
        harness.close_bounty(&scenario.issuer, bounty).expect_error(E::BountyInUse);
        harness.close_submission(&scenario.submitters[*place], bounty).run();
    }
    harness.withdraw_contribution(&scenario.patron, bounty).run();
    if harness.money_of(bounty) != Money::SOL {
        harness.close_vault(&scenario.issuer, bounty).run();
    }
    harness.close_bounty(&scenario.issuer, bounty).run();
    let gained = |person: &Person| i128::from(harness.lamports(person.address())) - i128::from(FORTUNE);
    (scenario.submitters.iter().map(gained).collect(), gained(&scenario.issuer))
}

const STAKE: i128 = TERMS.stake.0 as i128;
const PAID: i128 = SHARE as i128;

/// Shows bounty.close_submission: If the submission was revealed and fewer than `threshold` reviewers have judged it
/// Shows bounty.close_bounty: The rent, what is left of the bond
/// Shows bounties.md: Each revealed submission that fewer reviewers have judged than must agree gets an equal share of the
///   bond: the bond divided by the most submissions that the terms allow.
/// Shows bounties.md: What is left of the bond returns to the issuer when the bounty is closed.
/// Shows security.md: Reviewers who collude, or never act.
#[test]
fn the_silence_of_the_reviewers_costs_the_issuer_a_share_for_each_revealed_submission() {
    for draft in drafts() {
        let mut scenario = draft.opens().commits(4);
        scenario.harness.advance(SUBMIT);
        for submitter in &scenario.submitters[..3] {
            scenario.harness.reveal_submission(submitter, scenario.bounty).run();
        }
        scenario.harness.advance(REVEAL + REVIEW + CHALLENGE - 1);
        scenario.harness.close_submission(&scenario.submitters[0], scenario.bounty).expect_error(E::WrongPhase);
        scenario.harness.advance(1);
        let (submitters, issuer) = ended(&mut scenario, &[2, 3, 0, 1]);
        assert_eq!((submitters, issuer), (vec![PAID, PAID, PAID, -STAKE], -3 * PAID));
    }
}

/// Two of three must agree. Each opinion is a judgment, whatever it says, and one is too few.
///
/// Shows bounty.close_submission: If the submission was revealed and fewer than `threshold` reviewers have judged it
/// Shows bounties.md: Each revealed submission that fewer reviewers have judged than must agree gets an equal share of the
///   bond: the bond divided by the most submissions that the terms allow.
/// Shows security.md: Reviewers who collude, or never act.
#[test]
fn two_reviewers_who_judge_one_submission_each_have_judged_none() {
    let mut scenario = Scenario::bonded().opens().commits(4).reveals();
    let (bounty, [rex, ria, rob]) = (scenario.bounty, scenario.reviewers.clone());
    let opinions = [(&rex, 0, Accept), (&ria, 1, Spam), (&rex, 2, Reject), (&rob, 2, Accept)];
    for (reviewer, place, opinion) in opinions {
        scenario.harness.review(reviewer, &scenario.submitters[place], bounty, opinion).run();
    }
    let mut scenario = scenario.settles();
    let (submitters, issuer) = ended(&mut scenario, &[0, 1, 2, 3]);
    assert_eq!((submitters, issuer), (vec![PAID, PAID, 0, PAID], -3 * PAID));
}

/// Shows bounties.md: What is left of the bond returns to the issuer when the bounty is closed.
#[test]
fn reviewers_who_judge_cost_the_issuer_nothing_whatever_they_say() {
    for draft in drafts() {
        let mut scenario = draft.opens().commits(2).reveals().judges(&[Reject, Spam]).settles();
        assert_eq!(ended(&mut scenario, &[1, 0]), (vec![0, -STAKE], 0));
    }
}

/// Shows bounty.close_submission: If the submission was revealed and fewer than `threshold` reviewers have judged it
/// Shows bounties.md: If a bounty is cancelled, its bond pays the same for what was revealed and not judged before.
/// Shows security.md: Cancelling a bounty to keep its bond.
#[test]
fn a_cancelled_bounty_pays_for_what_was_revealed_and_not_judged_before() {
    let cancel = |scenario: &mut Scenario| {
        let founder = scenario.harness.founder();
        scenario.harness.cancel(&founder, scenario.bounty).run();
    };
    for draft in drafts() {
        // Before the first reveal.
        let mut scenario = draft.opens().commits(2);
        scenario.harness.advance(SUBMIT);
        cancel(&mut scenario);
        let revealed = scenario.harness.reveal_submission(&scenario.submitters[0], scenario.bounty);
        revealed.expect_error(E::Cancelled);
        assert_eq!(ended(&mut scenario, &[1, 0]), (vec![0, 0], 0));
    }
    for draft in drafts() {
        // After it, when one of two has revealed.
        let mut scenario = draft.opens().commits(2);
        scenario.harness.advance(SUBMIT);
        scenario.harness.reveal_submission(&scenario.submitters[1], scenario.bounty).run();
        cancel(&mut scenario);
        assert_eq!(ended(&mut scenario, &[0, 1]), (vec![0, PAID], -PAID));
    }
    for order in [[0, 1, 2], [2, 1, 0]] {
        // In the last second of the review.
        let mut scenario = Scenario::bonded().opens().commits(3).reveals().judges(&[Accept, Spam]);
        scenario.harness.review(&scenario.reviewers[2], &scenario.submitters[2], scenario.bounty, Accept).run();
        scenario.harness.advance(REVIEW - 1);
        cancel(&mut scenario);
        assert_eq!(ended(&mut scenario, &order), (vec![0, 0, PAID], -PAID));
    }
}

/// The issuer's accomplices take all places but one, and the reviewers stay silent for the issuer. The share of the one
/// who worked is what it was, and the issuer gets back less than the bond.
///
/// Shows security.md: An issuer who floods their own bounty, to dilute its bond or to get it back.
#[test]
fn an_issuer_who_floods_their_own_bounty_dilutes_nothing_and_still_pays() {
    let mut scenario = Scenario::bonded().opens().commits(4).reveals().settles();
    let late = scenario.harness.person("Late");
    scenario.harness.commit(&late, scenario.bounty).expect_error(E::WrongPhase);
    let (submitters, issuer) = ended(&mut scenario, &[0, 1, 2, 3]);
    let accomplices: i128 = submitters[1..].iter().sum();
    assert_eq!((submitters[0], issuer + accomplices), (PAID, -PAID));
}

/// Shows security.md: A stranger who takes all places, for the bond or against those who work.
#[test]
fn a_stranger_who_takes_all_places_gets_nothing_if_somebody_judges_and_only_shares_if_nobody_does() {
    let treasury = |scenario: &Scenario| {
        let treasury = PROGRAMS.treasury(&scenario.harness.network).0;
        i128::from(scenario.harness.lamports(treasury))
    };
    let worthless = |opinions: &[Opinion]| Scenario::bonded().opens().commits(4).reveals().judges(opinions).settles();
    let mut judged = worthless(&[Spam; 4]);
    let before = treasury(&judged);
    assert_eq!(ended(&mut judged, &[0, 1, 2, 3]), (vec![-STAKE; 4], 0));
    assert_eq!(treasury(&judged), before + 4 * STAKE);

    let mut unrevealed = Scenario::bonded().opens().commits(4);
    unrevealed.harness.advance(SUBMIT + REVEAL);
    let mut unrevealed = unrevealed.settles();
    assert_eq!(ended(&mut unrevealed, &[3, 2, 1, 0]), (vec![-STAKE; 4], 0));

    let mut unjudged = worthless(&[]);
    assert_eq!(ended(&mut unjudged, &[3, 1, 2, 0]), (vec![PAID; 4], -4 * PAID));
}

/// Whatever is done first, everybody gets the same.
///
/// Shows bounties.md: What is left of the bond returns to the issuer when the bounty is closed.
#[test]
fn a_share_is_the_same_before_and_after_awards_and_contributions_are_paid() {
    let mut scenario = Scenario::bonded().opens().commits(3).reveals().judges(&[Accept, Reject]).settles();
    let (bounty, patron) = (scenario.bounty, scenario.patron.clone());
    let mut last = scenario.harness.clone();
    scenario.harness.close_submission(&scenario.submitters[2], bounty).run();
    for harness in [&mut scenario.harness, &mut last] {
        harness.withdraw_contribution(&patron, bounty).run();
        harness.claim(&scenario.submitters[0], bounty).run();
        harness.close_submission(&scenario.submitters[0], bounty).run();
        harness.close_submission(&scenario.submitters[1], bounty).run();
    }
    last.close_submission(&scenario.submitters[2], bounty).run();
    for harness in [&mut scenario.harness, &mut last] {
        assert_eq!(harness.account::<Bounty>(bounty).bond, BOND - SHARE);
        harness.close_bounty(&scenario.issuer, bounty).run();
        assert_eq!(harness.lamports(scenario.issuer.address()), FORTUNE - SHARE);
        assert_eq!(harness.lamports(scenario.submitters[2].address()), FORTUNE + SHARE);
        assert_eq!(harness.lamports(scenario.submitters[0].address()), FORTUNE + TERMS.reward);
    }
}

/// Shows bounties.md: Without a bond, nobody pays for work that is not judged, and clients show that.
#[test]
fn without_a_bond_nothing_is_put_down_and_nothing_is_paid() {
    let mut scenario = Scenario::draft();
    assert_eq!(scenario.harness.open(&scenario.issuer, scenario.bounty).instructions().len(), 1);
    scenario = scenario.opens().commits(1).reveals().settles();
    assert_eq!(ended(&mut scenario, &[0]), (vec![0], 0));
    let Scenario { harness, bounty, issuer, .. } = Scenario::bonded();
    let (issuer, chain) = (issuer.address(), harness.chain());
    let state: Bounty = harness.account(bounty);
    let missing = state.missing_bond(harness.lamports(bounty), harness.lamports(bounty));
    let locks = bounty::open(&chain, &bounty, &issuer, missing).only().locks;
    let (purpose, back_to, until) = (Purpose::Bond, Some(issuer), Until::Closed);
    assert_eq!(locks, [Lock { purpose, amount: BOND, mint: None, held_by: bounty, from: issuer, back_to, until }]);
}

/// Somebody lets Eve spend from their token account. Then it is paid only if they sign.
fn trusts_eve(scenario: &mut Scenario, owner: Pubkey) {
    let (eve, money) = (scenario.harness.person("Eve").address(), scenario.harness.money_of(scenario.bounty));
    if money == Money::SOL {
        return;
    }
    scenario.harness.open_account_of(&owner, &money);
    let approve = approve(&money.token_program, &money.account_of(&owner), &eve, &owner, &[], u64::MAX);
    scenario.harness.execute(&[approve.unwrap()]).succeeded("approving");
}

/// A winner and a contributor of a single unit would otherwise keep the whole bond from its issuer, for as long as they like.
///
/// Shows bounty.close_bounty: If something is left, the bounty stays.
/// Shows bounties.md: While somebody still has to take an award or a contribution, the issuer can have what is left of the
///   bond, once it is owed to nobody.
/// Shows security.md: A winner or a contributor who never takes what is theirs, to keep the bond from its issuer.
#[test]
fn who_does_not_take_what_is_theirs_keeps_no_bond_from_its_issuer() {
    for draft in drafts() {
        let mut scenario = draft.opens();
        let (bounty, issuer) = (scenario.bounty, scenario.issuer.clone());
        scenario.harness.close_bounty(&issuer, bounty).expect_error(E::BountyInUse);
        let mut scenario = scenario.commits(2).reveals().judges(&[Accept]);
        let [winner, unjudged] = [0, 1].map(|place| scenario.submitters[place].clone());
        let patron = scenario.patron.clone();
        let is_for_sol = scenario.harness.money_of(bounty) == Money::SOL;
        for owner in [&winner, &patron] {
            trusts_eve(&mut scenario, owner.address());
        }
        scenario.harness.close_bounty(&issuer, bounty).expect_error(E::BountyInUse);
        let mut scenario = scenario.settles();
        let harness = &mut scenario.harness;
        let eve = harness.person("Eve");
        // A share is still owed.
        harness.close_bounty(&issuer, bounty).expect_error(E::BountyInUse);
        harness.close_submission(&unjudged, bounty).run();
        harness.close_bounty(&eve, bounty).expect_error(E::NotIssuer);
        if !is_for_sol {
            harness.claim(&winner, bounty).expect_error(E::WrongTokenAccount);
            harness.withdraw_contribution(&patron, bounty).by_anybody().expect_error(E::WrongTokenAccount);
        }
        let for_awards = |state: &Bounty| if is_for_sol { state.held } else { 0 };
        let state = harness.account::<Bounty>(bounty);
        let rent = harness.lamports(bounty) - state.bond - for_awards(&state);
        let returned: BondReturned = harness.return_bond(&issuer, bounty).run().event();
        assert_eq!(returned, BondReturned { bounty, bond: BOND - SHARE });
        let state = harness.account::<Bounty>(bounty);
        assert_eq!((state.bond, state.owed, state.open_submissions, state.contributions), (0, TERMS.reward, 1, 1));
        assert_eq!(harness.lamports(bounty), rent + for_awards(&state));
        assert_eq!(harness.lamports(issuer.address()), FORTUNE - rent - vault_rent(harness, bounty) - SHARE);
        harness.close_bounty(&issuer, bounty).expect_error(E::BountyInUse);

        // What is theirs is still theirs.
        let claim = harness.claim(&winner, bounty);
        if is_for_sol { claim } else { claim.by_winner(&winner) }.run();
        harness.close_submission(&winner, bounty).run();
        harness.withdraw_contribution(&patron, bounty).run();
        if !is_for_sol {
            harness.close_bounty(&issuer, bounty).expect_error(E::VaultExists);
            harness.close_vault(&issuer, bounty).run();
        }
        harness.close_bounty(&issuer, bounty).run();
        assert_eq!(harness.lamports(issuer.address()), FORTUNE - SHARE);
        assert_eq!(harness.lamports(unjudged.address()), FORTUNE + SHARE);
    }
}

fn vault_rent(harness: &Harness, bounty: Pubkey) -> u64 {
    harness.lamports(PROGRAMS.vault(&bounty).0)
}

/// The issuer asks for the bond at every moment of the end. Whenever it returns, everybody gets the same.
///
/// Shows security.md: A winner or a contributor who never takes what is theirs, to keep the bond from its issuer.
#[test]
fn whenever_the_bond_returns_everybody_gets_the_same() {
    type Act = fn(&mut Scenario);
    fn close(scenario: &mut Scenario, place: usize) {
        scenario.harness.close_submission(&scenario.submitters[place], scenario.bounty).run();
    }
    let [claim, winner, unjudged, rejected, withdraw]: [Act; 5] = [
        |all| drop(all.harness.claim(&all.submitters[0], all.bounty).run()),
        |all| close(all, 0),
        |all| close(all, 1),
        |all| close(all, 2),
        |all| drop(all.harness.withdraw_contribution(&all.patron, all.bounty).run()),
    ];
    let mut early = 0;
    for order in [
        [claim, winner, unjudged, rejected, withdraw],
        [withdraw, rejected, unjudged, claim, winner],
        [unjudged, rejected, claim, withdraw, winner],
    ] {
        for moment in 0..=order.len() {
            let mut scenario = Scenario::bonded().opens().commits(3).reveals().judges(&[Accept]);
            scenario.judge(2, Reject);
            let mut scenario = scenario.settles();
            for (place, act) in order.iter().enumerate() {
                if place == moment {
                    let asked = scenario.harness.return_bond(&scenario.issuer, scenario.bounty).attempt();
                    early += usize::from(asked.result.is_ok());
                }
                act(&mut scenario);
            }
            scenario.harness.close_bounty(&scenario.issuer, scenario.bounty).run();
            let of = |person: &Person| scenario.harness.lamports(person.address());
            let gained: Vec<_> = scenario.submitters.iter().map(of).collect();
            assert_eq!(gained, [FORTUNE + TERMS.reward, FORTUNE + SHARE, FORTUNE]);
            let (issuer, patron) = (of(&scenario.issuer), of(&scenario.patron));
            assert_eq!((issuer, patron), (FORTUNE - SHARE, FORTUNE - TERMS.reward), "{moment}");
        }
    }
    // Before it is settled, before what nobody judged is closed, and while a submission that was paid is not closed, it stays.
    assert_eq!(early, 3);
}

/// Shows bounty.close_bounty: If something is left, the bounty stays.
#[test]
fn the_bond_of_a_cancelled_bounty_does_not_wait_for_contributors() {
    for draft in drafts() {
        let mut scenario = draft.opens().commits(1);
        let (founder, bounty, issuer) = (scenario.harness.founder(), scenario.bounty, scenario.issuer.clone());
        scenario.harness.cancel(&founder, bounty).run();
        scenario.harness.close_bounty(&issuer, bounty).expect_error(E::BountyInUse);
        scenario.harness.close_submission(&scenario.submitters[0], bounty).run();
        let returned: BondReturned = scenario.harness.return_bond(&issuer, bounty).run().event();
        assert_eq!(returned.bond, BOND);
        assert_eq!(ended(&mut scenario, &[]), (vec![0], 0));
    }
}
