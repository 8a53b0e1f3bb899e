//! Size classes: the lengths a ciphertext can have, so that its length says little about the text.
//!
//! It is Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PoPETs
//! 2019(4)): a length keeps only its first `log2(log2(length)) + 1` significant bits below the leading one, and the
//! rest is rounded up, like a floating-point number with few digits.
//!
//! - Leak: up to [`MAX_CIPHERTEXT`] there are 137 classes, so a length reveals at most 7.1 bits (exact lengths
//!   would reveal 16), and all texts of up to 107 compressed bytes look the same.
//! - Overhead: below 12.5% from 128 bytes on, below 6.25% from 256 bytes on, and zero at best.
//!
//! The class is that of the ciphertext with its tag, not of the frame, because the length of the ciphertext is public
//! and priced. So the largest class is [`MAX_CIPHERTEXT`] itself, not 16 bytes less.

/// The smallest class, in bytes. A greeting and an empty mail look alike.
const MIN_CLASS: usize = 128;

/// The longest ciphertext, in bytes with its tag: the largest class, and the most that a body holds.
pub const MAX_CIPHERTEXT: usize = 64 * 1024;

/// The smallest class that holds `len` bytes, or `None` above [`MAX_CIPHERTEXT`].
pub(super) fn size_class(len: usize) -> Option<usize> {
    if len > MAX_CIPHERTEXT {
        return None;
    }
    let len = len.max(MIN_CLASS);
    let exponent = len.ilog2();
    // Both logarithms exist and the difference is positive: len >= 128, so exponent >= 7, and the exponent itself has
    // at most 5 bits for any len up to 64 KiB.
    let rounded_bits = exponent - (exponent.ilog2() + 1);
    let mask = (1 << rounded_bits) - 1;
    Some((len + mask) & !mask)
}

/// Whether a ciphertext can have this length.
pub(super) fn is_size_class(len: usize) -> bool {
    size_class(len) == Some(len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn class(len: usize) -> usize {
        size_class(len).unwrap()
    }

    #[test]
    fn a_class_is_never_smaller_than_its_length_or_the_minimum() {
        for len in 0..=MAX_CIPHERTEXT {
            assert!(class(len) >= len.max(MIN_CLASS), "{len}");
        }
    }

    #[test]
    fn a_longer_text_never_has_a_smaller_class() {
        for len in 1..=MAX_CIPHERTEXT {
            assert!(class(len) >= class(len - 1), "{len}");
        }
    }

    #[test]
    fn a_class_is_its_own_class() {
        for len in 0..=MAX_CIPHERTEXT {
            assert!(is_size_class(class(len)), "{len}");
        }
    }

    #[test]
    fn padding_adds_less_than_an_eighth_and_from_256_bytes_less_than_a_sixteenth() {
        for len in MIN_CLASS..=MAX_CIPHERTEXT {
            let share = if len < 256 { 8 } else { 16 };
            assert!((class(len) - len) * share < len, "{len}");
        }
    }

    #[test]
    fn there_are_137_classes_from_128_bytes_to_64_kib() {
        let classes: BTreeSet<_> = (0..=MAX_CIPHERTEXT).map(class).collect();
        assert_eq!(classes.len(), 137);
        assert_eq!(classes.first(), Some(&MIN_CLASS));
        assert_eq!(classes.last(), Some(&MAX_CIPHERTEXT));
    }

    #[test]
    fn classes_are_those_of_the_documented_examples() {
        for (len, expected) in
            [(0, 128), (128, 128), (129, 144), (240, 240), (300, 304), (1000, 1024), (40_000, 40_960)]
        {
            assert_eq!(class(len), expected, "{len}");
        }
    }

    #[test]
    fn there_is_no_class_above_the_limit() {
        assert_eq!(size_class(MAX_CIPHERTEXT + 1), None);
        assert_eq!(size_class(usize::MAX), None);
        assert!(!is_size_class(MAX_CIPHERTEXT + 2048));
        assert!(!is_size_class(0));
    }
}
