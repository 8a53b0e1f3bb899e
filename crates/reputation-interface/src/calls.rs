//! How the mail program records verdicts and the bounty program records awards.

use anchor_lang::prelude::*;
use bytemuck::{bytes_of, Pod, Zeroable};
use pinocchio::{
    cpi::{invoke_signed_unchecked, CpiAccount, Signer},
    instruction::{InstructionAccount, InstructionView},
};
use postage::Verdict;
use units::{Lamports, Timestamp, Q32};

/// The discriminator of `record_verdict`. The reputation program asserts it.
pub const RECORD_VERDICT: u8 = 3;
/// The discriminator of `record_award`. The reputation program asserts it.
pub const RECORD_AWARD: u8 = 4;

/// The accounts of `record_verdict`, for the mail program.
pub struct RecordVerdictCall<'a> {
    pub recipient_mailbox: &'a AccountView,
    pub reputation: &'a AccountView,
    pub sender_standing: &'a AccountView,
    pub recipient_standing: &'a AccountView,
}

/// The instruction data of `record_verdict`.
#[repr(C, packed)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct VerdictData {
    discriminator: u8,
    verdict: u8,
    cut: u64,
    earlier: u64,
    now: i64,
}

/// The instruction data of `record_award`.
#[repr(C, packed)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct AwardData {
    discriminator: u8,
    spent: u64,
}

impl RecordVerdictCall<'_> {
    /// Calls it. `signer` is the recipient's mailbox.
    ///
    /// - `cut`: what the treasury got of the message's fee.
    /// - `earlier`: earlier verdicts of this kind within this pair, decayed.
    #[inline(always)]
    pub fn invoke(&self, verdict: Verdict, cut: Lamports, earlier: Q32, now: Timestamp, signer: Signer) {
        let data = VerdictData {
            discriminator: RECORD_VERDICT,
            verdict: verdict as u8,
            cut: cut.0,
            earlier: earlier.0,
            now: now.0,
        };
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
        call(&accounts, &views, bytes_of(&data), signer);
    }
}

/// The accounts of `record_award`, for the bounty program.
pub struct RecordAwardCall<'a> {
    pub awards: &'a AccountView,
    pub reputation: &'a AccountView,
    pub standing: &'a AccountView,
}

impl RecordAwardCall<'_> {
    /// Calls it. `spent` is what the treasury paid; `signer` is the address that the reputation names.
    #[inline(always)]
    pub fn invoke(&self, spent: Lamports, signer: Signer) {
        let data = AwardData { discriminator: RECORD_AWARD, spent: spent.0 };
        let accounts = [
            InstructionAccount::readonly_signer(self.awards.address()),
            InstructionAccount::readonly(self.reputation.address()),
            InstructionAccount::writable(self.standing.address()),
        ];
        let views = [self.awards, self.reputation, self.standing].map(CpiAccount::from);
        call(&accounts, &views, bytes_of(&data), signer);
    }
}

#[inline(always)]
fn call(accounts: &[InstructionAccount], views: &[CpiAccount], data: &[u8], signer: Signer) {
    let instruction = InstructionView { program_id: &crate::ID, accounts, data };
    // SAFETY: the only account that the callee writes is the standing, and the caller holds no reference to its data.
    unsafe { invoke_signed_unchecked(&instruction, views, &[signer]) };
}
