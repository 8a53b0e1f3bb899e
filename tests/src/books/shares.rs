//! Reputation shares: where they come from and go to, and what the pools consist of.

use std::collections::HashMap;

use bmail_sdk::accounts::{Endorsement, Standing};
use solana_pubkey::Pubkey;
use units::{Bps, Q32};

use super::Snapshot;
use crate::events::{Awarded, Collected, MessageAcknowledged, Seeded, StandingClosed, decode};

/// The sum of all standings' shares.
fn held(snapshot: &Snapshot) -> i128 {
    snapshot.decoded::<Standing>().map(|(_, standing)| i128::from(standing.held())).sum()
}

/// How a transaction's events change the sum of all shares. Endorsing and taking back move shares without creating any.
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

/// Panics unless the sum of all shares changed as the events say.
#[track_caller]
pub fn changed_as_told(before: &Snapshot, after: &Snapshot, logs: &[String]) {
    assert_eq!(held(after) - held(before), told(logs), "shares appeared or vanished");
}

/// Panics unless every pool has the units of its stakes and every standing counts its endorsements.
#[track_caller]
pub fn pools_are_their_stakes(snapshot: &Snapshot) {
    let standings: HashMap<Pubkey, Standing> = snapshot.decoded().collect();
    let endorsements: Vec<Endorsement> = snapshot.decoded().map(|(_, endorsement)| endorsement).collect();
    for (address, standing) in &standings {
        let given = endorsements.iter().filter(|stake| stake.endorser == *address).count();
        let received: Vec<_> = endorsements.iter().filter(|stake| stake.endorsed == *address).collect();
        assert_eq!((standing.given, standing.received), (given as u32, received.len() as u32), "{address}");
        // Stakes of earlier generations are worth nothing.
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
            "the factor of an endorser is above that of their stake: {stake:?}"
        );
    }
}

#[cfg(test)]
mod tests {
    use bmail_sdk::generated::reputation::layout::fields::{
        endorsement::UNITS,
        standing::{GIVEN, OWN, POOL_VALUE},
    };

    use super::*;
    use crate::{Harness, REPUTATION};

    /// Audits a change to an account of Ada or Bo, made behind the program's back after Ada has staked on Bo.
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
