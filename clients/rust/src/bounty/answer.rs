//! What somebody submits: the hash of a content, and a salt that keeps it from being guessed until it is revealed. For who
//! implements it in another language, `docs/answers.md` says the same with bytes.

use std::io;

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use solana_signer::Signer;
use zeroize::Zeroizing;

use crate::pda;

const SALT: &[u8] = b"b-mail submission salt v1";
const KEYPAIR_METHOD: &[u8] = b"keypair";
const SIGNATURE_METHOD: &[u8] = b"signature";

/// A content that somebody submits to a bounty, as far as the program knows it.
///
/// Nothing of it has to be stored: the salt follows from the submitter's secret, the bounty and the content. So whoever
/// still has the key pair and the content reveals, whatever became of the computer that committed. A random salt would be
/// lost with it, and the stake with the salt. Nobody else can derive it; and because each content has a salt of its own,
/// what one revealed says nothing of another.
#[derive(Clone)]
pub struct Answer {
    /// To which bounty.
    pub bounty: Pubkey,
    /// Who submits it.
    pub submitter: Pubkey,
    /// SHA-256 of the content: see [`content_hash`].
    pub content_hash: [u8; 32],
    salt: Zeroizing<[u8; 32]>,
}

impl Answer {
    /// With the salt that follows from the submitter's key pair (HKDF-SHA256 of its secret seed).
    pub fn from_keypair(submitter: &Keypair, bounty: &Pubkey, content_hash: [u8; 32]) -> Self {
        Self::new(submitter.secret_bytes(), KEYPAIR_METHOD, submitter.pubkey(), bounty, content_hash)
    }

    /// With the salt that follows from the submitter's signature over [`signing_text`], for wallets that keep their seed.
    ///
    /// It is another salt than [`Answer::from_keypair`]'s: reveal in the way in which you committed. Only a wallet that
    /// signs deterministically (RFC 8032) finds it again: have it sign twice and compare before you commit. Until the
    /// content is revealed, the signature is a secret.
    pub fn from_signature(signature: &Signature, submitter: &Pubkey, bounty: &Pubkey, content_hash: [u8; 32]) -> Self {
        Self::new(signature.as_array(), SIGNATURE_METHOD, *submitter, bounty, content_hash)
    }

    /// What is committed to: SHA-256 of the content's hash, the salt, the submitter and the bounty.
    pub fn commitment(&self) -> [u8; 32] {
        let Self { bounty, submitter, content_hash, salt } = self;
        let hash = Sha256::new().chain_update(content_hash).chain_update(salt.as_slice());
        hash.chain_update(submitter).chain_update(bounty).finalize().into()
    }

    /// Where the submission is.
    pub fn submission(&self) -> Pubkey {
        pda::submission(&self.submitter, &self.bounty).0
    }

    /// What opens the commitment. A secret until it is revealed.
    pub fn salt(&self) -> &[u8; 32] {
        &self.salt
    }

    /// Method, bounty and content are in HKDF's info: no two of them share a salt. Unambiguous, because bounty and content
    /// have fixed lengths at the end.
    fn new(secret: &[u8], method: &[u8], submitter: Pubkey, bounty: &Pubkey, content_hash: [u8; 32]) -> Self {
        let info = [method, bounty.as_ref(), &content_hash].concat();
        let mut salt = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(SALT), secret)
            .expand(&info, salt.as_mut_slice())
            .expect("HKDF-SHA256 gives up to 8,160 bytes, and 32 are asked for");
        Self { bounty: *bounty, submitter, content_hash, salt }
    }
}

/// Without the salt, which is a secret.
impl std::fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { bounty, submitter, .. } = self;
        formatter.debug_struct("Answer").field("bounty", bounty).field("submitter", submitter).finish_non_exhaustive()
    }
}

/// The hash of a content: SHA-256 of its bytes.
pub fn content_hash(content: &[u8]) -> [u8; 32] {
    Sha256::digest(content).into()
}

