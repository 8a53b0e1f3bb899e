//! A message: an escrow with a ciphertext, or with the address of a body. Either follows the fields, to the account's
//! end.

use anchor_lang::{
    bytemuck::{Pod, Zeroable},
    prelude::*,
};
use kit::{tail, Account};
use postage::{FeeSplit, Rules, Settlement, Verdict};
use units::{Bps, Lamports, Seconds, Timestamp};

use super::Body;
use crate::MailError;

#[account]
pub struct Message {
    /// The sender's wallet, to which the rent returns.
    pub sender: Address,
    /// The recipient's mailbox.
    pub recipient: Address,
    /// The account of the two people.
    pub correspondence: Address,
    /// Lamports in escrow.
    pub fee: u64,
    /// The sender's number of the message, to which it is sealed.
    pub sequence: u64,
    /// Unix seconds.
    pub sent_at: i64,
    /// The last moment at which the recipient can earn the fee, in unix seconds; before the message is revealed, at
    /// which its sender can reveal it.
    pub deadline: i64,
    /// The network's cut, in bps, as it was when the message was sent.
    pub treasury_share: u32,
    /// What a verdict of spam forfeits, in bps, likewise.
    pub spam_forfeit: u32,
    /// The version of the recipient's key to which the content key is sealed; zero before the message is revealed.
    pub key_version: u32,
    /// Seconds that the recipient has to answer, from when the message is revealed, likewise as it was when sent.
    pub answering_period: u32,
    /// Seconds after which a verdict counts half among those of the two people, likewise.
    pub pair_half_life: u32,
    /// Whether the sealed key is published: zero or one.
    pub revealed: u8,
    /// Whether a body's address stands for the ciphertext: zero or one.
    pub has_body: u8,
    pub padding: [u8; 2],
    pub sealed_key: SealedKey,
}

/// The key of a message's content, sealed to its recipient with HPKE (RFC 9180).
#[repr(C)]
#[derive(Clone, Copy, IdlType, AnchorDeserialize, AnchorSerialize)]
pub struct SealedKey {
    /// The sender's ephemeral public key.
    pub encapsulated: [u8; 32],
    /// The content key's ciphertext with its tag.
    pub ciphertext: [u8; 48],
}

// SAFETY: `repr(C)`, bytes only: no padding, and any bits are a value.
unsafe impl Zeroable for SealedKey {}
// SAFETY: as above.
unsafe impl Pod for SealedKey {}

impl Message {
    /// Bytes before the sealed key, which is the last field, and the ciphertext, which follows it.
    pub const BEFORE_SEALED: usize = 8 + core::mem::offset_of!(Self, sealed_key);
    /// Bytes before the ciphertext, or the body's address.
    pub const BEFORE_CONTENT: usize = 8 + core::mem::size_of::<Self>();

    /// Divides the fee by the terms of the time of sending.
    #[inline(always)]
    pub fn settle(&self, verdict: Verdict) -> Settlement {
        let split = FeeSplit { treasury_share: Bps(self.treasury_share), spam_forfeit: Bps(self.spam_forfeit) };
        postage::settle(Lamports(self.fee), split, verdict)
    }

    /// Whether there is still time: to answer, or before that to reveal. At each moment either there is, or anybody can
    /// expire the message.
    #[inline(always)]
    pub fn is_in_time(&self, now: Timestamp) -> bool {
        now.0 <= self.deadline
    }

    /// Keeps what the rules promise: later ones do not change it.
    #[inline(always)]
    pub fn keep_promises(&mut self, rules: &Rules) {
        self.treasury_share = rules.treasury_share.0;
        self.spam_forfeit = rules.spam_forfeit.0;
        self.answering_period = u32::try_from(rules.answering_period.0).unwrap_or(u32::MAX);
        self.pair_half_life = u32::try_from(rules.pair_half_life.0).unwrap_or(u32::MAX);
    }

    /// Starts the answering period. Before that, `deadline` is the last moment to do so.
    #[inline(always)]
    pub fn start_answering(&mut self, key_version: u32, now: Timestamp) {
        self.key_version = key_version;
        self.revealed = 1;
        self.deadline = now.after(Seconds(self.answering_period.into())).0;
    }

    /// Refuses any body but the one that the message refers to, a missing one, and one for a message that has none.
    #[inline(always)]
    pub fn validate_body(message: &Account<Self>, body: &Option<Account<Body>>) -> Result<()> {
        let is_right = match body {
            None => message.has_body == 0,
            Some(body) => message.has_body != 0 && tail(message, Self::BEFORE_CONTENT) == body.address().as_ref(),
        };
        require!(is_right, MailError::WrongBody);
        Ok(())
    }

    /// Ends a message's hold on its body, which has been validated.
    #[inline(always)]
    pub fn release(body: &mut Option<Account<Body>>) -> Result<()> {
        body.as_mut().map_or(Ok(()), |body| body.release())
    }

    /// Refuses a message that holds less than its fee.
    #[inline(always)]
    pub fn invariant(&self, lamports: u64) -> Result<()> {
        require!(lamports >= self.fee, MailError::Insolvent);
        Ok(())
    }
}
