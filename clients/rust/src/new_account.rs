//! Accounts that their author has the system program create before a program takes them over: messages, bodies,
//! endorsements, bounties, contributions and submissions.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::{allocate_with_seed, create_account_with_seed, transfer};

/// One such account. Its instructions and the one that uses it belong in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// Who signs for it, pays for it, and gets back what it holds.
    pub author: Pubkey,
    /// Where it will be.
    pub address: Pubkey,
    /// What places it there (see [`crate::pda`]).
    pub seed: String,
    /// Bytes.
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

    /// Creates it where somebody has sent lamports to the address, which the system program's simple way refuses. What
    /// they sent is the author's.
    pub fn create_prefunded(&self, lamports: u64) -> Vec<Instruction> {
        let Self { author, address, seed, space, program } = self;
        vec![transfer(author, address, lamports), allocate_with_seed(address, author, seed, *space as u64, program)]
    }
}
