//! The programs, and the SDK's names for their instructions.

use std::collections::BTreeSet;

use bmail_sdk::{BOUNTY_ID, MAIL_ID, REPUTATION_ID};
use solana_pubkey::Pubkey;

/// A program of b-mail.
pub struct Program {
    pub id: Pubkey,
    /// The folder of the SDK's generated code for it.
    pub folder: &'static str,
    modules: &'static str,
}

/// All of them, in alphabetical order.
pub const PROGRAMS: [Program; 3] = [
    Program {
        id: BOUNTY_ID,
        folder: "bounty",
        modules: include_str!("../../../../clients/rust/src/generated/bounty/instructions/mod.rs"),
    },
    Program {
        id: MAIL_ID,
        folder: "mail",
        modules: include_str!("../../../../clients/rust/src/generated/mail/instructions/mod.rs"),
    },
    Program {
        id: REPUTATION_ID,
        folder: "reputation",
        modules: include_str!("../../../../clients/rust/src/generated/reputation/instructions/mod.rs"),
    },
];

impl Program {
    /// The SDK's names for its instructions.
    pub fn names(&self) -> BTreeSet<&'static str> {
        let name = |line: &'static str| line.strip_prefix("pub(crate) mod r#")?.strip_suffix(';');
        self.modules.lines().filter_map(name).collect()
    }

    /// The integers among an instruction's arguments, as the SDK declares them.
    pub fn numbers(&self, name: &str) -> Vec<String> {
        let generated = concat!(env!("CARGO_MANIFEST_DIR"), "/../clients/rust/src/generated");
        let source = std::fs::read_to_string(format!("{generated}/{}/instructions/{name}.rs", self.folder)).unwrap();
        let Some((_, rest)) = source.split_once("InstructionArgs {\n") else { return Vec::new() };
        let fields = rest.lines().take_while(|line| *line != "}");
        let is_number = |kind: &str| ["u8", "u16", "u32", "u64", "i64"].contains(&kind.trim_end_matches(','));
        let split = fields.filter_map(|field| field.trim().strip_prefix("pub ")?.split_once(": "));
        split.filter(|(_, kind)| is_number(kind)).map(|(argument, _)| argument.to_owned()).collect()
    }

    /// Whether an address belongs to one of the programs.
    pub fn is_one(address: &Pubkey) -> bool {
        PROGRAMS.iter().any(|program| program.id == *address)
    }
}
