//! Lists of accounts, with what in them cannot be read.

use solana_pubkey::Pubkey;

use super::DecodeError;

/// An account that a list should have, but that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its address.
    pub address: Pubkey,
    /// Why it cannot be read.
    pub error: DecodeError,
}

/// What a search found. Nothing in it keeps the rest from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// What it found, in the order that the search's docs say.
    pub entries: Vec<T>,
    /// What it found and cannot read.
    pub gaps: Vec<Unreadable>,
    /// Whether nothing older may be missing. False only if the node lists no accounts, and its history was too long to read, or
    /// could not be read.
    pub is_whole: bool,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), gaps: Vec::new(), is_whole: true }
    }
}

#[cfg(feature = "client")]
impl<T> Listing<T> {
    /// Adds an entry, or a gap.
    pub(crate) fn add(&mut self, address: Pubkey, found: Result<T, DecodeError>) {
        match found {
            Ok(entry) => self.entries.push(entry),
            Err(error) => self.gap(Unreadable { address, error }),
        }
    }

    /// Adds a gap.
    pub(crate) fn gap(&mut self, gap: Unreadable) {
        self.gaps.push(gap);
    }

    /// The list, with one gap for each address.
    pub(crate) fn with_each_gap_once(mut self) -> Self {
        let mut known = std::collections::HashSet::new();
        self.gaps.retain(|gap| known.insert(gap.address));
        self
    }
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::*;

    /// Shows security.md: An account that cannot be read in a list.
    #[test]
    fn a_list_with_a_million_gaps_is_made_at_once_and_has_each_gap_once() {
        let addresses: Vec<_> = (0..1_000_000).map(|_| Pubkey::new_unique()).collect();
        let mut list = Listing::<()>::default();
        for address in addresses.iter().chain(&addresses) {
            list.add(*address, Err(DecodeError::WrongKind("body")));
        }
        let gaps = list.with_each_gap_once().gaps;
        assert!(gaps.iter().map(|gap| &gap.address).eq(&addresses));
    }
}
