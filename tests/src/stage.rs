//! The stage itself: the virtual machine, its clock, rent and people, and running transactions under audit.

use std::{collections::HashMap, path::PathBuf};

use bmail_sdk::MAIL_ID;
use litesvm::LiteSVM;
use solana_clock::Clock;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_message::{Message, VersionedMessage};
use solana_pubkey::Pubkey;
use solana_rent::Rent;
use solana_transaction::versioned::VersionedTransaction;

use crate::{
    Outcome, Person,
    books::{Books, Snapshot},
};

/// The unix time at which every stage opens.
pub const NOW: i64 = 1_800_000_000;
/// Lamports per byte: LiteSVM's default, mainnet's today, and mainnet's as planned.
pub const RENTS: [u64; 3] = [6_960, 5_080, 696];
/// What everybody owns at first: a million SOL, which pays even the dearest message.
pub const FORTUNE: u64 = 2_000_000_000_000_000;

/// The built programs, on a machine of their own.
pub struct Stage {
    /// The virtual machine.
    pub svm: LiteSVM,
    /// The network on which people write, unless they are told otherwise.
    pub network: Pubkey,
    pub(crate) networks: u32,
    pub(crate) books: Books,
    keys: HashMap<Pubkey, Keypair>,
    /// Pays for every signature, so that nobody else's balance moves by fees.
    payer: Person,
}

/// Runs a test at each of the rents.
pub fn at_every_rent(test: impl Fn(Stage)) {
    for rent in RENTS {
        eprintln!("at a rent of {rent} lamports per byte:");
        test(Stage::with_rent(rent));
    }
}

impl Stage {
    /// With the default rent and no network.
    #[expect(clippy::new_without_default, reason = "it loads programs from disk and panics without them")]
    pub fn new() -> Self {
        Self::with_rent(RENTS[0])
    }

    /// With a rent in lamports per byte, and no network.
    pub fn with_rent(lamports_per_byte: u64) -> Self {
        let mut svm = LiteSVM::new().with_mainnet_features();
        svm.add_program_from_file(MAIL_ID, program("mail.so")).expect("mail.so loads");
        let (payer, network) = (Person::named("fee payer"), Pubkey::default());
        let mut stage = Self { svm, network, networks: 0, books: Books::default(), keys: HashMap::new(), payer };
        stage.set_rent(lamports_per_byte);
        stage.set_time(NOW);
        stage.payer = stage.person("fee payer");
        stage
    }

    /// With a network of default rules, on which Ada and Bo have mailboxes.
    pub fn with_ada_and_bo() -> (Self, Person, Person) {
        let mut stage = Self::new();
        let (ada, bo) = stage.ada_and_bo();
        (stage, ada, bo)
    }

    /// Founds a network of default rules, and opens mailboxes for Ada and Bo.
    pub fn ada_and_bo(&mut self) -> (Person, Person) {
        self.network();
        (self.resident("Ada"), self.resident("Bo"))
    }

    /// Somebody with a fortune.
    pub fn person(&mut self, name: &str) -> Person {
        let person = Person::named(name);
        self.keys.insert(person.address(), person.keypair.insecure_clone());
        self.give(person.address(), FORTUNE);
        person
    }

    /// Somebody with a fortune and a mailbox on the network.
    pub fn resident(&mut self, name: &str) -> Person {
        let person = self.person(name);
        self.open_mailbox(&person).run();
        person
    }

    /// Unix seconds.
    pub fn now(&self) -> i64 {
        self.svm.get_sysvar::<Clock>().unix_timestamp
    }

    /// Sets the clock, forwards or backwards.
    pub fn set_time(&mut self, unix_timestamp: i64) {
        let clock = self.svm.get_sysvar::<Clock>();
        self.svm.set_sysvar(&Clock { unix_timestamp, ..clock });
    }

    /// Moves the clock forwards.
    pub fn advance(&mut self, seconds: i64) {
        self.set_time(self.now() + seconds);
    }

    /// Changes the rent, in lamports per byte, for programs and the runtime's own check alike.
    pub fn set_rent(&mut self, lamports_per_byte: u64) {
        self.svm.set_sysvar(&Rent::with_lamports_per_byte(lamports_per_byte));
    }

    /// The rent of an account with so many bytes, in lamports.
    pub fn rent(&self, bytes: usize) -> u64 {
        self.svm.get_sysvar::<Rent>().minimum_balance(bytes)
    }

    /// Every account there is but the sysvars.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::take(&self.svm)
    }

    /// Runs instructions in one transaction, signed by whom they name, and audits what became of it.
    #[track_caller]
    pub fn execute(&mut self, instructions: &[Instruction]) -> Outcome {
        self.svm.expire_blockhash();
        let before = self.snapshot();
        let transaction = self.sign(instructions);
        let bytes = 1 + 64 * transaction.signatures.len() + transaction.message.serialize().len();
        let outcome = match self.svm.send_transaction(transaction) {
            Ok(meta) => Outcome::new(Ok(()), meta, bytes),
            Err(failed) => Outcome::new(Err(failed.err), failed.meta, bytes),
        };
        self.audit(&before, &outcome);
        outcome
    }

    #[track_caller]
    fn audit(&mut self, before: &Snapshot, outcome: &Outcome) {
        let after = self.snapshot();
        let paid = before.lamports(&self.payer.address()) - after.lamports(&self.payer.address());
        let rent = self.svm.get_sysvar::<Rent>();
        self.books.audit(before, &after, paid, |bytes| rent.minimum_balance(bytes));
        if outcome.result.is_err() {
            let mut changed = before.changed_to(&after);
            changed.remove(&self.payer.address());
            assert!(changed.is_empty(), "a failed transaction changed {changed:?}");
        } else {
            assert_eq!(paid, outcome.fee, "the payer pays the signatures, no more");
        }
    }

    fn sign(&self, instructions: &[Instruction]) -> VersionedTransaction {
        let message =
            Message::new_with_blockhash(instructions, Some(&self.payer.address()), &self.svm.latest_blockhash());
        let signers = &message.account_keys[..message.header.num_required_signatures.into()];
        let keys: Vec<_> = signers.iter().map(|address| &self.keys[address]).collect();
        VersionedTransaction::try_new(VersionedMessage::Legacy(message), &keys).unwrap()
    }
}

/// Where `make build` puts a program; in the folder `BMAIL_PROGRAMS` if that is set, to test another build.
pub fn program(file: &str) -> PathBuf {
    let built = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/deploy");
    let path = std::env::var_os("BMAIL_PROGRAMS").map_or_else(built, PathBuf::from).join(file);
    assert!(path.exists(), "{} is missing: run `make build`", path.display());
    path
}
