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

// Nobody has to sign: the money can only go to the winner. No seeds are checked: the program made every account with these
// discriminators, each at its one address.
#[derive(Accounts)]
pub struct Claim {
    #[account(mut)]
    pub bounty: Account<Bounty>,
    #[account(mut)]
    pub submission: Account<Submission>,
    /// The wallet that the submission names; where the bounty pays in a token, a token account of that wallet.
    #[account(mut)]
    pub payee: UncheckedAccount,
    /// What the submitter contributed themselves, if they did.
    pub contribution: UncheckedAccount,
    #[account(mut)]
    pub weekly_stats: Account<WeeklyStats>,
    /// The bounty's: looked at, as the next one, where that pays in a token.
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
        // Refuses any moment at which the ranking could change.
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

    /// What of the reward the winner had contributed themselves. Whoever gives another account claims to have contributed
    /// nothing, which makes nobody richer.
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
