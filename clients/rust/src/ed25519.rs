//! Whether a secret belongs to a wallet. What is derived from any other secret is lost, or everybody knows it.

use ed25519_dalek::{SigningKey, VerifyingKey};
use solana_pubkey::Pubkey;
use solana_signature::Signature;

/// Why nothing is derived from a secret. Nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The signature is not the wallet's over the text.
    #[error(
        "this is not a signature of {0} over the text, so nothing is derived from it: have that wallet sign exactly the \
         bytes of the text"
    )]
    WrongSignature(Pubkey),
    /// The seed is another wallet's.
    #[error(
        "this is not the secret seed of {0}, so nothing is derived from it: give the first half of its key pair file"
    )]
    WrongSeed(Pubkey),
    /// The secret is zeros, which everybody knows.
    #[error("a secret of zeros is known to everybody: draw 32 bytes at random, and keep them")]
    Zeros,
}

/// Refuses what is not the wallet's signature over the text. The check is strict: no wallet of small order, whose
/// signatures anyone can make, and none of the other encodings of a signature.
pub(crate) fn check_signature(signature: &Signature, wallet: &Pubkey, text: &str) -> Result<(), SecretError> {
    let given = ed25519_dalek::Signature::from_bytes(signature.as_array());
    let verified =
        VerifyingKey::from_bytes(wallet.as_array()).and_then(|key| key.verify_strict(text.as_bytes(), &given));
    verified.map_err(|_| SecretError::WrongSignature(*wallet))
}

/// Refuses what is not the wallet's secret seed.
pub(crate) fn check_seed(seed: &[u8; 32], wallet: &Pubkey) -> Result<(), SecretError> {
    let is_its = SigningKey::from_bytes(seed).verifying_key().as_bytes() == wallet.as_array();
    if is_its { Ok(()) } else { Err(SecretError::WrongSeed(*wallet)) }
}
