//! People whose address is a program's: the program of `tests/vault` signs for it, as a multisig does for its members. On a
//! harness, everything that such a person signs runs as a call of that program, signed by the owner's wallet.

use std::path::PathBuf;

use bmail_sdk::instructions::Step;
use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;

use crate::{FORTUNE, Harness, Person};

/// Where the tests put the program.
pub const PROGRAM: Pubkey = Pubkey::from_str_const("Vau1t11111111111111111111111111111111111111");

/// An owner's vault, and the bump of its address.
pub fn of(owner: &Pubkey) -> (Pubkey, u8) {
    Pubkey::find_program_address(&[b"vault", owner.as_ref()], &PROGRAM)
}

/// Runs an instruction, signed by the owner's vault. The owner signs the transaction.
pub fn execute(owner: &Pubkey, call: &Instruction) -> Instruction {
    let (vault, bump) = of(owner);
    let mut accounts = vec![
        AccountMeta::new_readonly(*owner, true),
        AccountMeta::new_readonly(vault, false),
        AccountMeta::new_readonly(call.program_id, false),
    ];
    accounts.extend(call.accounts.iter().cloned().map(|mut meta| {
        meta.is_signer &= meta.pubkey != vault;
        meta
    }));
    Instruction { program_id: PROGRAM, accounts, data: [&[bump], &call.data[..]].concat() }
}

/// A step of a plan, in which what the owner's vault signs runs as calls.
pub fn through(owner: &Pubkey, step: &Step) -> Step {
    let vault = of(owner).0;
    let signs = |call: &Instruction| call.accounts.iter().any(|meta| meta.is_signer && meta.pubkey == vault);
    let calls = step.instructions().into_iter().map(|call| if signs(&call) { execute(owner, &call) } else { call });
    let mut through = Step::default();
    through.actions.extend(calls);
    through
}

/// Where `tools/build vault` puts the program.
pub fn program() -> PathBuf {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/vault/vault.so");
    assert!(path.exists(), "{} is missing: run `tools/build vault`", path.display());
    path
}

impl Harness {
    /// Adds a person who acts through a vault with a fortune. Their wallet has nothing.
    pub fn vault(&mut self, name: &str) -> Person {
        self.svm.add_program_from_file(PROGRAM, program()).expect("vault.so loads");
        let owner = Person::named(name);
        let person = owner.clone().with_vault();
        self.keys.insert(owner.address(), owner);
        self.keys.insert(person.address(), person.clone());
        self.give(person.address(), FORTUNE);
        person
    }

    /// Adds a person who acts through a vault, and their mailbox on the network.
    pub fn resident_vault(&mut self, name: &str) -> Person {
        let person = self.vault(name);
        self.open_mailbox(&person).run();
        person
    }
}
