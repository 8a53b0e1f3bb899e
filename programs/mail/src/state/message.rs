//! A message: an escrow with a ciphertext, or with the address of a body. Either is stored after the fields, up to the
//! end of the account.

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
    /// The sender's sequence number of the message, to which it is sealed.
    pub sequence: u64,
    /// Unix seconds.
    pub sent_at: i64,
    /// In unix seconds, the last moment at which the recipient can earn the fee. Before the message is revealed, it is
    /// the last moment at which the sender can reveal it.
    pub deadline: i64,
    /// The network's cut, in bps, from the rules under which the message was sent.
    pub treasury_share: u32,
    /// The part of the rest that a spam verdict forfeits, in bps, from the same rules.
    pub spam_forfeit: u32,
    /// The version of the recipient's key to which the content key is sealed. Zero before the message is revealed.
    pub key_version: u32,
    /// Seconds from revealing in which the recipient can acknowledge the message, from the same rules.
    pub answering_period: u32,
    /// Seconds after which an earlier verdict between the two people counts half, from the same rules.
    pub pair_half_life: u32,
    /// Whether the sealed key is published: zero or one.
    pub revealed: u8,
    /// Whether a body's address replaces the ciphertext: zero or one.
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
    /// Bytes before the sealed key, which is the last field. The ciphertext follows it.
    pub const BEFORE_SEALED: usize = 8 + core::mem::offset_of!(Self, sealed_key);
    /// Bytes before the ciphertext, or the body's address.
    pub const BEFORE_CONTENT: usize = 8 + core::mem::size_of::<Self>();

    /// Divides the fee by the message's own fee split.
    #[inline(always)]
    pub fn settle(&self, verdict: Verdict) -> Settlement {
        let split = FeeSplit { treasury_share: Bps(self.treasury_share), spam_forfeit: Bps(self.spam_forfeit) };
        postage::settle(Lamports(self.fee), split, verdict)
    }

    /// Whether there is still time to acknowledge the message, or to reveal it if it is not revealed. At any moment
    /// either there is still time, or anyone can expire the message, but never both.
    #[inline(always)]
    pub fn is_in_time(&self, now: Timestamp) -> bool {
        now.0 <= self.deadline
    }

    /// Stores the fee split and the periods of the rules. Later rules do not change them.
    #[inline(always)]
    pub fn store_rules(&mut self, rules: &Rules) {
        self.treasury_share = rules.treasury_share.0;
        self.spam_forfeit = rules.spam_forfeit.0;
        // `Rules::validate` bounds both periods by a year.
        self.answering_period = rules.answering_period.0 as u32;
        self.pair_half_life = rules.pair_half_life.0 as u32;
    }

    /// Starts the answering period, and sets the deadline to its end.
    #[inline(always)]
    pub fn start_answering(&mut self, key_version: u32, now: Timestamp) {
        self.key_version = key_version;
        self.revealed = 1;
        self.deadline = now.after(Seconds(self.answering_period.into())).0;
    }

    /// Checks that the body is the one that the message refers to, and that there is none if it refers to none.
    #[inline(always)]
    pub fn validate_body(message: &Account<Self>, body: &Option<Account<Body>>) -> Result<()> {
        let is_right = match body {
            None => message.has_body == 0,
            Some(body) => message.has_body != 0 && tail(message, Self::BEFORE_CONTENT) == body.address().as_ref(),
        };
        require!(is_right, MailError::WrongBody);
        Ok(())
    }

    /// Makes the body count one message less. The body must have been validated.
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
