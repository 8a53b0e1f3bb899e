//! The harness itself: the virtual machine, its clock, rent and people, and running audited transactions.

use std::{collections::HashMap, path::PathBuf, sync::LazyLock};

use bmail_sdk::{BOUNTY_ID, MAIL_ID, REPUTATION_ID, instructions::Chain};
use litesvm::LiteSVM;
use solana_clock::Clock;
use solana_instruction::Instruction;
use solana_message::{Message, VersionedMessage};
use solana_pubkey::Pubkey;
use solana_rent::Rent;
use solana_signature::Signature;
use solana_signer::Signer;
use solana_transaction::versioned::VersionedTransaction;

use crate::{
    Outcome, Person,
    books::{Books, Snapshot},
    vault,
};

/// The unix time at which every harness starts.
pub const NOW: i64 = 1_800_000_000;
/// Lamports per byte: LiteSVM's default, mainnet's current rent, and mainnet's planned rent.
pub const RENTS: [u64; 3] = [6_960, 5_080, 696];
/// Everyone's initial balance: a million SOL, enough for even the most expensive message.
pub const FORTUNE: u64 = 2_000_000_000_000_000;

/// The built programs in a virtual machine of their own.
#[derive(Clone)]
pub struct Harness {
    /// The virtual machine.
    pub svm: LiteSVM,
    /// The current network: people write on it unless told otherwise.
    pub network: Pubkey,
    pub(crate) networks: u32,
    pub(crate) books: Books,
    pub(crate) keys: HashMap<Pubkey, Person>,
    /// Pays for every signature, so that fees move nobody else's balance.
    pub(crate) payer: Person,
}

/// Runs a test at each of the rents.
pub fn at_every_rent(test: impl Fn(Harness)) {
    for rent in RENTS {
        eprintln!("at a rent of {rent} lamports per byte:");
        test(Harness::with_rent(rent));
    }
}

impl Harness {
    /// A harness with the default rent and no network.
    #[expect(clippy::new_without_default, reason = "it loads programs from disk and panics without them")]
    pub fn new() -> Self {
        Self::with_rent(RENTS[0])
    }

    /// A harness with a rent in lamports per byte, and no network.
    pub fn with_rent(lamports_per_byte: u64) -> Self {
        static LOADED: LazyLock<LiteSVM> = LazyLock::new(load);
        let svm = LOADED.clone();
        let (payer, network) = (Person::named("fee payer"), Pubkey::default());
        let mut harness = Self { svm, network, networks: 0, books: Books::default(), keys: HashMap::new(), payer };
        harness.set_rent(lamports_per_byte);
        harness.set_time(NOW);
        harness.payer = harness.person("fee payer");
        harness
    }

    /// The current time in unix seconds.
    pub fn now(&self) -> i64 {
        self.svm.get_sysvar::<Clock>().unix_timestamp
    }

    /// Sets the clock, forward or backward.
    pub fn set_time(&mut self, unix_timestamp: i64) {
        let clock = self.svm.get_sysvar::<Clock>();
        self.svm.set_sysvar(&Clock { unix_timestamp, ..clock });
    }

    /// Moves the clock forward.
    pub fn advance(&mut self, seconds: i64) {
        self.set_time(self.now() + seconds);
    }

    /// Changes the rent, in lamports per byte, both for programs and for the runtime's own check.
    pub fn set_rent(&mut self, lamports_per_byte: u64) {
        self.svm.set_sysvar(&Rent::with_lamports_per_byte(lamports_per_byte));
    }

    /// The rent of an account of this size, in lamports.
    pub fn rent(&self, bytes: usize) -> u64 {
        self.svm.get_sysvar::<Rent>().minimum_balance(bytes)
    }

    /// What the SDK plans with.
    pub fn chain(&self) -> Chain {
        Chain { rent: self.svm.get_sysvar::<Rent>(), ..Chain::default() }
    }

    /// Who pays for every signature.
    pub fn payer(&self) -> &Person {
        &self.payer
    }

