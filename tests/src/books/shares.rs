//! Shares of reputation: where they come from and go to, and what the pools are made of.

use std::collections::HashMap;

use bmail_sdk::accounts::{Endorsement, Standing};
use solana_pubkey::Pubkey;
use units::{Bps, Q32};

use super::Snapshot;
use crate::events::{Awarded, Collected, MessageAcknowledged, Seeded, StandingClosed, decode};

/// The shares at all standings.
fn held(snapshot: &Snapshot) -> i128 {
    snapshot.decoded::<Standing>().map(|(_, standing)| i128::from(standing.held())).sum()
}

/// What the events of a transaction say of all shares together: endorsing and taking back move some, and make none.
fn told(logs: &[String]) -> i128 {
    let sum = |shares: Vec<u64>| shares.into_iter().map(i128::from).sum::<i128>();
    let verdicts = decode::<MessageAcknowledged>(logs);
    let judged = verdicts.iter().map(|event| i128::from(event.shares_after) - i128::from(event.shares_before));
    judged.sum::<i128>()
        + sum(decode::<Seeded>(logs).iter().map(|event| event.shares).collect())
        + sum(decode::<Awarded>(logs).iter().map(|event| event.shares).collect())
        - sum(decode::<Collected>(logs).iter().map(|event| event.shares).collect())
        - sum(decode::<StandingClosed>(logs).iter().map(|event| event.forfeited).collect())
}

/// Panics unless all shares together changed by what the events say.
#[track_caller]
pub fn changed_as_told(before: &Snapshot, after: &Snapshot, logs: &[String]) {
    assert_eq!(held(after) - held(before), told(logs), "shares appeared or vanished");
}

/// Panics unless every pool has the units of its stakes, and every standing counts its endorsements.
#[track_caller]
pub fn pools_are_their_stakes(snapshot: &Snapshot) {
    let standings: HashMap<Pubkey, Standing> = snapshot.decoded().collect();
    let endorsements: Vec<Endorsement> = snapshot.decoded().map(|(_, endorsement)| endorsement).collect();
    for (address, standing) in &standings {
        let given = endorsements.iter().filter(|stake| stake.endorser == *address).count();
        let received: Vec<_> = endorsements.iter().filter(|stake| stake.endorsed == *address).collect();
        assert_eq!((standing.given, standing.received), (given as u32, received.len() as u32), "{address}");
        // What is left of earlier generations is worth nothing.
        let counted = received.iter().filter(|stake| stake.generation == standing.pool_generation);
        let (mut units, mut leaving) = (0, 0);
        for stake in counted {
            units += stake.units + stake.leaving;
            leaving += stake.leaving;
        }
        assert_eq!((standing.pool_units, standing.pool_leaving), (units, leaving), "units at {address}");
        let support = standing.pool().support(Bps(standing.endorsement_discount));
        assert_eq!(standing.support, support, "support at {address}");
        assert!(standing.pool_value <= standing.pool_units && standing.stake_factor <= Q32::ONE.0, "{standing:?}");
    }
    for stake in endorsements {
        let stake_factor = standings.get(&stake.endorser).map_or(u64::MAX, |endorser| endorser.stake_factor);
        assert!(
            stake_factor <= stake.stake_factor,
            "a stake was made before its endorser had kept so little: {stake:?}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Harness, REPUTATION};

    /// Ada has staked on Bo, and then an account of the two changes behind the program's back.
    fn audit(change: impl Fn(&mut Harness, [Pubkey; 2], Pubkey)) {
        let (mut harness, ada, bo) = Harness::with_reputation();
        harness.seed(&ada, 10 * REPUTATION).run();
        harness.endorse(&ada, &bo, 5 * REPUTATION).run();
        let before = harness.snapshot();
        let standings = [&ada, &bo].map(|person| harness.standing_of(person));
        let endorsement = harness.endorsement_of(&ada, &bo);
        change(&mut harness, standings, endorsement);
        changed_as_told(&before, &harness.snapshot(), &[]);
        pools_are_their_stakes(&harness.snapshot());
    }

    /// Where a standing keeps them, and an endorsement its units.
    const OWN: usize = 88;
    const POOL_VALUE: usize = OWN + 16;
    const GIVEN: usize = OWN + 56;
    const UNITS: usize = 72;

    #[test]
    fn shares_in_balance_pass() {
        audit(|_, _, _| ());
    }

    #[test]
    #[should_panic(expected = "shares appeared or vanished")]
    fn a_share_that_appears_is_noticed() {
        audit(|harness, [adas, _], _| harness.rewrite(adas, OWN, &(5 * REPUTATION + 1).to_le_bytes()));
    }

    #[test]
    #[should_panic(expected = "shares appeared or vanished")]
    fn a_share_that_vanishes_is_noticed() {
        audit(|harness, [_, bos], _| harness.rewrite(bos, POOL_VALUE, &(5 * REPUTATION - 1).to_le_bytes()));
    }

    #[test]
    #[should_panic(expected = "units at")]
    fn a_unit_too_many_is_noticed() {
        audit(|harness, _, endorsement| harness.rewrite(endorsement, UNITS, &(5 * REPUTATION + 1).to_le_bytes()));
    }

    #[test]
    #[should_panic(expected = "left == right")]
    fn an_endorsement_that_is_not_counted_is_noticed() {
        audit(|harness, [adas, _], _| harness.rewrite(adas, GIVEN, &0_u32.to_le_bytes()));
    }
}
