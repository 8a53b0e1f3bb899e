//! Bringing a mailbox's cut to the treasury, and what it counted to the ledger.

use anchor_lang::{address_eq, prelude::*};

use crate::{
    state::{Ledger, Mailbox, Network},
    MailError, MailboxSwept,
};

// Nobody has to sign: the money can only go to the treasury. No seeds are checked: the program made every account
// with these discriminators, each at its one address.
#[derive(Accounts)]
pub struct Sweep {
    pub network: Account<Network>,
    #[account(mut)]
    pub ledger: Account<Ledger>,
    #[account(mut)]
    pub mailbox: Account<Mailbox>,
    /// The address that the network names.
    #[account(mut)]
    pub treasury: UncheckedAccount,
}

impl Sweep {
    fn validate(&self) -> Result<()> {
        let network = self.network.address();
        require!(address_eq(&self.mailbox.network, network), MailError::OtherNetwork);
        require!(address_eq(&self.ledger.network, network), MailError::OtherNetwork);
        require!(address_eq(&self.network.treasury, self.treasury.address()), MailError::WrongTreasury);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        let totals = self.ledger.gather(&mut self.mailbox)?;
        let left_behind = core::mem::take(&mut self.ledger.unpaid);
        self.mailbox.sub_lamports(totals.cut)?;
        self.ledger.sub_lamports(left_behind)?;
        self.treasury.add_lamports(totals.cut)?;
        self.treasury.add_lamports(left_behind)?;
        emit!(MailboxSwept {
            mailbox: *self.mailbox.address(),
            network: *self.network.address(),
            cut: totals.cut,
            earned: totals.earned,
            messages: totals.messages,
        });
        Ok(())
    }
}
