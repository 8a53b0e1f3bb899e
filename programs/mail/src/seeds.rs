//! Seeds of the program's addresses.
//!
//! Networks, ledgers, mailboxes and correspondences are at addresses that the program signs for. Messages and bodies
//! are at addresses that their author signs for: the author lets the system program create the account
//! (`CreateAccountWithSeed`) before the program takes it over. That costs a tenth of what a call out of the program
//! costs, and is not limited to 10,240 bytes. The seed is text for the system program, so its bytes have seven bits.

use anchor_lang::{
    address_eq,
    bytemuck::{bytes_of, pod_read_unaligned},
    hash::sha256,
    prelude::*,
};

/// `[NETWORK, founder, name]`
pub const NETWORK: &[u8] = b"network";
/// `[LEDGER, network]`
pub const LEDGER: &[u8] = b"ledger";
/// `[MAILBOX, network, owner]`
pub const MAILBOX: &[u8] = b"mailbox";
/// `[CORRESPONDENCE, lower mailbox, higher mailbox]`
pub const CORRESPONDENCE: &[u8] = b"correspondence";

/// A seed of an author's account, in words: the machine reads eight bytes at the price of one.
pub type Seed = [u64; 4];

const SEVEN_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// A message's seed: the first 24 bytes of the sender's mailbox without their high bits, then the sequence number in
/// eight times seven bits, the lowest first.
#[inline(always)]
pub fn message(mailbox: &Address, sequence: u64) -> Seed {
    let [first, second, third, _] = words(mailbox.as_array());
    [first & SEVEN_BITS, second & SEVEN_BITS, third & SEVEN_BITS, spread(sequence)]
}

/// A body's seed: the hash of its content without the high bits of its bytes.
pub fn body(hash: &[u8; 32]) -> Seed {
    words(hash).map(|word| word & SEVEN_BITS)
}

/// The words of 32 bytes.
#[inline(always)]
pub fn words(bytes: &[u8; 32]) -> [u64; 4] {
    pod_read_unaligned(bytes)
}

/// Puts a zero before each seven of 56 bits: first between the halves, then between the quarters, then the eighths.
#[inline(always)]
const fn spread(bits: u64) -> u64 {
    let halves = (bits & 0x0fff_ffff) | ((bits & 0x00ff_ffff_f000_0000) << 4);
    let quarters = (halves & 0x0000_3fff_0000_3fff) | ((halves & 0x0fff_c000_0fff_c000) << 2);
    (quarters & 0x007f_007f_007f_007f) | ((quarters & 0x3f80_3f80_3f80_3f80) << 1)
}

/// Whether `address` is the one that the author's signature and the seed give, as the system program derives it.
#[inline(always)]
pub fn is_at(address: &Address, author: &Address, seed: &Seed) -> bool {
    let parts = [words(author.as_array()), *seed, words(crate::ID.as_array())];
    address_eq(address, &Address::from(sha256(bytes_of(&parts))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreading_takes_seven_bits_at_a_time() {
        for bits in [0, 1, 0x7f, 0x80, 0x00ff_ffff_ffff_ffff, 0x00a5_1234_5678_9abc] {
            let expected: [u8; 8] = core::array::from_fn(|place| (bits >> (7 * place)) as u8 & 0x7f);
            assert_eq!(spread(bits).to_le_bytes(), expected);
        }
    }
}
