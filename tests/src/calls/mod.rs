//! The programs' instructions, each with defaults that succeed, derived from the chain's state.

mod acknowledge;
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

pub use acknowledge::{Acknowledge, AcknowledgeWithReputation, Expire, Refund};
pub use body::{CloseBody, OpenBody, Reclaim, SealBody, WriteBody};
pub use bounty::{
    Cancel, Claim, CloseBounty, CloseSubmission, Commit, CreateBounty, EarnReputation, Fund, Open, RevealSubmission,
    Review, Veto, WithdrawContribution, commitment, content,
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
use bmail_sdk::generated::mail::layout::roles;
use solana_instruction::Instruction;

/// Implements `Parts` through the SDK's builder, which takes accounts and arguments.
macro_rules! parts {
    ($type:ident, $name:literal, $roles:expr) => {
        impl Parts for $type {
            const NAME: &'static str = $name;
            const ROLES: &'static [&'static str] = $roles;

            fn instruction(&self) -> Instruction {
                self.accounts.instruction(self.args.clone())
            }
        }
    };
}

/// Implements `Parts` for an instruction without arguments.
macro_rules! bare_parts {
    ($type:ident, $name:literal, $roles:expr) => {
        impl Parts for $type {
            const NAME: &'static str = $name;
            const ROLES: &'static [&'static str] = $roles;

            fn instruction(&self) -> Instruction {
                self.accounts.instruction()
            }
        }
    };
}
pub(crate) use {bare_parts, parts};

parts!(OpenMailbox, "open_mailbox", roles::OPEN_MAILBOX);
parts!(SetMailbox, "set_mailbox", roles::SET_MAILBOX);
parts!(RotateKey, "rotate_key", roles::ROTATE_KEY);
parts!(Acknowledge, "acknowledge", roles::ACKNOWLEDGE);
parts!(AcknowledgeWithReputation, "acknowledge_with_reputation", roles::ACKNOWLEDGE_WITH_REPUTATION);

impl Parts for Expire {
    const NAME: &'static str = "expire";
    const ROLES: &'static [&'static str] = roles::EXPIRE;

    fn instruction(&self) -> Instruction {
        let Self { message, sender, body } = *self;
        generated::Expire { message, sender, body }.instruction()
    }
}
