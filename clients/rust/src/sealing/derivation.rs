//! How a wallet derives its encryption key, so that there is nothing to back up.
//!
//! Each network and each key version has its own key. The two methods give the same kind of key, but not the same
//! key, so a mailbox registers one of them.

use super::SecretKey;
use crate::ed25519::{SecretError, check_seed, check_signature};
use hkdf::Hkdf;
use sha2::Sha256;
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use zeroize::Zeroizing;

const SALT: &[u8] = b"b-mail encryption key v1";
const KEYPAIR_METHOD: &[u8] = b"keypair";
const SIGNATURE_METHOD: &[u8] = b"signature";

impl SecretKey {
    /// Derives the key from a wallet's secret seed. `version` is the mailbox's key version, the first is 1.
    #[cfg(feature = "client")]
    pub fn from_keypair(keypair: &solana_keypair::Keypair, network: &Pubkey, version: u32) -> Self {
        derive(keypair.secret_bytes(), KEYPAIR_METHOD, network, version)
    }

    /// Like [`SecretKey::from_keypair`], from the 32 bytes of the wallet's secret seed.
    ///
    /// # Errors
    /// [`SecretError::WrongSeed`] if it is another wallet's.
    pub fn from_wallet_seed(
        seed: &[u8; 32],
        wallet: &Pubkey,
        network: &Pubkey,
        version: u32,
    ) -> Result<Self, SecretError> {
        check_seed(seed, wallet)?;
        Ok(derive(seed, KEYPAIR_METHOD, network, version))
    }

    /// Derives the key from a wallet's signature over [`signing_text`], for wallets that do not export their seed.
    ///
    /// Only a wallet that signs deterministically (RFC 8032) derives the same key again. Have it sign twice and
    /// compare before you register the key. The signature is as secret as the key: never store or send it.
    ///
    /// # Errors
    /// [`SecretError::WrongSignature`] if it is not the wallet's signature over that text. A key from anything else could
    /// not be derived again, or everybody would know it.
    pub fn from_signature(
        signature: &Signature,
        wallet: &Pubkey,
        network: &Pubkey,
        version: u32,
    ) -> Result<Self, SecretError> {
        check_signature(signature, wallet, &signing_text(network, version))?;
        Ok(derive(signature.as_array(), SIGNATURE_METHOD, network, version))
    }
}

/// The text that a wallet signs to derive its key. The signature is over the text's UTF-8 bytes.
///
/// It cannot be mistaken for a transaction: as a transaction, its fourth byte would announce 97 account addresses,
/// which take 3,104 bytes. If one letter of it changed, everyone would be locked out, so the test vectors pin it.
pub fn signing_text(network: &Pubkey, version: u32) -> String {
    format!(
        "b-mail encryption key v1\n\
         \n\
         Signing this text unlocks your encrypted mail. It moves no money.\n\
         Whoever has the signature can read your mail: sign only in b-mail, \
         and never give the signature to anybody.\n\
         \n\
         Network: {network}\n\
         Key version: {version}"
    )
}

/// HKDF-SHA256 to 32 bytes, then HPKE's `DeriveKeyPair`. HKDF's info has the method, the network and the version, so
/// each combination has its own key. The encoding is unambiguous, because network and version have fixed lengths and
/// come last.
fn derive(secret: &[u8], method: &[u8], network: &Pubkey, version: u32) -> SecretKey {
    SecretKey::from_key_material(key_material(secret, method, network, version).as_slice())
}

