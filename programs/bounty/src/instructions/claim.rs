//! Paying an award.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::self_funded_part;
use kit::{decrease, emit, now, Account};
use units::Timestamp;

use crate::{
    state::{Bounty, Contribution, Submission, WeeklyStats},
    tokens::Vault,
    BountyError, Claimed,
};

// No signer: the money can only go to the winner. Seeds are not checked: the program creates accounts with these
// discriminators at their one address only.
#[derive(Accounts)]
pub struct Claim {
    #[account(mut)]
    pub bounty: Account<Bounty>,
    #[account(mut)]
    pub submission: Account<Submission>,
    /// The submitter's wallet; if the bounty pays in a token, a token account that it owns.
    #[account(mut)]
    pub payee: UncheckedAccount,
    /// The submitter's own contribution to the bounty, if there is one.
    pub contribution: UncheckedAccount,
    #[account(mut)]
    pub weekly_stats: Account<WeeklyStats>,
    /// The bounty's vault. This and the next account are ignored if the bounty pays in SOL. Any others can then
    /// stand in for them, but a writable one must differ from every other account.
    #[account(mut)]
    pub vault: UncheckedAccount,
    pub token_program: UncheckedAccount,
}

impl Claim {
    #[inline(always)]
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.weekly_stats.network, &self.bounty.network), BountyError::OtherNetwork);
        require!(address_eq(&self.submission.bounty, self.bounty.address()), BountyError::OtherBounty);
        require!(self.bounty.cancelled == 0, BountyError::Cancelled);
        require!(self.submission.paid == 0, BountyError::AlreadyPaid);
        let ranking = self.bounty.ranking();
        require!(ranking.is_accepted(self.submission.number), BountyError::NotAccepted);
        require!(ranking.wins(self.submission.number, self.bounty.terms.awards), BountyError::NoAwardLeft);
        Ok(())
    }

    #[inline(always)]
    pub fn run(&mut self) -> Result<()> {
        self.validate()?;
        let now = now()?;
        // Refuses any time at which the ranking could still change.
        self.bounty.settle(now)?;

        let reward = self.bounty.terms.reward;
        self.submission.paid = 1;
        self.bounty.take(reward)?;
        decrease(&mut self.bounty.owed, reward).ok_or(BountyError::Insolvent)?;
        if self.bounty.pays_tokens() {
            let (account, token_program) = (self.vault.account(), self.token_program.account());
            let vault = Vault { bounty: &self.bounty, account, token_program };
            vault.pay(self.payee.account(), &self.submission.submitter, reward)?;
        } else {
            self.pay(reward, now)?;
        }
        self.bounty.invariant(self.bounty.get_lamports())?;
        emit(Claimed { submission: *self.submission.address(), submitter: self.submission.submitter, reward });
        Ok(())
    }

    #[inline(always)]
    fn pay(&mut self, reward: u64, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.submission.submitter, self.payee.address()), BountyError::WrongSubmitter);
        let self_funded = self.self_funded(reward)?;

        self.bounty.sub_lamports(reward)?;
        self.payee.add_lamports(reward)?;
        self.weekly_stats.spend(reward, self_funded, now);
        Ok(())
    }

    /// The part of the reward that the winner had contributed. A caller can pass an empty account, so that it counts as
    /// zero; that changes the stats, but nobody gains money by it.
    fn self_funded(&self, reward: u64) -> Result<u64> {
        if self.contribution.account().is_data_empty() {
            return Ok(0);
        }
        let contribution = Account::<Contribution>::load(*self.contribution.account())?;
        require!(address_eq(&contribution.bounty, self.bounty.address()), BountyError::OtherBounty);
        require!(address_eq(&contribution.contributor, self.payee.address()), BountyError::WrongContributor);
        Ok(self_funded_part(reward, contribution.amount, self.bounty.funded))
    }
}
