//! Seeds of the program's addresses.
//!
//! Networks, ledgers, mailboxes and correspondences are at addresses that the program signs for. Messages and bodies
//! are at addresses that their author signs for: the author lets the system program create the account
//! (`CreateAccountWithSeed`) before the program takes it over: see the crate `authored`.

use anchor_lang::prelude::*;
use authored::{words, Seed, SEVEN_BITS};

/// `[NETWORK, founder, name]`
pub const NETWORK: &[u8] = b"network";
/// `[LEDGER, network]`
pub const LEDGER: &[u8] = b"ledger";
/// `[MAILBOX, network, owner]`
pub const MAILBOX: &[u8] = b"mailbox";
/// `[CORRESPONDENCE, lower mailbox, higher mailbox]`
pub const CORRESPONDENCE: &[u8] = b"correspondence";

/// A message's seed: the first 24 bytes of the sender's mailbox without their high bits, then the sequence number in
/// eight times seven bits, the lowest first.
#[inline(always)]
pub fn message(mailbox: &Address, sequence: u64) -> Seed {
    let [first, second, third, _] = words(mailbox.as_array());
    [first & SEVEN_BITS, second & SEVEN_BITS, third & SEVEN_BITS, spread(sequence)]
}

/// A body's seed: the hash of its content without the high bits of its bytes.
pub fn body(hash: &[u8; 32]) -> Seed {
    authored::seed(hash)
}

/// Puts a zero before each seven of 56 bits: first between the halves, then between the quarters, then the eighths.
#[inline(always)]
const fn spread(bits: u64) -> u64 {
    let halves = (bits & 0x0fff_ffff) | ((bits & 0x00ff_ffff_f000_0000) << 4);
    let quarters = (halves & 0x0000_3fff_0000_3fff) | ((halves & 0x0fff_c000_0fff_c000) << 2);
    (quarters & 0x007f_007f_007f_007f) | ((quarters & 0x3f80_3f80_3f80_3f80) << 1)
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
