//! Giving endorsements and taking them back.

use bmail_sdk::{NewAccount, PROGRAMS, REPUTATION_ID, accounts};
use bmail_testing::ReputationError;
use reputation_core::{MIN_STAKE, MIN_STAKE_FACTOR};
use solana_pubkey::Pubkey;
use units::{Q32, Seconds, Timestamp};

use super::{Endorsement, Mistake, Model, Prediction, Reasons, Refusal, Reputation, Standing, known};

/// Stands for all units of an endorsement.
pub const ALL: u64 = u64::MAX;
/// How long a message can wait to be revealed, plus the last second in which it is acknowledged in time.
const UNTIL_ACKNOWLEDGED: Seconds = Seconds(86_400 + 1);

impl Model {
    pub(super) fn endorse(
        &mut self,
        [signer, reputation, endorser, endorsed, endorsement]: [Pubkey; 5],
        shares: u64,
    ) -> Prediction {
        let rules = known(&self.reputations, reputation)?;
        let (from, to) = (known(&self.standings, endorser)?, known(&self.standings, endorsed)?);
        // A lender with no loans starts over.
        let stake_factor = if self.given(endorser).next().is_none() { Q32::ONE } else { from.stake_factor };
        Reasons::default()
            .when(from.owner != signer, ReputationError::NotYourStanding)
            .when(from.network != rules.network || to.network != rules.network, ReputationError::OtherNetwork)
            .also(self.check_stake(&rules, from.own, shares))
            .also(self.check_endorsement(signer, [endorser, endorsed], endorsement))
            .when(stake_factor < MIN_STAKE_FACTOR, ReputationError::TaintedStakes)
            .none()?;

        if self.blanks.remove(&endorsement).is_some() {
            let state =
                Endorsement { endorser, endorsed, units: 0, leaving: 0, generation: 0, stake_factor, ready_at: 0 };
            self.endorsements.insert(endorsement, state);
        }
        self.standings.insert(endorser, Standing { own: from.own - shares, stake_factor, ..from });
        self.settle_stake(endorsement);
        self.stake(endorsement, shares)
    }

    /// Why someone with this many shares cannot stake these.
    fn check_stake(&self, rules: &Reputation, own: u64, shares: u64) -> Reasons {
        let index = rules.index(self.now);
        let least = index.shares(MIN_STAKE);
        let left = own.checked_sub(shares).map(|left| index.effective(left));
        Reasons::default()
            .when(least.is_none(), ReputationError::IndexRunOut)
            .when(least.is_some_and(|least| shares < least), ReputationError::StakeTooSmall)
            .when(left.is_none_or(|left| left < rules.parameters.reserve), ReputationError::ReserveNeeded)
    }

    /// Why it is neither the two people's endorsement nor a new account for it.
    fn check_endorsement(&self, signer: Pubkey, [endorser, endorsed]: [Pubkey; 2], endorsement: Pubkey) -> Reasons {
        if let Some(state) = self.endorsements.get(&endorsement) {
            let is_theirs = (state.endorser, state.endorsed) == (endorser, endorsed);
            return Reasons::default().when(!is_theirs, ReputationError::WrongEndorsement);
        }
        let is_right = |new: &NewAccount| {
            let has_room = new.space == accounts::Endorsement::LEN && self.balance(endorsement) > 0;
            new.program == REPUTATION_ID && has_room
        };
        Reasons::default()
            .when(!self.blanks.get(&endorsement).is_some_and(is_right), ReputationError::NotNew)
            .when(PROGRAMS.endorsement(&signer, &endorsed).0 != endorsement, ReputationError::WrongAddress)
    }

    pub(super) fn begin_unendorse(
        &mut self,
        [signer, network, reputation, endorser, endorsed, endorsement]: [Pubkey; 6],
        units: u64,
    ) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let rules = known(&self.reputations, reputation)?;
        let (from, to) = (known(&self.standings, endorser)?, known(&self.standings, endorsed)?);
        let reasons = self.check_between([endorser, endorsed], endorsement)?;
        self.settle_stake(endorsement);
        let mut stake = known(&self.endorsements, endorsement)?;
        let is_sent_back = from.owner != signer;
        let leaving = if units == ALL { stake.units } else { units };
        reasons
            .when(rules.network != network || to.network != network, ReputationError::OtherNetwork)
            .when(is_sent_back && to.owner != signer, ReputationError::NotYourEndorsement)
            .when(is_sent_back && units != ALL, ReputationError::AllOrNothing)
            .when(leaving == 0 || leaving > stake.units, ReputationError::TooManyUnits)
            .none()?;

        let forgotten = self.makes(Mistake::VerdictsForgotten);
        let longest = if forgotten { 0 } else { network_state.longest_answering };
        let last_verdict = Seconds(longest + UNTIL_ACKNOWLEDGED.0);
        stake.units -= leaving;
        stake.leaving += leaving;
        stake.ready_at = Timestamp(self.now).after(rules.parameters.cool_down.max(last_verdict)).0;
        self.endorsements.insert(endorsement, stake);
        Ok(())
    }

    pub(super) fn finish_unendorse(&mut self, [payee, endorser, endorsed, endorsement]: [Pubkey; 4]) -> Prediction {
        let (from, _) = (known(&self.standings, endorser)?, known(&self.standings, endorsed)?);
        let reasons = self.check_between([endorser, endorsed], endorsement)?;
        self.settle_stake(endorsement);
        let stake = known(&self.endorsements, endorsement)?;
        let pool = self.pool(endorsed, &known(&self.standings, endorsed)?);
        let is_worthless = pool.worth(stake.units + stake.leaving) == 0;
        reasons
            .when(from.owner != payee, ReputationError::NotYourStanding)
            .when(!is_worthless && stake.leaving == 0, ReputationError::NothingLeaving)
            .when(!is_worthless && self.now < stake.ready_at, ReputationError::CoolingDown)
            .none()?;

        self.give_back(&stake, pool.worth(stake.leaving));
        if is_worthless || stake.units == 0 {
            self.endorsements.remove(&endorsement);
            self.pay_all(endorsement, payee);
        } else {
            self.endorsements.insert(endorsement, Endorsement { leaving: 0, ..stake });
        }
        Ok(())
    }

    pub(super) fn collect(&mut self, [endorser, endorsed, endorsement]: [Pubkey; 3]) -> Prediction {
        known(&self.standings, endorser)?;
        known(&self.standings, endorsed)?;
        self.check_between([endorser, endorsed], endorsement)?.none()?;
        self.settle_stake(endorsement);
        Ok(())
    }

    fn check_between(&self, [endorser, endorsed]: [Pubkey; 2], endorsement: Pubkey) -> Result<Reasons, Vec<Refusal>> {
        let state = known(&self.endorsements, endorsement)?;
        let is_theirs = (state.endorser, state.endorsed) == (endorser, endorsed);
        Ok(Reasons::default().when(!is_theirs, ReputationError::WrongEndorsement))
    }
}
