//! Taking an award away before it is paid.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::{Phase, Ranking};
use kit::{emit, now, Account};
use mail_interface::NetworkHead;
use units::Timestamp;

use crate::{
    state::{Bounty, Submission},
    BountyError, Vetoed,
};

// Seeds are not checked: the programs create accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct Veto {
    pub authority: Signer,
    pub network: Account<NetworkHead>,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    pub submission: Account<Submission>,
}

impl Veto {
    fn validate(&self, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.network.authority, self.authority.address()), BountyError::NotAuthority);
        require!(address_eq(&self.bounty.network, self.network.address()), BountyError::OtherNetwork);
        require!(address_eq(&self.submission.bounty, self.bounty.address()), BountyError::OtherBounty);
        require!(self.bounty.ranking().is_accepted(self.submission.number), BountyError::NotAccepted);
        self.bounty.require_phase(Phase::Challenging, now)
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate(now()?)?;

        let mut ranking: Ranking = self.bounty.ranking();
        ranking.set(self.submission.number, false);
        self.bounty.accepted = ranking.0;
        emit(Vetoed { submission: *self.submission.address() });
        Ok(())
    }
}
