//! How everyone gives up their reputation.

use crate::{
    choice::Tie,
    reputation::{self, Party, Units},
    roster::{Net, ROSTER, Who},
    token::{self, Tokens},
    walk::Walk,
};

impl Walk<'_> {
    /// Every endorsement is taken back by its endorser or sent back by the endorsed. By then some are worth nothing.
    /// (Invariant 2.)
    pub(super) fn end_endorsements(&mut self) {
        for (index, endorsement) in self.model.endorsements.clone().into_values().enumerate() {
            let [(net, endorser), (_, endorsed)] =
                [endorsement.endorser, endorsement.endorsed].map(|at| ROSTER.holder(at));
            let by = if index.is_multiple_of(2) { Party::Endorser } else { Party::Endorsed };
            let tie = Tie::Of(endorser, endorsed, net);
            self.attempt(reputation::BeginUnendorse { tie, units: Units::All, by });
        }
        let last = self.model.endorsements.values().map(|endorsement| endorsement.ready_at).max();
        self.wait(last.unwrap_or(0));
        while !self.model.endorsements.is_empty() {
            self.execute(reputation::FinishUnendorse { tie: Tie::There(0) });
        }
    }

    /// Afterwards there are as many tokens as shares. (Invariant 3.)
    pub(super) fn sync_everybody(&mut self) {
        for net in Net::all() {
            let standings = self.model.standings.values().filter(|standing| standing.network == net.address());
            let shares: Vec<_> = standings.map(|standing| [standing.own, standing.staked].map(u128::from)).collect();
            let most = shares.iter().flatten().sum::<u128>() + u128::from(self.model.supply(net.mint()));
            if shares.is_empty() {
                continue;
            }
            // After many half-lives, the shares of all can be more than a mint's supply can say.
            if most > u128::from(u64::MAX) {
                self.attempt(reputation::SyncEverybody { net });
                continue;
            }
            self.execute(reputation::SyncEverybody { net });
            self.supply_is_the_sum_of_shares(net);
        }
    }

    /// Some people burn their tokens first; for the others, closing the standing burns them.
    pub(super) fn close_standings(&mut self) {
        for (who, net) in Net::all().flat_map(|net| Who::all().map(move |who| (who, net))) {
            if self.model.standings.contains_key(&who.standing(net)) {
                if who.0.is_multiple_of(2) {
                    self.execute(token::Burn { who, net, amount: Tokens::All, by: None });
                }
                self.execute(reputation::CloseStanding { who, net });
            }
        }
    }

    pub(super) fn close_token_accounts(&mut self) {
        for (who, net) in Net::all().flat_map(|net| Who::all().map(move |who| (who, net))) {
            if self.model.tokens.contains_key(&who.tokens(net).0) {
                self.execute(token::CloseAccount { who, net, by: None });
            }
        }
    }
}
