//! Moving the network's cut to the treasury, and a mailbox's totals to the ledger.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, Account};

use crate::{
    state::{Ledger, Mailbox, Network},
    MailError, MailboxSwept,
};

// No signer is needed: the lamports can only go to the treasury. No seeds are checked: only this program creates
// accounts with these discriminators, each at its only address.
#[derive(Accounts)]
pub struct Sweep {
    pub network: Account<Network>,
    #[account(mut)]
    pub ledger: Account<Ledger>,
    /// The mailbox whose cut moves, in addition to what closed mailboxes left in the ledger.
    #[account(mut)]
    pub mailbox: Option<Account<Mailbox>>,
    /// The address that the network names.
    #[account(mut)]
    pub treasury: UncheckedAccount,
}

impl Sweep {
    fn validate(&self) -> Result<()> {
        let network = self.network.address();
        let of_network = |mailbox: &Account<Mailbox>| address_eq(&mailbox.network, network);
        require!(self.mailbox.as_ref().is_none_or(of_network), MailError::OtherNetwork);
        require!(address_eq(&self.ledger.network, network), MailError::OtherNetwork);
        require!(address_eq(&self.network.treasury, self.treasury.address()), MailError::WrongTreasury);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        let left_behind = core::mem::take(&mut self.ledger.unpaid);
        self.ledger.sub_lamports(left_behind)?;
        self.treasury.add_lamports(left_behind)?;
        let Some(mailbox) = &mut self.mailbox else { return Ok(()) };

        let totals = self.ledger.gather(mailbox)?;
        mailbox.sub_lamports(totals.cut)?;
        self.treasury.add_lamports(totals.cut)?;
        emit(MailboxSwept {
            mailbox: *mailbox.address(),
            network: *self.network.address(),
            cut: totals.cut,
            earned: totals.earned,
            messages: totals.messages,
        });
        Ok(())
    }
}