pub(super) fn key_material(secret: &[u8], method: &[u8], network: &Pubkey, version: u32) -> Zeroizing<[u8; 32]> {
    let info = [method, network.as_ref(), &version.to_le_bytes()].concat();
    let mut material = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(SALT), secret)
        .expand(&info, material.as_mut_slice())
        .expect("HKDF-SHA256 gives up to 8,160 bytes, and 32 are asked for");
    material
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use solana_keypair::{Keypair, Signer};
    use std::collections::HashSet;

    fn wallet() -> Keypair {
        Keypair::new_from_array([5; 32])
    }

    fn network(byte: u8) -> Pubkey {
        Pubkey::new_from_array([byte; 32])
    }

    fn from_signature(wallet: &Keypair, network: &Pubkey, version: u32) -> SecretKey {
        let signature = wallet.sign_message(signing_text(network, version).as_bytes());
        SecretKey::from_signature(&signature, &wallet.pubkey(), network, version).unwrap()
    }

    /// Shows mail.md: A wallet that does not give out its secret derives the key from a signature over a fixed text.
    #[test]
    fn the_same_method_network_and_version_derive_the_same_key() {
        let again = |derive: fn(&Keypair, &Pubkey, u32) -> SecretKey| {
            derive(&wallet(), &network(1), 3).encryption_key() == derive(&wallet(), &network(1), 3).encryption_key()
        };
        assert!(again(SecretKey::from_keypair));
        assert!(again(from_signature));
    }

    /// Shows mail.md: A key pair file derives the key with HKDF.
    #[test]
    fn every_wallet_method_network_and_version_has_its_own_key() {
        let mut keys = HashSet::new();
        for wallet in [wallet(), Keypair::new_from_array([6; 32])] {
            for network in [network(1), network(2)] {
                for version in [1, 2, 256, u32::MAX] {
                    keys.insert(SecretKey::from_keypair(&wallet, &network, version).encryption_key().to_bytes());
                    keys.insert(from_signature(&wallet, &network, version).encryption_key().to_bytes());
                }
            }
        }
        assert_eq!(keys.len(), 2 * 2 * 4 * 2);
    }

    #[test]
    fn network_and_version_are_bound_even_to_one_and_the_same_signature() {
        let key = |byte, version| derive(&[7; 64], SIGNATURE_METHOD, &network(byte), version).encryption_key();
        assert_ne!(key(1, 1), key(2, 1));
        assert_ne!(key(1, 1), key(1, 2));
    }

    /// Shows security.md: A signature or a seed that is not the wallet's, such as zeros.
    #[test]
    fn only_the_wallets_own_signature_over_the_text_derives_a_key() {
        let (wallet, network, text) = (wallet(), network(1), signing_text(&network(1), 1));
        let signature = wallet.sign_message(text.as_bytes());
        let derive = |signature: [u8; 64], wallet: &Pubkey, version| {
            SecretKey::from_signature(&Signature::from(signature), wallet, &network, version).map(|_| ())
        };
        assert_eq!(derive(*signature.as_array(), &wallet.pubkey(), 1), Ok(()));

        let refused = |signature, wallet: &Pubkey, version| {
            assert_eq!(derive(signature, wallet, version), Err(SecretError::WrongSignature(*wallet)));
        };
        let other = Keypair::new_from_array([6; 32]);
        refused([0; 64], &wallet.pubkey(), 1);
        refused(*signature.as_array(), &other.pubkey(), 1);
        refused(*other.sign_message(text.as_bytes()).as_array(), &wallet.pubkey(), 1);
        refused(*signature.as_array(), &wallet.pubkey(), 2);
        refused(*wallet.sign_message(b"anything").as_array(), &wallet.pubkey(), 1);
        refused(malleated(*signature.as_array()), &wallet.pubkey(), 1);
        // Of the wallets of small order, 1 and 0, anyone can sign any text with R = 1 and s = 0.
        let of_anyone = std::array::from_fn(|place| u8::from(place == 0));
        for wallet in [[0; 32], std::array::from_fn(|place| u8::from(place == 0))] {
            refused(of_anyone, &Pubkey::new_from_array(wallet), 1);
            refused([0; 64], &Pubkey::new_from_array(wallet), 1);
        }
    }

    /// The same signature in another encoding: its scalar plus the order of the group.
    pub fn malleated(mut signature: [u8; 64]) -> [u8; 64] {
        const ORDER: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let mut carry = 0;
        for (byte, more) in signature[32..].iter_mut().zip(ORDER) {
            let sum = u16::from(*byte) + u16::from(more) + carry;
            (*byte, carry) = (sum as u8, sum >> 8);
        }
        signature
    }

    /// Shows security.md: A signature or a seed that is not the wallet's, such as zeros.
    #[test]
    fn only_the_wallets_own_seed_derives_a_key() {
        let (wallet, network) = (wallet(), network(1));
        let derive = |seed: &[u8; 32]| SecretKey::from_wallet_seed(seed, &wallet.pubkey(), &network, 1);
        let key = derive(wallet.secret_bytes()).unwrap().encryption_key();
        assert_eq!(key, SecretKey::from_keypair(&wallet, &network, 1).encryption_key());
        for seed in [[0; 32], [6; 32]] {
            assert_eq!(derive(&seed).unwrap_err(), SecretError::WrongSeed(wallet.pubkey()));
        }
    }

    /// Shows mail.md: A key pair file derives the key with HKDF.
    #[test]
    fn method_is_bound_even_to_one_and_the_same_secret() {
        let key = |method| derive(&[7; 64], method, &network(1), 1).encryption_key();
        assert_ne!(key(KEYPAIR_METHOD), key(SIGNATURE_METHOD));
    }

    /// Shows mail.md: A wallet that does not give out its secret derives the key from a signature over a fixed text.
    #[test]
    fn signing_text_names_network_and_version_and_can_be_shown_by_any_wallet() {
        let text = signing_text(&network(1), 42);
        assert!(text.starts_with("b-mail"));
        assert!(text.contains(&network(1).to_string()));
        assert!(text.ends_with("Key version: 42"));
        assert!(text.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)));
    }

    /// Shows mail.md: A wallet that does not give out its secret derives the key from a signature over a fixed text.
    #[test]
    fn signing_text_cannot_be_a_transaction() {
        for version in [1, u32::MAX] {
            let text = signing_text(&network(255), version).into_bytes();
            // There is no version prefix, so it would be a legacy message: three header bytes, then the address count.
            assert!(text[0] < 0x80 && text[3] < 0x80);
            assert!(text.len() < 4 + 32 * usize::from(text[3]));
        }
    }
}
