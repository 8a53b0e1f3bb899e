//! The label of a person.

use solana_pubkey::Pubkey;

use super::{Alike, Identicon, alike, identicon};
use crate::text::shown;

/// How many characters of an address are shown at each end.
pub(super) const END: usize = 4;

/// Somebody whom one knows, such as a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acquaintance {
    /// Their wallet.
    pub address: Pubkey,
    /// One's own name for them.
    pub petname: Option<String>,
    /// Their verified name, with its suffix (see [`sns`](super::sns)).
    pub name: Option<String>,
}

/// By what a person is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// By the name that one gave them.
    Petname,
    /// By their verified name.
    Name,
    /// By their address.
    Address,
}

/// How a person is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The name, or the shortened address. It has no hidden characters.
    pub text: String,
    /// What the text is. A client shows the three in different ways.
    pub named: Named,
    /// The picture of the address.
    pub identicon: Identicon,
    /// Whether nothing ever came from this address. A client says: "first letter from this address".
    pub is_first: bool,
    /// Whom the person looks like, without being them.
    pub alike: Vec<Alike>,
}

/// The label of a person: one's own name for them, else their verified name, else the ends of their address.
///
/// `name` is their verified name, if they have one, and `letters` how many letters came from them before this one. A person
/// whom one has named is not said to look like anyone.
pub fn label(address: &Pubkey, name: Option<&str>, letters: u64, known: &[Acquaintance]) -> Label {
    let of = known.iter().find(|one| one.address == *address);
    let petname = of.and_then(|one| one.petname.as_deref()).filter(|petname| !petname.is_empty());
    let (text, named) = match (petname, name) {
        (Some(petname), _) => (shown(petname).to_string(), Named::Petname),
        (None, Some(name)) => (shown(name).to_string(), Named::Name),
        (None, None) => (short(address), Named::Address),
    };
    let alike = if petname.is_some() { Vec::new() } else { alike(address, name, known) };
    Label { text, named, identicon: identicon(address), is_first: letters == 0, alike }
}

/// An address by its first and last four characters. It is enough to tell whom one knows apart, and not to send money to: a
/// recipient is shown in full before money moves to them for the first time.
pub fn short(address: &Pubkey) -> String {
    let text = address.to_string(); // ASCII, and at least 32 characters
    format!("{}…{}", &text[..END], &text[text.len() - END..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(petname: Option<&str>, name: Option<&str>) -> Acquaintance {
        let own = |text: &str| text.to_owned();
        Acquaintance { address: Pubkey::from([7; 32]), petname: petname.map(own), name: name.map(own) }
    }

    /// Shows letters.md: A person is shown by one's own name for them, else by their verified name
    #[test]
    fn ones_own_name_comes_before_theirs_and_that_before_the_address() {
        let address = Pubkey::from([7; 32]);
        for (petname, name, text, named) in [
            (Some("Ada"), Some("ada.sns"), "Ada", Named::Petname),
            (Some(""), Some("ada.sns"), "ada.sns", Named::Name),
            (None, Some("ada.sns"), "ada.sns", Named::Name),
            (None, None, "US51…4Aou", Named::Address),
            (Some("A\u{202e}da"), None, r"A\u{202e}da", Named::Petname),
        ] {
            let label = label(&address, name, 3, &[known(petname, None)]);
            if named != Named::Address {
                assert_eq!((&label.text[..], label.named), (text, named));
            }
            assert_eq!((label.is_first, label.alike), (false, vec![]));
        }
        let stranger = label(&address, None, 0, &[]);
        assert_eq!((stranger.text, stranger.named, stranger.is_first), (short(&address), Named::Address, true));
        let full = address.to_string();
        assert!(full.starts_with(&short(&address)[..4]) && full.ends_with(&short(&address)[7..]));
    }
}
