//! The program's instructions, each with defaults that succeed, read from the chain's state.

mod answer;
mod body;
mod bounty;
mod contact;
mod leave;
mod mailbox;
mod network;
mod parameters;
mod reputation;
mod send;
mod stake;
mod treasury;
mod vault;

pub use answer::{Acknowledge, AcknowledgeWithReputation, Expire, Refund};
pub use body::{CloseBody, OpenBody, Reclaim, SealBody, WriteBody};
pub use bounty::{
    Cancel, Claim, CloseBounty, CloseSubmission, Commit, CreateBounty, EarnReputation, Fund, Open, RevealSubmission,
    Review, Veto, WithdrawContribution, commitment, content, terms,
};
pub use contact::SetContact;
pub use leave::{CloseCorrespondence, CloseMailbox, Sweep};
pub use mailbox::{OpenMailbox, RotateKey, SetMailbox};
pub use network::{
    AcceptAuthority, AdoptTreasury, ApplyRules, CreateNetwork, ProposeAuthority, ProposeRules, SetSending,
};
pub use parameters::{ApplyParameters, ProposeParameters};
pub use reputation::{CloseStanding, CreateReputation, OpenStanding, RecordAward, RecordVerdict, Seed, Sync};
pub use send::{Post, Reveal, Send, post_accounts};
pub use stake::{BeginUnendorse, Collect, Endorse, FinishUnendorse};
pub use treasury::{Allocate, ApplyLimit, Contribute, CreateTreasury, ProposeLimit, ReturnAllocation, Tally};
pub use vault::{CloseVault, CreateTokenTreasury, CreateVault};

use crate::Parts;
use bmail_sdk::generated::mail::instructions as generated;
use solana_instruction::Instruction;

/// Parts of which the SDK's builder makes the instruction, from accounts and arguments.
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

/// Parts of an instruction without arguments.
macro_rules! bare_parts {
    ($type:ident, $name:literal, [$($role:literal),*]) => {
        impl Parts for $type {
            const NAME: &'static str = $name;
            const ROLES: &'static [&'static str] = &[$($role),*];

            fn instruction(&self) -> Instruction {
                self.accounts.instruction()
            }
        }
    };
}
pub(crate) use {bare_parts, parts};

parts!(OpenMailbox, "open_mailbox", ["owner", "network", "ledger", "mailbox", "system_program"]);
parts!(SetMailbox, "set_mailbox", ["owner", "mailbox"]);
parts!(RotateKey, "rotate_key", ["owner", "mailbox"]);
parts!(Acknowledge, "acknowledge", ["recipient", "recipient_mailbox", "message", "sender", "body"]);
parts!(
    AcknowledgeWithReputation,
    "acknowledge_with_reputation",
    [
        "recipient",
        "recipient_mailbox",
        "message",
        "sender",
        "body",
        "correspondence",
        "reputation",
        "sender_standing",
        "recipient_standing",
        "reputation_program"
    ]
);

impl Parts for Expire {
    const NAME: &'static str = "expire";
    const ROLES: &'static [&'static str] = &["message", "sender", "body"];

    fn instruction(&self) -> Instruction {
        let Self { message, sender, body } = *self;
        generated::Expire { message, sender, body }.instruction()
    }
}
