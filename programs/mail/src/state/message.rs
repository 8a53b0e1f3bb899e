//! A message: an escrow with a ciphertext. The ciphertext follows the fields, to the account's end.

use anchor_lang::{
    bytemuck::{Pod, Zeroable},
    prelude::*,
};
use postage::{Bps, Lamports, Settlement, Terms, Timestamp};

use crate::MailError;

#[account]
pub struct Message {
    /// The sender's wallet, to which the rent returns.
    pub sender: Address,
    /// The recipient's mailbox.
    pub recipient: Address,
    /// Lamports in escrow.
    pub fee: u64,
    /// The sender's number of the message, to which it is sealed.
    pub sequence: u64,
    /// Unix seconds.
    pub sent_at: i64,
    /// The last moment at which the recipient can earn the fee, in unix seconds.
    pub deadline: i64,
    /// The network's cut, in bps, as it was when the message was sent.
    pub treasury_share: u32,
    /// What a verdict of spam forfeits, in bps, likewise.
    pub spam_forfeit: u32,
    /// The version of the recipient's key to which the content key is sealed.
    pub key_version: u32,
    pub bump: u8,
    pub padding: [u8; 3],
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

/// What a recipient says of a message.
#[derive(Clone, Copy, IdlType, AnchorDeserialize, AnchorSerialize)]
pub enum Verdict {
    /// Worth reading: the sender earns reputation.
    Valuable,
    /// Read, and nothing said.
    Abstain,
    /// Should not have been sent: the recipient forfeits a part, the sender loses reputation.
    Spam,
}

impl Message {
    /// Bytes before the sealed key, which is the last field, and the ciphertext, which follows it.
    pub const BEFORE_SEALED: usize = 8 + core::mem::offset_of!(Self, sealed_key);

    /// Divides the fee by the terms of the time of sending.
    #[inline(always)]
    pub fn settle(&self, verdict: Verdict) -> Settlement {
        let terms = Terms { treasury_share: Bps(self.treasury_share), spam_forfeit: Bps(self.spam_forfeit) };
        postage::settle(Lamports(self.fee), terms, verdict.into())
    }

    /// Whether the recipient can still earn the fee. At each moment either they can, or anybody can expire it.
    #[inline(always)]
    pub fn is_answerable(&self, now: Timestamp) -> bool {
        now.0 <= self.deadline
    }

    /// Refuses a message that holds less than its fee.
    #[inline(always)]
    pub fn invariant(&self, lamports: u64) -> Result<()> {
        require!(lamports >= self.fee, MailError::Insolvent);
        Ok(())
    }
}

impl From<Verdict> for postage::Verdict {
    #[inline(always)]
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Valuable => Self::Valuable,
            Verdict::Abstain => Self::Abstain,
            Verdict::Spam => Self::Spam,
        }
    }
}
