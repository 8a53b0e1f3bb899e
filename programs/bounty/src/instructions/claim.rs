//! Paying an award.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::self_funded_part;
use kit::{decrease, emit, has_discriminator, now, Account};
use units::Timestamp;

use crate::{
    state::{Bounty, Contribution, Submission, WeeklyStats},
    tokens::{Payee, Vault},
    BountyError, Claimed,
};

// No signature is required: unless the winner signs, the money can only go where nobody but the winner can take it. Seeds
// are not checked: the program creates accounts with these discriminators at their one address only.
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
    /// The bounty's vault. This and the next two accounts are ignored if the bounty pays in SOL. Any others can then
    /// stand in for them, but a writable one must differ from every other account.
    #[account(mut)]
    pub vault: UncheckedAccount,
    pub token_program: UncheckedAccount,
    /// The submitter, who must sign if `payee` is not their associated token account.
    pub submitter: Option<Signer>,
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
        let rank = ranking.rank(self.submission.number);
        require!(rank < self.bounty.terms.awards.into(), BountyError::NoAwardLeft);
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
            vault.pay(self.payee.account(), self.winner()?, reward)?;
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

    /// The part of the reward that the winner had contributed, as far as it is named. A caller can pass another account,
    /// so that it counts as zero. That changes the figures, but nobody gains money by it, and to prove that there is no
    /// contribution would cost a sixth more.
    #[inline(always)]
    fn self_funded(&self, reward: u64) -> Result<u64> {
        if !has_discriminator(self.contribution.account()) {
            return Ok(0);
        }
        let contribution = Account::<Contribution>::load(*self.contribution.account())?;
        require!(address_eq(&contribution.bounty, self.bounty.address()), BountyError::OtherBounty);
        require!(address_eq(&contribution.contributor, self.payee.address()), BountyError::WrongContributor);
        Ok(self_funded_part(reward, contribution.amount, self.bounty.funded))
    }

    /// Whose account must be paid in tokens.
    fn winner(&self) -> Result<Payee<'_>> {
        let owner = &self.submission.submitter;
        let is_theirs = |signer: &Signer| address_eq(owner, signer.address());
        require!(self.submitter.as_ref().is_none_or(is_theirs), BountyError::WrongSubmitter);
        Ok(Payee { owner, agrees: self.submitter.is_some() })
    }
}
