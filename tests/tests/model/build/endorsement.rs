//! Endorsements.

use bmail_sdk::{
    NewAccount, PROGRAMS, REPUTATION_ID, accounts,
    generated::reputation::instructions::{self as generated, BeginUnendorseInstructionArgs, EndorseInstructionArgs},
};
use reputation_core::MIN_STAKE;

use super::{Builder, created, pick};
use crate::{
    action::Action,
    choice::{NewFlaw, Party, Stake, Tie, Units},
    model::{ALL, Endorsement},
    op::{Data, Op},
    roster::{Net, ROSTER, Who},
};

impl Builder<'_> {
    /// Builds an action on an endorsement. None for any other action.
    pub(super) fn of_endorsement(&mut self, action: &Action) -> Option<Vec<Op>> {
        match *action {
            Action::Endorse { tie, stake, flaw } => self.endorse(tie, stake, flaw),
            Action::BeginUnendorse { tie, units, by } => self.begin_unendorse(tie, units, by).map(|op| vec![op]),
            Action::FinishUnendorse { tie } => {
                let (endorser, endorsed, net) = self.tie(tie)?;
                let accounts = generated::FinishUnendorse {
                    endorser: endorser.address(),
                    endorser_standing: endorser.standing(net),
                    endorsed_standing: endorsed.standing(net),
                    endorsement: endorser.endorsement(endorsed, net),
                };
                Some(vec![Op::new(Data::FinishUnendorse, accounts.instruction())])
            }
            Action::Collect { tie } => {
                let (endorser, endorsed, net) = self.tie(tie)?;
                let accounts = generated::Collect {
                    endorser_standing: endorser.standing(net),
                    endorsed_standing: endorsed.standing(net),
                    endorsement: endorser.endorsement(endorsed, net),
                };
                Some(vec![Op::new(Data::Collect, accounts.instruction())])
            }
            _ => None,
        }
    }

    /// Creates the endorsement's account, if there is none, and endorses.
    fn endorse(&mut self, tie: Tie, stake: Stake, flaw: Option<NewFlaw>) -> Option<Vec<Op>> {
        let (who, other, net) = self.tie(tie)?;
        let (author, endorsed_standing) = (who.address(), other.standing(net));
        let place = if flaw == Some(NewFlaw::Elsewhere) { who.standing(net) } else { endorsed_standing };
        let (address, seed) = PROGRAMS.endorsement(&author, &place);
        let space = accounts::Endorsement::LEN + usize::from(flaw == Some(NewFlaw::Space));
        let lamports = self.model.rent(space) - u64::from(flaw == Some(NewFlaw::Short));
        let new = NewAccount { author, address, seed, space, program: REPUTATION_ID };
        let mut ops = match flaw {
            Some(NewFlaw::Twice) => created(&new, lamports),
            Some(NewFlaw::Empty) => self.create(&new, 0),
            _ if self.model.has_data(address) => Vec::new(),
            _ => self.create(&new, lamports),
        };
        let shares = self.shares(who, net, stake);
        let accounts = generated::Endorse {
            endorser: author,
            reputation: net.reputation(),
            endorser_standing: who.standing(net),
            endorsed_standing,
            endorsement: address,
        };
        ops.push(Op::new(Data::Endorse { shares }, accounts.instruction(EndorseInstructionArgs { shares })));
        Some(ops)
    }

    fn shares(&self, who: Who, net: Net, stake: Stake) -> u64 {
        let Some(rules) = self.model.reputations.get(&net.reputation()) else { return 0 };
        let index = rules.index(self.model.now);
        let own = self.model.standings.get(&who.standing(net)).map_or(0, |standing| standing.own);
        let (least, all) = (index.shares(MIN_STAKE).unwrap_or(own), rules.parameters.endorsable(own, index));
        match stake {
            Stake::Least => least,
            Stake::TooLittle => least.saturating_sub(1),
            Stake::Half => all / 2,
            Stake::All => all,
            Stake::TooMuch => all + 1,
        }
    }

    fn begin_unendorse(&mut self, tie: Tie, units: Units, by: Party) -> Option<Op> {
        let (endorser, endorsed, net) = self.tie(tie)?;
        let endorsement = endorser.endorsement(endorsed, net);
        let staked = self.model.endorsements.get(&endorsement).map_or(0, |stake| stake.units);
        let units = match units {
            Units::All => ALL,
            Units::Half => staked / 2,
            Units::None => 0,
            Units::TooMany => staked + 1,
        };
        let signer = match by {
            Party::Endorser => endorser,
            Party::Endorsed => endorsed,
            Party::Other(who) => who,
        };
        let accounts = generated::BeginUnendorse {
            signer: signer.address(),
            network: net.address(),
            reputation: net.reputation(),
            endorser_standing: endorser.standing(net),
            endorsed_standing: endorsed.standing(net),
            endorsement,
        };
        let instruction = accounts.instruction(BeginUnendorseInstructionArgs { units });
        Some(Op::new(Data::BeginUnendorse { units }, instruction))
    }

    /// An endorser, the endorsed, and their network.
    pub(super) fn tie(&mut self, tie: Tie) -> Option<(Who, Who, Net)> {
        let found = match tie {
            Tie::Of(endorser, endorsed, net) => Some((endorser, endorsed, net)),
            Tie::Between(one, other) => self.between(one, other),
            Tie::There(index) => self.there(index, |_| true),
            Tie::Leaving(index) => self.there(index, |stake| stake.leaving > 0),
            Tie::Last => self.focus.tie,
        }?;
        self.focus.tie = Some(found);
        Some(found)
    }

    fn there(&self, index: usize, is_one: impl Fn(&Endorsement) -> bool) -> Option<(Who, Who, Net)> {
        let all: Vec<_> = self.model.endorsements.values().filter(|stake| is_one(stake)).collect();
        pick(all.iter(), index).map(people)
    }

    /// Someone who has a standing, and another person on the same network.
    fn between(&self, one: usize, other: usize) -> Option<(Who, Who, Net)> {
        let all: Vec<_> = self.model.standings.keys().map(|standing| ROSTER.holder(*standing)).collect();
        let (net, endorser) = pick(all.iter(), one)?;
        let (_, endorsed) = pick(all.iter().filter(|(at, who)| *at == net && *who != endorser), other)?;
        Some((endorser, endorsed, net))
    }
}

/// The people and the network of an endorsement.
fn people(endorsement: &Endorsement) -> (Who, Who, Net) {
    let [(net, endorser), (_, endorsed)] =
        [endorsement.endorser, endorsement.endorsed].map(|standing| ROSTER.holder(standing));
    (endorser, endorsed, net)
}
