//! Forgetting what two people wrote to each other, after a year of silence.

use anchor_lang::{find_and_verify_program_address, prelude::*};
use kit::{emit, now, Account};
use units::Timestamp;

use crate::{seeds, state::Correspondence, CorrespondenceClosed, MailError};

// Whether the two still have mailboxes does not matter, so these are not asked for: a mailbox's address proves whose
// it is. For the same reason the network can be any address.
#[derive(Accounts)]
pub struct CloseCorrespondence {
    /// One of the two people.
    #[account(mut)]
    pub owner: Signer,
    pub network: UncheckedAccount,
    #[account(mut)]
    pub correspondence: Account<Correspondence>,
    /// Who paid the rent, if that was the other.
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

    /// Whether a mailbox's address follows from the network and a wallet.
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
