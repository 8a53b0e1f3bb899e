//! Contacts.

use bmail_sdk::generated::mail::instructions::{self as generated, SetContactInstructionArgs};
use bmail_sdk::generated::mail::layout::roles;
use solana_instruction::Instruction;
use solana_system_interface::program::ID as SYSTEM;

use super::parts;
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `set_contact`.
pub struct SetContact {
    accounts: generated::SetContact,
    args: SetContactInstructionArgs,
}
parts!(SetContact, "set_contact", roles::SET_CONTACT);

impl Harness {
    /// Makes `other` a contact of `owner`.
    pub fn set_contact(&mut self, owner: &Person, other: &Person) -> Call<'_, SetContact> {
        let accounts = generated::SetContact {
            owner: owner.address(),
            mailbox: self.mailbox_of(owner),
            other_mailbox: self.mailbox_of(other),
            correspondence: self.correspondence_of(owner, other),
            system_program: SYSTEM,
        };
        Call::new(self, SetContact { accounts, args: SetContactInstructionArgs { contact: true } })
    }

    /// Makes two people each other's contacts.
    #[track_caller]
    pub fn befriend(&mut self, one: &Person, other: &Person) {
        self.set_contact(one, other).run();
        self.set_contact(other, one).run();
    }
}

impl Call<'_, SetContact> {
    /// Sets whether the other becomes a contact, or stops being one.
    pub fn contact(mut self, contact: bool) -> Self {
        self.parts.args.contact = contact;
        self
    }
}