/// The hash of a content that is read to its end, such as a large file.
pub fn content_hash_of(mut content: impl io::Read) -> io::Result<[u8; 32]> {
    let (mut hash, mut some) = (Sha256::new(), [0; 8_192]);
    loop {
        match content.read(&mut some) {
            Ok(0) => return Ok(hash.finalize().into()),
            Ok(length) => hash.update(&some[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The text that a wallet signs to derive the salts of a bounty. The signature is over its UTF-8 bytes as they are.
///
/// It cannot be mistaken for a transaction, as that of [`sealing`](crate::sealing::signing_text). Changing a letter of it
/// would keep people from revealing.
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

    use super::*;

    fn wallet(byte: u8) -> Keypair {
        Keypair::new_from_array([byte; 32])
    }

    fn bounty(byte: u8) -> Pubkey {
        Pubkey::new_from_array([byte; 32])
    }

    fn signed(wallet: &Keypair, bounty: &Pubkey, content: [u8; 32]) -> Answer {
        let signature = wallet.sign_message(signing_text(bounty).as_bytes());
        Answer::from_signature(&signature, &wallet.pubkey(), bounty, content)
    }

    #[test]
    fn a_salt_is_found_again_and_every_wallet_method_bounty_and_content_has_its_own() {
        let all = || {
            let mut salts = Vec::new();
            for (wallet, bounty) in [(5, 1), (5, 2), (6, 1)].map(|(one, other)| (wallet(one), bounty(other))) {
                for content in [[1; 32], [2; 32]] {
                    salts.push(*Answer::from_keypair(&wallet, &bounty, content).salt());
                    salts.push(*signed(&wallet, &bounty, content).salt());
                }
            }
            salts
        };
        assert_eq!(all(), all());
        assert_eq!(all().into_iter().collect::<HashSet<_>>().len(), 12);
    }

    /// Whoever implements it anew has to find the salts of who committed with this: the vectors are of all languages.
    #[test]
    fn salts_and_commitments_are_those_of_the_vectors() {
        let vectors: serde_json::Value = serde_json::from_str(include_str!("../../../vectors/answers.json")).unwrap();
        let vectors = vectors["answers"].as_array().unwrap();
        assert_eq!(vectors.len(), 6);
        for vector in vectors {
            let text = |field: &str| vector[field].as_str().unwrap();
            let wallet = Keypair::new_from_array(bytes(text("wallet_seed")));
            let (bounty, content) =
                (Pubkey::new_from_array(bytes(text("bounty"))), content_hash(text("content").as_bytes()));
            let answer = match text("method") {
                "keypair" => Answer::from_keypair(&wallet, &bounty, content),
                _ => {
                    assert_eq!(signing_text(&bounty), text("signing_text"));
                    signed(&wallet, &bounty, content)
                }
            };
            assert_eq!(answer.submitter.to_bytes(), bytes(text("submitter")));
            assert_eq!(answer.content_hash, bytes(text("content_hash")));
            assert_eq!(*answer.salt(), bytes(text("salt")), "{}", text("name"));
            assert_eq!(answer.commitment(), bytes(text("commitment")), "{}", text("name"));
        }
    }

    fn bytes(hex: &str) -> [u8; 32] {
        std::array::from_fn(|place| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).unwrap())
    }

    #[test]
    fn the_hash_of_what_is_read_is_that_of_the_bytes() {
        for length in [0, 1, 8_192, 8_193, 30_000] {
            let content = vec![7; length];
            assert_eq!(content_hash_of(&content[..]).unwrap(), content_hash(&content), "{length}");
        }
    }

    #[test]
    fn debug_shows_nothing_of_a_salt() {
        let answer = Answer::from_keypair(&wallet(5), &bounty(1), [0; 32]);
        assert!(!format!("{answer:?}").contains("salt"));
    }

    #[test]
    fn the_signing_text_cannot_be_a_transaction() {
        let text = signing_text(&bounty(255)).into_bytes();
        assert!(text[0] < 0x80 && text[3] < 0x80);
        assert!(text.len() < 4 + 32 * usize::from(text[3]));
    }
}
