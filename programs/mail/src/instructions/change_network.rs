//! Changes by a network's authority: the rules, after a public delay; the authority itself; and a pause of sending.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};
use postage::Rules;

use crate::{
    state::Network, AuthorityAccepted, AuthorityProposed, MailError, RulesApplied, RulesProposed, SendingChanged,
};

// No seeds are checked: only this program creates accounts with this discriminator, each at its only address.
#[derive(Accounts)]
pub struct ChangeNetwork {
    pub authority: Signer,
    #[account(mut)]
    pub network: Account<Network>,
}

// No signer is needed: the authority signed when it proposed the rules.
#[derive(Accounts)]
pub struct ApplyRules {
    #[account(mut)]
    pub network: Account<Network>,
}

impl ChangeNetwork {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.network.authority, self.authority.address()), MailError::NotAuthority);
        Ok(())
    }

    pub fn propose_rules(&mut self, rules: Rules) -> Result<()> {
        self.validate()?;
        self.network.propose(rules, now()?)?;
        emit(RulesProposed { network: *self.network.address(), due_at: self.network.rules_due_at });
        Ok(())
    }

    pub fn propose_authority(&mut self, authority: Address) -> Result<()> {
        self.validate()?;
        self.network.pending_authority = authority;
        emit(AuthorityProposed { network: *self.network.address(), authority });
        Ok(())
    }

    /// The default address stands for "offered to nobody". It cannot sign, so it can never accept.
    fn validate_new_authority(&self) -> Result<()> {
        require!(address_eq(&self.network.pending_authority, self.authority.address()), MailError::NotProposed);
        Ok(())
    }

    /// Here, `authority` is the new authority.
    pub fn accept_authority(&mut self) -> Result<()> {
        self.validate_new_authority()?;
        let authority = *self.authority.address();
        self.network.authority = authority;
        self.network.pending_authority = Address::default();
        emit(AuthorityAccepted { network: *self.network.address(), authority });
        Ok(())
    }

    pub fn set_sending(&mut self, paused: bool) -> Result<()> {
        self.validate()?;
        self.network.paused = paused.into();
        emit(SendingChanged { network: *self.network.address(), paused });
        Ok(())
    }
}

impl ApplyRules {
    pub fn run(&mut self) -> Result<()> {
        self.network.apply(now()?)?;
        emit(RulesApplied { network: *self.network.address(), rules_version: self.network.rules_version });
        Ok(())
    }
}
