//! A network's treasury, and how much of it can be allocated.

use bmail_sdk::{PROGRAMS, accounts};
use bmail_testing::{BountyError, MailError};
use solana_pubkey::Pubkey;

use super::{
    super::{Model, Prediction, Reasons, Refusal, Till, Treasury, WeeklyStats, known},
    vault::unless_coin,
};
use crate::roster::ROSTER;

const DAY: u64 = 86_400;

impl Model {
    pub(super) fn create_treasury(
        &mut self,
        [authority, network, treasury, weekly_stats, _system]: [Pubkey; 5],
        limit: u64,
        period: u64,
    ) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let new = [(treasury, accounts::Treasury::LEN), (weekly_stats, accounts::WeeklyStats::LEN)];
        let missing: u64 = new.iter().map(|(at, space)| self.missing(*at, *space)).sum();
        let right = ROSTER.network(network).map(|known| (known.chest, known.weekly_stats));
        Reasons::default()
            .when(right != Some((treasury, weekly_stats)), Refusal::Account)
            .when(self.has_data(treasury) || self.has_data(weekly_stats), Refusal::InUse)
            .when(self.balance(authority) < missing, Refusal::Funds)
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(!(DAY..=366 * DAY).contains(&period), BountyError::InvalidAllowance)
            .none()?;
        for (address, space) in new {
            self.found(authority, address, space);
        }
        self.begin_treasury(treasury, network, Pubkey::default(), [limit, period]);
        self.weekly_stats.insert(weekly_stats, WeeklyStats { network, seen_earned: 0, all: Default::default() });
        Ok(())
    }

    pub(super) fn create_token_treasury(
        &mut self,
        [authority, network, mint, treasury, token_program, _system]: [Pubkey; 6],
        limit: u64,
        period: u64,
    ) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let missing = self.missing(treasury, accounts::Treasury::LEN);
        let right = PROGRAMS.token_treasury(&network, &mint).0;
        Reasons::default()
            .when(right != treasury, Refusal::Account)
            .when(self.has_data(treasury), Refusal::InUse)
            .when(self.balance(authority) < missing, Refusal::Funds)
            .also(unless_coin(mint, token_program))
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(!(DAY..=366 * DAY).contains(&period), BountyError::InvalidAllowance)
            .none()?;
        self.found(authority, treasury, accounts::Treasury::LEN);
        self.begin_treasury(treasury, network, mint, [limit, period]);
        Ok(())
    }

    fn begin_treasury(&mut self, treasury: Pubkey, network: Pubkey, mint: Pubkey, [limit, period]: [u64; 2]) {
        let state = Treasury { network, mint, limit, period, spent: 0, spent_at: 0, proposed: None };
        self.treasuries.insert(treasury, state);
        self.tills.insert(treasury, Till::default());
    }

    /// Makes the mail program sweep postage there.
    pub(super) fn adopt_treasury(&mut self, [authority, network, treasury]: [Pubkey; 3]) -> Prediction {
        let mut state = known(&self.networks, network)?;
        let community = known(&self.treasuries, treasury)?;
        Reasons::default()
            .when(state.authority != authority, MailError::NotAuthority)
            .when(community.network != network, MailError::OtherNetwork)
            .when(!community.is_for_sol(), MailError::NotForSol)
            .when(state.treasury == treasury, MailError::AlreadyAdopted)
            .none()?;
        state.treasury = treasury;
        self.networks.insert(network, state);
        Ok(())
    }

    pub(super) fn contribute(
        &mut self,
        [contributor, treasury, weekly_stats, _system]: [Pubkey; 4],
        amount: u64,
    ) -> Prediction {
        let state = known(&self.treasuries, treasury)?;
        let weeks_state = known(&self.weekly_stats, weekly_stats)?;
        Reasons::default()
            .when(amount == 0, BountyError::NothingGiven)
            .when(weeks_state.network != state.network, BountyError::OtherNetwork)
            .when(!state.is_for_sol(), BountyError::OtherMint)
            .when(self.balance(contributor) < amount, Refusal::Funds)
            .none()?;
        self.pay(contributor, treasury, amount);
        self.till(treasury).given += amount;
        self.week(weekly_stats).invested += amount;
        Ok(())
    }

    pub(super) fn allocate_to_bounty(
        &mut self,
        [authority, network, treasury, bounty, vault, source, token_program]: [Pubkey; 7],
        amount: u64,
    ) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let mut state = known(&self.treasuries, treasury)?;
        let promised = known(&self.bounties, bounty)?;
        let spent = self.still_spent(&state);
        let kept = self.rent(accounts::Treasury::LEN).saturating_add(amount);
        let for_sol = !promised.pays_tokens();
        self.unless_in(&promised, super::Phase::Draft)
            .when(amount == 0, BountyError::NothingGiven)
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(state.network != network || promised.network != network, BountyError::OtherNetwork)
            .when(amount > state.limit.saturating_sub(spent), BountyError::OverAllowance)
            .when(amount > self.lacking(bounty), BountyError::Overfunded)
            .when(state.mint != promised.mint, BountyError::OtherMint)
            .also(self.unless_given(&promised, [source, vault, treasury, token_program], amount))
            .when(for_sol && self.balance(treasury) < kept, BountyError::TreasuryTooPoor)
            .none()?;
        (state.spent, state.spent_at) = (spent + amount, self.now);
        self.treasuries.insert(treasury, state);
        self.bounties.entry(bounty).and_modify(|bounty| {
            bounty.allocated += amount;
            bounty.came += amount;
        });
        match for_sol {
            true => self.pay(treasury, bounty, amount),
            false => self.move_tokens(source, vault, amount),
        }
        self.till(treasury).allocated += amount;
        Ok(())
    }

    /// The part of the allowance that has not been refilled yet.
    fn still_spent(&self, treasury: &Treasury) -> u64 {
        let Treasury { limit, period, spent, spent_at, .. } = *treasury;
        let elapsed = u64::try_from(self.now - spent_at).unwrap_or(0).min(period);
        let filled = u128::from(limit) * u128::from(elapsed) / u128::from(period);
        spent.saturating_sub(u64::try_from(filled).expect("at most the limit"))
    }

    pub(super) fn propose_limit(&mut self, [authority, network, treasury]: [Pubkey; 3], limit: u64) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let state = known(&self.treasuries, treasury)?;
        Reasons::default()
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(state.network != network, BountyError::OtherNetwork)
            .none()?;
        let due_at = self.now + network_state.rules.rules_delay.0 as i64;
        self.treasuries.insert(treasury, Treasury { proposed: Some((limit, due_at)), ..state });
        Ok(())
    }

    pub(super) fn apply_limit(&mut self, [treasury]: [Pubkey; 1]) -> Prediction {
        let mut state = known(&self.treasuries, treasury)?;
        let Some((limit, due_at)) = state.proposed.take() else {
            return Err(vec![BountyError::NothingProposed.into()]);
        };
        Reasons::default().when(self.now < due_at, BountyError::LimitNotDue).none()?;
        self.treasuries.insert(treasury, Treasury { limit, ..state });
        Ok(())
    }

    /// What came into a treasury and went out of it.
    pub(super) fn till(&mut self, treasury: Pubkey) -> &mut Till {
        self.tills.entry(treasury).or_default()
    }
}
