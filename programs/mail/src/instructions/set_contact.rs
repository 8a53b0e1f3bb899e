//! Making somebody a contact, or not any more. Mutual contacts write free.

use anchor_lang::{address_eq, prelude::*};
use postage::Timestamp;

use crate::{
    state::{Correspondence, Mailbox, PossiblyNew},
    ContactChanged, MailError,
};

// No seeds are checked: the program made every account with these discriminators, each at its one address.
#[derive(Accounts)]
pub struct SetContact {
    #[account(mut)]
    pub owner: Signer,
    pub mailbox: Account<Mailbox>,
    /// The other's mailbox; it may be closed if the two have a correspondence.
    pub other_mailbox: UncheckedAccount,
    /// The account of the two people, created if they never wrote.
    #[account(mut)]
    pub correspondence: PossiblyNew<Correspondence>,
    pub system_program: Program<System>,
}

impl SetContact {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.mailbox.owner, self.owner.address()), MailError::NotYourMailbox);
        require!(!address_eq(self.mailbox.address(), self.other_mailbox.address()), MailError::SelfContact);

        // An account that is there already names both mailboxes; a new one is only for two of one network.
        if self.correspondence.is_data_empty() {
            let other = Account::<Mailbox>::load(*self.other_mailbox.account())?;
            require!(address_eq(&other.network, &self.mailbox.network), MailError::OtherNetwork);
        }
        Ok(())
    }

    pub fn run(&mut self, contact: bool) -> Result<()> {
        self.validate()?;
        let now = Timestamp(Clock::get()?.unix_timestamp);
        let (mailbox, other) = (*self.mailbox.address(), *self.other_mailbox.address());
        let (mut correspondence, side) = self.correspondence.between(&mailbox, &other, self.owner.account(), now)?;

        correspondence.set_contact(side, contact);
        emit!(ContactChanged { mailbox, other, contact });
        Ok(())
    }
}
