//! Bounties: which instruction is which, and what they all check.

mod create;
mod end;
mod fund;
mod judge;
mod money;
mod pay;
mod submit;
mod treasury;
mod vault;
mod weekly_stats;

use bmail_sdk::{BOUNTY_ID, NewAccount};
use bmail_testing::BountyError;
use solana_pubkey::Pubkey;
pub use submit::commitment;

use super::{Bounty, Model, Phase, Prediction, Reasons};
use crate::op::{BountyData, Op};

impl Model {
    pub(super) fn dispatch_bounty(&mut self, op: &Op, data: &BountyData) -> Prediction {
        match data {
            BountyData::CreateTreasury { limit, period } => self.create_treasury(op.accounts(), *limit, *period),
            BountyData::Adopt => self.adopt_treasury(op.accounts()),
            BountyData::CreateTokenTreasury { limit, period } => {
                self.create_token_treasury(op.accounts(), *limit, *period)
            }
            BountyData::Contribute { amount } => self.contribute(op.accounts(), *amount),
            BountyData::Allocate { amount } => self.allocate_to_bounty(op.accounts(), *amount),
            BountyData::Create(promise) => self.create_bounty(op.accounts(), promise),
            BountyData::Fund { amount } => self.fund(op.accounts(), *amount),
            BountyData::Open => self.open(op.accounts()),
            BountyData::Commit { commitment } => self.commit(op.accounts(), *commitment),
            BountyData::Reveal { content_hash, salt } => self.show(op.accounts(), content_hash, salt),
            BountyData::Review { opinion } => self.review(op.accounts(), *opinion),
            BountyData::Veto => self.veto(op.accounts()),
            BountyData::Claim => self.claim(op.accounts()),
            BountyData::Cancel => self.cancel(op.accounts()),
            BountyData::Withdraw => self.withdraw(op.accounts()),
            BountyData::ReturnAllocation => self.return_allocation(op.accounts()),
            BountyData::CloseSubmission => self.close_submission(op.accounts()),
            BountyData::CloseBounty => self.close_bounty(op.accounts()),
            BountyData::CreateVault => self.create_vault(op.accounts()),
            BountyData::CloseVault => self.close_vault(op.accounts()),
            BountyData::Earn => self.earn_reputation(op.accounts()),
            BountyData::Tally => self.tally(op.accounts()),
            BountyData::ProposeLimit { limit } => self.propose_limit(op.accounts(), *limit),
            BountyData::ApplyLimit => self.apply_limit(op.accounts()),
        }
    }

    pub fn phase(&self, bounty: &Bounty) -> Phase {
        let Some(ends) = bounty.ends() else { return Phase::Draft };
        match ends.iter().filter(|end| **end <= self.now).count() {
            0 => Phase::Submitting,
            1 => Phase::Revealing,
            2 => Phase::Reviewing,
            3 => Phase::Challenging,
            _ => Phase::Settled,
        }
    }

    /// Whether contributors can still join and leave.
    pub fn is_draft(&self, bounty: &Bounty) -> bool {
        !bounty.cancelled && self.phase(bounty) == Phase::Draft
    }

    /// Whether no debt of the bounty can change any more.
    pub fn is_over(&self, bounty: &Bounty) -> bool {
        bounty.cancelled || self.phase(bounty) == Phase::Settled
    }

    /// Why something that belongs in a phase cannot be done now.
    fn unless_in(&self, bounty: &Bounty, phase: Phase) -> Reasons {
        Reasons::default()
            .when(bounty.cancelled, BountyError::Cancelled)
            .when(self.phase(bounty) != phase, BountyError::WrongPhase)
    }

    /// Why an account cannot become one of the program's: its address, its content or its lamports are wrong.
    fn unless_new(&self, address: Pubkey, right: Pubkey, space: usize, owed: u64) -> Reasons {
        let is_blank = |new: &NewAccount| new.program == BOUNTY_ID && new.space == space;
        Reasons::default()
            .when(address != right, BountyError::WrongAddress)
            .when(!self.blanks.get(&address).is_some_and(is_blank), BountyError::NotNew)
            .when(self.balance(address) < self.rent(space).saturating_add(owed), BountyError::Underfunded)
    }
}
