//! What people do with the system program. It is not under test; its instructions only have to be predicted.

mod prepare;
mod transfer;

use borsh::BorshDeserialize;

use crate::prelude::*;

pub use prepare::{Blank, Prepare};
pub use transfer::Transfer;

/// The system program's numbers of its instructions.
const TRANSFER: u8 = 2;
const CREATE_WITH_SEED: u8 = 3;
const ALLOCATE_WITH_SEED: u8 = 9;

/// The layout of `CreateAccountWithSeed`, for seeds of 32 bytes.
#[derive(BorshDeserialize)]
struct Created {
    author: Pubkey,
    _seed_length: u64,
    seed: [u8; 32],
    lamports: u64,
    space: u64,
    program: Pubkey,
}

/// The layout of `AllocateWithSeed`.
#[derive(BorshDeserialize)]
struct Allocated {
    author: Pubkey,
    _seed_length: u64,
    seed: [u8; 32],
    space: u64,
    program: Pubkey,
}

pub fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
    let (kind, data) = sent.data.split_at(size_of::<u32>());
    let (first, second) = (sent.accounts[0].pubkey, sent.accounts[1].pubkey);
    match kind[0] {
        TRANSFER => model.transfer([first, second], borsh::from_slice(data).expect("a number of lamports")),
        CREATE_WITH_SEED => {
            let Created { author, seed, lamports, space, program, .. } = borsh::from_slice(data).expect("its layout");
            model.create(&new([author, second, program], seed, space), lamports)
        }
        ALLOCATE_WITH_SEED => {
            let Allocated { author, seed, space, program, .. } = borsh::from_slice(data).expect("its layout");
            model.allocate(&new([author, first, program], seed, space))
        }
        other => panic!("nobody uses instruction {other} of the system program"),
    }
}

fn new([author, address, program]: [Pubkey; 3], seed: [u8; 32], space: u64) -> NewAccount {
    let seed = String::from_utf8(seed.to_vec()).expect("a seed is text");
    NewAccount { author, address, seed, space: space as usize, program }
}

impl Model {
    pub fn transfer(&mut self, [from, to]: [Pubkey; 2], lamports: u64) -> Prediction {
        Reasons::default().when(self.balance(from) < lamports, Refusal::Funds).none()?;
        self.pay(from, to, lamports);
        *self.gifts.entry(to).or_default() += lamports;
        Ok(())
    }

    pub fn create(&mut self, new: &NewAccount, lamports: u64) -> Prediction {
        let in_use = self.balance(new.address) > 0 || self.has_data(new.address);
        let poor = self.balance(new.author) < lamports;
        Reasons::default().when(in_use, Refusal::InUse).when(poor, Refusal::Funds).none()?;
        self.pay(new.author, new.address, lamports);
        self.blanks.insert(new.address, new.clone());
        Ok(())
    }

    pub fn allocate(&mut self, new: &NewAccount) -> Prediction {
        Reasons::default().when(self.has_data(new.address), Refusal::InUse).none()?;
        self.blanks.insert(new.address, new.clone());
        Ok(())
    }
}
