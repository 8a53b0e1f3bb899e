//! What is different for bounties and treasuries in tokens.

use bmail_sdk::{accounts::Opinion, pda};
use bmail_testing::Stage;

use super::{Ready, Scene, work::*};

pub const SCENES: &[Scene] = &[
    || {
        let mut stage = Stage::with_treasury();
        let money = stage.spl_token();
        let (stage, bounty) = draft_without_vault(stage, &money);
        Ready::new("create_vault", stage, |stage| stage.create_vault(&issuer(), bounty, &money))
    },
    || {
        let (stage, bounty) = draft_in(Stage::spl_token);
        Ready::new("close_vault", stage, |stage| stage.close_vault(&issuer(), bounty))
    },
    || {
        let (mut stage, bounty) = draft_in(Stage::spl_token);
        let money = stage.money_of(bounty);
        let given = money.transfer(&ada().address(), &pda::vault(&bounty).0, HALF);
        stage.execute(&[given]).succeeded("giving to a vault");
        stage.open_account_of(&issuer().address(), &money);
        Ready::new("close_vault with a gift", stage, |stage| stage.close_vault(&issuer(), bounty))
    },
    || {
        let mut stage = Stage::with_treasury();
        let (founder, money) = (stage.founder(), stage.spl_token());
        Ready::new("create_token_treasury", stage, |stage| stage.create_token_treasury(&founder, &money))
    },
    || {
        let (stage, bounty) = draft_in(Stage::spl_token);
        Ready::new("fund in tokens", stage, |stage| stage.fund(&ada(), bounty, HALF))
    },
    || {
        let (stage, bounty) = draft_in(Stage::spl_token);
        Ready::new("allocate in tokens", stage, |stage| stage.allocate(bounty, HALF))
    },
    || {
        let (stage, bounty) = funded(draft_in(Stage::token_2022));
        let founder = stage.founder();
        Ready::new("return_allocation of a draft in tokens", stage, |stage| {
            stage.return_allocation(bounty).by(&founder)
        })
    },
    || {
        let (stage, bounty) = settled(open(draft_in(Stage::spl_token)), Opinion::Accept);
        Ready::new("return_allocation in tokens", stage, |stage| stage.return_allocation(bounty))
    },
    || {
        let (stage, bounty) = settled(open(draft_in(Stage::spl_token)), Opinion::Accept);
        Ready::new("claim in tokens", stage, |stage| stage.claim(&bo(), bounty))
    },
    || {
        let (stage, bounty) = settled(open(draft_in(Stage::token_2022)), Opinion::Accept);
        Ready::new("claim in tokens of Token-2022", stage, |stage| stage.claim(&bo(), bounty))
    },
    || {
        let (stage, bounty) = settled(open(draft_in(Stage::spl_token)), Opinion::Accept);
        Ready::new("withdraw_contribution in tokens", stage, |stage| {
            stage.withdraw_contribution(&ada(), bounty).by_anybody()
        })
    },
];