    /// Every account except the sysvars.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::take(&self.svm)
    }

    /// Runs instructions in one transaction, signed by their signers, and audits the result.
    #[track_caller]
    pub fn execute(&mut self, instructions: &[Instruction]) -> Outcome {
        self.svm.expire_blockhash();
        let before = self.snapshot();
        let transaction = self.sign(&self.through_vaults(instructions));
        let bytes = 1 + 64 * transaction.signatures.len() + transaction.message.serialize().len();
        let outcome = match self.svm.send_transaction(transaction) {
            Ok(meta) => Outcome::new(Ok(()), meta, bytes),
            Err(failed) => Outcome::new(Err(failed.err), failed.meta, bytes),
        };
        self.audit(&before, instructions, &outcome);
        outcome
    }

    /// The instructions, with those that a vault signs as calls of its program.
    fn through_vaults(&self, instructions: &[Instruction]) -> Vec<Instruction> {
        let signed = |instruction: &Instruction| {
            let mut signers = instruction.accounts.iter().filter(|meta| meta.is_signer);
            let owner = signers.find_map(|meta| self.keys.get(&meta.pubkey)?.behind_vault());
            owner.map_or_else(|| instruction.clone(), |owner| vault::execute(&owner, instruction))
        };
        instructions.iter().map(signed).collect()
    }

    /// What an instruction returns, without running it.
    pub fn simulate(&self, instruction: Instruction) -> Vec<u8> {
        let simulated = self.svm.simulate_transaction(self.sign(&[instruction]));
        simulated.expect("the simulation succeeds").meta.return_data.data
    }

    #[track_caller]
    fn audit(&mut self, before: &Snapshot, instructions: &[Instruction], outcome: &Outcome) {
        let after = self.snapshot();
        let paid = before.lamports(&self.payer.address()) - after.lamports(&self.payer.address());
        let rent = self.svm.get_sysvar::<Rent>();
        self.books.audit(before, &after, paid, |bytes| rent.minimum_balance(bytes));
        if outcome.result.is_err() {
            let mut changed = before.changed_to(&after);
            changed.remove(&self.payer.address());
            assert!(changed.is_empty(), "a failed transaction changed {changed:?}");
        } else {
            assert_eq!(paid, outcome.fee, "the payer pays only for the signatures");
            self.books.audit_shares(before, &after, &outcome.logs, self.svm.get_sigverify());
            self.books.audit_bounties(before, &after, instructions, &outcome.logs);
        }
    }

    /// Stops checking signatures. A test can then claim the signature of an address for which only a program signs,
    /// without that program.
    pub fn trust_everybody(&mut self) {
        self.svm = self.svm.clone().with_sigverify(false);
    }

    fn sign(&self, instructions: &[Instruction]) -> VersionedTransaction {
        let message =
            Message::new_with_blockhash(instructions, Some(&self.payer.address()), &self.svm.latest_blockhash());
        let (signers, text) =
            (&message.account_keys[..message.header.num_required_signatures.into()], message.serialize());
        let sign = |address| match self.keys.get(address) {
            Some(person) => person.keypair.sign_message(&text),
            None if self.svm.get_sigverify() => panic!("{address} has no key on this harness"),
            None => Signature::default(),
        };
        let signatures = signers.iter().map(sign).collect();
        VersionedTransaction { signatures, message: VersionedMessage::Legacy(message) }
    }
}

/// A machine with the programs. They are compiled once, and every harness starts from a copy.
fn load() -> LiteSVM {
    let mut svm = LiteSVM::new().with_mainnet_features();
    svm.add_program_from_file(MAIL_ID, program("mail.so")).expect("mail.so loads");
    svm.add_program_from_file(REPUTATION_ID, program("reputation.so")).expect("reputation.so loads");
    svm.add_program_from_file(BOUNTY_ID, program("bounty.so")).expect("bounty.so loads");
    svm
}

/// Where `make build` puts a program, or a file in `BMAIL_PROGRAMS` if that is set, which tests another build.
pub fn program(file: &str) -> PathBuf {
    let built = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/deploy");
    let path = std::env::var_os("BMAIL_PROGRAMS").map_or_else(built, PathBuf::from).join(file);
    assert!(path.exists(), "{} is missing: run `make build`", path.display());
    path
}
