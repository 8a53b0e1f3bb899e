//! Changes by a mailbox's owner: what they ask of senders, and their key.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, Account};

use crate::{state::Mailbox, KeyRotated, MailError, MailboxChanged};

#[derive(Accounts)]
pub struct ChangeMailbox {
    pub owner: Signer,
    // No seeds are checked: only this program creates accounts with this discriminator, each at its only address.
    #[account(mut)]
    pub mailbox: Account<Mailbox>,
}

impl ChangeMailbox {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.mailbox.owner, self.owner.address()), MailError::NotYourMailbox);
        Ok(())
    }

    pub fn set(&mut self, min_fee: u64, min_reputation: u64, accepting: bool) -> Result<()> {
        self.validate()?;

        self.mailbox.min_fee = min_fee;
        self.mailbox.min_reputation = min_reputation;
        self.mailbox.accepting = accepting.into();
        self.mailbox.invariant(self.mailbox.get_lamports())?;
        emit(MailboxChanged { mailbox: *self.mailbox.address(), min_fee, min_reputation, accepting });
        Ok(())
    }

    pub fn rotate(&mut self, encryption_key: [u8; 32]) -> Result<()> {
        self.validate()?;
        Mailbox::check_key(&encryption_key)?;
        require!(encryption_key != self.mailbox.encryption_key, MailError::InvalidKey);

        let key_version = self.mailbox.key_version.checked_add(1).ok_or(MailError::Overflow)?;
        self.mailbox.encryption_key = encryption_key;
        self.mailbox.key_version = key_version;
        emit(KeyRotated { mailbox: *self.mailbox.address(), key_version });
        Ok(())
    }
}
