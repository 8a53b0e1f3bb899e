//! A network's totals, gathered from its mailboxes. Not part of the network's account, which every sender reads: a
//! write to it would hold up every send.

use anchor_lang::prelude::*;
use kit::{assert_begins_with, increase};
use mail_interface::LedgerHead;

use super::Mailbox;
use crate::MailError;

assert_begins_with!(Ledger, LedgerHead { network, mailboxes, messages, earned });

#[account]
pub struct Ledger {
    pub network: Address,
    /// How many mailboxes are open.
    pub mailboxes: u64,
    /// Messages sent.
    pub messages: u64,
    /// Lamports that verdicts earned their recipients.
    pub earned: u64,
    /// Lamports that went to the treasury, or wait here for it.
    pub cut: u64,
    /// Lamports that closed mailboxes left here for the treasury.
    pub unpaid: u64,
    pub bump: u8,
    pub padding: [u8; 7],
}

/// The totals that one mailbox adds.
pub struct Totals {
    pub cut: u64,
    pub earned: u64,
    pub messages: u64,
}

impl Ledger {
    /// Adds a mailbox's totals since the last sweep. The caller must move the cut's lamports.
    pub fn gather(&mut self, mailbox: &mut Mailbox) -> Result<Totals> {
        let messages = mailbox.next_sequence.checked_sub(mailbox.swept_sequence).ok_or(MailError::Overflow)?;
        let totals = Totals { cut: mailbox.cut, earned: mailbox.earned, messages };
        increase(&mut self.messages, totals.messages).ok_or(MailError::Overflow)?;
        increase(&mut self.earned, totals.earned).ok_or(MailError::Overflow)?;
        increase(&mut self.cut, totals.cut).ok_or(MailError::Overflow)?;
        mailbox.swept_sequence = mailbox.next_sequence;
        mailbox.cut = 0;
        mailbox.earned = 0;
        Ok(totals)
    }

    /// Refuses a ledger that holds less than it owes.
    pub fn invariant(&self, lamports: u64) -> Result<()> {
        require!(lamports >= self.unpaid, MailError::Insolvent);
        Ok(())
    }
}
