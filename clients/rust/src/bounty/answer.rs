//! Answers: the content of a submission, sealed to the reviewers and stored as a body. `docs/answers.md` specifies the bytes
//! for other languages.

use solana_pubkey::Pubkey;
use zeroize::Zeroizing;

use super::submission::{SubmissionSecret, commitment, content_hash};
use crate::{
    sealing::{
        AnswerEnvelope, AnswerSecrets, EncryptionKey, MAX_CIPHERTEXT, OpenError, SEALED_SECRETS, SealError, SecretKey,
        open_secrets, seal_content_from, seal_secrets,
    },
    text::shown_bytes,
};

/// The first byte of a sealed answer.
const VERSION: u8 = 1;
/// Bytes before the entries: the version, and their number.
const HEAD: usize = 2;
/// Bytes of an entry: the reviewer's place, the version of their key, and the sealed secrets.
const ENTRY: usize = 1 + size_of::<u32>() + SEALED_SECRETS;
/// The most reviewers of a bounty.
const MAX_READERS: usize = bounty_core::MAX_REVIEWERS as usize;

/// A reviewer to whom an answer is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Their place among the bounty's reviewers, from zero.
    pub place: u8,
    /// Their wallet.
    pub wallet: Pubkey,
    /// Their mailbox's encryption key, on the bounty's network.
    pub key: EncryptionKey,
    /// Its version.
    pub key_version: u32,
}

/// An answer as it is stored: the secrets for each reviewer, and the ciphertext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedAnswer {
    entries: Vec<Entry>,
    ciphertext: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    place: u8,
    key_version: u32,
    secrets: [u8; SEALED_SECRETS],
}

/// An answer that a reviewer has opened. It is what the submitter committed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The bounty.
    pub bounty: Pubkey,
    /// The submitter's wallet.
    pub submitter: Pubkey,
    /// The content. It may be anything: treat it like a stranger's letter, and see [`Answer::shown`] before you print it.
    pub content: Vec<u8>,
    /// SHA-256 of the content.
    pub content_hash: [u8; 32],
    /// The salt of the commitment. Whoever knows it can check guesses of the content until it is revealed.
    pub salt: [u8; 32],
}

impl Answer {
    /// The content as it can be shown: with escapes for what a terminal or an eye would take for something else (see
    /// [`shown_bytes`]).
    pub fn shown(&self) -> String {
        shown_bytes(&self.content)
    }
}

/// Why an answer cannot be sealed or opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// It cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// It is sealed to nobody, or to more reviewers than a bounty has, or twice to one.
    #[error("an answer is sealed to 1 to 7 reviewers, in their places' order: list each of them once")]
    Readers,
    /// The content is not what the submission is about.
    #[error("the content is not what was committed to: give exactly the same bytes")]
    NotCommitted,
    /// The bytes are not a sealed answer.
    #[error("this is not a sealed answer of version 1: its author's client made something else")]
    Malformed,
    /// The reviewer is not among those to whom it is sealed.
    #[error(
        "the answer is not sealed to this reviewer: they had no mailbox when it was committed, or review nothing here"
    )]
    NotForReviewer,
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl SubmissionSecret {
    /// Seals the submission's content to reviewers, in the order of their places. The same content, readers and keys give the
    /// same bytes again, so nothing has to be stored.
    ///
    /// # Errors
    /// [`AnswerError::NotCommitted`] if it is another content, [`AnswerError::Readers`], and [`AnswerError::Seal`] if it is
    /// too long, or a reviewer's key is unusable.
    pub fn seal_answer(&self, content: &[u8], readers: &[Reader]) -> Result<SealedAnswer, AnswerError> {
        if content_hash(content) != self.content_hash {
            return Err(AnswerError::NotCommitted);
        }
        let places: Vec<_> = readers.iter().map(|reader| reader.place).collect();
        if !are_places(&places) {
            return Err(AnswerError::Readers);
        }
        let (content_key, ciphertext) = seal_content_from(self.answer_seed(), content)?;
        let secrets = AnswerSecrets { content_key, salt: Zeroizing::new(*self.salt()) };
        let entry = |reader: &Reader| {
            let envelope = self.envelope(reader);
            let secrets = seal_secrets(self.answer_seed(), &secrets, &ciphertext, &reader.key, &envelope)?;
            Ok(Entry { place: reader.place, key_version: reader.key_version, secrets })
        };
        let entries = readers.iter().map(entry).collect::<Result<Vec<_>, SealError>>()?;
        let sealed = SealedAnswer { entries, ciphertext };
        match sealed.size() {
            len if len > MAX_CIPHERTEXT => Err(SealError::CiphertextTooLong { len }.into()),
            _ => Ok(sealed),
        }
    }

    fn envelope(&self, reader: &Reader) -> AnswerEnvelope {
        let (bounty, submitter, commitment) = (self.bounty, self.submitter, self.commitment());
        AnswerEnvelope { bounty, submitter, commitment, reviewer: reader.wallet, key_version: reader.key_version }
    }
}

