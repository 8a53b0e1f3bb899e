//! Publishing the sealed key of a posted message.

use anchor_lang::{address_eq, prelude::*};
use kit::{now, Account};
use units::Timestamp;

use crate::{
    state::{CurrentKey, Mailbox, Message, SealedKey},
    MailError,
};

// No seeds are checked: only this program creates accounts with these discriminators, each at its only address.
#[derive(Accounts)]
pub struct Reveal {
    pub sender: Signer,
    pub recipient_mailbox: Account<Mailbox>,
    #[account(mut)]
    pub message: Account<Message>,
}

impl Reveal {
    fn validate(&self, key: &CurrentKey, now: Timestamp) -> Result<()> {
        // message
        require!(address_eq(&self.message.sender, self.sender.address()), MailError::WrongSender);
        require!(self.message.revealed == 0, MailError::AlreadyRevealed);
        require!(self.message.is_in_time(now), MailError::RevealTooLate);

        // recipient
        require!(address_eq(&self.message.recipient, self.recipient_mailbox.address()), MailError::NotYourMessage);
        require!(self.recipient_mailbox.has_key(key), MailError::KeyChanged);
        Ok(())
    }

    pub fn run(&mut self, key: CurrentKey, sealed_key: SealedKey) -> Result<()> {
        let now = now()?;
        self.validate(&key, now)?;

        self.message.sealed_key = sealed_key;
        self.message.start_answering(key.version, now);
        Ok(())
    }
}
