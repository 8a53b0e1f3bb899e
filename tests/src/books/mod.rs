//! The audit that runs after every transaction on the harness.

mod bounties;
mod money;
pub(crate) mod planned;
#[cfg(test)]
mod planted;
mod shares;
mod told;

use std::collections::{HashMap, HashSet};

use bmail_sdk::{
    BOUNTY_ID, MAIL_ID, PROGRAMS, REPUTATION_ID, SPL_TOKEN_ID, TOKEN_2022_ID,
    accounts::{Bounty, Ledger, Mailbox, ProgramAccount, StoredMessage, Submission},
};
use litesvm::LiteSVM;
use solana_account::{AccountSharedData, ReadableAccount};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

/// The owner of the sysvars.
const SYSVARS: Pubkey = Pubkey::from_str_const("Sysvar1111111111111111111111111111111111111");

/// Every account at one moment, except the sysvars, which change with every block.
#[derive(Clone, PartialEq)]
pub struct Snapshot(HashMap<Pubkey, AccountSharedData>);

impl Snapshot {
    /// Takes a snapshot of the current state.
    pub fn take(svm: &LiteSVM) -> Self {
        // Cloning does not hash the addresses again, and hashing costs more than everything else here.
        let mut all = svm.accounts_db().inner.clone();
        all.retain(|_, account| *account.owner() != SYSVARS);
        Self(all)
    }

    /// The sum of all balances.
    pub fn total_lamports(&self) -> u128 {
        self.0.values().map(|account| u128::from(account.lamports())).sum()
    }

    /// The balance of one account; zero if there is none.
    pub fn lamports(&self, address: &Pubkey) -> u64 {
        self.0.get(address).map_or(0, ReadableAccount::lamports)
    }

    /// The addresses whose accounts differ.
    pub fn changed_to(&self, later: &Self) -> HashSet<Pubkey> {
        let all = self.0.keys().chain(later.0.keys());
        all.filter(|address| self.0.get(address) != later.0.get(address)).copied().collect()
    }

    /// Whether an account of the bounty program or of a token program differs. If none does, no bounty money has moved.
    fn has_money_unlike(&self, other: &Self) -> bool {
        const OWNERS: [Pubkey; 3] = [BOUNTY_ID, SPL_TOKEN_ID, TOKEN_2022_ID];
        let mut all = self.0.iter().filter(|(_, account)| OWNERS.contains(account.owner()));
        all.any(|(address, account)| other.0.get(address) != Some(account))
    }

    fn of_the_programs(&self) -> impl Iterator<Item = (&Pubkey, &AccountSharedData)> {
        self.0.iter().filter(|(_, account)| is_ours(account))
    }

    /// Decodes an account, if the address holds one of this kind.
    fn decode<T: ProgramAccount>(&self, address: &Pubkey) -> Option<T> {
        let account = self.0.get(address)?;
        T::decode(&PROGRAMS, account.owner(), account.data()).ok()
    }

    /// All accounts of one kind.
    fn decoded<T: ProgramAccount>(&self) -> impl Iterator<Item = (Pubkey, T)> {
        let decode = |account: &AccountSharedData| T::decode(&PROGRAMS, account.owner(), account.data()).ok();
        self.0.iter().filter_map(move |(address, account)| Some((*address, decode(account)?)))
    }
}

fn is_ours(account: &AccountSharedData) -> bool {
    [MAIL_ID, REPUTATION_ID, BOUNTY_ID].contains(account.owner())
}

/// What the audit has to remember: the rent that each account's creator paid, because rent may change later.
#[derive(Clone, Default)]
pub struct Books {
    rents: HashMap<Pubkey, u64>,
    /// Accounts that a test forged; they owe nothing.
    pub forged: HashSet<Pubkey>,
}

impl Books {
    /// Panics unless the books balance between the two snapshots.
    #[track_caller]
    pub fn audit(&mut self, before: &Snapshot, after: &Snapshot, fee: u64, rent: impl Fn(usize) -> u64) {
        let (held, burned) = (after.total_lamports(), u128::from(fee));
        assert_eq!(before.total_lamports(), held + burned, "lamports appeared or vanished");

        self.rents.retain(|address, _| after.0.get(address).is_some_and(is_ours));
        for (address, account) in after.of_the_programs().filter(|(address, _)| !self.forged.contains(*address)) {
            let rent = *self.rents.entry(*address).or_insert_with(|| rent(account.data().len()));
            let owed = owed(account);
            let held = account.lamports();
            assert!(held >= rent + owed, "{address} holds {held} lamports, but owes {owed} and a rent of {rent}");
        }
    }

