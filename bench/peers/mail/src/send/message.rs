//! The new message, and what it changes.

use core::mem::offset_of;

use machine::{add, check, copy, hash, lamports_per_byte, refuse, same, Kind, Record, Words};

use super::{
    accounts::{Accounts, Side},
    refusal::Refusal as R,
    Arguments, Sealed,
};
use crate::{
    layout::{Correspondence, Message},
    price::{after, Quote},
    ID,
};

/// What a seed keeps of eight bytes.
const SEVEN_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;
/// Bytes for which an account pays rent beside its data.
const OVERHEAD: u64 = 128;
/// The highest rate of rent with which any account's rent fits 64 bits.
const MAX_LAMPORTS_PER_BYTE: u64 = 1_759_197_129_867;

impl Accounts {
    /// Checks the account that the sender created for this message: it is new and at the message's address, and holds its
    /// rent and the fee. Anything above that goes back to the sender.
    #[inline(always)]
    pub fn accept_message(&mut self, sequence: u64, fee: u64, sealed: &Sealed) -> Result<(), R> {
        let space = (Record::<Message>::LEN).wrapping_add(sealed.ciphertext() as u64);
        check!(self.message.data_len == space, R::MessageLength);
        // SAFETY: it has the bytes, and was not there before.
        check!(unsafe { self.message.record::<Message>() }.discriminator == 0, R::NotNew);
        let seed = seed(&self.sender_mailbox.header.address, sequence);
        check!(same(&self.message.address, &hash([&self.sender.address, &seed, &ID])), R::WrongAddress);

        let rate = lamports_per_byte().map_err(|_| refuse(R::RentFailed))?;
        check!(rate <= MAX_LAMPORTS_PER_BYTE, R::RentTooHigh);
        // Cannot overflow: the rate has 41 bits, the bytes 17.
        let rent = rate.wrapping_mul(OVERHEAD.wrapping_add(space));
        let owed = add(rent, fee, R::OwedOverflow)?;
        let excess = self.message.lamports.checked_sub(owed).ok_or_else(|| refuse(R::Underfunded))?;
        if excess != 0 {
            self.message.lamports = owed;
            self.sender.lamports = add(self.sender.lamports, excess, R::SenderOverflow)?;
        }
        Ok(())
    }

    /// Writes the message.
    #[inline(always)]
    pub fn write(&mut self, asked: &Arguments, sealed: &Sealed, fee: u64, now: i64) {
        let rules = &self.network.fields.rules;
        // SAFETY: it has the bytes, and was not there before.
        let record = unsafe { self.message.record::<Message>() };
        record.discriminator = u64::from_le_bytes(Message::DISCRIMINATOR);
        let message = &mut record.fields;
        message.sender = self.sender.address;
        message.recipient = self.recipient_mailbox.header.address;
        message.correspondence = self.correspondence.header.address;
        message.fee = fee;
        message.sequence = asked.sequence;
        message.sent_at = now;
        message.treasury_share = rules.treasury_share.0;
        message.spam_forfeit = rules.spam_forfeit.0;
        message.key_version = asked.key_version;
        // The rules bound both periods by a year.
        message.answering_period = rules.answering_period.0 as u32;
        message.pair_half_life = rules.pair_half_life.0 as u32;
        message.revealed = 1;
        message.has_body = 0;
        message.deadline = after(now, message.answering_period);
        // SAFETY: the account is as long as the fields up to the key, the key and the ciphertext, as was checked.
        unsafe {
            let place = (message as *mut Message).cast::<u8>().add(offset_of!(Message, sealed));
            copy(sealed.bytes, place, sealed.len);
        }
    }

    /// Counts the message that was quoted, and uses up its number.
    #[inline(always)]
    pub fn record_sent(&mut self, side: Side, quote: &Quote, now: i64) -> Result<(), R> {
        let pair = &mut self.correspondence.fields;
        let (sent, received, wrote) = match side {
            Side::Low => (&mut pair.low_sent, &mut pair.high_sent, Correspondence::LOW_WROTE),
            Side::High => (&mut pair.high_sent, &mut pair.low_sent, Correspondence::HIGH_WROTE),
        };
        *sent = quote.sent.0;
        *received = quote.received.0;
        pair.flags |= wrote;
        pair.updated_at = pair.updated_at.max(now);
        let own = &mut self.sender_mailbox.fields;
        own.load = quote.load.0;
        own.load_at = own.load_at.max(now);
        own.next_sequence = add(own.next_sequence, 1, R::SequenceOverflow)?;
        Ok(())
    }
}

/// A message's seed: the first 24 bytes of the sender's mailbox without their high bits, then the number in eight times
/// seven bits, the lowest first.
#[inline(always)]
fn seed(mailbox: &Words, number: u64) -> Words {
    let [first, second, third, _] = *mailbox;
    [first & SEVEN_BITS, second & SEVEN_BITS, third & SEVEN_BITS, spread(number)]
}

/// Puts a zero before each seven of 56 bits: first between the halves, then between the quarters, then the eighths.
#[inline(always)]
const fn spread(bits: u64) -> u64 {
    let halves = (bits & 0x0fff_ffff) | ((bits & 0x00ff_ffff_f000_0000) << 4);
    let quarters = (halves & 0x0000_3fff_0000_3fff) | ((halves & 0x0fff_c000_0fff_c000) << 2);
    (quarters & 0x007f_007f_007f_007f) | ((quarters & 0x3f80_3f80_3f80_3f80) << 1)
}
