//! The keys of links, derived from their maker's wallet.

use std::fmt;

use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use sha2::Sha256;
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use zeroize::Zeroizing;

use crate::{
    ed25519::{SecretError, check_seed, check_signature},
    sealing::SecretKey,
};

const SALT: &[u8] = b"b-mail link key v1";
const KEYPAIR_METHOD: &[u8] = b"keypair";
const SIGNATURE_METHOD: &[u8] = b"signature";
/// The version of the encryption key of a link's mailbox, which is never replaced.
pub(crate) const KEY_VERSION: u32 = 1;

/// What the keys of all links of a wallet are derived from. Whoever has it can take their money.
#[derive(Clone)]
pub struct LinkSecret {
    secret: Zeroizing<Vec<u8>>,
    method: &'static [u8],
}

impl LinkSecret {
    /// From a wallet's key pair.
    #[cfg(feature = "client")]
    pub fn from_keypair(keypair: &solana_keypair::Keypair) -> Self {
        Self { secret: Zeroizing::new(keypair.secret_bytes().to_vec()), method: KEYPAIR_METHOD }
    }

    /// From the 32 bytes of a wallet's secret seed.
    ///
    /// # Errors
    /// [`SecretError::WrongSeed`] if it is another wallet's.
    pub fn from_wallet_seed(seed: &[u8; 32], wallet: &Pubkey) -> Result<Self, SecretError> {
        check_seed(seed, wallet)?;
        Ok(Self { secret: Zeroizing::new(seed.to_vec()), method: KEYPAIR_METHOD })
    }

    /// From a wallet's signature over [`signing_text`], for wallets that do not export their seed. Its keys are others. Only
    /// a wallet that signs deterministically (RFC 8032) finds its links again: have it sign twice, and compare.
    ///
    /// # Errors
    /// [`SecretError::WrongSignature`] if it is not the wallet's signature over that text.
    pub fn from_signature(signature: &Signature, wallet: &Pubkey, network: &Pubkey) -> Result<Self, SecretError> {
        check_signature(signature, wallet, &signing_text(network))?;
        Ok(Self { secret: Zeroizing::new(signature.as_array().to_vec()), method: SIGNATURE_METHOD })
    }

    /// The key of the link whose message has this number among the maker's.
    pub fn key(&self, network: &Pubkey, sequence: u64) -> LinkKey {
        let info = [self.method, network.as_ref(), &sequence.to_le_bytes()].concat();
        let mut seed = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(SALT), &self.secret)
            .expand(&info, seed.as_mut_slice())
            .expect("HKDF-SHA256 gives up to 8,160 bytes, and 32 are asked for");
        LinkKey { seed }
    }
}

impl fmt::Debug for LinkSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LinkSecret(..)")
    }
}

/// The text that a wallet signs to derive the keys of its links. It cannot be mistaken for a transaction: as one, its fourth
/// byte would announce 97 account addresses, which take 3,104 bytes.
pub fn signing_text(network: &Pubkey) -> String {
    format!(
        "b-mail link key v1\n\
         \n\
         Signing this text makes the keys of your links. It moves no money.\n\
         Whoever has this signature can take your links' money: sign only in b-mail, \
         and never give the signature to anybody.\n\
         \n\
         Network: {network}"
    )
}

/// The key behind a link: a wallet of its own, whose seed stands in the link. Its memory is wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkKey {
    seed: Zeroizing<[u8; 32]>,
}

impl LinkKey {
    /// The key with this secret seed.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self { seed: Zeroizing::new(seed) }
    }

    /// Its secret seed. Whoever has it can take the money.
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// Its wallet's address: the recipient of the letter.
    pub fn address(&self) -> Pubkey {
        Pubkey::new_from_array(SigningKey::from_bytes(&self.seed).verifying_key().to_bytes())
    }

    /// What opens the letter, derived as of any wallet.
    pub fn secret_key(&self, network: &Pubkey) -> SecretKey {
        SecretKey::from_wallet_seed(&self.seed, &self.address(), network, KEY_VERSION)
            .expect("it is the seed of that address")
    }

    /// Its wallet, which signs.
    #[cfg(feature = "client")]
    pub fn keypair(&self) -> solana_keypair::Keypair {
        solana_keypair::Keypair::new_from_array(*self.seed)
    }
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "LinkKey({}, ..)", self.address())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use solana_keypair::{Keypair, Signer};

    use super::*;

    /// Shows letters.md: The wallet alone finds every link again.
    #[test]
    fn every_wallet_method_network_and_number_has_its_own_key_and_derives_it_again() {
        let mut keys = HashSet::new();
        for wallet in [Keypair::new_from_array([5; 32]), Keypair::new_from_array([6; 32])] {
            for network in [[1; 32], [2; 32]].map(Pubkey::new_from_array) {
                let signature = wallet.sign_message(signing_text(&network).as_bytes());
                let signed = LinkSecret::from_signature(&signature, &wallet.pubkey(), &network).unwrap();
                for secret in [LinkSecret::from_keypair(&wallet), signed] {
                    for sequence in [0, 1, 256, u64::MAX] {
                        assert_eq!(secret.key(&network, sequence), secret.key(&network, sequence));
                        keys.insert(secret.key(&network, sequence).address());
                    }
                }
            }
        }
        assert_eq!(keys.len(), 2 * 2 * 2 * 4);
        let key = LinkKey::from_seed([7; 32]);
        assert_eq!(key.address(), key.keypair().pubkey());
        assert!(
            !format!("{key:?}").contains("seed")
                && format!("{:?}", LinkSecret::from_keypair(&key.keypair())).contains("..")
        );
    }

    /// Shows security.md: A signature or a seed that is not the wallet's, such as zeros.
    #[test]
    fn only_the_wallets_own_secret_derives_keys() {
        let (wallet, network) = (Keypair::new_from_array([5; 32]), Pubkey::new_from_array([1; 32]));
        let refused = |signature: &Signature| {
            let error = LinkSecret::from_signature(signature, &wallet.pubkey(), &network).unwrap_err();
            assert_eq!(error, SecretError::WrongSignature(wallet.pubkey()));
        };
        refused(&Signature::default());
        let of_mail = crate::sealing::signing_text(&network, 1);
        refused(&wallet.sign_message(of_mail.as_bytes()));
        refused(&wallet.sign_message(signing_text(&Pubkey::new_from_array([2; 32])).as_bytes()));
        let seed = LinkSecret::from_wallet_seed(&[6; 32], &wallet.pubkey());
        assert_eq!(seed.unwrap_err(), SecretError::WrongSeed(wallet.pubkey()));
    }
}