    /// Panics unless a successful transaction changed everyone's shares as its logs say and every pool equals the sum
    /// of its stakes. `is_logged` is false if a caller that logs nothing may have recorded verdicts or awards.
    #[track_caller]
    pub fn audit_shares(&self, before: &Snapshot, after: &Snapshot, logs: &[String], is_logged: bool) {
        if self.has_forged(after, REPUTATION_ID) {
            return;
        }
        if is_logged {
            shares::changed_as_told(before, after, logs);
        }
        shares::pools_are_their_stakes(after);
    }

    /// Panics unless a successful transaction moved the money of treasuries and bounties as its logs say, and every
    /// bounty's counts are right.
    #[track_caller]
    pub fn audit_bounties(&self, before: &Snapshot, after: &Snapshot, instructions: &[Instruction], logs: &[String]) {
        let may_have_moved = before.has_money_unlike(after) || after.has_money_unlike(before);
        let called = instructions.iter().any(|instruction| instruction.program_id == BOUNTY_ID);
        if (called || may_have_moved) && !self.has_forged(after, BOUNTY_ID) {
            money::moved_as_told(before, after, instructions, logs);
            bounties::are_their_parts(after);
        }
    }

    /// Whether a test forged an account of this program.
    fn has_forged(&self, snapshot: &Snapshot, program: Pubkey) -> bool {
        let is_its = |address| snapshot.0.get(address).is_some_and(|account| *account.owner() == program);
        self.forged.iter().any(is_its)
    }
}

/// What an account of the programs owes in lamports: an escrowed fee, the network's cut in a mailbox or ledger, a
/// bounty's holdings and bond, or a submission's stake.
fn owed(account: &AccountSharedData) -> u64 {
    let (owner, data) = (account.owner(), account.data());
    let fee = StoredMessage::decode(&PROGRAMS, owner, data).map(|message| message.header.fee);
    let cut = || Mailbox::decode(&PROGRAMS, owner, data).map(|mailbox| mailbox.cut);
    let unpaid = || Ledger::decode(&PROGRAMS, owner, data).map(|ledger| ledger.unpaid);
    let for_awards = |bounty: &Bounty| if told::is_for_sol(bounty) { bounty.held } else { 0 };
    let held = || Bounty::decode(&PROGRAMS, owner, data).map(|bounty| bounty.bond + for_awards(&bounty));
    let stake = || Submission::decode(&PROGRAMS, owner, data).map(|submission| submission.stake);
    fee.or_else(|_| cut()).or_else(|_| unpaid()).or_else(|_| held()).or_else(|_| stake()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    //! An audit that cannot fail is worth nothing.

    use super::*;
    use crate::Harness;

    const FEE: u64 = 5_000;

    fn audit(change: impl Fn(&mut Harness, Pubkey)) {
        let (mut harness, ada, bo) = Harness::with_reputation();
        let message = harness.send(&ada, &bo).run_and_find();
        let (before, rent) = (harness.snapshot(), harness.rent(500));
        change(&mut harness, message);
        Books::default().audit(&before, &harness.snapshot(), FEE, |bytes| rent / 628 * (bytes as u64 + 128));
    }

    fn take(harness: &mut Harness, from: Pubkey, lamports: u64) {
        let left = harness.lamports(from) - lamports;
        harness.set_lamports(from, left);
    }

    #[test]
    fn books_in_balance_pass() {
        audit(|harness, _| take(harness, crate::Person::named("Ada").address(), FEE));
    }

    #[test]
    #[should_panic(expected = "lamports appeared or vanished")]
    fn a_lamport_that_vanishes_is_noticed() {
        audit(|harness, _| take(harness, crate::Person::named("Ada").address(), FEE + 1));
    }

    #[test]
    #[should_panic(expected = "lamports appeared or vanished")]
    fn a_lamport_that_appears_is_noticed() {
        audit(|harness, _| take(harness, crate::Person::named("Ada").address(), FEE - 1));
    }

    #[test]
    #[should_panic(expected = "but owes")]
    fn a_message_that_holds_less_than_rent_and_fee_is_noticed() {
        audit(|harness, message| take(harness, message, FEE));
    }

    #[test]
    #[should_panic(expected = "but owes")]
    fn a_mailbox_that_holds_less_than_rent_and_cut_is_noticed() {
        audit(|harness, _| {
            let mailbox = harness.mailbox_of(&crate::Person::named("Bo"));
            take(harness, mailbox, FEE);
        });
    }

    #[test]
    #[should_panic(expected = "but owes")]
    fn a_standing_that_holds_less_than_its_rent_is_noticed() {
        audit(|harness, _| {
            let standing = harness.standing_of(&crate::Person::named("Bo"));
            take(harness, standing, FEE);
        });
    }
}
