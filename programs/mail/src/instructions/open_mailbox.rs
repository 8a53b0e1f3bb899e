//! Opening a mailbox.

use anchor_lang::prelude::*;

use crate::{
    seeds,
    state::{Mailbox, Network},
    MailError, MailboxOpened,
};

#[derive(Accounts)]
pub struct OpenMailbox {
    #[account(mut)]
    pub owner: Signer,
    pub network: Account<Network>,
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
    pub fn run(&mut self, encryption_key: [u8; 32], bump: u8) -> Result<()> {
        require!(encryption_key != [0; 32], MailError::InvalidKey);

        let (network, owner) = (*self.network.address(), *self.owner.address());
        *self.mailbox = Mailbox {
            network,
            owner,
            encryption_key,
            min_fee: 0,
            min_reputation: 0,
            load: 0,
            load_at: 0,
            next_sequence: 0,
            cut: 0,
            key_version: 1,
            accepting: 1,
            bump,
            padding: [0; 2],
        };
        emit!(MailboxOpened { mailbox: *self.mailbox.address(), network, owner });
        Ok(())
    }
}
