//! Addresses in ordinary mail clients: `LOCAL@NETWORKNAME.bmail`.
//!
//! Mail clients change the case of what they are given, and base58 does not survive that. So a wallet is written in bech32m,
//! which has one case and a checksum.

use std::{fmt, str::FromStr};

use bech32::{Bech32m, Hrp, primitives::decode::CheckedHrpstring};
use solana_pubkey::Pubkey;

const PREFIX: &str = "bmail";
const DOMAIN: &str = ".bmail";
/// The most characters before the `@`, and in a part of a domain.
const MAX_LOCAL: usize = 64;
const MAX_LABEL: usize = 63;

/// Whom an address is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Local {
    /// The label of a petname: see [`petname_label`]. Whoever keeps the petnames finds the one with this label.
    Petname(String),
    /// A wallet.
    Wallet(Pubkey),
}

/// An address in an ordinary mail client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MailAddress {
    /// Whose it is.
    pub local: Local,
    /// The label of the network: see [`network_label`].
    pub network: String,
}

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It does not look like one.
    #[error(
        "an address is NAME@NETWORK.bmail or bmail1...@NETWORK.bmail, which this is not: check it; nothing was sent"
    )]
    Form,
    /// It begins like a wallet's, but a character is wrong or missing.
    #[error(
        "the address begins with bmail1 like a wallet's, but a character is wrong or missing: copy it again; nothing was sent"
    )]
    Checksum,
}

/// The label of a petname, for the part before the `@`: lower case, with dots for blanks. `None` if it has other characters
/// than letters, digits, `-` and `_` of ASCII, or could be taken for a wallet's: then use the wallet.
pub fn petname_label(petname: &str) -> Option<String> {
    let label = label(petname, '.', "-_.")?;
    let is_dotted = !label.starts_with('.') && !label.ends_with('.') && !label.contains("..");
    (is_dotted && label.len() <= MAX_LOCAL && !label.starts_with("bmail1")).then_some(label)
}

/// The label of a network, for its part of the domain: its name in lower case, with hyphens for blanks. If the name has
/// other characters than letters and digits of ASCII, it is `n-` and the first eight bytes of the network's address in hex.
pub fn network_label(name: &str, network: &Pubkey) -> String {
    let usable = label(name, '-', "-").filter(|label| {
        label.len() <= MAX_LABEL && !label.starts_with('-') && !label.ends_with('-') && !label.starts_with("n-")
    });
    usable.unwrap_or_else(|| {
        let hex: String = network.as_array()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("n-{hex}")
    })
}

fn label(name: &str, blank: char, signs: &str) -> Option<String> {
    let of = |character: char| match character {
        ' ' => Some(blank),
        _ if character.is_ascii_alphanumeric() || signs.contains(character) => Some(character.to_ascii_lowercase()),
        _ => None,
    };
    let label: String = name.chars().map(of).collect::<Option<_>>()?;
    (!label.is_empty()).then_some(label)
}

impl fmt::Display for MailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.local {
            Local::Petname(label) => formatter.write_str(label)?,
            Local::Wallet(wallet) => {
                let prefix = Hrp::parse_unchecked(PREFIX);
                bech32::encode_lower_to_fmt::<Bech32m, _>(formatter, prefix, wallet.as_ref())
                    .map_err(|_| fmt::Error)?;
            }
        }
        write!(formatter, "@{}{DOMAIN}", self.network)
    }
}

impl FromStr for MailAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim().to_ascii_lowercase();
        let (local, domain) = text.rsplit_once('@').ok_or(AddressError::Form)?;
        let network = domain.strip_suffix(DOMAIN).ok_or(AddressError::Form)?;
        if label(network, '-', "-").as_deref() != Some(network) || network.len() > MAX_LABEL {
            return Err(AddressError::Form);
        }
        let local = match local.starts_with("bmail1") {
            true => Local::Wallet(wallet(local).ok_or(AddressError::Checksum)?),
            false if petname_label(local).as_deref() == Some(local) => Local::Petname(local.to_owned()),
            false => return Err(AddressError::Form),
        };
        Ok(Self { local, network: network.to_owned() })
    }
}

