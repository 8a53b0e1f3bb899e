//! The text of a link.

use std::fmt;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use sha2::{Digest, Sha256};
use solana_message::Hash;
use solana_pubkey::Pubkey;

use super::{LinkError, LinkKey};

/// What stands before the link's code, in the part of the address that browsers do not send.
const PLACE: &str = "#/l/";
const VERSION: u8 = 1;
const GENESIS_LEN: usize = 8;
const CHECK_LEN: usize = 4;
/// Bytes of a link: version, genesis hash, network, message, seed, check.
const LEN: usize = 1 + GENESIS_LEN + 3 * 32 + CHECK_LEN;
/// Characters of a link.
const CHARACTERS: usize = (LEN * 4).div_ceil(3);

/// Bits at the end that encode nothing are refused, so that each link has one text.
const CODE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_encode_padding(false).with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// A link to a letter. It is money and mail at once: whoever has it can read the letter and take the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The first bytes of the cluster's genesis hash.
    pub genesis: [u8; GENESIS_LEN],
    /// The network.
    pub network: Pubkey,
    /// The message.
    pub message: Pubkey,
    /// The key that it is to.
    pub key: LinkKey,
}

impl Link {
    /// The link to a message on a cluster.
    pub fn new(genesis: &Hash, network: Pubkey, message: Pubkey, key: LinkKey) -> Self {
        let genesis = std::array::from_fn(|place| genesis.as_bytes()[place]);
        Self { genesis, network, message, key }
    }

    /// Checks that it leads to the cluster with this genesis hash.
    ///
    /// # Errors
    /// [`LinkError::OtherCluster`].
    pub fn check_cluster(&self, genesis: &Hash) -> Result<(), LinkError> {
        match genesis.as_bytes().starts_with(&self.genesis) {
            true => Ok(()),
            false => Err(LinkError::OtherCluster { link: self.genesis, here: *genesis }),
        }
    }

    /// The link as an address of an app, such as `https://app.example.org`. Show it only after the message is confirmed.
    pub fn url(&self, app: &str) -> String {
        let bytes =
            [&[VERSION][..], &self.genesis, self.network.as_ref(), self.message.as_ref(), self.key.seed()].concat();
        let check = check(&bytes);
        format!("{}/{PLACE}{}", app.trim_end_matches('/'), CODE.encode([&bytes[..], &check].concat()))
    }

    /// Reads a link, with what stands around it in a message: the address of whatever app, and signs after it.
    ///
    /// # Errors
    /// [`LinkError::NoLink`], [`LinkError::CutOff`], [`LinkError::Changed`], [`LinkError::LaterVersion`].
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let (_, code) = text.rsplit_once(PLACE).ok_or(LinkError::NoLink)?;
        let is_code = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
        let code = code.split(|character: char| character.is_whitespace()).next().unwrap_or_default();
        let code = code.trim_end_matches(|character| !is_code(character));
        let cut_off = || LinkError::CutOff { missing: CHARACTERS.saturating_sub(code.len()) };
        match CODE.decode(code) {
            Ok(bytes) if is_checked(&bytes) => Self::of(&bytes),
            _ if code.len() < CHARACTERS && code.chars().all(is_code) && begins_as_ours(code) => Err(cut_off()),
            _ => Err(LinkError::Changed),
        }
    }

    /// The link in bytes whose check is right.
    fn of(bytes: &[u8]) -> Result<Self, LinkError> {
        match bytes.split_first() {
            Some((&VERSION, rest)) if bytes.len() == LEN => {
                let part = |from: usize| std::array::from_fn(|place| rest[from + place]);
                let genesis = std::array::from_fn(|place| rest[place]);
                let [network, message] = [GENESIS_LEN, GENESIS_LEN + 32].map(|from| Pubkey::new_from_array(part(from)));
                Ok(Self { genesis, network, message, key: LinkKey::from_seed(part(GENESIS_LEN + 64)) })
            }
            Some((&version, _)) if version > VERSION => Err(LinkError::LaterVersion(version)),
            _ => Err(LinkError::Changed),
        }
    }
}

