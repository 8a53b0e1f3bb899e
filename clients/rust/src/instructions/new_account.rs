//! Accounts that their author creates with the system program, before one of the programs takes them over: messages,
//! bodies, endorsements, bounties, contributions and submissions.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::{allocate_with_seed, create_account_with_seed, transfer};

use crate::{
    accounts::{Contribution, Endorsement, StoredBounty, Submission},
    bounty::MAX_URI,
};

/// The most bytes of an account that a program can create for its own address in one call. An owner that is a program's
/// address, such as a multisig's vault, creates its accounts in such calls.
pub const MAX_CALLED_SPACE: usize = 10_240;

/// Only messages and bodies can be longer. Their plans are checked.
const _: () = assert!(
    Endorsement::LEN <= MAX_CALLED_SPACE
        && StoredBounty::space(MAX_URI) <= MAX_CALLED_SPACE
        && Contribution::LEN <= MAX_CALLED_SPACE
        && Submission::LEN <= MAX_CALLED_SPACE
);

/// An account that its author creates. Put its instructions and the instruction that uses it into one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The wallet that signs for it, pays for it, and gets back what it holds.
    pub author: Pubkey,
    /// Its address.
    pub address: Pubkey,
    /// The seed of its address (see [`crate::pda`]).
    pub seed: String,
    /// Its size in bytes.
    pub space: usize,
    /// The program that takes it over.
    pub program: Pubkey,
}

/// A new account with its lamports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creation {
    /// The account.
    pub account: NewAccount,
    /// The lamports that its author puts into it.
    pub lamports: u64,
    /// Whether its address holds lamports already. It has to be created in another way then.
    pub prefunded: bool,
}

impl NewAccount {
    /// The account with these lamports, at an address that holds nothing yet.
    pub fn with(self, lamports: u64) -> Creation {
        Creation { account: self, lamports, prefunded: false }
    }

    /// Creates it with `lamports`.
    pub fn create(&self, lamports: u64) -> Vec<Instruction> {
        let Self { author, address, seed, space, program } = self;
        vec![create_account_with_seed(author, address, author, seed, lamports, *space as u64, program)]
    }

    /// Creates it if someone has sent lamports to the address before, which the system program's
    /// `CreateAccountWithSeed` refuses. The author gets those lamports.
    pub fn create_prefunded(&self, lamports: u64) -> Vec<Instruction> {
        let Self { author, address, seed, space, program } = self;
        vec![transfer(author, address, lamports), allocate_with_seed(address, author, seed, *space as u64, program)]
    }
}

impl Creation {
    /// The system program's instructions that create it.
    pub fn instructions(&self) -> Vec<Instruction> {
        match self.prefunded {
            true => self.account.create_prefunded(self.lamports),
            false => self.account.create(self.lamports),
        }
    }
}
