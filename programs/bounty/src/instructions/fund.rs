//! Contributing to a bounty.

use anchor_lang::{address_eq, prelude::*};
use bounties::Phase;
use postage::Timestamp;

use crate::{
    events::emit,
    questions::{now, rent},
    seeds,
    state::{is_new, take_over, Bounty, Contribution, Weeks},
    tokens, BountyError, Contributed,
};

// No seeds are checked but the contribution's: the program made every account with these discriminators, each at its one
// address.
#[derive(Accounts)]
pub struct Fund {
    pub contributor: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    /// The contributor's, or a new account at the address that contributor and bounty give. It holds its rent and, where
    /// the bounty pays in SOL, what is contributed now.
    #[account(mut)]
    pub contribution: UncheckedAccount,
    #[account(mut)]
    pub weeks: Account<Weeks>,
    /// The bounty's: looked at where that pays in a token.
    pub vault: UncheckedAccount,
}

impl Fund {
    fn validate(&self, amount: u64, now: Timestamp) -> Result<()> {
        require!(amount != 0, BountyError::NothingGiven);
        require!(address_eq(&self.weeks.network, &self.bounty.network), BountyError::OtherNetwork);
        self.bounty.require_phase(Phase::Draft, now)
    }

    pub fn run(&mut self, amount: u64) -> Result<()> {
        let now = now()?;
        self.validate(amount, now)?;

        let pays_tokens = self.bounty.pays_tokens();
        let mut contribution = self.contribution(if pays_tokens { 0 } else { amount })?;
        contribution.amount = contribution.amount.checked_add(amount).ok_or(BountyError::Overflow)?;
        self.bounty.add(amount)?;
        if pays_tokens {
            // Measured: the token program was called before, in the same transaction.
            let arrived = tokens::balance(&self.bounty, self.vault.account())?;
            require!(arrived >= self.bounty.held, BountyError::Underfunded);
        } else {
            contribution.sub_lamports(amount)?;
            self.bounty.add_lamports(amount)?;
            self.weeks.invest(amount, now)?;
        }
        let (to, contributor) = (*self.bounty.address(), *self.contributor.address());
        emit(Contributed { to, contributor, amount });
        Ok(())
    }

    /// The contributor's account, made of a new one with the first contribution.
    fn contribution(&mut self, lamports: u64) -> Result<Account<Contribution>> {
        let (view, contributor) = (*self.contribution.account(), *self.contributor.address());
        if is_new(&view) {
            let seed = seeds::contribution(self.bounty.address());
            let mut contribution =
                take_over::<Contribution>(&view, &contributor, &seed, Contribution::SPACE, lamports)?;
            contribution.bounty = *self.bounty.address();
            contribution.contributor = contributor;
            self.bounty.contributions = self.bounty.contributions.checked_add(1).ok_or(BountyError::Overflow)?;
            return Ok(contribution);
        }
        // SAFETY: no other account here is the same one (duplicates of a mutable account are refused), and this is the
        // only wrapper of it.
        let contribution = unsafe { Account::<Contribution>::load_mut(view)? };
        require!(address_eq(&contribution.bounty, self.bounty.address()), BountyError::OtherBounty);
        require!(address_eq(&contribution.contributor, &contributor), BountyError::WrongContributor);
        let needed = rent(view.data_len())?.checked_add(lamports).ok_or(BountyError::Overflow)?;
        require!(view.lamports() >= needed, BountyError::Underfunded);
        Ok(contribution)
    }
}