/// Nothing of the seed is shown: see [`Link::url`].
impl fmt::Display for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the link to the letter at {}", self.message)
    }
}

/// The beginning of the SHA-256 of all that comes before it.
fn check(bytes: &[u8]) -> [u8; CHECK_LEN] {
    let hash = Sha256::digest(bytes);
    std::array::from_fn(|place| hash[place])
}

fn is_checked(bytes: &[u8]) -> bool {
    bytes.split_last_chunk().is_some_and(|(before, last)| check(before) == *last)
}

/// Whether a code begins with our version, as far as it goes: its first character has six of the version's eight bits.
fn begins_as_ours(code: &str) -> bool {
    let first = &CODE.encode([VERSION])[..1];
    code.is_empty() || code.starts_with(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn link() -> Link {
        let [network, message] = [2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
        Link { genesis: [1; 8], network, message, key: LinkKey::from_seed([4; 32]) }
    }

    /// Shows letters.md: A link that was cut off or changed says so.
    /// Shows security.md: A link that is cut off, changed, or leads to another cluster.
    #[test]
    fn a_link_cut_anywhere_says_how_much_is_missing() {
        let url = link().url("https://app.example.org/");
        assert_eq!(url.len(), "https://app.example.org/#/l/".len() + CHARACTERS);
        let begin = url.len() - CHARACTERS;
        for end in begin..url.len() {
            // A sign at the end of what is left is taken for one of the text around the link, but not one of the code.
            assert_eq!(Link::parse(&url[..end]), Err(LinkError::CutOff { missing: url.len() - end }), "{end}");
        }
        assert_eq!(Link::parse(&url[..begin - 2]), Err(LinkError::NoLink));
        for around in
            [format!("<{url}>."), format!("See {url}, please"), format!("{url}\n\nAda"), url.replace("https", "x")]
        {
            assert_eq!(Link::parse(&around), Ok(link()), "{around}");
        }
    }

    /// Shows security.md: A link that is cut off, changed, or leads to another cluster.
    #[test]
    fn another_version_and_another_cluster_are_named() {
        let coded = |bytes: &[u8]| format!("x#/l/{}", CODE.encode([bytes, &check(bytes)].concat()));
        assert_eq!(Link::parse(&coded(&[2, 7, 7])), Err(LinkError::LaterVersion(2)));
        assert_eq!(Link::parse(&coded(&[1; 104])), Err(LinkError::Changed));
        assert_eq!(Link::parse(&coded(&[0; 105])), Err(LinkError::Changed));
        assert!(Link::parse(&coded(&[1; 105])).is_ok());
        let here = Hash::new_from_array([1; 32]);
        assert_eq!(link().check_cluster(&here), Ok(()));
        let here = Hash::new_from_array([9; 32]);
        assert_eq!(link().check_cluster(&here), Err(LinkError::OtherCluster { link: [1; 8], here }));
        assert!(!format!("{} {:?}", link(), link()).contains("4, 4"), "a seed is shown");
    }

    proptest! {
        #[test]
        fn every_link_is_read_again_and_no_changed_one(
            network: [u8; 32], seed: [u8; 32], at in 0..CHARACTERS, other in "[A-Za-z0-9_-]", text: String,
        ) {
            let link = Link { network: Pubkey::new_from_array(network), key: LinkKey::from_seed(seed), ..link() };
            let url = link.url("app");
            prop_assert_eq!(Link::parse(&url), Ok(link));
            let mut changed = url.clone();
            let at = url.len() - CHARACTERS + at;
            changed.replace_range(at..=at, &other);
            if changed != url {
                prop_assert_eq!(Link::parse(&changed), Err(LinkError::Changed));
            }
            let _ = Link::parse(&format!("#/l/{text}"));
        }
    }
}
