//! Earning a fee by giving a verdict on a message, without or with an effect on the sender's reputation.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};
use postage::{Settlement, Verdict};
use reputation_interface::{RecordVerdictCall, Standing};
use units::{Seconds, Timestamp};

use crate::{
    state::{Body, Correspondence, Mailbox, Message},
    MailError, MessageAcknowledged,
};

// No seeds are checked: only this program creates accounts with these discriminators, each at its only address.
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
    /// The body that the message refers to, if any.
    #[account(mut)]
    pub body: Option<Account<Body>>,
}

// The reputation program checks its own accounts. This is a separate instruction because five more accounts cost a
// quarter more, even if they are left out.
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
    /// The body that the message refers to, if any.
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

/// What both instructions do.
struct Acknowledgement<'a> {
    recipient: &'a mut Signer,
    recipient_mailbox: &'a mut Account<Mailbox>,
    message: &'a mut Account<Message>,
    sender: &'a UncheckedAccount,
    body: &'a mut Option<Account<Body>>,
}

/// The accounts that a verdict needs to move reputation.
struct Standings<'a> {
    correspondence: &'a mut Account<Correspondence>,
    reputation: &'a UncheckedAccount,
    sender: &'a UncheckedAccount,
    recipient: &'a UncheckedAccount,
}

/// The shares in the sender's standing before a verdict and after it.
#[derive(Clone, Copy, Default)]
struct Shares {
    before: u64,
    after: u64,
}

impl Acknowledgement<'_> {
    #[inline(always)]
    fn validate(&self, now: Timestamp) -> Result<()> {
        // recipient
        require!(address_eq(&self.recipient_mailbox.owner, self.recipient.address()), MailError::NotYourMailbox);

        // message
        require!(address_eq(&self.message.recipient, self.recipient_mailbox.address()), MailError::NotYourMessage);
        require!(address_eq(&self.message.sender, self.sender.address()), MailError::WrongSender);
        require!(self.message.revealed != 0, MailError::NotRevealed);
        require!(self.message.is_in_time(now), MailError::AnswerTooLate);

        // body
        Message::validate_body(self.message, self.body)
    }

    #[inline(always)]
    fn settle(self, verdict: Verdict, settlement: &Settlement, shares: Shares) -> Result<()> {
        let (earned, cut) = (settlement.recipient.0, settlement.treasury.0);
        self.message.sub_lamports(self.message.fee)?;
        self.recipient.add_lamports(earned)?;
        self.recipient_mailbox.add_lamports(cut)?;
        self.recipient_mailbox.record_earned(earned, cut)?;
        self.recipient_mailbox.invariant(self.recipient_mailbox.get_lamports())?;
        Message::release(self.body)?;

        emit(MessageAcknowledged {
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
        let Self { recipient, recipient_mailbox, message, sender, body } = self;
        let acknowledgement = Acknowledgement { recipient, recipient_mailbox, message, sender, body };
        acknowledgement.validate(now()?)?;

        let settlement = acknowledgement.message.settle(verdict);
        acknowledgement.settle(verdict, &settlement, Shares::default())
    }
}

impl AcknowledgeWithReputation {
    #[inline(always)]
    pub fn run(&mut self, verdict: Verdict) -> Result<()> {
        let Self { recipient, recipient_mailbox, message, sender, body, correspondence, reputation, .. } = self;
        let acknowledgement = Acknowledgement { recipient, recipient_mailbox, message, sender, body };
        let standings = Standings {
            correspondence,
            reputation,
            sender: &self.sender_standing,
            recipient: &self.recipient_standing,
        };
        let now = now()?;
        acknowledgement.validate(now)?;
        standings.validate(acknowledgement.message)?;

        let settlement = acknowledgement.message.settle(verdict);
        // Before any lamports move: the runtime requires balanced lamports at every call to another program.
        let shares = standings.record(&acknowledgement, verdict, settlement.treasury, now)?;
        acknowledgement.settle(verdict, &settlement, shares)
    }
}

impl Standings<'_> {
    #[inline(always)]
    fn validate(&self, message: &Message) -> Result<()> {
        require!(address_eq(&message.correspondence, self.correspondence.address()), MailError::WrongCorrespondence);
        Ok(())
    }

    /// Records the verdict with the reputation program, if it moves any reputation.
    #[inline(always)]
    fn record(
        self,
        acknowledgement: &Acknowledgement,
        verdict: Verdict,
        cut: units::Lamports,
        now: Timestamp,
    ) -> Result<Shares> {
        let Acknowledgement { recipient_mailbox, message, .. } = acknowledgement;
        // A message that pays the treasury nothing earns no reputation, so it must not count as an earlier verdict.
        let moves_any = match verdict {
            Verdict::Valuable => cut.0 != 0,
            Verdict::Spam => true,
            Verdict::Abstain => false,
        };
        // A closed standing must not block an acknowledgement.
        let is_missing = self.sender.account().is_data_empty() || self.recipient.account().is_data_empty();
        if is_missing || !moves_any {
            return Ok(Shares::default());
        }
        // The reputation program checks the network of both standings, and the owner of the recipient's.
        let standing = Account::<Standing>::load(*self.sender.account())?;
        require!(address_eq(&standing.owner, &message.sender), MailError::WrongStanding);

        let marker = self.correspondence.place_of(recipient_mailbox.address());
        let half_life = Seconds(message.pair_half_life.into());
        let earlier = self.correspondence.record_verdict(marker, verdict, half_life, now);
        let call = RecordVerdictCall {
            recipient_mailbox: recipient_mailbox.account(),
            reputation: self.reputation.account(),
            sender_standing: self.sender.account(),
            recipient_standing: self.recipient.account(),
        };
        let before = standing.held();
        recipient_mailbox.sign(|signer| call.invoke(verdict, cut, earlier, now, signer));
        Ok(Shares { before, after: standing.held() })
    }
}