impl SealedAnswer {
    /// The bytes of the body that stores it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.size());
        bytes.extend([VERSION, self.entries.len() as u8]);
        for Entry { place, key_version, secrets } in &self.entries {
            bytes.push(*place);
            bytes.extend(key_version.to_le_bytes());
            bytes.extend(secrets);
        }
        bytes.extend(&self.ciphertext);
        bytes
    }

    /// The answer in the bytes of a body.
    ///
    /// # Errors
    /// [`AnswerError::Malformed`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, AnswerError> {
        let read = || {
            let (&[version, count], rest) = bytes.split_first_chunk::<HEAD>()?;
            let (entries, ciphertext) = rest.split_at_checked(usize::from(count) * ENTRY)?;
            let entries: Vec<_> = entries.chunks_exact(ENTRY).map(Entry::read).collect::<Option<_>>()?;
            let places: Vec<_> = entries.iter().map(|entry| entry.place).collect();
            let is_valid = version == VERSION && are_places(&places);
            is_valid.then(|| Self { entries, ciphertext: ciphertext.to_vec() })
        };
        read().ok_or(AnswerError::Malformed)
    }

    /// The version of the key that opens it for the reviewer in this place, if it is sealed to them.
    pub fn key_version(&self, place: u8) -> Option<u32> {
        self.entry(place).map(|entry| entry.key_version)
    }

    /// Opens it for a reviewer, in this place among the bounty's reviewers, and checks that it is what was committed to.
    /// `commitment` is that of the submission's account, and `secret` the key of [`SealedAnswer::key_version`].
    ///
    /// # Errors
    /// [`AnswerError::NotForReviewer`], [`AnswerError::Open`] if the key is another one or the bytes were changed, and
    /// [`AnswerError::NotCommitted`] if the author sealed something else than they committed to.
    pub fn open(
        &self,
        (bounty, submitter): (&Pubkey, &Pubkey),
        committed: &[u8; 32],
        (place, reviewer): (u8, &Pubkey),
        secret: &SecretKey,
    ) -> Result<Answer, AnswerError> {
        let Entry { key_version, secrets, .. } = self.entry(place).ok_or(AnswerError::NotForReviewer)?;
        let (bounty, submitter, reviewer, key_version) = (*bounty, *submitter, *reviewer, *key_version);
        let envelope = AnswerEnvelope { bounty, submitter, commitment: *committed, reviewer, key_version };
        let (content, AnswerSecrets { salt, .. }) = open_secrets(secrets, &self.ciphertext, secret, &envelope)?;
        let content_hash = content_hash(&content);
        if commitment(&content_hash, &salt, &submitter, &bounty) != *committed {
            return Err(AnswerError::NotCommitted);
        }
        Ok(Answer { bounty, submitter, content, content_hash, salt: *salt })
    }

    fn size(&self) -> usize {
        HEAD + ENTRY * self.entries.len() + self.ciphertext.len()
    }

    fn entry(&self, place: u8) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.place == place)
    }
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Self> {
        let (place, rest) = bytes.split_first()?;
        let (key_version, secrets) = rest.split_first_chunk()?;
        Some(Self { place: *place, key_version: u32::from_le_bytes(*key_version), secrets: secrets.try_into().ok()? })
    }
}

/// Whether these are the places of 1 to 7 reviewers, in order.
fn are_places(places: &[u8]) -> bool {
    let in_order = places.windows(2).all(|pair| pair[0] < pair[1]);
    !places.is_empty() && in_order && places.iter().all(|place| usize::from(*place) < MAX_READERS)
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;
