//! A bounty: an escrow for rewards, its terms, and who wins. Where its terms can be read follows the fields, to the
//! account's end.

use anchor_lang::prelude::*;
use bounty_core::{Leftover, Phase, Ranking, Schedule, Terms};
use kit::{decrease, increase, write_tail, Account, OutOfBounds};
use units::Timestamp;

use crate::{tokens::is_sol, BountyError};

#[account]
pub struct Bounty {
    pub network: Address,
    /// Who made it, paid its rent, and can cancel it before anybody has committed.
    pub issuer: Address,
    /// SHA-256 of the terms' text.
    pub terms_hash: [u8; 32],
    /// Who judges: the first `reviewer_count` of them.
    pub reviewers: [Address; 7],
    pub terms: Terms,
    /// The token in which it pays; the default address stands for SOL.
    pub mint: Address,
    /// The numbers that are accepted, a bit for each.
    pub accepted: [u64; 8],
    /// What lies here for rewards and contributors: lamports beside the rent, or tokens in the vault, in base units.
    pub held: u64,
    /// What was contributed and not taken back before it opened, the treasury's included.
    pub funded: u64,
    /// What of it the treasury gave.
    pub allocated: u64,
    /// What of the treasury's contribution has not been given back: all or nothing.
    pub from_treasury: u64,
    /// What is left of `funded` for contributors who have not taken their part, once it is settled.
    pub contributed_left: u64,
    /// Rewards that are to be paid, once it is settled.
    pub owed: u64,
    /// When it opened, in unix seconds; zero before.
    pub opened_at: i64,
    /// Commitments so far: the next one's number.
    pub submissions: u32,
    /// Submissions whose accounts are there.
    pub open_submissions: u32,
    /// Contributions whose accounts are there.
    pub contributions: u32,
    pub reviewer_count: u8,
    /// Zero or one.
    pub cancelled: u8,
    /// Whether `owed` and `contributed_left` are set: zero or one.
    pub settled: u8,
    /// Zero where there is no vault.
    pub vault_bump: u8,
}

impl Bounty {
    /// Bytes before where the terms can be read.
    pub const BEFORE_URI: usize = 8 + core::mem::size_of::<Self>();
    /// The longest address of the terms.
    pub const MAX_URI: usize = 200;

    pub fn phase(&self, now: Timestamp) -> Phase {
        let opened_at = (self.opened_at != 0).then_some(Timestamp(self.opened_at));
        Schedule { opened_at, periods: self.terms.periods() }.phase(now)
    }

    /// Refuses any moment but those of a phase, and a bounty that is cancelled.
    #[inline(never)]
    pub fn require_phase(&self, phase: Phase, now: Timestamp) -> Result<()> {
        require!(self.cancelled == 0, BountyError::Cancelled);
        require!(self.phase(now) == phase, BountyError::WrongPhase);
        Ok(())
    }

    /// Whether it pays in a token.
    #[inline(always)]
    pub fn pays_tokens(&self) -> bool {
        !is_sol(&self.mint)
    }

    /// Whether nobody has anything in it.
    pub fn is_empty(&self) -> bool {
        self.held == 0 && self.from_treasury == 0 && self.contributions == 0 && self.open_submissions == 0
    }

    #[inline(always)]
    pub fn ranking(&self) -> Ranking {
        Ranking(self.accepted)
    }

    /// The reviewer's place.
    #[inline(always)]
    pub fn reviewer(&self, wallet: &Address) -> Result<u8> {
        let reviewers = self.reviewers.iter().take(self.reviewer_count.into());
        let place = reviewers.enumerate().find(|(_, reviewer)| *reviewer == wallet);
        place.map(|(place, _)| place as u8).ok_or_else(|| BountyError::NotReviewer.into())
    }

    /// Whether somebody cannot be paid: who made it, and who judges.
    pub fn is_judge(&self, wallet: &Address) -> bool {
        self.issuer == *wallet || self.reviewer(wallet).is_ok()
    }

    /// Adds a contribution: no more than is missing.
    #[inline(never)]
    pub fn add(&mut self, amount: u64) -> Result<()> {
        let funded = self.funded.checked_add(amount).ok_or(BountyError::Overfunded)?;
        require!(funded <= self.terms.total(), BountyError::Overfunded);
        self.funded = funded;
        increase(&mut self.held, amount).ok_or(BountyError::Overflow)?;
        Ok(())
    }

    /// Takes from what lies here.
    pub fn take(&mut self, amount: u64) -> Result<()> {
        decrease(&mut self.held, amount).ok_or(BountyError::Insolvent)?;
        Ok(())
    }

    /// Fixes what is owed to winners and what to contributors, once nothing of it can change any more.
    #[inline(never)]
    pub fn settle(&mut self, now: Timestamp) -> Result<()> {
        if self.settled != 0 {
            return Ok(());
        }
        let winners = match self.cancelled {
            0 => {
                require!(self.phase(now) == Phase::Settled, BountyError::WrongPhase);
                self.ranking().winners(self.terms.awards)
            }
            _ => 0,
        };
        // All awards fit, so that these do.
        self.owed = self.terms.reward.saturating_mul(winners.into());
        self.contributed_left = self.funded;
        self.settled = 1;
        Ok(())
    }

    /// Whether contributors still come and go.
    #[inline(always)]
    pub fn is_draft(&self, now: Timestamp) -> bool {
        self.cancelled == 0 && self.phase(now) == Phase::Draft
    }

    /// Takes from what lies here what a contribution gets back: all of it before the bounty opens, its part of what is not
    /// owed to winners after it is settled or cancelled, and nothing in between.
    #[inline(never)]
    pub fn give_back(&mut self, contribution: u64, now: Timestamp) -> Result<u64> {
        let amount = if self.is_draft(now) {
            decrease(&mut self.funded, contribution).ok_or(BountyError::Insolvent)?;
            contribution
        } else {
            self.settle(now)?;
            let amount = self.held.saturating_sub(self.owed);
            let mut left = Leftover { amount, contributed: self.contributed_left };
            let part = left.take(contribution);
            self.contributed_left = left.contributed;
            part
        };
        self.take(amount)?;
        Ok(amount)
    }

    /// Writes where the terms can be read.
    pub fn write_uri(bounty: &mut Account<Self>, uri: &[u8]) -> Result<()> {
        write_tail(bounty, Self::BEFORE_URI, 0, uri).map_err(|OutOfBounds| BountyError::NotNew.into())
    }

    /// Refuses a bounty that holds less than it owes.
    #[inline(always)]
    pub fn invariant(&self, lamports: u64) -> Result<()> {
        let is_solvent = (self.pays_tokens() || lamports >= self.held) && self.held >= self.owed;
        require!(is_solvent, BountyError::Insolvent);
        Ok(())
    }
}
