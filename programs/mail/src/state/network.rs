//! One community with its own rules.

use anchor_lang::prelude::*;

use super::Rules;
use crate::MailError;

#[account]
pub struct Network {
    /// Who may change the network.
    pub authority: Address,
    /// Where the network's cut goes.
    pub treasury: Address,
    /// Who founded it; with the name, this gives the address.
    pub founder: Address,
    /// UTF-8, filled up with zeros.
    pub name: [u8; 32],
    pub rules: Rules,
    /// Rises with each change of the rules, from one.
    pub rules_version: u32,
    pub bump: u8,
    pub padding: [u8; 3],
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
}
