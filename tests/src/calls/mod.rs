//! The program's instructions, each with defaults that succeed, read from the chain's state.

mod answer;
mod mailbox;
mod network;
mod send;

pub use answer::{Acknowledge, Expire};
pub use mailbox::{OpenMailbox, RotateKey, SetMailbox};
pub use network::CreateNetwork;
pub use send::Send;

use crate::Parts;
use bmail_sdk::generated::mail::instructions as generated;
use solana_instruction::Instruction;

/// Parts of which the SDK's builder makes the instruction.
macro_rules! parts {
    ($type:ident, $name:literal, [$($role:literal),*]) => {
        impl Parts for $type {
            const NAME: &'static str = $name;
            const ROLES: &'static [&'static str] = &[$($role),*];

            fn instruction(&self) -> Instruction {
                self.accounts.instruction(self.args.clone())
            }
        }
    };
}

parts!(CreateNetwork, "create_network", ["founder", "network", "system_program"]);
parts!(OpenMailbox, "open_mailbox", ["owner", "network", "mailbox", "system_program"]);
parts!(SetMailbox, "set_mailbox", ["owner", "mailbox"]);
parts!(RotateKey, "rotate_key", ["owner", "mailbox"]);
parts!(
    Send,
    "send",
    ["sender", "network", "sender_mailbox", "recipient_mailbox", "correspondence", "message", "system_program"]
);
parts!(Acknowledge, "acknowledge", ["recipient", "recipient_mailbox", "message", "sender"]);

impl Parts for Expire {
    const NAME: &'static str = "expire";
    const ROLES: &'static [&'static str] = &["message", "sender"];

    fn instruction(&self) -> Instruction {
        generated::Expire { message: self.message, sender: self.sender }.instruction()
    }
}
