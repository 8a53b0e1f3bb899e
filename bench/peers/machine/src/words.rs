//! Addresses, keys and hashes in words: the machine reads eight bytes at the price of one.

use solana_address::Address;

/// 32 bytes.
pub type Words = [u64; 4];

/// The address that a text spells, at compile time.
pub const fn address(text: &str) -> Words {
    let bytes = Address::from_str_const(text).to_bytes();
    let (words, _) = bytes.as_chunks::<8>();
    [
        u64::from_le_bytes(words[0]),
        u64::from_le_bytes(words[1]),
        u64::from_le_bytes(words[2]),
        u64::from_le_bytes(words[3]),
    ]
}

/// Whether two are the same. Word by word, because `==` would become a call.
#[inline(always)]
pub fn same(one: &Words, other: &Words) -> bool {
    one[0] == other[0] && one[1] == other[1] && one[2] == other[2] && one[3] == other[3]
}
