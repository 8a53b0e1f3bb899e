//! Refunding a message that was not acknowledged, or not revealed, in time.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};
use units::Timestamp;

use crate::{
    state::{Body, Message},
    MailError, MessageExpired,
};

// No signer is needed: the lamports can only go back to the sender.
#[derive(Accounts)]
pub struct Expire {
    // No seeds are checked: only this program creates accounts with this discriminator, each at its only address.
    #[account(mut)]
    pub message: Account<Message>,
    /// The wallet that the message names.
    #[account(mut)]
    pub sender: UncheckedAccount,
    /// The body that the message refers to, if any.
    #[account(mut)]
    pub body: Option<Account<Body>>,
}

impl Expire {
    fn validate(&self, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.message.sender, self.sender.address()), MailError::WrongSender);
        require!(!self.message.is_in_time(now), MailError::NotExpired);
        Message::validate_body(&self.message, &self.body)
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate(now()?)?;

        Message::release(&mut self.body)?;
        let (message, sender) = (*self.message.address(), self.message.sender);
        emit(MessageExpired { message, sender, refunded: self.message.fee });
        self.message.close(*self.sender.account())
    }
}
