//! Sending a message with its key and its ciphertext, to somebody whose correspondence with the sender is there.

mod accounts;
mod message;
mod refusal;

use machine::{check, now, refuse, Input, Words};

use crate::price::{offering, quote};
use accounts::Accounts;
use refusal::Refusal as R;

/// The instruction's data, as far as it always is the same.
#[repr(C, packed)]
pub struct Arguments {
    number: u8,
    max_fee: u64,
    offer: u64,
    sequence: u64,
    rules_version: u32,
    key_version: u32,
    encryption_key: Words,
    sealed_len: u32,
}

/// What follows: the sealed key, then the ciphertext.
pub struct Sealed {
    bytes: *const u8,
    len: usize,
}

impl Sealed {
    const KEY: usize = 80;

    /// Bytes of ciphertext.
    #[inline(always)]
    fn ciphertext(&self) -> usize {
        self.len.wrapping_sub(Self::KEY) // at least one, as was checked
    }
}

#[inline(always)]
pub fn send(input: &Input) -> Result<(), R> {
    let (asked, sealed) = read(input)?;
    let mut accounts = Accounts::walk(input)?;
    // The key has to be whole, and some ciphertext to follow: there is no body that stands for it.
    check!(sealed.len > Sealed::KEY, R::NoCiphertext);
    accounts.check(asked)?;
    let now = now().map_err(|_| refuse(R::ClockFailed))?;
    let reputation = accounts.reputation(now)?;
    let side = accounts.side()?;
    accounts.admit(side, reputation)?;

    let quote = quote(
        &accounts.network.fields.rules,
        (&accounts.sender_mailbox.fields, reputation),
        accounts.pair(side),
        &accounts.recipient_mailbox.fields,
        sealed.ciphertext() as u32,
        now,
    )
    .ok_or_else(|| refuse(R::TooLong))?;
    let fee = offering(quote, asked.offer).postage.0;
    check!(fee <= asked.max_fee, R::PriceAboveMax);
    accounts.accept_message(asked.sequence, fee, &sealed)?;
    accounts.write(asked, &sealed, fee, now);
    accounts.record_sent(side, &quote, now)
}

/// The arguments. What is behind the ciphertext is ignored, as Anchor ignores it.
#[inline(always)]
fn read(input: &Input) -> Result<(&'static Arguments, Sealed), R> {
    const FIXED: usize = size_of::<Arguments>();
    check!(input.data_len() >= FIXED, R::ArgumentsTooShort);
    let left = input.data_len().wrapping_sub(FIXED);
    // SAFETY: the bytes are there, and nobody writes to them; any bits are a value.
    let asked = unsafe { &*input.data().cast::<Arguments>() };
    let len = asked.sealed_len as usize;
    check!(len <= left, R::SealedTooShort);
    // SAFETY: the bytes behind the arguments are there.
    Ok((asked, Sealed { bytes: unsafe { input.data().add(FIXED) }, len }))
}
