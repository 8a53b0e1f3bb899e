//! Closing the account of two people after a year of silence.

use anchor_lang::{find_and_verify_program_address, prelude::*};
use kit::{emit, now, Account};
use units::Timestamp;

use crate::{seeds, state::Correspondence, CorrespondenceClosed, MailError};

// The two may have closed their mailboxes, so these are not accounts of the instruction. The address of a mailbox is
// derived from network and owner, so it proves the owner. For the same reason the network can be any address.
#[derive(Accounts)]
pub struct CloseCorrespondence {
    /// One of the two people.
    #[account(mut)]
    pub owner: Signer,
    pub network: UncheckedAccount,
    #[account(mut)]
    pub correspondence: Account<Correspondence>,
    /// The person who paid the rent, if that is not the signer.
    #[account(mut)]
    pub payer: Option<UncheckedAccount>,
}

impl CloseCorrespondence {
    fn validate(&self, now: Timestamp) -> Result<()> {
        let (correspondence, owner) = (&self.correspondence, self.owner.address());
        match &self.payer {
            None => {
                require!(self.is_of(correspondence.payer(), owner), MailError::WrongPayer);
            }
            Some(payer) => {
                require!(self.is_of(correspondence.payer(), payer.address()), MailError::WrongPayer);
                require!(self.is_of(correspondence.other_than_payer(), owner), MailError::NotYourCorrespondence);
            }
        }
        require!(correspondence.is_silent(now), MailError::NotSilent);
        Ok(())
    }

    /// Whether a mailbox's address is derived from the network and a wallet.
    fn is_of(&self, mailbox: &Address, wallet: &Address) -> bool {
        let seeds = [seeds::MAILBOX, self.network.address().as_ref(), wallet.as_ref()];
        find_and_verify_program_address(&seeds, &crate::ID, mailbox).is_ok()
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate(now()?)?;

        let payer = self.payer.as_ref().map_or(*self.owner.account(), |payer| *payer.account());
        emit(CorrespondenceClosed { correspondence: *self.correspondence.address(), payer: *payer.address() });
        self.correspondence.close(payer)
    }
}
