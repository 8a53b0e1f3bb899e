//! An instruction as the chain receives it.

use bmail_sdk::{BOUNTY_ID, MAIL_ID, REPUTATION_ID};
use borsh::{BorshDeserialize, BorshSerialize};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use crate::registry;

pub trait Sent {
    /// The accounts in the order of their roles.
    fn addresses<const ROLES: usize>(&self) -> [Pubkey; ROLES];
    /// The arguments after the discriminator.
    fn arguments<T: BorshDeserialize>(&self) -> T;
    /// Replaces the arguments, by some that the SDK does not plan.
    fn set(&mut self, arguments: &impl BorshSerialize);
    fn signers(&self) -> impl Iterator<Item = Pubkey>;
    /// Whether it belongs to one of the programs under test.
    fn is_ours(&self) -> bool;
    /// Whether an account is passed twice and is writable at least once. The program's own address stands for an
    /// omitted account.
    fn has_duplicates(&self) -> bool;
    /// Its program and its name.
    fn name(&self) -> String;
}

impl Sent for Instruction {
    fn addresses<const ROLES: usize>(&self) -> [Pubkey; ROLES] {
        let all: Vec<_> = self.accounts.iter().map(|meta| meta.pubkey).collect();
        all.try_into().expect("one account for each role")
    }

    fn arguments<T: BorshDeserialize>(&self) -> T {
        T::try_from_slice(&self.data[1..]).expect("the arguments of the instruction")
    }

    fn set(&mut self, arguments: &impl BorshSerialize) {
        self.data.truncate(1);
        arguments.serialize(&mut self.data).expect("a vector takes all bytes");
    }

    fn signers(&self) -> impl Iterator<Item = Pubkey> {
        self.accounts.iter().filter(|meta| meta.is_signer).map(|meta| meta.pubkey)
    }

    fn is_ours(&self) -> bool {
        [MAIL_ID, REPUTATION_ID, BOUNTY_ID].contains(&self.program_id)
    }

    fn has_duplicates(&self) -> bool {
        self.accounts.iter().enumerate().any(|(index, one)| {
            let mut before = self.accounts[..index].iter();
            one.pubkey != self.program_id
                && before.any(|other| other.pubkey == one.pubkey && (one.is_writable || other.is_writable))
        })
    }

    fn name(&self) -> String {
        registry::find(self).map_or("the system program".into(), ToString::to_string)
    }
}
