//! Endorsements.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{
    DAY, Harness, InstructionError, Person, REPUTATION,
    ReputationError::{self, *},
};

use super::{Scenario, reputation};
use crate::every::{GONE, Kind, Ready, Role, Wanted, address, any_here, fails, local, signed, stored};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ada, bo) = Harness::with_citizens();
        Ready::new("endorse for the first time", harness, |harness| harness.endorse(&ada, &bo, 10 * REPUTATION))
            .wants(staking(WrongAddress))
            .wants([("endorsement", Wanted::Stake(NotNew.into()))])
            .again_adds()
            .late(IndexRunOut)
    },
    || {
        let (harness, ada, bo) = ada_endorsed_bo();
        Ready::new("endorse", harness, |harness| harness.endorse(&ada, &bo, 5 * REPUTATION))
            .wants(staking(WrongEndorsement))
            .wants([("endorsement", Wanted::Stake(InstructionError::IllegalOwner.into()))])
            .again_adds()
            .late(IndexRunOut)
            .number("shares", [fails(StakeTooSmall), fails(StakeTooSmall), fails(ReserveNeeded)])
    },
    || {
        let (harness, ada, bo) = ada_endorsed_bo();
        Ready::new("begin_unendorse", harness, |harness| harness.begin_unendorse(&ada, &bo))
            .wants(leaving())
            .again(TooManyUnits)
            // The maximum stands for all.
            .number("units", [fails(TooManyUnits), None, None])
    },
    || {
        let (harness, ada, bo) = ada_endorsed_bo();
        Ready::new("begin_unendorse by the endorsed", harness, |harness| harness.begin_unendorse(&ada, &bo).by(&bo))
            .wants(leaving())
            .again(TooManyUnits)
    },
    || {
        let (mut harness, ada, bo) = ada_endorsed_bo();
        harness.begin_unendorse(&ada, &bo).run();
        harness.advance(60 * DAY);
        Ready::new("finish_unendorse", harness, |harness| harness.finish_unendorse(&ada, &bo))
            .wants([address("endorser", NotYourStanding)])
            .wants(pair())
            .again(GONE)
            .early(CoolingDown)
    },
    || {
        let (mut harness, ada, bo) = ada_endorsed_bo();
        harness.begin_unendorse(&ada, &bo).units(REPUTATION).run();
        harness.advance(60 * DAY);
        Ready::new("finish_unendorse of a part", harness, |harness| harness.finish_unendorse(&ada, &bo))
            .wants([address("endorser", NotYourStanding)])
            .wants(pair())
            .again(NothingLeaving)
            .early(CoolingDown)
    },
    || {
        let (harness, ada, bo) = ada_endorsed_bo();
        Ready::new("collect with nothing to burn", harness, |harness| harness.collect(&ada, &bo))
            .wants(pair())
            .again_changes_nothing()
    },
    || {
        let (mut harness, ada, bo) = ada_endorsed_bo();
        let cy = harness.citizen("Cy", 20 * REPUTATION);
        let message = harness.send(&ada, &cy).run_and_find();
        harness.judge(&cy, message).verdict(Verdict::Spam).run();
        Ready::new("collect", harness, |harness| harness.collect(&ada, &bo)).wants(pair()).again_changes_nothing()
    },
];

/// What `endorse` wants before the endorsement.
fn staking(other_endorsed: ReputationError) -> [Role; 4] {
    [
        signed("endorser", NotYourStanding),
        reputation(),
        stored("endorser_standing", Kind::Standing, NotYourStanding),
        local("endorsed_standing", Kind::Standing, other_endorsed, OtherNetwork),
    ]
}

fn leaving() -> [Role; 6] {
    [
        signed("signer", NotYourEndorsement),
        any_here("network", Kind::Network, OtherNetwork),
        reputation(),
        stored("endorser_standing", Kind::Standing, WrongEndorsement),
        local("endorsed_standing", Kind::Standing, WrongEndorsement, OtherNetwork),
        stored("endorsement", Kind::Endorsement, WrongEndorsement),
    ]
}

/// Two standings, and the endorsement between them.
fn pair() -> [Role; 3] {
    [
        stored("endorser_standing", Kind::Standing, WrongEndorsement),
        stored("endorsed_standing", Kind::Standing, WrongEndorsement),
        stored("endorsement", Kind::Endorsement, WrongEndorsement),
    ]
}

/// Ada has staked on Bo.
fn ada_endorsed_bo() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    (harness, ada, bo)
}
