//! Arguments of the bounty program's instructions.

use bmail_sdk::{
    accounts::{Opinion, Terms},
    generated::bounty::instructions::CreateBountyInstructionArgs,
};
use solana_pubkey::Pubkey;

#[derive(Clone, Debug)]
pub enum BountyData {
    CreateTreasury {
        limit: u64,
        period: u64,
    },
    /// The mail program's `adopt_treasury`.
    Adopt,
    CreateTokenTreasury {
        limit: u64,
        period: u64,
    },
    Contribute {
        amount: u64,
    },
    Allocate {
        amount: u64,
    },
    Create(Box<Promise>),
    Fund {
        amount: u64,
    },
    Open,
    Commit {
        commitment: [u8; 32],
    },
    Reveal {
        content_hash: [u8; 32],
        salt: [u8; 32],
    },
    Review {
        opinion: Opinion,
    },
    Veto,
    Claim,
    Cancel,
    Withdraw,
    ReturnAllocation,
    CloseSubmission,
    CloseBounty,
    CreateVault,
    CloseVault,
    Earn,
    Tally,
    ProposeLimit {
        limit: u64,
    },
    ApplyLimit,
}

/// The arguments of `create_bounty`.
#[derive(Clone, Debug)]
pub struct Promise {
    pub number: u64,
    pub terms: Terms,
    pub mint: Pubkey,
    pub terms_hash: [u8; 32],
    pub reviewers: [Pubkey; 7],
    pub terms_uri: Vec<u8>,
}

impl Promise {
    /// In the form that the instruction takes.
    pub fn arguments(&self) -> CreateBountyInstructionArgs {
        let Self { number, terms, mint, terms_hash, reviewers, terms_uri } = self.clone();
        CreateBountyInstructionArgs { number, terms, mint, terms_hash, reviewers, terms_uri }
    }
}
