//! Adding or removing a contact. Mail between mutual contacts is free.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account, PossiblyNew};

use crate::{
    state::{Correspondence, Mailbox, Pair},
    ContactChanged, MailError,
};

// No seeds are checked: only this program creates accounts with these discriminators, each at its only address.
#[derive(Accounts)]
pub struct SetContact {
    #[account(mut)]
    pub owner: Signer,
    pub mailbox: Account<Mailbox>,
    /// The other person's mailbox. It may be closed if the two have a correspondence.
    pub other_mailbox: UncheckedAccount,
    /// The account of the two people, created if they never wrote.
    #[account(mut)]
    pub correspondence: PossiblyNew<Correspondence>,
    pub system_program: Program<System>,
}

impl SetContact {
    fn validate(&self) -> Result<Pair> {
        require!(address_eq(&self.mailbox.owner, self.owner.address()), MailError::NotYourMailbox);
        require!(!address_eq(self.mailbox.address(), self.other_mailbox.address()), MailError::SelfContact);

        // An existing correspondence names both mailboxes. A new one needs two mailboxes of the same network.
        if self.correspondence.is_data_empty() {
            let other = Account::<Mailbox>::load(*self.other_mailbox.account())?;
            require!(address_eq(&other.network, &self.mailbox.network), MailError::OtherNetwork);
        }
        Correspondence::find(&self.correspondence, self.mailbox.address(), self.other_mailbox.address())
    }

    pub fn run(&mut self, contact: bool) -> Result<()> {
        let pair = self.validate()?;

        let (mailbox, other) = (*self.mailbox.address(), *self.other_mailbox.address());
        let (mut correspondence, side) =
            pair.open(&self.correspondence, &mailbox, &other, self.owner.account(), now()?)?;
        correspondence.set_contact(side, contact);
        emit(ContactChanged { mailbox, other, contact });
        Ok(())
    }
}
