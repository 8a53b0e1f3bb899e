//! An instruction as the chain gets it, with what the model has to know of its data.

use bmail_sdk::{MAIL_ID, NewAccount, accounts::Verdict};
use postage::Rules;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

/// The program's instructions, in the order of their discriminators.
pub const INSTRUCTIONS: [&str; 24] = [
    "create_network",
    "open_mailbox",
    "set_mailbox",
    "rotate_key",
    "send",
    "acknowledge",
    "expire",
    "propose_rules",
    "apply_rules",
    "propose_authority",
    "accept_authority",
    "set_sending",
    "set_contact",
    "refund",
    "post",
    "reveal",
    "open_body",
    "write_body",
    "seal_body",
    "close_body",
    "reclaim",
    "sweep",
    "close_mailbox",
    "close_correspondence",
];

/// An instruction of this program, or one of the system program that has to come before it.
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

    /// Which of the program's instructions it is.
    pub fn discriminator(&self) -> Option<usize> {
        (self.instruction.program_id == MAIL_ID).then(|| self.instruction.data[0].into())
    }

    pub fn name(&self) -> &'static str {
        self.discriminator().map_or("the system program", |discriminator| INSTRUCTIONS[discriminator])
    }

    /// Whether an account is given twice of which one may change. The program's own address says that there is none.
    pub fn has_duplicates(&self) -> bool {
        let accounts = &self.instruction.accounts;
        accounts.iter().enumerate().any(|(index, one)| {
            let mut before = accounts[..index].iter();
            one.pubkey != MAIL_ID
                && before.any(|other| other.pubkey == one.pubkey && (one.is_writable || other.is_writable))
        })
    }
}
