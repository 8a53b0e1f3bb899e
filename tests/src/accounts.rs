//! Accounts on the chain: reading them, and rewriting them behind the programs' backs.

use bmail_sdk::{
    PROGRAMS,
    accounts::{ProgramAccount, Reputation, Standing},
};
use reputation_core::Index;
use solana_account::Account;
use solana_pubkey::Pubkey;
use units::Timestamp;

use crate::{Harness, Person};

impl Harness {
    /// Adds lamports to an address out of thin air, between transactions.
    pub fn give(&mut self, address: Pubkey, lamports: u64) {
        let account = self.svm.get_account(&address).unwrap_or_default();
        let lamports = account.lamports + lamports;
        self.svm.set_account(address, Account { lamports, ..account }).unwrap();
    }

    /// Sets a balance out of thin air, between transactions.
    pub fn set_lamports(&mut self, address: Pubkey, lamports: u64) {
        let account = self.svm.get_account(&address).unwrap_or_default();
        self.svm.set_account(address, Account { lamports, ..account }).unwrap();
    }

    /// A balance in lamports.
    pub fn lamports(&self, address: Pubkey) -> u64 {
        self.svm.get_balance(&address).unwrap_or(0)
    }

    /// Puts a forged account at an address. From then on, the audit expects nothing of it.
    pub fn forge(&mut self, address: Pubkey, account: Account) {
        self.books.forged.insert(address);
        self.svm.set_account(address, account).unwrap();
    }

    /// Copies an account to a new address, with identical bytes and another owner.
    pub fn forge_copy(&mut self, original: Pubkey, owner: Pubkey) -> Pubkey {
        let copy = Person::named(&format!("copy of {original} for {owner}")).address();
        let account = self.svm.get_account(&original).expect("an account to copy");
        self.forge(copy, Account { owner, ..account });
        copy
    }

    /// Decodes an account of the program.
    #[track_caller]
    pub fn account<T: ProgramAccount>(&self, address: Pubkey) -> T {
        self.find_account(address).unwrap_or_else(|| panic!("there should be a {} at {address}", T::KIND))
    }

    /// Decodes an account of the program, if the address holds one of this kind.
    pub fn find_account<T: ProgramAccount>(&self, address: Pubkey) -> Option<T> {
        let account = self.svm.get_account(&address)?;
        T::decode(&PROGRAMS, &account.owner, &account.data).ok()
    }

    /// The address of a person's mailbox on the network.
    pub fn mailbox_of(&self, person: &Person) -> Pubkey {
        PROGRAMS.mailbox(&self.network, &person.address()).0
    }

    /// The address of two people's correspondence.
    pub fn correspondence_of(&self, one: &Person, other: &Person) -> Pubkey {
        PROGRAMS.correspondence(&self.mailbox_of(one), &self.mailbox_of(other)).0
    }

    /// The address of a person's standing on the network.
    pub fn standing_of(&self, person: &Person) -> Pubkey {
        PROGRAMS.standing(&self.network, &person.address()).0
    }

    /// A person's standing, which must exist.
    #[track_caller]
    pub fn standing(&self, person: &Person) -> Standing {
        self.account(self.standing_of(person))
    }

    /// The network's index now, which converts between shares and reputation.
    #[track_caller]
    pub fn index(&self) -> Index {
        let reputation: Reputation = self.account(PROGRAMS.reputation(&self.network).0);
        Index::at(Timestamp(self.now()), Timestamp(reputation.genesis), reputation.parameters.half_life)
    }

    /// The effective reputation of a standing; zero if there is none.
    pub fn reputation_at(&self, standing: Pubkey) -> units::Reputation {
        let standing = self.find_account::<Standing>(standing);
        standing.map_or(units::Reputation(0), |standing| standing.effective(Timestamp(self.now())))
    }

    /// A person's effective reputation.
    pub fn reputation_of(&self, person: &Person) -> units::Reputation {
        self.reputation_at(self.standing_of(person))
    }

    /// Rewrites an account's bytes into a state that no instruction produces. From then on, the audit expects nothing
    /// of it.
    pub fn rewrite(&mut self, address: Pubkey, offset: usize, bytes: &[u8]) {
        let mut account = self.svm.get_account(&address).expect("an account to rewrite");
        account.data[offset..offset + bytes.len()].copy_from_slice(bytes);
        self.forge(address, account);
    }
}
