//! Contributing to a bounty.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{emit, has_discriminator, increase, init_seeded, now, rent, require_funded, Account};
use units::Timestamp;

use crate::{
    seeds,
    state::{Bounty, Contribution, WeeklyStats},
    tokens::{self, Payee, Vault},
    BountyError, Contributed,
};

// Only the contribution's seed is checked: the program creates accounts with these discriminators at their one address
// only.
#[derive(Accounts)]
pub struct Fund {
    #[account(mut)]
    pub contributor: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    /// The contributor's contribution, or a new account at the address derived from the contributor and the bounty. It
    /// holds its rent and, if the bounty pays in SOL, what is contributed now.
    #[account(mut)]
    pub contribution: UncheckedAccount,
    #[account(mut)]
    pub weekly_stats: Account<WeeklyStats>,
    /// The bounty's vault. This and the next two accounts are ignored if the bounty pays in SOL. Any others can then
    /// stand in for them, but a writable one must differ from every other account.
    #[account(mut)]
    pub vault: UncheckedAccount,
    /// A token account that the contributor owns, for the tokens that the bounty does not need.
    #[account(mut)]
    pub destination: UncheckedAccount,
    pub token_program: UncheckedAccount,
}

impl Fund {
    fn validate(&self, amount: u64, now: Timestamp) -> Result<()> {
        require!(amount != 0, BountyError::NothingGiven);
        require!(address_eq(&self.weekly_stats.network, &self.bounty.network), BountyError::OtherNetwork);
        self.bounty.require_phase(Phase::Draft, now)
    }

    pub fn run(&mut self, amount: u64) -> Result<()> {
        let now = now()?;
        self.validate(amount, now)?;
        let pays_tokens = self.bounty.pays_tokens();
        let existing = self.find(if pays_tokens { 0 } else { amount })?;
        if pays_tokens {
            self.require_arrived(amount)?;
        }

        let taken = self.bounty.add(amount)?;
        let excess = amount.saturating_sub(taken);
        if pays_tokens && excess != 0 {
            self.return_tokens(excess)?;
        }
        match existing {
            // Nobody should pay rent for a contribution of nothing.
            None if taken == 0 => self.close_unused()?,
            existing => {
                let mut contribution = existing.map_or_else(|| self.open(), Ok)?;
                increase(&mut contribution.amount, taken).ok_or(BountyError::Overflow)?;
                if !pays_tokens {
                    contribution.sub_lamports(amount)?;
                    self.bounty.add_lamports(taken)?;
                    self.contributor.add_lamports(excess)?;
                    self.weekly_stats.invest(taken, now);
                }
            }
        }
        let (to, contributor) = (*self.bounty.address(), *self.contributor.address());
        emit(Contributed { to, contributor, amount: taken });
        Ok(())
    }

    /// The tokens were transferred earlier in the same transaction, so the balance is measured.
    fn require_arrived(&self, amount: u64) -> Result<()> {
        let needed = self.bounty.held.checked_add(amount).ok_or(BountyError::Underfunded)?;
        require!(tokens::balance(&self.bounty, self.vault.account())? >= needed, BountyError::Underfunded);
        Ok(())
    }

    fn return_tokens(&self, excess: u64) -> Result<()> {
        let (account, token_program) = (self.vault.account(), self.token_program.account());
        let payee = Payee { owner: self.contributor.address(), agrees: true };
        Vault { bounty: &self.bounty, account, token_program }.pay(self.destination.account(), payee, excess)
    }

    /// Gives the contributor all lamports of the account that did not become a contribution.
    fn close_unused(&mut self) -> Result<()> {
        let mut unused = *self.contribution.account();
        self.contributor.add_lamports(unused.lamports())?;
        unused.set_lamports(0);
        unused.close()
    }

    /// The contribution, if it exists. Otherwise refuses an account that cannot become it. Either must hold its rent
    /// and these lamports.
    fn find(&self, lamports: u64) -> Result<Option<Account<Contribution>>> {
        let (view, bounty, contributor) =
            (self.contribution.account(), self.bounty.address(), self.contributor.address());
        if !has_discriminator(view) {
            let (seed, space) = (seeds::contribution(bounty), Account::<Contribution>::SPACE);
            require_funded(view, contributor, &seed, &crate::ID, (space, lamports)).map_err(BountyError::from)?;
            return Ok(None);
        }
        // SAFETY: no other account here is the same one, because duplicates of a mutable account are refused, and this
        // is its only wrapper.
        let contribution = unsafe { Account::<Contribution>::load_mut(*view)? };
        require!(address_eq(&contribution.bounty, bounty), BountyError::OtherBounty);
        require!(address_eq(&contribution.contributor, contributor), BountyError::WrongContributor);
        let needed = rent(view.data_len())?.checked_add(lamports).ok_or(BountyError::Overflow)?;
        require!(view.lamports() >= needed, BountyError::Underfunded);
        Ok(Some(contribution))
    }

    /// Initializes the account for the first contribution.
    fn open(&mut self) -> Result<Account<Contribution>> {
        let mut contribution = init_seeded::<Contribution>(self.contribution.account())?;
        contribution.bounty = *self.bounty.address();
        contribution.contributor = *self.contributor.address();
        increase(&mut self.bounty.contributions, 1).ok_or(BountyError::Overflow)?;
        Ok(contribution)
    }
}
