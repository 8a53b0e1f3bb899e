//! Accounts that their author has the system program create for a program (`CreateAccountWithSeed`), before that program
//! takes them over: a tenth of what a call out of the program costs, and not limited to 10,240 bytes.
//!
//! The address follows from the author, who has to sign for it, from a seed, and from the program. The seed is text for
//! the system program, so its bytes have seven bits.
#![no_std]
#![deny(missing_docs)]

use anchor_lang::{
    address_eq,
    bytemuck::{bytes_of, pod_read_unaligned},
    hash::sha256,
    prelude::*,
};

/// A seed, in words: the machine reads eight bytes at the price of one.
pub type Seed = [u64; 4];

/// What a seed keeps of eight bytes.
const SEVEN_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// Why an account is not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not the program's, or it is in use.
    NotNew,
    /// It is not where the author and the seed place it.
    WrongAddress,
}

/// The words of 32 bytes.
#[inline(always)]
pub fn words(bytes: &[u8; 32]) -> [u64; 4] {
    pod_read_unaligned(bytes)
}

/// The seed that 32 bytes give: without their high bits.
#[inline(always)]
pub fn seed(bytes: &[u8; 32]) -> Seed {
    words(bytes).map(|word| word & SEVEN_BITS)
}

/// The seed that an address and a number give: the address's first 24 bytes without their high bits, then the number in
/// eight times seven bits, the lowest first.
#[inline(always)]
pub fn numbered(address: &Address, number: u64) -> Seed {
    let [first, second, third, _] = seed(address.as_array());
    [first, second, third, spread(number)]
}

/// Puts a zero before each seven of 56 bits: first between the halves, then between the quarters, then the eighths.
#[inline(always)]
const fn spread(bits: u64) -> u64 {
    let halves = (bits & 0x0fff_ffff) | ((bits & 0x00ff_ffff_f000_0000) << 4);
    let quarters = (halves & 0x0000_3fff_0000_3fff) | ((halves & 0x0fff_c000_0fff_c000) << 2);
    (quarters & 0x007f_007f_007f_007f) | ((quarters & 0x3f80_3f80_3f80_3f80) << 1)
}

/// Whether `address` is the one that the author's signature and the seed give for the program, as the system program
/// derives it.
#[inline(always)]
pub fn is_at(address: &Address, author: &Address, seed: &Seed, program: &Address) -> bool {
    let parts = [words(author.as_array()), *seed, words(program.as_array())];
    address_eq(address, &Address::from(sha256(bytes_of(&parts))))
}

/// Refuses an account that is not at the author's address for the seed, or that is not new: then it could be somebody
/// else's, or be in use. Else it is all zeros, and whoever gets it must write a discriminator at once.
///
/// That the account is the program's is checked first: only then nobody else can write to it.
///
/// # Errors
/// [`Refusal::NotNew`], [`Refusal::WrongAddress`].
#[inline(always)]
pub fn take_over(
    view: &AccountView,
    author: &Address,
    seed: &Seed,
    program: &Address,
) -> core::result::Result<(), Refusal> {
    if !view.owned_by(program) {
        return Err(Refusal::NotNew);
    }
    if !is_at(view.address(), author, seed, program) {
        return Err(Refusal::WrongAddress);
    }
    let data = view.try_borrow().map_err(|_| Refusal::NotNew)?;
    // One that has no room for a discriminator never had one.
    match data.first_chunk::<8>() {
        Some(discriminator) if u64::from_le_bytes(*discriminator) != 0 => Err(Refusal::NotNew),
        _ => Ok(()),
    }
}

/// Writes the discriminator of an account that was taken over. One that has no room for it is [`Refusal::NotNew`].
#[inline(always)]
pub fn mark(view: &AccountView, discriminator: &[u8]) -> core::result::Result<(), Refusal> {
    let mut view = *view;
    let mut data = view.try_borrow_mut().map_err(|_| Refusal::NotNew)?;
    let place = data.get_mut(..discriminator.len()).ok_or(Refusal::NotNew)?;
    place.copy_from_slice(discriminator);
    Ok(())
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
