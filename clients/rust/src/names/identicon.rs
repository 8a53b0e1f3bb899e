//! A picture of an address, the same in every client.

use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

/// Begins what is hashed.
const DOMAIN: &[u8] = b"b-mail identicon v1";
/// Cells of a side, and those of the half that decides.
const SIDE: usize = 5;
const HALF: usize = 3;

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color(pub [u8; 3]);

/// A picture of five by five cells, the same on the left and on the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identicon {
    /// The rows from above, and the cells of each from the left: true for the foreground.
    pub cells: [[bool; SIDE]; SIDE],
    /// The color of the foreground.
    pub foreground: Color,
    /// The color of the background, which is lighter.
    pub background: Color,
}

/// The picture of an address.
///
/// It follows from the SHA-256 of `b-mail identicon v1` and the address. Bit `3 * row + column` of the first two bytes, the
/// lowest first, decides the cell in a row's left half and in the middle. Two bytes each, little-endian and modulo 360, are
/// the hues of the foreground (saturation 65%, lightness 40%) and of the background (45%, 88%).
///
/// It helps to notice that somebody is another one. It proves nothing: people can search for an address with a picture.
pub fn identicon(address: &Pubkey) -> Identicon {
    let hash: [u8; 32] = Sha256::new().chain_update(DOMAIN).chain_update(address).finalize().into();
    let number = |at: usize| u16::from_le_bytes([hash[at], hash[at + 1]]);
    let bits = number(0);
    let mut cells = [[false; SIDE]; SIDE];
    for (row, cells) in cells.iter_mut().enumerate() {
        for (column, cell) in cells.iter_mut().enumerate() {
            *cell = bits >> (HALF * row + column.min(SIDE - 1 - column)) & 1 == 1;
        }
    }
    Identicon { cells, foreground: color(number(2), 65, 40), background: color(number(4), 45, 88) }
}

impl Color {
    /// The color as CSS writes it, such as `#1a2b3c`.
    pub fn css(&self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// A color by its hue, and its saturation and lightness in percent. All in integers, so that every language rounds alike.
fn color(hue: u16, saturation: i32, lightness: i32) -> Color {
    let hue = i32::from(hue % 360);
    let chroma = (100 - (2 * lightness - 100).abs()) * saturation; // in ten-thousandths, like the rest
    let second = chroma * (60 - (hue % 120 - 60).abs()) / 60;
    let least = 100 * lightness - chroma / 2;
    let parts = match hue / 60 {
        0 => [chroma, second, 0],
        1 => [second, chroma, 0],
        2 => [0, chroma, second],
        3 => [0, second, chroma],
        4 => [second, 0, chroma],
        _ => [chroma, 0, second],
    };
    Color(parts.map(|part| u8::try_from((part + least) * 255 / 10_000).unwrap_or(u8::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_those_of_their_hues() {
        for (hue, expected) in [
            (0, "#a82323"),
            (60, "#a8a823"),
            (120, "#23a823"),
            (180, "#23a8a8"),
            (240, "#2323a8"),
            (300, "#a823a8"),
            (360, "#a82323"),
        ] {
            assert_eq!(color(hue, 65, 40).css(), expected, "{hue}");
        }
    }

    #[test]
    fn a_picture_is_the_same_on_both_sides_and_lighter_behind() {
        for byte in 0..=u8::MAX {
            let picture = identicon(&Pubkey::from([byte; 32]));
            assert!(picture.cells.iter().all(|row| row.iter().eq(row.iter().rev())));
            let light = |color: Color| color.0.iter().map(|part| u32::from(*part)).sum::<u32>();
            assert!(light(picture.background) > light(picture.foreground) + 150);
        }
    }
}
