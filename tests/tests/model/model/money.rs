//! Balances, rent, and the system program.

use solana_pubkey::Pubkey;

use super::{Failure, Model, Refusal};

/// The overhead for which every account pays rent, in bytes.
const ACCOUNT: u64 = 128;

/// Sums of lamports over a whole sequence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    /// Came from nowhere.
    pub found: u64,
    /// Put into messages by senders as postage.
    pub escrowed: u64,
    /// Earned by recipients through verdicts.
    pub earned: u64,
    /// The networks' cut, through verdicts.
    pub cut: u64,
    /// The part of the cut that reached treasuries.
    pub swept: u64,
    /// Postage returned to senders.
    pub returned: u64,
    /// Stakes put down by submitters.
    pub staked: u64,
    /// Stakes returned to submitters or forfeited to treasuries.
    pub unstaked: u64,
    /// Bonds put down by issuers.
    pub bonded: u64,
    /// Bonds paid to submitters or returned to issuers.
    pub unbonded: u64,
}

/// Sums over a treasury of the bounty program, excluding its rent, in lamports or tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Till {
    /// Contributed by people.
    pub given: u64,
    /// Postage.
    pub swept: u64,
    /// Stakes that submitters lost.
    pub forfeited: u64,
    /// Allocated to bounties.
    pub allocated: u64,
    /// Returned from bounties.
    pub returned: u64,
}

impl Till {
    /// The balance including gifts, all of which can be allocated.
    pub fn held(&self, gifts: u64) -> u64 {
        gifts + self.given + self.swept + self.forfeited + self.returned - self.allocated
    }
}

impl Model {
    /// The rent of an account of this size, in lamports.
    pub fn rent(&self, space: usize) -> u64 {
        (ACCOUNT + space as u64) * self.lamports_per_byte
    }

    pub fn balance(&self, address: Pubkey) -> u64 {
        self.lamports.get(&address).copied().unwrap_or(0)
    }

    /// Lamports from nowhere.
    pub fn find(&mut self, address: Pubkey, lamports: u64) {
        *self.lamports.entry(address).or_default() += lamports;
        self.flows.found += lamports;
        *self.gifts.entry(address).or_default() += lamports;
    }

    /// An account that exists from the start, with its rent.
    pub fn begin_with(&mut self, address: Pubkey, space: usize) {
        let rent = self.rent(space);
        self.lamports.insert(address, rent);
        self.flows.found += rent;
    }

    pub fn pay(&mut self, from: Pubkey, to: Pubkey, lamports: u64) {
        let left = self.balance(from).checked_sub(lamports);
        self.lamports.insert(from, left.expect("the model pays only what exists"));
        *self.lamports.entry(to).or_default() += lamports;
    }

    /// Empties an account that is closed.
    pub fn pay_all(&mut self, from: Pubkey, to: Pubkey) {
        self.pay(from, to, self.balance(from));
    }

    /// What is missing from the rent of an account that the program creates.
    pub fn missing(&self, address: Pubkey, space: usize) -> u64 {
        self.rent(space).saturating_sub(self.balance(address))
    }

    /// Pays what is missing from the rent of an account that stays forever. Lamports that it held before reduce the
    /// amount.
    pub fn found(&mut self, payer: Pubkey, address: Pubkey, space: usize) {
        self.pay(payer, address, self.missing(address, space));
        self.gifts.insert(address, self.balance(address) - self.rent(space));
    }

    /// The runtime's own rule: no account may end up below its rent unless it was below it already and has not gained.
    pub fn check_rent(&self, before: &Self) -> Result<(), Failure> {
        // A new account has gained or lost lamports, unless it got its space while it already held lamports.
        let is_there = |model: &Self, address: &Pubkey| {
            (model.blanks.contains_key(address), model.endorsements.contains_key(address))
        };
        let is_fine = |address: &Pubkey| {
            let (had, has) = (before.balance(*address), self.balance(*address));
            if has == 0 || (had == has && is_there(before, address) == is_there(self, address)) {
                return true;
            }
            let (was, is) = (before.space(*address), self.space(*address));
            let was_short = had > 0 && had < self.rent(was);
            has >= self.rent(is) || (was_short && was == is && has <= had)
        };
        let fine = self.lamports.keys().all(is_fine);
        if fine { Ok(()) } else { Err(Failure { at: None, reasons: vec![Refusal::Rent] }) }
    }
}
