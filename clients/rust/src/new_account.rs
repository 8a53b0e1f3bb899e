//! Accounts that their author creates with the system program, before one of the programs takes them over: messages,
//! bodies, endorsements, bounties, contributions and submissions.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::{allocate_with_seed, create_account_with_seed, transfer};

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

impl NewAccount {
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
