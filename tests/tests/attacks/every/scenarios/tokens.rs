//! What differs for bounties and treasuries in tokens.

use bmail_sdk::{PROGRAMS, accounts::Opinion};
use bmail_testing::Harness;

use super::{Ready, Scenario, work::*};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let mut harness = Harness::with_treasury();
        let money = harness.spl_token();
        let (harness, bounty) = draft_without_vault(harness, &money);
        Ready::new("create_vault", harness, |harness| harness.create_vault(&issuer(), bounty, &money))
    },
    || {
        let (harness, bounty) = draft_in(Harness::spl_token);
        Ready::new("close_vault", harness, |harness| harness.close_vault(&issuer(), bounty))
    },
    || {
        let (mut harness, bounty) = draft_in(Harness::spl_token);
        let money = harness.money_of(bounty);
        let given = money.transfer(&ada().address(), &PROGRAMS.vault(&bounty).0, HALF);
        harness.execute(&[given]).succeeded("giving to a vault");
        harness.open_account_of(&issuer().address(), &money);
        Ready::new("close_vault with a gift", harness, |harness| harness.close_vault(&issuer(), bounty))
    },
    || {
        let mut harness = Harness::with_treasury();
        let (founder, money) = (harness.founder(), harness.spl_token());
        Ready::new("create_token_treasury", harness, |harness| harness.create_token_treasury(&founder, &money))
    },
    || {
        let (harness, bounty) = draft_in(Harness::spl_token);
        Ready::new("fund in tokens", harness, |harness| harness.fund(&ada(), bounty, HALF))
    },
    || {
        let (harness, bounty) = draft_in(Harness::spl_token);
        Ready::new("allocate in tokens", harness, |harness| harness.allocate(bounty, HALF))
    },
    || {
        let (harness, bounty) = funded(draft_in(Harness::token_2022));
        let founder = harness.founder();
        Ready::new("return_allocation of a draft in tokens", harness, |harness| {
            harness.return_allocation(bounty).by(&founder)
        })
    },
    || {
        let (harness, bounty) = settled(open(draft_in(Harness::spl_token)), Opinion::Accept);
        Ready::new("return_allocation in tokens", harness, |harness| harness.return_allocation(bounty))
    },
    || {
        let (harness, bounty) = settled(open(draft_in(Harness::spl_token)), Opinion::Accept);
        Ready::new("claim in tokens", harness, |harness| harness.claim(&bo(), bounty))
    },
    || {
        let (harness, bounty) = settled(open(draft_in(Harness::token_2022)), Opinion::Accept);
        Ready::new("claim in tokens of Token-2022", harness, |harness| harness.claim(&bo(), bounty))
    },
    || {
        let (harness, bounty) = settled(open(draft_in(Harness::spl_token)), Opinion::Accept);
        Ready::new("withdraw_contribution in tokens", harness, |harness| {
            harness.withdraw_contribution(&ada(), bounty).by_anybody()
        })
    },
];
