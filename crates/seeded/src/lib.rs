//! Addresses of seeded accounts: accounts that their author has the system program create for a program
//! (`CreateAccountWithSeed`).
//!
//! The address is derived from the author, who must sign for the creation, a seed and the program. The system program
//! takes the seed as text, so each of its bytes has seven bits.
#![no_std]
#![deny(missing_docs)]

use anchor_lang::{
    address_eq,
    bytemuck::{cast_ref, pod_read_unaligned},
    prelude::*,
};

/// A seed as 64-bit words: SBPF reads eight bytes for the price of one.
pub type Seed = [u64; 4];

/// The bits of eight bytes that a seed keeps.
const SEVEN_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// 32 bytes as words.
#[inline(always)]
pub fn words(bytes: &[u8; 32]) -> [u64; 4] {
    pod_read_unaligned(bytes)
}

/// The SHA-256 of three times 32 bytes, as words, without copying the bytes.
#[inline(always)]
fn sha256(parts: [&[u8; 32]; 3]) -> [u64; 4] {
    let parts = parts.map(|part| part.as_slice());
    #[cfg(target_os = "solana")]
    {
        let mut hash = core::mem::MaybeUninit::<[u64; 4]>::uninit();
        // SAFETY: the syscall reads `parts.len()` slices, and writes all 32 bytes of the hash.
        unsafe {
            pinocchio::syscalls::sol_sha256(parts.as_ptr().cast(), parts.len() as u64, hash.as_mut_ptr().cast());
            hash.assume_init()
        }
    }
    #[cfg(not(target_os = "solana"))]
    words(&anchor_lang::solana_program::hash::hashv(&parts).to_bytes())
}

/// The seed for 32 bytes: the bytes without their high bits.
#[inline(always)]
pub fn seed(bytes: &[u8; 32]) -> Seed {
    words(bytes).map(|word| word & SEVEN_BITS)
}

/// The seed for an address and a number: the address's first 24 bytes without their high bits, then the low 56 bits of
/// the number in eight groups of seven bits, lowest first.
#[inline(always)]
pub fn numbered(address: &Address, number: u64) -> Seed {
    let [first, second, third, _] = seed(address.as_array());
    [first, second, third, spread(number)]
}

/// Inserts a zero bit above each seven of 56 bits: first between the halves, then the quarters, then the eighths.
#[inline(always)]
const fn spread(bits: u64) -> u64 {
    let halves = (bits & 0x0fff_ffff) | ((bits & 0x00ff_ffff_f000_0000) << 4);
    let quarters = (halves & 0x0000_3fff_0000_3fff) | ((halves & 0x0fff_c000_0fff_c000) << 2);
    (quarters & 0x007f_007f_007f_007f) | ((quarters & 0x3f80_3f80_3f80_3f80) << 1)
}

/// Whether the system program derives `address` from the author, the seed and the program.
#[inline(always)]
pub fn is_at(address: &Address, author: &Address, seed: &Seed, program: &Address) -> bool {
    let seed: &[u8; 32] = cast_ref(seed);
    let hash = sha256([author.as_array(), seed, program.as_array()]);
    address_eq(address, cast_ref::<[u64; 4], Address>(&hash))
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
