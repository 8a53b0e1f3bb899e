//! Earning a fee by saying what a message was worth; alone, or so that it moves the sender's reputation.

use anchor_lang::{address_eq, prelude::*};
use postage::{Seconds, Settlement, Timestamp};
use reputation_interface::{RecordVerdictCall, Standing};

use crate::{
    state::{Body, Correspondence, Mailbox, Message, Verdict},
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

// The reputation program checks its own accounts. An instruction apart, because five more accounts cost a quarter more
// even where they are left out.
#[derive(Accounts)]
pub struct AcknowledgeWithReputation {
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
    /// The account of the two people.
    #[account(mut)]
    pub correspondence: Account<Correspondence>,
    pub reputation: UncheckedAccount,
    #[account(mut)]
    pub sender_standing: UncheckedAccount,
    pub recipient_standing: UncheckedAccount,
    pub reputation_program: UncheckedAccount,
}

/// What both have in common.
struct Answer<'a> {
    recipient: &'a mut Signer,
    recipient_mailbox: &'a mut Account<Mailbox>,
    message: &'a mut Account<Message>,
    sender: &'a UncheckedAccount,
    body: &'a mut Option<Account<Body>>,
}

/// The shares at the sender's standing before a verdict and after it.
#[derive(Clone, Copy, Default)]
struct Shares {
    before: u64,
    after: u64,
}

impl Answer<'_> {
    #[inline(always)]
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

    #[inline(always)]
    fn settle(self, verdict: Verdict, settlement: &Settlement, shares: Shares, now: Timestamp) -> Result<()> {
        self.validate(now)?;

        let (earned, cut) = (settlement.recipient.0, settlement.treasury.0);
        self.message.sub_lamports(self.message.fee)?;
        self.recipient.add_lamports(earned)?;
        self.recipient_mailbox.add_lamports(cut)?;
        self.recipient_mailbox.record_earned(earned, cut)?;
        self.recipient_mailbox.invariant(self.recipient_mailbox.get_lamports())?;
        Message::release(self.message, self.body)?;

        emit!(MessageAcknowledged {
            message: *self.message.address(),
            sender: self.message.sender,
            recipient: self.message.recipient,
            verdict,
            earned,
            cut,
            shares_before: shares.before,
            shares_after: shares.after,
        });
        self.message.close(*self.sender.account())
    }
}

impl Acknowledge {
    #[inline(always)]
    pub fn run(&mut self, verdict: Verdict) -> Result<()> {
        let (now, settlement) = (Timestamp(Clock::get()?.unix_timestamp), self.message.settle(verdict));
        let Self { recipient, recipient_mailbox, message, sender, body } = self;
        let answer = Answer { recipient, recipient_mailbox, message, sender, body };
        answer.settle(verdict, &settlement, Shares::default(), now)
    }
}

impl AcknowledgeWithReputation {
    #[inline(always)]
    pub fn run(&mut self, verdict: Verdict) -> Result<()> {
        let (now, settlement) = (Timestamp(Clock::get()?.unix_timestamp), self.message.settle(verdict));
        // First, because the runtime wants no lamports to be on their way during a call. What is not valid undoes it.
        let shares = self.report(verdict, settlement.treasury.0, now)?;
        let Self { recipient, recipient_mailbox, message, sender, body, .. } = self;
        let answer = Answer { recipient, recipient_mailbox, message, sender, body };
        answer.settle(verdict, &settlement, shares, now)
    }

    /// Takes the verdict to the sender's standing, if it moves any.
    #[inline(always)]
    fn report(&mut self, verdict: Verdict, cut: u64, now: Timestamp) -> Result<Shares> {
        let named = address_eq(&self.message.correspondence, self.correspondence.address());
        require!(named, MailError::WrongCorrespondence);
        // Whoever gives up their standing keeps nobody from answering.
        let is_missing =
            self.sender_standing.account().is_data_empty() || self.recipient_standing.account().is_data_empty();
        if is_missing {
            return Ok(Shares::default());
        }
        let verdict = match verdict {
            // What paid the treasury nothing earns nothing, and does not use up what the two can earn from each other.
            Verdict::Valuable if cut != 0 => reputation_interface::Verdict::Valuable,
            Verdict::Spam => reputation_interface::Verdict::Spam,
            _ => return Ok(Shares::default()),
        };

        let marker = self.correspondence.place_of(self.recipient_mailbox.address());
        let half_life = Seconds(self.message.pair_half_life.into());
        let earlier = self.correspondence.record_verdict(marker, verdict, half_life, now).0;
        let call = RecordVerdictCall {
            recipient_mailbox: self.recipient_mailbox.account(),
            reputation: self.reputation.account(),
            sender_standing: self.sender_standing.account(),
            recipient_standing: self.recipient_standing.account(),
        };
        // Whether it is a standing, the reputation program finds out.
        let before = Standing::peek(call.sender_standing)?.held();
        self.recipient_mailbox.sign(|signer| call.invoke((verdict, cut, earlier), now.0, signer));
        let standing = Standing::peek(call.sender_standing)?;
        require!(address_eq(&standing.owner, &self.message.sender), MailError::WrongStanding);
        Ok(Shares { before, after: standing.held() })
    }
}
