//! What a transaction says about money: its logs, and its transfers to accounts of treasuries and bounties.

use std::collections::HashMap;

use bmail_sdk::{
    BOUNTY_ID, PROGRAMS, SPL_TOKEN_ID, TOKEN_2022_ID,
    accounts::{Bounty, Ledger, Mailbox, ProgramAccount, Submission, Treasury},
    generated::bounty::{instructions::FUND_DISCRIMINATOR, layout::roles},
};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use super::Snapshot;
use crate::events::{
    Allocated, BondReturned, Claimed, Contributed, ContributionWithdrawn, MessageAcknowledged, SubmissionClosed, decode,
};

/// What a transaction's logs say about money.
#[derive(Default)]
pub struct Told {
    /// What treasuries received and bounties count as theirs, minus what left them.
    gained: HashMap<Pubkey, i128>,
    /// The part of that which the program itself moved to bounties. A contribution in tokens is in the vault
    /// beforehand.
    moved: HashMap<Pubkey, i128>,
    /// What bounties paid of their bonds. These are lamports, whatever the bounty pays in.
    bonds: HashMap<Pubkey, i128>,
    /// What each network's weekly figures should count as invested and as spent.
    counted: HashMap<Pubkey, [u64; 2]>,
}

/// The account as it is now, or as it was before it was closed. Panics if it never existed.
#[track_caller]
fn find<T: ProgramAccount>(before: &Snapshot, after: &Snapshot, address: Pubkey) -> T {
    let found = after.decode(&address).or_else(|| before.decode(&address));
    found.unwrap_or_else(|| panic!("the logs name {address}, which is not a {}", T::KIND))
}

/// The network's treasury for the currency in which a bounty pays.
fn treasury(bounty: &Bounty) -> Pubkey {
    match is_for_sol(bounty) {
        true => PROGRAMS.treasury(&bounty.network).0,
        false => PROGRAMS.token_treasury(&bounty.network, &bounty.mint).0,
    }
}

/// Whether a bounty pays in SOL.
pub fn is_for_sol(bounty: &Bounty) -> bool {
    bounty.mint == Pubkey::default()
}

impl Told {
    /// Reads the logs of the transaction between the two snapshots.
    #[track_caller]
    pub fn by(before: &Snapshot, after: &Snapshot, logs: &[String]) -> Self {
        let bounty = |address| find::<Bounty>(before, after, address);
        let submission = |address| find::<Submission>(before, after, address);
        let mut told = Self::default();
        for Contributed { to, amount, .. } in decode(logs) {
            told.contributed(before, after, to, amount);
        }
        for Allocated { bounty: address, amount } in decode(logs) {
            told.gain(treasury(&bounty(address)), -i128::from(amount));
            told.receive(address, i128::from(amount));
        }
        for Claimed { submission: address, reward, .. } in decode(logs) {
            let (address, of) = (submission(address).bounty, bounty(submission(address).bounty));
            told.receive(address, -i128::from(reward));
            told.count(&of, [0, reward]);
        }
        for ContributionWithdrawn { bounty, contributor, amount } in decode(logs) {
            told.receive(bounty, -i128::from(amount));
            told.gain(contributor, amount.into());
        }
        for SubmissionClosed { submission: address, forfeited, bond, .. } in decode(logs) {
            let of = submission(address).bounty;
            told.gain(PROGRAMS.treasury(&bounty(of).network).0, forfeited.into());
            *told.bonds.entry(of).or_default() += i128::from(bond);
        }
        for BondReturned { bounty, bond } in decode(logs) {
            *told.bonds.entry(bounty).or_default() += i128::from(bond);
        }
        told
    }

    fn contributed(&mut self, before: &Snapshot, after: &Snapshot, to: Pubkey, amount: u64) {
        self.gain(to, amount.into());
        if let Some(treasury) = after.decode::<Treasury>(&to) {
            self.counted.entry(treasury.network).or_default()[0] += amount;
            return;
        }
        let bounty = find::<Bounty>(before, after, to);
        let moved = if is_for_sol(&bounty) { amount } else { 0 };
        *self.moved.entry(to).or_default() += i128::from(moved);
        self.count(&bounty, [amount, 0]);
    }

    fn gain(&mut self, address: Pubkey, amount: i128) {
        *self.gained.entry(address).or_default() += amount;
    }

    fn receive(&mut self, bounty: Pubkey, amount: i128) {
        self.gain(bounty, amount);
        *self.moved.entry(bounty).or_default() += amount;
    }

