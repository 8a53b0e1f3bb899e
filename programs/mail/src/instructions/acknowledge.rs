//! Earning a fee by saying what a message was worth.

use anchor_lang::{address_eq, prelude::*};
use postage::Timestamp;

use crate::{
    reputation,
    state::{Body, Mailbox, Message, Verdict},
    MailError, MessageAcknowledged,
};

// No seeds are checked: the program made every account with these discriminators, each at its one address.
#[derive(Accounts)]
pub struct Acknowledge {
    #[account(mut)]
    pub recipient: Signer,
    #[account(mut)]
    pub recipient_mailbox: Account<Mailbox>,
    #[account(mut)]
    pub message: Account<Message>,
    /// The wallet that the message names.
    #[account(mut)]
    pub sender: UncheckedAccount,
    /// What the message refers to, if it does.
    #[account(mut)]
    pub body: Option<Account<Body>>,
}

impl Acknowledge {
    fn validate(&self, now: Timestamp) -> Result<()> {
        // recipient
        require!(address_eq(&self.recipient_mailbox.owner, self.recipient.address()), MailError::NotYourMailbox);

        // message
        require!(address_eq(&self.message.recipient, self.recipient_mailbox.address()), MailError::NotYourMessage);
        require!(address_eq(&self.message.sender, self.sender.address()), MailError::WrongSender);
        require!(self.message.revealed != 0, MailError::NotRevealed);
        require!(self.message.is_in_time(now), MailError::AnswerTooLate);
        Ok(())
    }

    pub fn run(&mut self, verdict: Verdict) -> Result<()> {
        self.validate(Timestamp(Clock::get()?.unix_timestamp))?;

        let settlement = self.message.settle(verdict);
        let (earned, cut) = (settlement.recipient.0, settlement.treasury.0);
        self.message.sub_lamports(self.message.fee)?;
        self.recipient.add_lamports(earned)?;
        self.recipient_mailbox.add_lamports(cut)?;
        self.recipient_mailbox.record_earned(earned, cut)?;
        self.recipient_mailbox.invariant(self.recipient_mailbox.get_lamports())?;
        reputation::record_verdict(&self.message, verdict)?;
        Message::release(&self.message, &mut self.body)?;

        emit!(MessageAcknowledged {
            message: *self.message.address(),
            sender: self.message.sender,
            recipient: self.message.recipient,
            verdict,
            earned,
            cut,
        });
        self.message.close(*self.sender.account())
    }
}
