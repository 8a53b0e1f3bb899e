//! Cancelling a bounty.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{emit, now, Account};
use mail_interface::NetworkHead;
use units::Timestamp;

use crate::{state::Bounty, BountyCancelled, BountyError};

// Seeds are not checked: the programs create accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct Cancel {
    /// The network's authority until the review ends; also the issuer before the first commitment.
    pub signer: Signer,
    pub network: Account<NetworkHead>,
    #[account(mut)]
    pub bounty: Account<Bounty>,
}

impl Cancel {
    fn validate(&self, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.bounty.network, self.network.address()), BountyError::OtherNetwork);
        require!(self.bounty.cancelled == 0, BountyError::Cancelled);
        let signer = self.signer.address();
        if self.bounty.submissions == 0 {
            let may = address_eq(&self.bounty.issuer, signer) || address_eq(&self.network.authority, signer);
            require!(may, BountyError::NotIssuer);
            return Ok(());
        }
        require!(address_eq(&self.network.authority, signer), BountyError::TooLateToCancel);
        require!(self.bounty.phase(now) < Phase::Challenging, BountyError::TooLateToCancel);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate(now()?)?;

        self.bounty.cancelled = 1;
        emit(BountyCancelled { bounty: *self.bounty.address() });
        Ok(())
    }
}
