//! Contributing to a bounty, and withdrawing what is not awarded.

use bmail_sdk::{BOUNTY_ID, PROGRAMS, accounts};
use bmail_testing::BountyError;
use solana_pubkey::Pubkey;

use super::super::{Contribution, Model, Phase, Prediction, Reasons, Refusal, known};

impl Model {
    pub(super) fn fund(
        &mut self,
        [contributor, bounty, contribution, weekly_stats, vault]: [Pubkey; 5],
        amount: u64,
    ) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let weeks_state = known(&self.weekly_stats, weekly_stats)?;
        let (tokens, lamports) = if state.pays_tokens() { (amount, 0) } else { (0, amount) };
        self.unless_in(&state, Phase::Draft)
            .also(self.unless_funded(contributor, bounty, contribution, lamports))
            .also(self.unless_arrived(bounty, vault, tokens))
            .when(amount == 0, BountyError::NothingGiven)
            .when(weeks_state.network != state.network, BountyError::OtherNetwork)
            .when(amount > self.lacking(bounty), BountyError::Overfunded)
            .none()?;
        self.blanks.remove(&contribution);
        let first = Contribution { bounty, contributor, amount: 0 };
        self.contributions.entry(contribution).or_insert(first).amount += amount;
        self.bounties.entry(bounty).and_modify(|bounty| bounty.came += amount);
        self.pay(contribution, bounty, lamports);
        if lamports > 0 {
            self.week(weekly_stats).invested += lamports;
        }
        Ok(())
    }

    /// Why an account is neither someone's contribution with enough lamports nor fit to become one.
    fn unless_funded(&self, contributor: Pubkey, bounty: Pubkey, contribution: Pubkey, amount: u64) -> Reasons {
        const SPACE: usize = accounts::Contribution::LEN;
        match self.contributions.get(&contribution) {
            Some(state) => Reasons::default()
                .when(state.bounty != bounty, BountyError::OtherBounty)
                .when(state.contributor != contributor, BountyError::WrongContributor)
                .when(self.balance(contribution) < self.rent(SPACE).saturating_add(amount), BountyError::Underfunded),
            None if self.is_something(contribution) => Reasons::default().when(true, Refusal::Account),
            None => self.unless_new(contribution, PROGRAMS.contribution(&contributor, &bounty).0, SPACE, amount),
        }
    }

    /// Whether an account exists already.
    fn is_something(&self, address: Pubkey) -> bool {
        self.has_data(address) && !self.blanks.contains_key(&address)
    }

    pub(super) fn withdraw(
        &mut self,
        [contributor, bounty, contribution, vault, destination, token_program]: [Pubkey; 6],
    ) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let given = known(&self.contributions, contribution)?;
        let is_draft = self.is_draft(&state);
        let unsigned = is_draft && !self.signers.contains(&contributor);
        Reasons::default()
            .when(given.bounty != bounty, BountyError::OtherBounty)
            .when(given.contributor != contributor || unsigned, BountyError::WrongContributor)
            .when(!is_draft && !self.is_over(&state), BountyError::WrongPhase)
            .also(self.unless_paid(&state, [vault, destination, contributor, token_program]))
            .none()?;
        let amount = self.take_part(bounty, given.amount);
        self.contributions.remove(&contribution);
        self.pay_out(bounty, [contributor, destination], amount);
        self.pay_all(contribution, contributor);
        Ok(())
    }

    pub(super) fn return_allocation(
        &mut self,
        [network, treasury, bounty, vault, destination, token_program, authority]: [Pubkey; 7],
    ) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let treasury_state = known(&self.treasuries, treasury)?;
        let state = known(&self.bounties, bounty)?;
        let is_draft = self.is_draft(&state);
        let unsigned = authority != BOUNTY_ID && !self.signers.contains(&authority);
        Reasons::default()
            .when(unsigned, Refusal::Account)
            .when(treasury_state.network != network || state.network != network, BountyError::OtherNetwork)
            .when(treasury_state.mint != state.mint, BountyError::OtherMint)
            .when(is_draft && network_state.authority != authority, BountyError::NotAuthority)
            .when(!is_draft && !self.is_over(&state), BountyError::WrongPhase)
            .also(self.unless_paid(&state, [vault, destination, treasury, token_program]))
            .none()?;
        let amount = self.take_part(bounty, state.treasurys());
        self.bounties.entry(bounty).and_modify(|bounty| match is_draft {
            true => bounty.allocated = 0,
            false => bounty.returned = true,
        });
        self.pay_out(bounty, [treasury, destination], amount);
        self.till(treasury).returned += amount;
        Ok(())
    }
}
