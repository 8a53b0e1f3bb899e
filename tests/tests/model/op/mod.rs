//! An instruction as the chain receives it, with what the model must know of its data.

mod bounty;

use bmail_sdk::{ASSOCIATED_TOKEN_ID, BOUNTY_ID, MAIL_ID, NewAccount, REPUTATION_ID, TOKEN_2022_ID, accounts::Verdict};
use postage::Rules;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use reputation_core::Parameters;

pub use bounty::{BountyData, Promise};

use crate::instructions::{self, BOUNTY, REPUTATION, TOKENS};

/// Token-2022's discriminator.
const TRANSFER_CHECKED: usize = 12;

/// An instruction of one of the programs, or a system program instruction that must precede it.
pub struct Op {
    pub data: Data,
    pub instruction: Instruction,
}

/// The arguments. The accounts are in the instruction.
#[derive(Clone, Debug)]
pub enum Data {
    Transfer { lamports: u64 },
    Create { new: NewAccount, lamports: u64 },
    Allocate { new: NewAccount },
    CreateNetwork { name: [u8; 32], treasury: Pubkey, rules: Rules },
    OpenMailbox { key: [u8; 32] },
    SetMailbox { min_fee: u64, min_reputation: u64, accepting: bool },
    RotateKey { key: [u8; 32] },
    Send(Letter),
    Acknowledge { verdict: Verdict },
    Expire,
    ProposeRules { rules: Rules },
    ApplyRules,
    ProposeAuthority { heir: Pubkey },
    AcceptAuthority,
    SetSending { paused: bool },
    SetContact { contact: bool },
    Refund,
    Reveal { sealed_to: (u32, [u8; 32]), sealed_key: Vec<u8> },
    OpenBody { hash: [u8; 32] },
    WriteBody { offset: usize, chunk: Vec<u8> },
    SealBody,
    CloseBody,
    Reclaim { seed: [u8; 32] },
    Sweep,
    CloseMailbox,
    CloseCorrespondence,
    Judge { verdict: Verdict },
    CreateReputation { parameters: Parameters, texts: [String; 3] },
    OpenStanding,
    Seed { amount: u64 },
    RecordVerdict,
    RecordAward,
    CloseStanding,
    Endorse { shares: u64 },
    BeginUnendorse { units: u64 },
    FinishUnendorse,
    Collect,
    Sync { bump: u8 },
    OpenTokens,
    BurnTokens { amount: u64 },
    CloseTokens,
    TransferTokens { amount: u64 },
    ProposeParameters { parameters: Parameters },
    ApplyParameters,
    Bounty(BountyData),
}

/// The arguments of `send` and `post`.
#[derive(Clone, Debug)]
pub struct Letter {
    pub max_fee: u64,
    pub sequence: u64,
    pub rules_version: u32,
    /// Only for `send`.
    pub sealed_to: Option<(u32, [u8; 32])>,
    /// The sealed key (only for `send`), followed by the ciphertext.
    pub bytes: Vec<u8>,
}

impl Op {
    pub fn new(data: Data, instruction: Instruction) -> Self {
        Self { data, instruction }
    }

    /// The accounts in the order of their roles.
    pub fn accounts<const ROLES: usize>(&self) -> [Pubkey; ROLES] {
        let all: Vec<_> = self.instruction.accounts.iter().map(|meta| meta.pubkey).collect();
        all.try_into().expect("one account for each role")
    }

    /// The instruction's index.
    pub fn number(&self) -> Option<usize> {
        let discriminator = usize::from(self.instruction.data[0]);
        match self.instruction.program_id {
            MAIL_ID => Some(discriminator),
            REPUTATION_ID => Some(REPUTATION + discriminator),
            BOUNTY_ID => Some(BOUNTY + discriminator),
            ASSOCIATED_TOKEN_ID => Some(TOKENS),
            TOKEN_2022_ID if discriminator == TRANSFER_CHECKED => Some(TOKENS + 3),
            TOKEN_2022_ID => Some(TOKENS + discriminator - 7),
            _ => None,
        }
    }

    /// Whether it belongs to one of the programs under test.
    pub fn is_ours(&self) -> bool {
        [MAIL_ID, REPUTATION_ID, BOUNTY_ID].contains(&self.instruction.program_id)
    }

    pub fn may_move_shares(&self) -> bool {
        self.instruction.program_id == REPUTATION_ID
            || matches!(self.data, Data::Judge { .. } | Data::Bounty(BountyData::Earn))
    }

    /// Its signers.
    pub fn signers(&self) -> impl Iterator<Item = Pubkey> {
        self.instruction.accounts.iter().filter(|meta| meta.is_signer).map(|meta| meta.pubkey)
    }

    pub fn name(&self) -> &'static str {
        self.number().map_or("the system program", instructions::name)
    }

    /// Whether an account is passed twice and is writable at least once. The program's own address stands for an
    /// omitted account.
    pub fn has_duplicates(&self) -> bool {
        let accounts = &self.instruction.accounts;
        accounts.iter().enumerate().any(|(index, one)| {
            let mut before = accounts[..index].iter();
            one.pubkey != self.instruction.program_id
                && before.any(|other| other.pubkey == one.pubkey && (one.is_writable || other.is_writable))
        })
    }
}
