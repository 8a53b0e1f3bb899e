//! Ending an award before it is paid.

use anchor_lang::{address_eq, prelude::*};
use bounties::{Phase, Ranking};
use postage::Timestamp;
use reputation_interface::mail;

use crate::{
    events::emit,
    questions::{now, require_authority},
    state::{Bounty, Submission},
    BountyError, Vetoed,
};

// No seeds are checked: the programs made every account with these discriminators, each at its one address.
#[derive(Accounts)]
pub struct Veto {
    pub authority: Signer,
    pub network: Account<mail::Network>,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    pub submission: Account<Submission>,
}

impl Veto {
    fn validate(&self, now: Timestamp) -> Result<()> {
        require_authority(&self.network, self.authority.address())?;
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
