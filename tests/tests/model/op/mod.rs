//! An instruction as the chain gets it, with what the model has to know of its data.

mod bounty;

use bmail_sdk::{ASSOCIATED_TOKEN_ID, BOUNTY_ID, MAIL_ID, NewAccount, REPUTATION_ID, TOKEN_2022_ID, accounts::Verdict};
use postage::Rules;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use reputation_core::Parameters;

pub use bounty::{BountyData, Promise};

use crate::instructions::{BOUNTY, INSTRUCTIONS, MAIL, TOKENS};

/// Of Token-2022.
const TRANSFER_CHECKED: usize = 12;

/// An instruction of one of the programs, or one of the system program that has to come before it.
pub struct Op {
    pub data: Data,
    pub instruction: Instruction,
}

/// Arguments. The accounts are in the instruction.
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

/// What `send` and `post` bring.
#[derive(Clone, Debug)]
pub struct Letter {
    pub max_fee: u64,
    pub sequence: u64,
    pub rules_version: u32,
    /// Of `send` only.
    pub sealed_to: Option<(u32, [u8; 32])>,
    /// The sealed key, of `send` only, and then the ciphertext.
    pub bytes: Vec<u8>,
}

impl Op {
    pub fn new(data: Data, instruction: Instruction) -> Self {
        Self { data, instruction }
    }

    /// The accounts in their roles.
    pub fn accounts<const ROLES: usize>(&self) -> [Pubkey; ROLES] {
        let all: Vec<_> = self.instruction.accounts.iter().map(|meta| meta.pubkey).collect();
        all.try_into().expect("as many accounts as the instruction has roles")
    }

    /// Which of the instructions it is.
    pub fn number(&self) -> Option<usize> {
        let discriminator = usize::from(self.instruction.data[0]);
        match self.instruction.program_id {
            MAIL_ID => Some(discriminator),
            REPUTATION_ID => Some(MAIL + discriminator),
            BOUNTY_ID => Some(BOUNTY + discriminator),
            ASSOCIATED_TOKEN_ID => Some(TOKENS),
            TOKEN_2022_ID if discriminator == TRANSFER_CHECKED => Some(TOKENS + 3),
            TOKEN_2022_ID => Some(TOKENS + discriminator - 7),
            _ => None,
        }
    }

    /// Whether it is of one of the programs under test.
    pub fn is_ours(&self) -> bool {
        [MAIL_ID, REPUTATION_ID, BOUNTY_ID].contains(&self.instruction.program_id)
    }

    pub fn may_move_shares(&self) -> bool {
        self.instruction.program_id == REPUTATION_ID
            || matches!(self.data, Data::Judge { .. } | Data::Bounty(BountyData::Earn))
    }

    /// Who signs it.
    pub fn signers(&self) -> impl Iterator<Item = Pubkey> {
        self.instruction.accounts.iter().filter(|meta| meta.is_signer).map(|meta| meta.pubkey)
    }

    pub fn name(&self) -> &'static str {
        self.number().map_or("the system program", |number| INSTRUCTIONS[number])
    }

    /// Whether an account is given twice of which one may change. The program's own address says that there is none.
    pub fn has_duplicates(&self) -> bool {
        let accounts = &self.instruction.accounts;
        accounts.iter().enumerate().any(|(index, one)| {
            let mut before = accounts[..index].iter();
            one.pubkey != self.instruction.program_id
                && before.any(|other| other.pubkey == one.pubkey && (one.is_writable || other.is_writable))
        })
    }
}
