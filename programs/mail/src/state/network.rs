//! One community with its own rules.

use anchor_lang::prelude::*;
use postage::Timestamp;

use super::Rules;
use crate::MailError;

#[account]
pub struct Network {
    /// Who may change the network.
    pub authority: Address,
    /// To whom the authority is offered; the default address to nobody.
    pub pending_authority: Address,
    /// Where the network's cut goes.
    pub treasury: Address,
    /// Who founded it; with the name, this gives the address.
    pub founder: Address,
    /// UTF-8, filled up with zeros.
    pub name: [u8; 32],
    pub rules: Rules,
    /// The rules that were proposed last, for as long as `rules_due_at` is not zero.
    pub pending_rules: Rules,
    /// When the proposed rules can be applied, in unix seconds; zero where none wait.
    pub rules_due_at: i64,
    /// Rises with each change of the rules, from one.
    pub rules_version: u32,
    /// Whether nothing can be sent for now: zero or one.
    pub paused: u8,
    pub bump: u8,
    pub padding: [u8; 2],
}

impl Network {
    /// A name is 1 to 32 bytes of UTF-8 without control characters, followed by zeros only.
    pub fn validate_name(name: &[u8; 32]) -> Result<()> {
        let length = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
        let (text, filling) = name.split_at(length);
        let text = core::str::from_utf8(text).map_err(|_| MailError::InvalidName)?;
        require!(!text.is_empty() && !text.chars().any(char::is_control), MailError::InvalidName);
        require!(filling.iter().all(|byte| *byte == 0), MailError::InvalidName);
        Ok(())
    }

    /// Makes new rules public, instead of any that waited. They are due after the delay of the rules in force.
    pub fn propose(&mut self, rules: Rules, now: Timestamp) -> Result<()> {
        rules.validate()?;
        let delay = postage::Rules::from(&self.rules).rules_delay;
        self.pending_rules = rules;
        self.rules_due_at = now.after(delay).0;
        Ok(())
    }

    /// Puts the rules that wait in force, once they are due.
    pub fn apply(&mut self, now: Timestamp) -> Result<()> {
        require!(self.rules_due_at != 0, MailError::NothingProposed);
        require!(now.0 >= self.rules_due_at, MailError::RulesNotDue);
        self.rules = self.pending_rules;
        self.rules_due_at = 0;
        self.rules_version = self.rules_version.checked_add(1).ok_or(MailError::Overflow)?;
        Ok(())
    }
}
