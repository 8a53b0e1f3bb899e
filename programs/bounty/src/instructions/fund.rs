//! Contributing to a bounty.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{emit, has_discriminator, increase, init_seeded, now, rent, require_funded, Account};
use units::Timestamp;

use crate::{
    seeds,
    state::{Bounty, Contribution, WeeklyStats},
    tokens, BountyError, Contributed,
};

// Only the contribution's seed is checked: the program creates accounts with these discriminators at their one address
// only.
#[derive(Accounts)]
pub struct Fund {
    pub contributor: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    /// The contributor's contribution, or a new account at the address derived from the contributor and the bounty. It
    /// holds its rent and, if the bounty pays in SOL, what is contributed now.
    #[account(mut)]
    pub contribution: UncheckedAccount,
    #[account(mut)]
    pub weekly_stats: Account<WeeklyStats>,
    /// The bounty's vault. It is ignored if the bounty pays in SOL.
    pub vault: UncheckedAccount,
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

        self.bounty.add(amount)?;
        let mut contribution = match existing {
            Some(contribution) => contribution,
            None => self.open()?,
        };
        increase(&mut contribution.amount, amount).ok_or(BountyError::Overflow)?;
        if pays_tokens {
            // The tokens were transferred earlier in the same transaction, so the balance is measured.
            let arrived = tokens::balance(&self.bounty, self.vault.account())?;
            require!(arrived >= self.bounty.held, BountyError::Underfunded);
        } else {
            contribution.sub_lamports(amount)?;
            self.bounty.add_lamports(amount)?;
            self.weekly_stats.invest(amount, now);
        }
        let (to, contributor) = (*self.bounty.address(), *self.contributor.address());
        emit(Contributed { to, contributor, amount });
        Ok(())
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
