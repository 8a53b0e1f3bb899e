//! A call that can be spoiled: the instruction, and the chain's state that it runs on.

use std::collections::BTreeMap;

use bmail_testing::Harness;
use solana_account::Account;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

#[derive(Clone)]
pub struct Call<'a> {
    harness: &'a Harness,
    number: Option<u8>,
    pub instruction: Instruction,
    /// Accounts that differ from the harness.
    pub accounts: BTreeMap<Pubkey, Account>,
    /// Unix seconds.
    pub time: i64,
    /// Lamports per byte, if different from the harness.
    pub rent: Option<u64>,
}

impl<'a> Call<'a> {
    pub fn new(harness: &'a Harness, instruction: Instruction) -> Self {
        let number = instruction.data.first().copied();
        Self { harness, number, instruction, accounts: BTreeMap::new(), time: harness.now(), rent: None }
    }

    pub fn harness(&self) -> &'a Harness {
        self.harness
    }

    /// Whether it still calls the same instruction, so that its codes are those of that instruction.
    pub fn is_the_same(&self) -> bool {
        self.instruction.data.first().copied() == self.number
    }

    /// How many accounts are passed.
    pub fn roles(&self) -> usize {
        self.instruction.accounts.len()
    }

    /// The account in a role, as the call sees it; none if another change has removed the role.
    pub fn account(&self, role: usize) -> Option<Account> {
        let address = self.instruction.accounts.get(role)?.pubkey;
        self.accounts.get(&address).cloned().or_else(|| self.harness.svm.get_account(&address))
    }

    /// Changes the account in a role. Programs stay unchanged, because the machine would compile them.
    pub fn change(&mut self, role: usize, change: impl FnOnce(&mut Account)) {
        let account = self.account(role).unwrap_or_default();
        if !account.executable && role < self.roles() {
            let account = self.accounts.entry(self.instruction.accounts[role].pubkey).or_insert(account);
            change(account);
        }
    }
}
