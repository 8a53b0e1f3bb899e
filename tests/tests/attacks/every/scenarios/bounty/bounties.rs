//! The beginning and the end of a bounty.

use bmail_sdk::accounts::Opinion;
use bmail_testing::{BountyError::*, Harness, Refusal};

use super::{Scenario, created, work::*};
use crate::every::{GONE, Kind, Ready, Role, Wanted, any_here, fails, signed, stored};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let mut harness = Harness::with_treasury();
        let (issuer, rex) = (harness.person("Issuer"), harness.person("Rex"));
        Ready::new("create_bounty", harness, |harness| harness.create_bounty(&issuer, &[&rex], &TERMS))
            .wants([signed("issuer", WrongAddress), any_here("treasury", Kind::Treasury, WrongAddress)])
            .wants([created("bounty")])
            .again(NotNew)
            // The account's address was derived from zero.
            .number("number", [None, fails(WrongAddress), fails(WrongAddress)])
    },
    || {
        let (harness, bounty) = funded(draft());
        Ready::new("open", harness, |harness| harness.open(&issuer(), bounty)).wants(own_bounty()).again(WrongPhase)
    },
    || {
        let (harness, bounty) = funded(draft_with_bond());
        Ready::new("open with a bond", harness, |harness| harness.open(&issuer(), bounty))
            .wants(own_bounty())
            .again(WrongPhase)
    },
    || {
        let (harness, bounty) = open(draft());
        Ready::new("cancel", harness, |harness| harness.cancel(&issuer(), bounty))
            .wants(cancelling(signed("signer", NotIssuer), fails(TooLateToCancel)))
            .again(Cancelled)
    },
    // The authority can cancel any bounty of the network.
    || {
        let (harness, bounty) = committed(open(draft()));
        let founder = harness.founder();
        Ready::new("cancel after a commitment", harness, |harness| harness.cancel(&founder, bounty))
            .wants(cancelling(signed("signer", TooLateToCancel), None))
            .again(Cancelled)
            .late(TooLateToCancel)
    },
    || {
        let (mut harness, bounty) = paid(open(draft()));
        harness.withdraw_contribution(&ada(), bounty).run();
        harness.return_allocation(bounty).run();
        harness.close_submission(&bo(), bounty).run();
        Ready::new("close_bounty", harness, |harness| harness.close_bounty(&issuer(), bounty))
            .wants(own_bounty())
            .again(GONE)
    },
    || {
        let (mut harness, bounty) = unjudged(open(draft_with_bond()));
        harness.withdraw_contribution(&ada(), bounty).run();
        harness.return_allocation(bounty).run();
        harness.close_submission(&bo(), bounty).run();
        Ready::new("close_bounty with the rest of a bond", harness, |harness| harness.close_bounty(&issuer(), bounty))
            .wants(own_bounty())
            .again(GONE)
    },
    // Bo has not taken his award yet.
    || {
        let (harness, bounty) = settled(open(draft_with_bond()), Opinion::Accept);
        Ready::new("close_bounty for the bond alone", harness, |harness| harness.return_bond(&issuer(), bounty))
            .wants(own_bounty())
            .again(BountyInUse)
            .early(BountyInUse)
    },
];

fn own_bounty() -> [Role; 2] {
    [signed("issuer", NotIssuer), stored("bounty", Kind::Bounty, NotIssuer)]
}

fn cancelling(signer: Role, other_bounty: Option<Refusal>) -> [Role; 3] {
    let network = any_here("network", Kind::Network, OtherNetwork);
    [signer, network, ("bounty", Wanted::Stored(Kind::Bounty, other_bounty, OtherNetwork.into()))]
}
