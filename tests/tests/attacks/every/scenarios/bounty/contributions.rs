//! Contributions to a bounty.

use bmail_sdk::accounts::Opinion;
use bmail_testing::{BountyError::*, InstructionError};

use super::{Scenario, funding, unused, withdrawing, work::*};
use crate::every::{GONE, Ready, fails};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, bounty) = draft();
        Ready::new("fund for the first time", harness, |harness| harness.fund(&ada(), bounty, HALF))
            .wants(funding(WrongAddress, NotNew, unused("destination")))
            // The lamports have already moved to the bounty.
            .again(Underfunded)
    },
    || {
        let (mut harness, bounty) = draft();
        harness.fund(&ada(), bounty, HALF).run();
        Ready::new("fund", harness, |harness| harness.fund(&ada(), bounty, HALF / 2))
            .wants(funding(WrongContributor, InstructionError::IllegalOwner, unused("destination")))
            .again(Underfunded)
            .number("amount", [fails(NothingGiven), None, fails(Overflow)])
    },
    // Money can be taken back at any time from a draft or a cancelled bounty.
    || {
        let (harness, bounty) = funded(draft());
        Ready::new("withdraw_contribution of a draft", harness, |harness| harness.withdraw_contribution(&ada(), bounty))
            .wants(withdrawing())
            .wants(unused("destination"))
            .again(GONE)
    },
    || {
        let (harness, bounty) = settled(open(draft()), Opinion::Accept);
        Ready::new("withdraw_contribution", harness, |harness| {
            harness.withdraw_contribution(&ada(), bounty).by_anybody()
        })
        .wants(withdrawing())
        .wants(unused("destination"))
        .again(GONE)
        .early(WrongPhase)
    },
    || {
        let (harness, bounty) = cancelled(open(draft()));
        Ready::new("withdraw_contribution of a cancelled bounty", harness, |harness| {
            harness.withdraw_contribution(&ada(), bounty).by_anybody()
        })
        .wants(withdrawing())
        .wants(unused("destination"))
        .again(GONE)
    },
];
