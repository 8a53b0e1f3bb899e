//! Bringing what mail's ledger has counted to the week.

use anchor_lang::{address_eq, prelude::*};
use reputation_interface::mail;

use crate::{questions::now, state::Weeks, BountyError};

// Nobody has to sign: there is nothing to choose. No seeds are checked: the programs made every account with these
// discriminators, each at its one address.
#[derive(Accounts)]
pub struct Tally {
    pub ledger: Account<mail::Ledger>,
    #[account(mut)]
    pub weeks: Account<Weeks>,
}

impl Tally {
    pub fn run(&mut self) -> Result<()> {
        require!(address_eq(&self.weeks.network, &self.ledger.network), BountyError::OtherNetwork);
        let (earned, people) = (self.ledger.earned, self.ledger.mailboxes);
        self.weeks.tally(earned, people, now()?)
    }
}
