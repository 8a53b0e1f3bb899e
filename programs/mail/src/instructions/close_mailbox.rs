//! Closing a mailbox, to leave a network.

use anchor_lang::{address_eq, prelude::*};
use kit::{decrease, emit, increase, now, Account};
use units::Timestamp;

use crate::{
    state::{Ledger, Mailbox, Network},
    MailError, MailboxClosed, MailboxSwept,
};

// No seeds are checked: only this program creates accounts with these discriminators, each at its only address.
#[derive(Accounts)]
pub struct CloseMailbox {
    #[account(mut)]
    pub owner: Signer,
    pub network: Account<Network>,
    #[account(mut)]
    pub ledger: Account<Ledger>,
    #[account(mut)]
    pub mailbox: Account<Mailbox>,
}

impl CloseMailbox {
    fn validate(&self, now: Timestamp) -> Result<()> {
        // owner
        require!(address_eq(&self.mailbox.owner, self.owner.address()), MailError::NotYourMailbox);

        // network
        let network = self.network.address();
        require!(address_eq(&self.mailbox.network, network), MailError::OtherNetwork);
        require!(address_eq(&self.ledger.network, network), MailError::OtherNetwork);

        // mailbox: open messages are not counted, because each of them can end without the mailbox
        self.mailbox.check_closable(self.network.rules.window_half_life, now)
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate(now()?)?;

        // The cut waits in the ledger, so a treasury that cannot receive lamports does not keep anyone from leaving.
        let totals = self.ledger.gather(&mut self.mailbox)?;
        self.mailbox.sub_lamports(totals.cut)?;
        self.ledger.add_lamports(totals.cut)?;
        increase(&mut self.ledger.unpaid, totals.cut).ok_or(MailError::Overflow)?;
        decrease(&mut self.ledger.mailboxes, 1).ok_or(MailError::Overflow)?;
        self.ledger.invariant(self.ledger.get_lamports())?;

        let (mailbox, network, owner) = (*self.mailbox.address(), *self.network.address(), *self.owner.address());
        let (cut, earned, messages) = (totals.cut, totals.earned, totals.messages);
        emit(MailboxSwept { mailbox, network, cut, earned, messages });
        emit(MailboxClosed { mailbox, network, owner });
        self.mailbox.close(*self.owner.account())
    }
}
