//! Returning the fee of an open message to its sender.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, Account};

use crate::{
    state::{Mailbox, Message},
    MailError, MessageRefunded,
};

// No seeds are checked: only this program creates accounts with these discriminators, each at its only address.
#[derive(Accounts)]
pub struct Refund {
    pub recipient: Signer,
    pub recipient_mailbox: Account<Mailbox>,
    #[account(mut)]
    pub message: Account<Message>,
    /// The wallet that the message names.
    #[account(mut)]
    pub sender: UncheckedAccount,
}

impl Refund {
    fn validate(&self) -> Result<()> {
        // recipient
        require!(address_eq(&self.recipient_mailbox.owner, self.recipient.address()), MailError::NotYourMailbox);

        // message: the deadline does not matter, because after it the fee can only go to the sender anyway
        require!(address_eq(&self.message.recipient, self.recipient_mailbox.address()), MailError::NotYourMessage);
        require!(address_eq(&self.message.sender, self.sender.address()), MailError::WrongSender);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        let refunded = core::mem::take(&mut self.message.fee);
        self.message.sub_lamports(refunded)?;
        self.sender.add_lamports(refunded)?;
        emit(MessageRefunded {
            message: *self.message.address(),
            sender: self.message.sender,
            recipient: self.message.recipient,
            refunded,
        });
        Ok(())
    }
}
