//! Burning from an endorsement what its endorser's own spam has burned.

use anchor_lang::prelude::*;
use kit::Account;
use units::Q32;

use crate::{
    state::{Endorsement, Standing},
    Collected,
};

// No signer: there is nothing to choose. Seeds are not checked: the program creates accounts with these discriminators
// at their one address only.
#[derive(Accounts)]
pub struct Collect {
    pub endorser_standing: Account<Standing>,
    #[account(mut)]
    pub endorsed_standing: Account<Standing>,
    #[account(mut)]
    pub endorsement: Account<Endorsement>,
}

impl Collect {
    fn validate(&self) -> Result<()> {
        self.endorsement.is_between(self.endorser_standing.address(), self.endorsed_standing.address())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        let stake_factor = Q32(self.endorser_standing.stake_factor);
        let burned = self.endorsement.change(stake_factor, &mut self.endorsed_standing, |_, _| Ok(()))?;
        Collected::emit(self.endorsement.endorser, self.endorsement.endorsed, burned);
        Ok(())
    }
}
