//! Standings: opening, seeding and closing them, and what they are worth.

use bmail_sdk::accounts;
use bmail_testing::ReputationError;
use solana_pubkey::Pubkey;
use units::{Q32, Reputation};

use super::{Model, Prediction, Reasons, Refusal, Standing, StandingAccount, known};
use crate::roster::ROSTER;

impl Model {
    pub(super) fn open_standing(&mut self, [owner, reputation, standing, _system]: [Pubkey; 4]) -> Prediction {
        let network = known(&self.reputations, reputation)?.network;
        let missing = self.missing(standing, accounts::Standing::LEN);
        Reasons::default()
            .when(ROSTER.standing(network, owner) != Some(standing), Refusal::Account)
            .when(self.has_data(standing), Refusal::InUse)
            .when(self.balance(owner) < missing, Refusal::Funds)
            .none()?;
        self.pay(owner, standing, missing);
        self.standings
            .insert(standing, Standing { network, owner, own: 0, staked: 0, generation: 0, stake_factor: Q32::ONE });
        Ok(())
    }

    pub(super) fn seed(&mut self, [authority, network, reputation, standing]: [Pubkey; 4], amount: u64) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let mut rules = known(&self.reputations, reputation)?;
        let state = known(&self.standings, standing)?;
        let shares = rules.index(self.now).shares(Reputation(amount));
        let left = rules.parameters.seed_budget.0 - rules.seeded;
        Reasons::default()
            .when(network_state.authority != authority, ReputationError::NotAuthority)
            .when(rules.network != network || state.network != network, ReputationError::OtherNetwork)
            .when(shares.is_none(), ReputationError::IndexRunOut)
            .when(amount > left, ReputationError::BudgetSpent)
            .none()?;
        rules.seeded += amount;
        self.reputations.insert(reputation, rules);
        self.shares_of(network).seeded.add(shares.unwrap_or(0));
        self.earn(standing, shares.unwrap_or(0));
        Ok(())
    }

    pub(super) fn close_standing(
        &mut self,
        [owner, reputation, standing, mint, token_account, _token_program]: [Pubkey; 6],
    ) -> Prediction {
        let rules = known(&self.reputations, reputation)?;
        let state = known(&self.standings, standing)?;
        let right = ROSTER.token_account(owner, mint);
        Reasons::default()
            .when(state.owner != owner, ReputationError::NotYourStanding)
            .when(state.network != rules.network, ReputationError::OtherNetwork)
            .when(self.given(standing).next().is_some(), ReputationError::StillEndorsing)
            .when(self.received(standing).next().is_some(), ReputationError::StillEndorsed)
            .when(rules.mint != mint, ReputationError::WrongMint)
            .when(right.is_none_or(|(right, _)| right != token_account), ReputationError::WrongTokenAccount)
            .none()?;
        self.shares_of(state.network).given_up.add(state.own);
        self.standings.remove(&standing);
        self.tokens.entry(token_account).and_modify(|tokens| tokens.amount = 0);
        self.pay_all(standing, owner);
        Ok(())
    }

    /// Shares that do not fit are lost.
    pub(super) fn earn(&mut self, standing: Pubkey, shares: u64) {
        let Some(state) = self.standings.get_mut(&standing) else { return };
        let lost = shares.saturating_sub(u64::MAX - state.own);
        state.own += shares - lost;
        let network = state.network;
        self.shares_of(network).lost.add(lost);
    }

    /// The owner's effective reputation.
    pub fn effective(&self, standing: Pubkey) -> Reputation {
        let Some(state) = self.standings.get(&standing) else { return Reputation(0) };
        let rules = self.reputation_of(state.network).expect("a standing's network has a reputation");
        let support = self.support(self.pool(standing, state), rules.parameters.endorsement_discount);
        rules.index(self.now).effective(state.own.saturating_add(support))
    }

    /// The expected content of a standing's account.
    pub fn standing_account(&self, address: Pubkey, standing: &Standing) -> StandingAccount {
        let rules = self.reputation_of(standing.network).expect("a standing's network has a reputation");
        let pool = self.pool(address, standing);
        StandingAccount {
            standing: standing.clone(),
            pool,
            support: self.support(pool, rules.parameters.endorsement_discount),
            given: self.given(address).count(),
            received: self.received(address).count(),
            genesis: rules.genesis,
            half_life: rules.parameters.half_life,
            discount: rules.parameters.endorsement_discount,
        }
    }
}
