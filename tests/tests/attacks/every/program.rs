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

/// An argument of an instruction.
pub struct Argument {
    pub name: String,
    /// Its type, as the SDK declares it.
    pub kind: String,
    /// Bytes before it, including the discriminator. None if it follows one whose length varies.
    pub at: Option<usize>,
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

    /// An instruction's arguments in order, as the SDK declares them.
    pub fn arguments(&self, name: &str) -> Vec<Argument> {
        let (source, layout) = (self.source(&format!("instructions/{name}.rs")), self.source("layout.rs"));
        let Some((_, rest)) = source.split_once("InstructionArgs {\n") else { return Vec::new() };
        let (_, places) = layout.split_once("pub mod arguments {").unwrap();
        let (_, places) = places.split_once(&format!("pub mod {name} {{")).unwrap();
        let at = |argument: &str| {
            let mut lines = places.lines().take_while(|line| line.trim() != "}");
            let start = format!("pub const {}: usize = ", argument.to_uppercase());
            lines.find_map(|line| line.trim().strip_prefix(&start)?.strip_suffix(';')?.parse().ok())
        };
        let fields = rest.lines().take_while(|line| *line != "}");
        let split = fields.filter_map(|field| field.trim().strip_prefix("pub ")?.strip_suffix(',')?.split_once(": "));
        split.map(|(name, kind)| Argument { name: name.to_owned(), kind: kind.to_owned(), at: at(name) }).collect()
    }

    /// A file of the SDK's generated code.
    fn source(&self, path: &str) -> String {
        let generated = concat!(env!("CARGO_MANIFEST_DIR"), "/../clients/rust/src/generated");
        std::fs::read_to_string(format!("{generated}/{}/{path}", self.folder)).unwrap()
    }

    /// Whether an address belongs to one of the programs.
    pub fn is_one(address: &Pubkey) -> bool {
        PROGRAMS.iter().any(|program| program.id == *address)
    }
}

impl Argument {
    /// The length in bytes, if it is an integer.
    pub fn bytes(&self) -> Option<usize> {
        Some(match self.kind.as_str() {
            "u8" => 1,
            "u16" => 2,
            "u32" => 4,
            "u64" | "i64" => 8,
            _ => return None,
        })
    }
}