    /// The weekly figures count SOL only.
    fn count(&mut self, bounty: &Bounty, amounts: [u64; 2]) {
        if is_for_sol(bounty) {
            let counted = self.counted.entry(bounty.network).or_default();
            *counted = [counted[0] + amounts[0], counted[1] + amounts[1]];
        }
    }

    /// What a treasury received or a bounty counts as its own, minus what left it.
    pub fn gained(&self, address: &Pubkey) -> i128 {
        self.gained.get(address).copied().unwrap_or(0)
    }

    /// What the program moved to a bounty, minus what it took from it.
    pub fn moved(&self, bounty: &Pubkey) -> i128 {
        self.moved.get(bounty).copied().unwrap_or(0)
    }

    /// What a bounty paid of its bond.
    pub fn paid_of_bond(&self, bounty: &Pubkey) -> i128 {
        self.bonds.get(bounty).copied().unwrap_or(0)
    }

    /// What a network's weekly figures should count as invested and as spent.
    pub fn counted(&self, network: &Pubkey) -> [u64; 2] {
        self.counted.get(network).copied().unwrap_or_default()
    }
}

/// The cut that waits to be swept, for each network.
fn waiting(snapshot: &Snapshot) -> HashMap<Pubkey, i128> {
    let mut waiting = HashMap::new();
    let of_mailboxes = snapshot.decoded().map(|(_, Mailbox { network, cut, .. })| (network, cut));
    let of_ledgers = snapshot.decoded().map(|(_, Ledger { network, unpaid, .. })| (network, unpaid));
    for (network, cut) in of_mailboxes.chain(of_ledgers) {
        *waiting.entry(network).or_default() += i128::from(cut);
    }
    waiting
}

/// What was swept to each network's treasury: what waited before plus what was earned, minus what still waits.
pub fn swept(before: &Snapshot, after: &Snapshot, logs: &[String]) -> HashMap<Pubkey, i128> {
    let mut swept = waiting(before);
    for MessageAcknowledged { recipient, cut, .. } in decode(logs) {
        let network = find::<Mailbox>(before, after, recipient).network;
        *swept.entry(network).or_default() += i128::from(cut);
    }
    for (network, cut) in waiting(after) {
        *swept.entry(network).or_default() -= cut;
    }
    swept
}

/// Lamports that the system program's `Transfer` instructions give to an account.
pub fn given(instructions: &[Instruction], address: &Pubkey) -> i128 {
    sum(instructions, address, |program, kind| (program == SYSTEM && kind == 2).then_some((1, 4)))
}

/// Tokens that `Transfer`, `MintTo` and `TransferChecked` instructions give to an account.
pub fn given_tokens(instructions: &[Instruction], account: &Pubkey) -> i128 {
    sum(instructions, account, |program, kind| match (program, kind) {
        (SPL_TOKEN_ID | TOKEN_2022_ID, 3 | 7) => Some((1, 1)),
        (SPL_TOKEN_ID | TOKEN_2022_ID, 12) => Some((2, 1)),
        _ => None,
    })
}

/// What instructions to contribute to a bounty offered and it did not take. In tokens, that returns from the vault.
pub fn returned_tokens(instructions: &[Instruction], logs: &[String], bounty: &Pubkey) -> i128 {
    let place = roles::FUND.iter().position(|role| *role == "bounty").expect("the role");
    let offered = |instruction: &Instruction| {
        let is_it = instruction.program_id == BOUNTY_ID && instruction.data.first() == Some(&FUND_DISCRIMINATOR[0]);
        let amount = u64::from_le_bytes(*instruction.data.get(1..)?.first_chunk()?);
        (is_it && instruction.accounts.get(place)?.pubkey == *bounty).then_some(i128::from(amount))
    };
    let taken = decode(logs).into_iter().filter(|Contributed { to, .. }| to == bounty);
    let taken: i128 = taken.map(|Contributed { amount, .. }| i128::from(amount)).sum();
    instructions.iter().filter_map(offered).sum::<i128>() - taken
}

/// The positions of the recipient and of the amount, by the program and the kind of the instruction.
type Places = fn(Pubkey, u8) -> Option<(usize, usize)>;

fn sum(instructions: &[Instruction], address: &Pubkey, places: Places) -> i128 {
    instructions.iter().map(|instruction| i128::from(given_by(instruction, address, places).unwrap_or(0))).sum()
}

fn given_by(instruction: &Instruction, address: &Pubkey, places: Places) -> Option<u64> {
    let (to, amount) = places(instruction.program_id, *instruction.data.first()?)?;
    let is_it = instruction.accounts.get(to)?.pubkey == *address;
    let amount = u64::from_le_bytes(*instruction.data.get(amount..)?.first_chunk()?);
    is_it.then_some(amount)
}
