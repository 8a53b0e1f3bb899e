//! How the mail and the bounty program report verdicts and awards.

use anchor_lang::prelude::*;
use pinocchio::{
    cpi::{invoke_signed_unchecked, CpiAccount, Signer},
    instruction::{InstructionAccount, InstructionView},
};

/// What a recipient said of a message, as far as it moves reputation.
#[derive(Clone, Copy, PartialEq, Eq, IdlType, AnchorDeserialize, AnchorSerialize)]
pub enum Verdict {
    /// Worth reading: the sender earns.
    Valuable,
    /// Should not have been sent: the sender loses.
    Spam,
}

/// The accounts of `record_verdict`, for the program that calls it.
pub struct RecordVerdictCall<'a> {
    pub recipient_mailbox: &'a AccountView,
    pub reputation: &'a AccountView,
    pub sender_standing: &'a AccountView,
    pub recipient_standing: &'a AccountView,
}

impl RecordVerdictCall<'_> {
    /// Calls it, signed as the recipient's mailbox.
    #[inline(always)]
    pub fn invoke(&self, (verdict, cut, earlier): (Verdict, u64, u64), now: i64, signer: Signer) {
        /// The discriminator and the verdict, a byte each, then two numbers and a time.
        const LENGTH: usize = 2 + 3 * 8;
        let mut data = [0; LENGTH];
        data[0] = 3;
        data[1] = verdict as u8;
        data[2..10].copy_from_slice(&cut.to_le_bytes());
        data[10..18].copy_from_slice(&earlier.to_le_bytes());
        data[18..].copy_from_slice(&now.to_le_bytes());
        let accounts = [
            InstructionAccount::readonly_signer(self.recipient_mailbox.address()),
            InstructionAccount::readonly(self.reputation.address()),
            InstructionAccount::writable(self.sender_standing.address()),
            InstructionAccount::readonly(self.recipient_standing.address()),
        ];
        let views = [
            CpiAccount::from(self.recipient_mailbox),
            CpiAccount::from(self.reputation),
            CpiAccount::from(self.sender_standing),
            CpiAccount::from(self.recipient_standing),
        ];
        let instruction = InstructionView { program_id: &crate::ID, accounts: &accounts, data: &data };
        // SAFETY: the only account that the callee writes is the standing, of which the caller holds no reference.
        unsafe { invoke_signed_unchecked(&instruction, &views, &[signer]) };
    }
}

/// The accounts of `record_award`, for the program that calls it.
pub struct RecordAwardCall<'a> {
    pub awards: &'a AccountView,
    pub reputation: &'a AccountView,
    pub standing: &'a AccountView,
}

impl RecordAwardCall<'_> {
    /// Calls it for so many lamports of the treasury, signed as the address that the reputation names.
    #[inline(always)]
    pub fn invoke(&self, spent: u64, signer: Signer) {
        let mut data = [4; 9];
        data[1..].copy_from_slice(&spent.to_le_bytes());
        let accounts = [
            InstructionAccount::readonly_signer(self.awards.address()),
            InstructionAccount::readonly(self.reputation.address()),
            InstructionAccount::writable(self.standing.address()),
        ];
        let views = [self.awards, self.reputation, self.standing].map(CpiAccount::from);
        let instruction = InstructionView { program_id: &crate::ID, accounts: &accounts, data: &data };
        // SAFETY: the only account that the callee writes is the standing, of which the caller holds no reference.
        unsafe { invoke_signed_unchecked(&instruction, &views, &[signer]) };
    }
}
