//! Withdrawing a contribution, or its share of what was not awarded.

use anchor_lang::{address_eq, prelude::*};
use kit::{decrease, emit, now, Account};

use crate::{
    state::{Bounty, Contribution},
    tokens::{Payee, Vault},
    BountyError, ContributionWithdrawn,
};

// Seeds are not checked: the program creates accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct WithdrawContribution {
    /// The wallet that the contribution names. It must sign as long as the bounty is not open, and if `destination` is
    /// not its associated token account, although it is not marked as a signer here. Otherwise no signature is needed:
    /// the money can only return to the contributor.
    #[account(mut)]
    pub contributor: UncheckedAccount,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    #[account(mut)]
    pub contribution: Account<Contribution>,
    /// The bounty's vault. This and the next two accounts are ignored if the bounty pays in SOL. Any others can then
    /// stand in for them, but a writable one must differ from every other account.
    #[account(mut)]
    pub vault: UncheckedAccount,
    /// A token account that the contributor owns: the associated one, unless the contributor signs.
    #[account(mut)]
    pub destination: UncheckedAccount,
    pub token_program: UncheckedAccount,
}

impl WithdrawContribution {
    fn validate(&self, is_draft: bool) -> Result<()> {
        require!(address_eq(&self.contribution.bounty, self.bounty.address()), BountyError::OtherBounty);
        let contributor = address_eq(&self.contribution.contributor, self.contributor.address());
        require!(contributor, BountyError::WrongContributor);
        require!(!is_draft || self.contributor.account().is_signer(), BountyError::WrongContributor);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        let now = now()?;
        self.validate(self.bounty.is_draft(now))?;

        let amount = self.bounty.give_back(self.contribution.amount, now)?;
        decrease(&mut self.bounty.contributions, 1).ok_or(BountyError::Overflow)?;
        if self.bounty.pays_tokens() {
            let (account, token_program) = (self.vault.account(), self.token_program.account());
            let payee = Payee { owner: self.contributor.address(), agrees: self.contributor.account().is_signer() };
            Vault { bounty: &self.bounty, account, token_program }.pay(self.destination.account(), payee, amount)?;
        } else {
            self.bounty.sub_lamports(amount)?;
            self.contributor.add_lamports(amount)?;
        }
        self.bounty.invariant(self.bounty.get_lamports())?;
        let (bounty, contributor) = (*self.bounty.address(), *self.contributor.address());
        emit(ContributionWithdrawn { bounty, contributor, amount });
        self.contribution.close(*self.contributor.account())
    }
}
