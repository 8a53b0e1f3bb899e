//! Opening a mailbox.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, increase, now, Account};

use crate::{
    seeds,
    state::{Ledger, Mailbox, Network},
    MailError, MailboxOpened,
};

#[derive(Accounts)]
pub struct OpenMailbox {
    #[account(mut)]
    pub owner: Signer,
    pub network: Account<Network>,
    // No seeds are checked: only this program creates accounts with this discriminator, one for each network.
    #[account(mut)]
    pub ledger: Account<Ledger>,
    #[account(
        init,
        payer = owner,
        seeds = [seeds::MAILBOX, network.address().as_ref(), owner.address().as_ref()],
        bump
    )]
    pub mailbox: Account<Mailbox>,
    pub system_program: Program<System>,
}

impl OpenMailbox {
    fn validate(&self, encryption_key: &[u8; 32]) -> Result<()> {
        Mailbox::check_key(encryption_key)?;
        require!(address_eq(&self.ledger.network, self.network.address()), MailError::OtherNetwork);
        Ok(())
    }

    pub fn run(&mut self, encryption_key: [u8; 32], bump: u8) -> Result<()> {
        self.validate(&encryption_key)?;

        let (network, owner, now) = (*self.network.address(), *self.owner.address(), now()?);
        let sequence = Mailbox::first_sequence(now);
        // All other fields are zero, as the system program leaves them.
        self.mailbox.network = network;
        self.mailbox.owner = owner;
        self.mailbox.encryption_key = encryption_key;
        self.mailbox.load = Mailbox::FIRST_LOAD.0;
        self.mailbox.load_at = now.0;
        self.mailbox.next_sequence = sequence;
        self.mailbox.swept_sequence = sequence;
        self.mailbox.key_version = 1;
        self.mailbox.accepting = 1;
        self.mailbox.bump = bump;
        increase(&mut self.ledger.mailboxes, 1).ok_or(MailError::Overflow)?;
        emit(MailboxOpened { mailbox: *self.mailbox.address(), network, owner });
        Ok(())
    }
}
