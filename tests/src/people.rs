//! People: a name and a key pair derived from it, so that every run uses the same addresses.

use sha2::{Digest, Sha256};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

/// A person with a wallet.
pub struct Person {
    /// The person's name in failures.
    pub name: String,
    /// The person's wallet.
    pub keypair: Keypair,
}

impl Person {
    /// The person with this name.
    pub fn named(name: &str) -> Self {
        let seed: [u8; 32] = Sha256::digest(name.as_bytes()).into();
        Self { name: name.to_owned(), keypair: Keypair::new_from_array(seed) }
    }

    /// The wallet's address.
    pub fn address(&self) -> Pubkey {
        self.keypair.pubkey()
    }
}

impl Clone for Person {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), keypair: self.keypair.insecure_clone() }
    }
}
