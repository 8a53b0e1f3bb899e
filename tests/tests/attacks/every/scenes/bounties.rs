//! Bounties, and what people contribute.

use bmail_sdk::accounts::Opinion;
use bmail_testing::Stage;

use super::{Ready, Scene, work::*};

pub const SCENES: &[Scene] = &[
    || {
        let mut stage = Stage::with_treasury();
        let (issuer, rex) = (stage.person("Issuer"), stage.person("Rex"));
        Ready::new("create_bounty", stage, |stage| stage.create_bounty(&issuer, &[&rex], &TERMS))
    },
    || {
        let (stage, bounty) = draft();
        Ready::new("fund for the first time", stage, |stage| stage.fund(&ada(), bounty, HALF))
    },
    || {
        let (mut stage, bounty) = draft();
        stage.fund(&ada(), bounty, HALF).run();
        Ready::new("fund", stage, |stage| stage.fund(&ada(), bounty, HALF / 2))
    },
    || {
        let (stage, bounty) = funded(draft());
        Ready::new("open", stage, |stage| stage.open(&issuer(), bounty))
    },
    || {
        let (stage, bounty) = open(draft());
        Ready::new("cancel", stage, |stage| stage.cancel(&issuer(), bounty))
    },
    || {
        let (stage, bounty) = committed(open(draft()));
        let founder = stage.founder();
        Ready::new("cancel after a commitment", stage, |stage| stage.cancel(&founder, bounty))
    },
    || {
        let (stage, bounty) = funded(draft());
        Ready::new("withdraw_contribution of a draft", stage, |stage| stage.withdraw_contribution(&ada(), bounty))
    },
    || {
        let (stage, bounty) = settled(open(draft()), Opinion::Accept);
        Ready::new("withdraw_contribution", stage, |stage| stage.withdraw_contribution(&ada(), bounty).by_anybody())
    },
    || {
        let (stage, bounty) = cancelled(open(draft()));
        Ready::new("withdraw_contribution of a cancelled bounty", stage, |stage| {
            stage.withdraw_contribution(&ada(), bounty).by_anybody()
        })
    },
    || {
        let (mut stage, bounty) = paid(open(draft()));
        stage.withdraw_contribution(&ada(), bounty).run();
        stage.return_allocation(bounty).run();
        stage.close_submission(&bo(), bounty).run();
        Ready::new("close_bounty", stage, |stage| stage.close_bounty(&issuer(), bounty))
    },
];
