//! Closing a bounty from which everyone has taken what is theirs, or returning what is left of its bond before.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};

use crate::{state::Bounty, BondReturned, BountyClosed, BountyError};

// Seeds are not checked: the program creates accounts with this discriminator at their one address only.
#[derive(Accounts)]
pub struct CloseBounty {
    #[account(mut)]
    pub issuer: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
}

impl CloseBounty {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.bounty.issuer, self.issuer.address()), BountyError::NotIssuer);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;
        // The phase need not be checked: from opening to settlement a bounty holds its rewards, so it is not empty.
        if !self.bounty.is_empty() {
            return self.return_bond();
        }
        // Nobody could close the vault afterwards, and its rent would be lost.
        require!(self.bounty.vault_bump == 0, BountyError::VaultExists);

        emit(BountyClosed { bounty: *self.bounty.address() });
        self.bounty.close(*self.issuer.account())
    }

    /// Returns what is left of the bond, if nobody can be owed any of it. Somebody may never take what is theirs, such as a
    /// winner or a contributor who lets others spend from their token account. Only the rent waits for them.
    #[inline(never)]
    fn return_bond(&mut self) -> Result<()> {
        let bond = self.bounty.bond;
        let is_over = bond != 0 && self.bounty.settle(now()?).is_ok();
        require!(is_over && self.bounty.awaits_winners_only(), BountyError::BountyInUse);

        // What it holds and what it owes become less by the same, so it stays as solvent as it was.
        self.bounty.bond = 0;
        self.bounty.sub_lamports(bond)?;
        self.issuer.add_lamports(bond)?;
        emit(BondReturned { bounty: *self.bounty.address(), bond });
        Ok(())
    }
}
