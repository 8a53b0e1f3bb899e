//! Bounties and contributions.

use bmail_sdk::accounts::Opinion;
use bmail_testing::Harness;

use super::{Ready, Scenario, work::*};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let mut harness = Harness::with_treasury();
        let (issuer, rex) = (harness.person("Issuer"), harness.person("Rex"));
        Ready::new("create_bounty", harness, |harness| harness.create_bounty(&issuer, &[&rex], &TERMS))
    },
    || {
        let (harness, bounty) = draft();
        Ready::new("fund for the first time", harness, |harness| harness.fund(&ada(), bounty, HALF))
    },
    || {
        let (mut harness, bounty) = draft();
        harness.fund(&ada(), bounty, HALF).run();
        Ready::new("fund", harness, |harness| harness.fund(&ada(), bounty, HALF / 2))
    },
    || {
        let (harness, bounty) = funded(draft());
        Ready::new("open", harness, |harness| harness.open(&issuer(), bounty))
    },
    || {
        let (harness, bounty) = open(draft());
        Ready::new("cancel", harness, |harness| harness.cancel(&issuer(), bounty))
    },
    || {
        let (harness, bounty) = committed(open(draft()));
        let founder = harness.founder();
        Ready::new("cancel after a commitment", harness, |harness| harness.cancel(&founder, bounty))
    },
    || {
        let (harness, bounty) = funded(draft());
        Ready::new("withdraw_contribution of a draft", harness, |harness| harness.withdraw_contribution(&ada(), bounty))
    },
    || {
        let (harness, bounty) = settled(open(draft()), Opinion::Accept);
        Ready::new("withdraw_contribution", harness, |harness| {
            harness.withdraw_contribution(&ada(), bounty).by_anybody()
        })
    },
    || {
        let (harness, bounty) = cancelled(open(draft()));
        Ready::new("withdraw_contribution of a cancelled bounty", harness, |harness| {
            harness.withdraw_contribution(&ada(), bounty).by_anybody()
        })
    },
    || {
        let (mut harness, bounty) = paid(open(draft()));
        harness.withdraw_contribution(&ada(), bounty).run();
        harness.return_allocation(bounty).run();
        harness.close_submission(&bo(), bounty).run();
        Ready::new("close_bounty", harness, |harness| harness.close_bounty(&issuer(), bounty))
    },
];
