//! People: a name and a key pair derived from it, so that every run uses the same addresses. And people who act through a
//! vault.

use sha2::{Digest, Sha256};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::vault;

/// A person with a wallet.
pub struct Person {
    /// The person's name in failures.
    pub name: String,
    /// The person's wallet.
    pub keypair: Keypair,
    /// The vault through which the person acts: a program signs for it.
    vault: Option<Pubkey>,
}

impl Person {
    /// The person with this name.
    pub fn named(name: &str) -> Self {
        let seed: [u8; 32] = Sha256::digest(name.as_bytes()).into();
        Self { name: name.to_owned(), keypair: Keypair::new_from_array(seed), vault: None }
    }

    /// The same person, who acts through their vault.
    pub fn with_vault(self) -> Self {
        Self { vault: Some(vault::of(&self.keypair.pubkey()).0), ..self }
    }

    /// The wallet's address, or the vault's.
    pub fn address(&self) -> Pubkey {
        self.vault.unwrap_or_else(|| self.keypair.pubkey())
    }

    /// The wallet behind the vault, if the person acts through one.
    pub fn behind_vault(&self) -> Option<Pubkey> {
        self.vault.map(|_| self.keypair.pubkey())
    }
}

impl Clone for Person {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), keypair: self.keypair.insecure_clone(), vault: self.vault }
    }
}