fn wallet(text: &str) -> Option<Pubkey> {
    let checked = CheckedHrpstring::new::<Bech32m>(text).ok()?;
    let bytes: Vec<u8> = checked.byte_iter().collect();
    let bytes: [u8; 32] = bytes.try_into().ok()?;
    // The same bytes can be written with other bits at the end, which would be a second address of one wallet.
    let wallet = Pubkey::new_from_array(bytes);
    let written = bech32::encode_lower::<Bech32m>(Hrp::parse_unchecked(PREFIX), wallet.as_ref()).ok()?;
    (written == text).then_some(wallet)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(wallet: Pubkey) -> MailAddress {
        MailAddress { local: Local::Wallet(wallet), network: "the-allotments".to_owned() }
    }

    /// Shows letters.md: An address in a mail client survives a change of case.
    #[test]
    fn a_wallets_address_has_64_characters_before_the_at_and_survives_any_case() {
        let address = of(Pubkey::new_from_array([7; 32]));
        let text = address.to_string();
        let (local, domain) = text.split_once('@').unwrap();
        assert_eq!((local.len(), domain), (64, "the-allotments.bmail"));
        assert!(local.starts_with("bmail1") && text == text.to_lowercase());
        for changed in [text.to_uppercase(), text.replace('q', "Q"), format!(" {text}\n")] {
            assert_eq!(changed.parse(), Ok(address.clone()));
        }
    }

    /// Shows letters.md: An address in a mail client survives a change of case.
    #[test]
    fn what_is_no_address_is_told_from_one_with_a_wrong_character() {
        let text = of(Pubkey::new_from_array([7; 32])).to_string();
        let cut = text.replacen('q', "", 1);
        for wrong in [text.replacen('q', "p", 1), cut, "bmail1@x.bmail".to_owned()] {
            assert_eq!(wrong.parse::<MailAddress>(), Err(AddressError::Checksum), "{wrong}");
        }
        for wrong in
            ["", "ada", "ada@", "@x.bmail", "ada@x", "ada@.bmail", "a b@x.bmail", "ada@a.b.bmail", "ada@x.bmail.org"]
        {
            assert_eq!(wrong.parse::<MailAddress>(), Err(AddressError::Form), "{wrong}");
        }
        let ada = MailAddress { local: Local::Petname("ada.lovelace".to_owned()), network: "x".to_owned() };
        assert_eq!("Ada.Lovelace@X.bmail".parse(), Ok(ada));
    }

    #[test]
    fn petnames_and_networks_have_labels_or_fall_back() {
        assert_eq!(petname_label("Ada Lovelace").as_deref(), Some("ada.lovelace"));
        for none in ["", "Käthe", "a@b", "bmail1x", ".ada", "a  b", &"a".repeat(65)] {
            assert_eq!(petname_label(none), None, "{none}");
        }
        let network = Pubkey::new_from_array([0xab; 32]);
        assert_eq!(network_label("The allotments", &network), "the-allotments");
        for name in ["Kleingärten", "", "n-1", "-x", "a.b"] {
            assert_eq!(network_label(name, &network), "n-abababababababab", "{name}");
        }
    }

    proptest! {
        #[test]
        fn every_wallet_is_found_in_its_address_and_no_text_panics(bytes: [u8; 32], text: String, at in 6..64usize) {
            let address = of(Pubkey::new_from_array(bytes));
            let written = address.to_string();
            prop_assert_eq!(written.to_uppercase().parse(), Ok(address));
            let mut spoilt = written.into_bytes();
            spoilt[at] = if spoilt[at] == b'x' { b'y' } else { b'x' };
            prop_assert!(String::from_utf8(spoilt).unwrap().parse::<MailAddress>().is_err());
            let _ = text.parse::<MailAddress>();
        }
    }
}
