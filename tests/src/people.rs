//! People: a name and a key pair that follows from it, so that every run sees the same addresses.

use sha2::{Digest, Sha256};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

/// Somebody with a wallet.
pub struct Person {
    /// What failures call them.
    pub name: String,
    /// Their wallet.
    pub keypair: Keypair,
}

impl Person {
    /// The person of this name.
    pub fn named(name: &str) -> Self {
        let seed: [u8; 32] = Sha256::digest(name.as_bytes()).into();
        Self { name: name.to_owned(), keypair: Keypair::new_from_array(seed) }
    }

    /// Their wallet's address.
    pub fn address(&self) -> Pubkey {
        self.keypair.pubkey()
    }
}

impl Clone for Person {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), keypair: self.keypair.insecure_clone() }
    }
}
