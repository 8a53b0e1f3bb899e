//! A bounty: its terms, an escrow for the rewards, and who wins. The URI of its terms fills the account after the
//! fields.

use anchor_lang::prelude::*;
use bounty_core::{Leftover, Phase, Ranking, Schedule, Terms};
use kit::{decrease, increase, write_tail, Account, OutOfBounds};
use units::Timestamp;

use crate::{tokens::is_sol, BountyError};

#[account]
pub struct Bounty {
    pub network: Address,
    /// Who created it and paid its rent. The issuer can cancel it before the first commitment.
    pub issuer: Address,
    /// SHA-256 of the terms' text.
    pub terms_hash: [u8; 32],
    /// The first `reviewer_count` are the reviewers.
    pub reviewers: [Address; 7],
    pub terms: Terms,
    /// The token in which it pays; the default address means SOL.
    pub mint: Address,
    /// The accepted submissions: one bit for each number.
    pub accepted: [u64; 8],
    /// What is held for winners and contributors: lamports on top of the rent, or base units in the vault.
    pub held: u64,
    /// What was contributed and not taken back before it opened, including the treasury's part.
    pub funded: u64,
    /// The treasury's part of `funded`.
    pub allocated: u64,
    /// The part of `allocated` that has not been returned: all or nothing.
    pub from_treasury: u64,
    /// Once settled, the part of `funded` whose contributors have not taken their share of the rest.
    pub contributed_left: u64,
    /// Once settled, the rewards that are not paid yet.
    pub owed: u64,
    /// Lamports that are held on top of all this for submissions that too few reviewers judge. The rest is the issuer's.
    pub bond: u64,
    /// When it opened, in unix seconds; zero before that.
    pub opened_at: i64,
    /// Commitments so far, which is also the number of the next one.
    pub submissions: u32,
    /// Submissions that are not closed.
    pub open_submissions: u32,
    /// Contributions that are not closed.
    pub contributions: u32,
    pub reviewer_count: u8,
    /// Zero or one.
    pub cancelled: u8,
    /// Whether `owed` and `contributed_left` are set: zero or one.
    pub settled: u8,
    /// Zero if there is no vault.
    pub vault_bump: u8,
}

impl Bounty {
    /// The offset of the URI of the terms.
    pub const BEFORE_URI: usize = 8 + core::mem::size_of::<Self>();
    /// The longest URI of the terms, in bytes.
    pub const MAX_URI: usize = 200;

    pub fn phase(&self, now: Timestamp) -> Phase {
        let opened_at = (self.opened_at != 0).then_some(Timestamp(self.opened_at));
        Schedule { opened_at, periods: self.terms.periods() }.phase(now)
    }

    /// Refuses a bounty that is in another phase or cancelled.
    #[inline(never)]
    pub fn require_phase(&self, phase: Phase, now: Timestamp) -> Result<()> {
        require!(self.cancelled == 0, BountyError::Cancelled);
        require!(self.phase(now) == phase, BountyError::WrongPhase);
        Ok(())
    }

    /// Whether it pays in a token instead of SOL.
    #[inline(always)]
    pub fn pays_tokens(&self) -> bool {
        !is_sol(&self.mint)
    }

    /// The lamports that it must hold on top of its rent. If the sum does not fit, it is more than any account holds.
    #[inline(always)]
    pub fn lamports_held(&self) -> u64 {
        let for_awards = if self.pays_tokens() { 0 } else { self.held };
        self.bond.saturating_add(for_awards)
    }

    /// Whether it holds no awards and has no open contribution or submission. What is left of the bond is the issuer's
    /// then.
    pub fn is_empty(&self) -> bool {
        self.held == 0 && self.from_treasury == 0 && self.contributions == 0 && self.open_submissions == 0
    }

    /// Whether, once it is settled, each submission that is not closed is a winner's who has not taken the award. Enough
    /// reviewers have judged those, so none of them is owed any of the bond.
    pub fn awaits_winners_only(&self) -> bool {
        // What is owed is a multiple of the reward, which is above zero.
        self.owed.checked_div(self.terms.reward) == Some(self.open_submissions.into())
    }

    #[inline(always)]
    pub fn ranking(&self) -> Ranking {
        Ranking(self.accepted)
    }

    /// The reviewer's index.
    #[inline(always)]
    pub fn reviewer(&self, wallet: &Address) -> Result<u8> {
        let reviewers = self.reviewers.iter().take(self.reviewer_count.into());
        let place = reviewers.enumerate().find(|(_, reviewer)| *reviewer == wallet);
        place.map(|(place, _)| place as u8).ok_or_else(|| BountyError::NotReviewer.into())
    }

    /// Whether a wallet is the issuer's or a reviewer's, and so cannot be paid.
    pub fn is_judge(&self, wallet: &Address) -> bool {
        self.issuer == *wallet || self.reviewer(wallet).is_ok()
    }

    /// What is missing until all awards are funded.
    fn missing(&self) -> u64 {
        self.terms.total().saturating_sub(self.funded)
    }

    /// Adds a contribution, at most what is missing, and returns what was added.
    #[inline(never)]
    pub fn add(&mut self, amount: u64) -> Result<u64> {
        let taken = amount.min(self.missing());
        increase(&mut self.funded, taken).ok_or(BountyError::Overflow)?;
        increase(&mut self.held, taken).ok_or(BountyError::Overflow)?;
        Ok(taken)
    }

    /// Takes an amount from what is held.
    pub fn take(&mut self, amount: u64) -> Result<()> {
        decrease(&mut self.held, amount).ok_or(BountyError::Insolvent)?;
        Ok(())
    }

    /// Fixes what is owed to winners and to contributors, once the ranking can no longer change.
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
        // All awards together fit 64 bits, so these do too.
        self.owed = self.terms.reward.saturating_mul(winners.into());
        self.contributed_left = self.funded;
        self.settled = 1;
        Ok(())
    }

    /// Whether contributors can still come and go.
    #[inline(never)]
    pub fn is_draft(&self, now: Timestamp) -> bool {
        self.cancelled == 0 && self.phase(now) == Phase::Draft
    }

    /// Takes what a contribution gets back from what is held. Before the bounty opens, that is all of the contribution.
    /// After the bounty is settled or cancelled, it is the contribution's share of what is not owed to winners. In
    /// between it is an error.
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

    /// Writes the URI of the terms.
    pub fn write_uri(bounty: &mut Account<Self>, uri: &[u8]) -> Result<()> {
        write_tail(bounty, Self::BEFORE_URI, 0, uri).map_err(|OutOfBounds| BountyError::NotNew.into())
    }

    /// Refuses a bounty that holds less than it owes.
    #[inline(always)]
    pub fn invariant(&self, lamports: u64) -> Result<()> {
        let is_solvent = lamports >= self.lamports_held() && self.held >= self.owed;
        require!(is_solvent, BountyError::Insolvent);
        Ok(())
    }
}
