//! A ciphertext that was uploaded in chunks, to which any number of messages can refer. It is stored after the fields,
//! up to the end of the account.

use anchor_lang::{hash::sha256, prelude::*};
use kit::{decrease, increase, tail, write_tail, Account};
use postage::MAX_SIZE;

use crate::MailError;

#[account]
pub struct Body {
    /// The person who paid its rent. Only their messages can refer to it.
    pub author: Address,
    /// SHA-256 of the content.
    pub hash: [u8; 32],
    /// Open messages that refer to it.
    pub references: u32,
    /// Whether the content is complete and can no longer change: zero or one.
    pub sealed: u8,
    pub padding: [u8; 3],
}

impl Body {
    /// Bytes before the content.
    pub const BEFORE_CONTENT: usize = 8 + core::mem::size_of::<Self>();

    /// Bytes of content in an account of `space` bytes. An error if no message could have that many.
    #[inline(always)]
    pub fn length(space: usize) -> Result<u32> {
        let length = space.checked_sub(Self::BEFORE_CONTENT).and_then(|length| u32::try_from(length).ok());
        length.filter(|length| (1..=MAX_SIZE).contains(length)).ok_or_else(|| MailError::InvalidLength.into())
    }

    /// Writes a chunk at an offset in the content, in bytes.
    #[inline(always)]
    pub fn write(body: &mut Account<Self>, offset: u32, chunk: &[u8]) -> Result<()> {
        write_tail(body, Self::BEFORE_CONTENT, offset as usize, chunk).map_err(|error| MailError::from(error).into())
    }

    /// Whether the content has the hash with which the body was opened.
    pub fn is_complete(body: &Account<Self>) -> bool {
        sha256(tail(body, Self::BEFORE_CONTENT)) == body.hash
    }

    /// Counts one more message that refers to it.
    #[inline(always)]
    pub fn refer(&mut self) -> Result<()> {
        increase(&mut self.references, 1).ok_or_else(|| MailError::Overflow.into())
    }

    /// Counts one message less.
    #[inline(always)]
    pub fn release(&mut self) -> Result<()> {
        decrease(&mut self.references, 1).ok_or_else(|| MailError::Overflow.into())
    }
}
