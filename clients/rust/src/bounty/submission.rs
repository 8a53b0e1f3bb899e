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
mod tests {
    use std::collections::HashSet;

    use solana_keypair::{Keypair, Signer};

    use super::*;

    fn wallet(byte: u8) -> Keypair {
        Keypair::new_from_array([byte; 32])
    }

    fn bounty(byte: u8) -> Pubkey {
        Pubkey::new_from_array([byte; 32])
    }

    fn signed(wallet: &Keypair, bounty: &Pubkey, content: [u8; 32]) -> SubmissionSecret {
        let signature = wallet.sign_message(signing_text(bounty).as_bytes());
        SubmissionSecret::from_signature(&signature, &wallet.pubkey(), bounty, content).unwrap()
    }

    #[test]
    fn a_salt_can_be_derived_again_and_every_wallet_method_bounty_and_content_has_its_own() {
        let all = || {
            let mut salts = Vec::new();
            for (wallet, bounty) in [(5, 1), (5, 2), (6, 1)].map(|(one, other)| (wallet(one), bounty(other))) {
                for content in [[1; 32], [2; 32]] {
                    salts.push(*SubmissionSecret::from_keypair(&wallet, &bounty, content).salt());
                    salts.push(*signed(&wallet, &bounty, content).salt());
                }
            }
            salts
        };
        assert_eq!(all(), all());
        assert_eq!(all().into_iter().collect::<HashSet<_>>().len(), 12);
    }

    /// Shows security.md: A signature or a seed that is not the wallet's, such as zeros.
    #[test]
    fn a_signature_or_a_seed_that_is_not_the_submitters_derives_no_salt() {
        let (submitter, other) = (wallet(5), wallet(6));
        let derive = |signature| {
            SubmissionSecret::from_signature(&signature, &submitter.pubkey(), &bounty(1), [1; 32]).map(|_| ())
        };
        let sign = |wallet: &Keypair, of| wallet.sign_message(signing_text(&bounty(of)).as_bytes());
        assert_eq!(derive(sign(&submitter, 1)), Ok(()));
        for wrong in [Signature::default(), sign(&submitter, 2), sign(&other, 1)] {
            assert_eq!(derive(wrong), Err(SecretError::WrongSignature(submitter.pubkey())));
        }
        let seed = |of: &Keypair| {
            SubmissionSecret::from_wallet_seed(of.secret_bytes(), &submitter.pubkey(), &bounty(1), [1; 32])
        };
        let keypair = SubmissionSecret::from_keypair(&submitter, &bounty(1), [1; 32]);
        assert_eq!(seed(&submitter).unwrap().salt(), keypair.salt());
        assert_eq!(seed(&other).unwrap_err(), SecretError::WrongSeed(submitter.pubkey()));
    }

    /// All languages share these vectors, so that one client can reveal what another one committed to.
    #[test]
    fn salts_and_commitments_are_those_of_the_vectors() {
        let text = include_str!("../../../vectors/submissions.json");
        let vectors: serde_json::Value = serde_json::from_str(text).unwrap();
        let vectors = vectors["submissions"].as_array().unwrap();
        assert_eq!(vectors.len(), 6);
        for vector in vectors {
            let text = |field: &str| vector[field].as_str().unwrap();
            let wallet = Keypair::new_from_array(bytes(text("wallet_seed")));
            let (bounty, content) =
                (Pubkey::new_from_array(bytes(text("bounty"))), content_hash(text("content").as_bytes()));
            let secret = match text("method") {
                "keypair" => SubmissionSecret::from_keypair(&wallet, &bounty, content),
                _ => {
                    assert_eq!(signing_text(&bounty), text("signing_text"));
                    signed(&wallet, &bounty, content)
                }
            };
            assert_eq!(secret.submitter.to_bytes(), bytes(text("submitter")));
            assert_eq!(secret.content_hash, bytes(text("content_hash")));
            assert_eq!(*secret.salt(), bytes(text("salt")), "{}", text("name"));
            assert_eq!(secret.commitment(), bytes(text("commitment")), "{}", text("name"));
        }
    }

    #[test]
    fn what_must_not_open_a_commitment_does_not() {
        let text = include_str!("../../../vectors/submissions.json");
        let vectors: serde_json::Value = serde_json::from_str(text).unwrap();
        let refusals = vectors["refusals"].as_array().unwrap();
        assert_eq!(refusals.len(), 9);
        for refusal in refusals {
            let field = |name: &str| bytes(refusal[name].as_str().unwrap());
            let secret = SubmissionSecret {
                bounty: Pubkey::new_from_array(field("bounty")),
                submitter: Pubkey::new_from_array(field("submitter")),
                content_hash: field("content_hash"),
                salt: Zeroizing::new(field("salt")),
                answer_seed: Zeroizing::default(),
            };
            assert_ne!(secret.commitment(), field("commitment"), "{}", refusal["name"]);
            assert_eq!(refusal["error"], "WrongCommitment");
        }
    }

    fn bytes(hex: &str) -> [u8; 32] {
        std::array::from_fn(|place| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).unwrap())
    }

    #[test]
    fn a_reader_and_a_slice_have_the_same_hash() {
        for length in [0, 1, 8_192, 8_193, 30_000] {
            let content = vec![7; length];
            assert_eq!(content_hash_of(&content[..], length as u64).unwrap(), content_hash(&content), "{length}");
        }
        for (content, limit) in [(&[7][..], 0), (&[7; 8_193], 8_192)] {
            assert_eq!(content_hash_of(content, limit).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        }
        assert_eq!(content_hash_of(io::repeat(7), 1 << 20).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn debug_does_not_show_the_salt() {
        let secret = SubmissionSecret::from_keypair(&wallet(5), &bounty(1), [0; 32]);
        assert!(!format!("{secret:?}").contains("salt"));
    }

    #[test]
    fn the_signing_text_cannot_be_a_transaction() {
        let text = signing_text(&bounty(255)).into_bytes();
        assert!(text[0] < 0x80 && text[3] < 0x80);
        assert!(text.len() < 4 + 32 * usize::from(text[3]));
    }
}
