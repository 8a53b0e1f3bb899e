//! What a submitter commits to: the hash of the content, and a salt that keeps others from guessing the content before
//! it is revealed. `docs/submissions.md` specifies the bytes for other languages.

use std::io;

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use zeroize::Zeroizing;

use crate::{
    Programs,
    ed25519::{SecretError, check_seed, check_signature},
    files::too_long,
};

const SALT: &[u8] = b"b-mail submission salt v1";
const ANSWER: &[u8] = b"b-mail answer seed v1";
const KEYPAIR_METHOD: &[u8] = b"keypair";
const SIGNATURE_METHOD: &[u8] = b"signature";

/// What opens the commitment of one submission: the hash of its content, and the salt.
///
/// Nothing has to be stored: the salt is derived from the submitter's secret, the bounty and the content. So the key
/// pair and the content are enough to reveal, even on another computer. A random salt could be lost, and the stake with
/// it. Nobody else can derive the salt. Each content has its own salt, so a revealed submission gives away nothing
/// about another one.
#[derive(Clone)]
pub struct SubmissionSecret {
    /// The bounty.
    pub bounty: Pubkey,
    /// The submitter's wallet.
    pub submitter: Pubkey,
    /// SHA-256 of the content: see [`content_hash`].
    pub content_hash: [u8; 32],
    salt: Zeroizing<[u8; 32]>,
    /// What the keys of the sealed answer are derived from. Unlike the salt, it is never published.
    answer_seed: Zeroizing<[u8; 32]>,
}

impl SubmissionSecret {
    /// Derives the salt from the submitter's key pair (HKDF-SHA256 of its secret seed).
    #[cfg(feature = "client")]
    pub fn from_keypair(submitter: &solana_keypair::Keypair, bounty: &Pubkey, content_hash: [u8; 32]) -> Self {
        let wallet = solana_signer::Signer::pubkey(submitter);
        Self::new(submitter.secret_bytes(), KEYPAIR_METHOD, wallet, bounty, content_hash)
    }

    /// Like [`SubmissionSecret::from_keypair`], from the 32 bytes of the submitter's secret seed.
    ///
    /// # Errors
    /// [`SecretError::WrongSeed`] if it is another wallet's.
    pub fn from_wallet_seed(
        seed: &[u8; 32],
        submitter: &Pubkey,
        bounty: &Pubkey,
        content_hash: [u8; 32],
    ) -> Result<Self, SecretError> {
        check_seed(seed, submitter)?;
        Ok(Self::new(seed, KEYPAIR_METHOD, *submitter, bounty, content_hash))
    }

    /// Derives the salt from the submitter's signature over [`signing_text`], for wallets that do not export their
    /// seed.
    ///
    /// This salt differs from that of [`SubmissionSecret::from_keypair`]: reveal with the method that you committed
    /// with. Only a wallet that signs deterministically (RFC 8032) derives the same salt again: have it sign twice, and
    /// compare before you commit. The signature is a secret until the content is revealed.
    ///
    /// # Errors
    /// [`SecretError::WrongSignature`] if it is not the submitter's signature over that text.
    pub fn from_signature(
        signature: &Signature,
        submitter: &Pubkey,
        bounty: &Pubkey,
        content_hash: [u8; 32],
    ) -> Result<Self, SecretError> {
        check_signature(signature, submitter, &signing_text(bounty))?;
        Ok(Self::new(signature.as_array(), SIGNATURE_METHOD, *submitter, bounty, content_hash))
    }

    /// The commitment: SHA-256 of the content's hash, the salt, the submitter and the bounty.
    pub fn commitment(&self) -> [u8; 32] {
        commitment(&self.content_hash, &self.salt, &self.submitter, &self.bounty)
    }

    /// The address of the submission's account.
    pub fn submission(&self, programs: &Programs) -> Pubkey {
        programs.submission(&self.submitter, &self.bounty).0
    }

    /// The salt, a secret until the submission is revealed.
    pub fn salt(&self) -> &[u8; 32] {
        &self.salt
    }

    /// HKDF's info has the method, the bounty and the content's hash, so each combination has its own salt. The
    /// encoding is unambiguous, because the bounty and the hash have fixed lengths and come last.
    fn new(secret: &[u8], method: &[u8], submitter: Pubkey, bounty: &Pubkey, content_hash: [u8; 32]) -> Self {
        let info = [method, bounty.as_ref(), &content_hash].concat();
        let derive = |salt: &[u8]| {
            let mut derived = Zeroizing::new([0; 32]);
            Hkdf::<Sha256>::new(Some(salt), secret)
                .expand(&info, derived.as_mut_slice())
                .expect("HKDF-SHA256 gives up to 8,160 bytes, and 32 are asked for");
            derived
        };
        Self { bounty: *bounty, submitter, content_hash, salt: derive(SALT), answer_seed: derive(ANSWER) }
    }

    pub(super) fn answer_seed(&self) -> &[u8; 32] {
        &self.answer_seed
    }
}

/// The commitment to a content with this hash.
pub(super) fn commitment(content_hash: &[u8; 32], salt: &[u8; 32], submitter: &Pubkey, bounty: &Pubkey) -> [u8; 32] {
    let hash = Sha256::new().chain_update(content_hash).chain_update(salt);
    hash.chain_update(submitter).chain_update(bounty).finalize().into()
}

/// Leaves out the salt, which is a secret, and the hash.
impl std::fmt::Debug for SubmissionSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { bounty, submitter, .. } = self;
        let mut fields = formatter.debug_struct("SubmissionSecret");
        fields.field("bounty", bounty).field("submitter", submitter).finish_non_exhaustive()
    }
}

/// SHA-256 of a content.
pub fn content_hash(content: &[u8]) -> [u8; 32] {
    Sha256::digest(content).into()
}

/// SHA-256 of a content that is read to its end, such as a large file, of at most `limit` bytes.
///
/// # Errors
/// [`io::ErrorKind::FileTooLarge`] if there are more bytes, and those of the reader.
pub fn content_hash_of(mut content: impl io::Read, limit: u64) -> io::Result<[u8; 32]> {
    let (mut hash, mut some, mut left) = (Sha256::new(), [0; 8_192], limit);
    loop {
        match content.read(&mut some) {
            Ok(0) => return Ok(hash.finalize().into()),
            Ok(length) => {
                left = left.checked_sub(length as u64).ok_or_else(|| too_long(limit))?;
                hash.update(&some[..length]);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The text that a wallet signs to derive its salts for a bounty. The signature is over the text's UTF-8 bytes.
///
/// It cannot be mistaken for a transaction, like the text of [`sealing`](crate::sealing::signing_text). If one letter
/// of it changed, nobody could reveal what they committed to before.
pub fn signing_text(bounty: &Pubkey) -> String {
    format!(
        "b-mail submission salt v1\n\
         \n\
         Signing this text hides what you submit until you reveal it. It moves no money.\n\
         Whoever has the signature can check guesses of what you submit: sign only in b-mail, \
         and never give the signature to anybody.\n\
         \n\
         Bounty: {bounty}"
    )
}

#[cfg(test)]
#[path = "submission_tests.rs"]
mod tests;
