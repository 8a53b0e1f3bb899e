//! `endorse`: someone stakes shares on another person.

use bmail_sdk::{
    generated::reputation::instructions::EndorseInstructionArgs, instructions::reputation as instructions,
};
use reputation_core::{MIN_STAKE, MIN_STAKE_FACTOR};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Endorse {
    pub tie: Tie,
    pub stake: Stake,
    pub flaw: Option<NewFlaw>,
}

/// How much someone stakes.
#[derive(Clone, Copy, Debug)]
pub enum Stake {
    Least,
    TooLittle,
    Half,
    /// Everything above the reserve.
    All,
    TooMuch,
}

impl Endorse {
    fn shares(&self, model: &Model, who: Who, net: Net) -> u64 {
        let Some(rules) = model.reputations.get(&net.reputation()) else { return 0 };
        let index = rules.index(model.now);
        let own = model.standings.get(&who.standing(net)).map_or(0, |standing| standing.own);
        let (least, all) = (index.shares(MIN_STAKE).unwrap_or(own), rules.in_force(model.now).endorsable(own, index));
        match self.stake {
            Stake::Least => least,
            Stake::TooLittle => least.saturating_sub(1),
            Stake::Half => all / 2,
            Stake::All => all,
            Stake::TooMuch => all + 1,
        }
    }
}

impl Modeled for Endorse {
    /// Creates the endorsement's account, if there is none, and endorses.
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (who, other, net) = builder.tie(self.tie)?;
        let (endorser, endorsed) = (who.address(), other.address());
        let shares = self.shares(builder.model, who, net);
        let mut plan = instructions::endorse(&builder.chain(), &net.address(), &endorser, &endorsed, shares, true);
        if self.flaw == Some(NewFlaw::Elsewhere) {
            let step = &mut plan.steps[0];
            let account = &mut step.creations[0].account;
            let right = account.address;
            (account.address, account.seed) = PROGRAMS.endorsement(&endorser, &who.standing(net));
            replace(&mut step.actions, right, account.address);
        }
        builder.creating(plan, self.flaw)
    }

    fn choices() -> Weighted<Self> {
        use NewFlaw::*;
        let stake = select(vec![Stake::Least, Stake::Least, Stake::Half, Stake::Half, Stake::All]);
        let stake = prop_oneof![5 => stake, 1 => select(vec![Stake::TooLittle, Stake::TooMuch])];
        let flaw = option::weighted(0.15, select(vec![Elsewhere, Twice, Space, Short, Empty]));
        let between = (0..MANY, 0..MANY).prop_map(|(one, other)| Tie::Between(one, other));
        let endorse = (prop_oneof![6 => between, 1 => tie()], stake, flaw);
        (37, endorse.prop_map(|(tie, stake, flaw)| Self { tie, stake, flaw }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [signer, reputation, endorser, endorsed, endorsement] = sent.addresses();
        let EndorseInstructionArgs { shares } = sent.arguments();
        let rules = known(&model.reputations, reputation)?;
        let (from, to) = (known(&model.standings, endorser)?, known(&model.standings, endorsed)?);
        // A lender with no loans starts over.
        let stake_factor = if model.given(endorser).next().is_none() { Q32::ONE } else { from.stake_factor };
        Reasons::default()
            .when(from.owner != signer, ReputationError::NotYourStanding)
            .when(from.network != rules.network || to.network != rules.network, ReputationError::OtherNetwork)
            .also(model.check_stake(&rules, from.own, shares))
            .also(model.check_endorsement(signer, [endorser, endorsed], endorsement))
            .when(stake_factor < MIN_STAKE_FACTOR, ReputationError::TaintedStakes)
            .none()?;

        if model.blanks.remove(&endorsement).is_some() {
            let state =
                Endorsement { endorser, endorsed, units: 0, leaving: 0, generation: 0, stake_factor, ready_at: 0 };
            model.endorsements.insert(endorsement, state);
        }
        model.standings.insert(endorser, Standing { own: from.own - shares, stake_factor, ..from });
        model.settle_stake(endorsement);
        model.stake(endorsement, shares)
    }
}

impl Model {
    /// Why someone with this many shares cannot stake these.
    fn check_stake(&self, rules: &Reputation, own: u64, shares: u64) -> Reasons {
        let index = rules.index(self.now);
        let least = index.shares(MIN_STAKE);
        let left = own.checked_sub(shares).map(|left| index.effective(left));
        Reasons::default()
            .when(least.is_none(), ReputationError::IndexRunOut)
            .when(least.is_some_and(|least| shares < least), ReputationError::StakeTooSmall)
            .when(left.is_none_or(|left| left < rules.in_force(self.now).reserve), ReputationError::ReserveNeeded)
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
}
