//! The secrets of an answer to a bounty, sealed to each reviewer: the key to its content, and the salt of its commitment.
//! `docs/answers.md` specifies them.
//!
//! Nothing random is in them. All of it is derived from the submitter's secret, so an interrupted upload goes on with the
//! same bytes, and nothing has to be stored.

use hkdf::Hkdf;
use sha2::Sha256;
use solana_pubkey::Pubkey;
use zeroize::Zeroizing;

use super::{
    ContentKey, EncryptionKey, OpenError, SealError, SecretKey,
    content::{self, CONTENT_KEY_LEN, TAG_LEN},
    frame, hash,
    randomness::EphemeralSource,
    sealed_key::{ENCAPSULATED_LEN, open_in_place, seal_in_place},
};

/// HPKE's `info`: separates this use of a reviewer's key from any other.
const INFO: &[u8] = b"b-mail answer v1";
const CONTENT_KEY: &[u8] = b"b-mail answer content key v1";
const EPHEMERAL: &[u8] = b"b-mail answer ephemeral v1";

const SALT_LEN: usize = 32;
const SECRETS_LEN: usize = CONTENT_KEY_LEN + SALT_LEN;

/// Bytes of sealed secrets: HPKE's encapsulated key (32), the encrypted content key (32) and salt (32), the tag (16).
pub(crate) const SEALED_SECRETS: usize = ENCAPSULATED_LEN + SECRETS_LEN + TAG_LEN;

/// What the secrets of an answer are bound to. If one of these facts changes, they do not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerEnvelope {
    /// The bounty.
    pub bounty: Pubkey,
    /// The submitter's wallet.
    pub submitter: Pubkey,
    /// The commitment that the submission's account holds.
    pub commitment: [u8; 32],
    /// The reviewer's wallet.
    pub reviewer: Pubkey,
    /// The version of the reviewer's encryption key that the secrets are sealed to.
    pub key_version: u32,
}

/// What a reviewer needs: the key to the content, and the salt of the commitment.
pub(crate) struct AnswerSecrets {
    pub content_key: ContentKey,
    pub salt: Zeroizing<[u8; SALT_LEN]>,
}

/// Encrypts a content under a key that is derived from a seed and from the frame itself, so that no key ever encrypts two
/// frames, even if another compressor makes another frame of the same content.
pub(crate) fn seal_content_from(seed: &[u8; 32], content: &[u8]) -> Result<(ContentKey, Vec<u8>), SealError> {
    let frame = frame::build(content)?;
    let key = derive(seed, CONTENT_KEY, &hash(&frame));
    let ciphertext = content::encrypt(&frame, &key);
    Ok((ContentKey(key), ciphertext))
}

/// Seals the secrets of a ciphertext to a reviewer. HPKE's ephemeral key is derived from the seed and everything that is
/// sealed or bound, so that it seals nothing else.
pub(crate) fn seal_secrets(
    seed: &[u8; 32],
    AnswerSecrets { content_key, salt }: &AnswerSecrets,
    ciphertext: &[u8],
    sealed_to: &EncryptionKey,
    envelope: &AnswerEnvelope,
) -> Result<[u8; SEALED_SECRETS], SealError> {
    let associated_data = envelope.associated_data(&hash(ciphertext));
    let bound = [&associated_data[..], &sealed_to.to_bytes()].concat();
    let ephemeral = EphemeralSource::of(derive(seed, EPHEMERAL, &bound));

    let mut secrets = Zeroizing::new([0; SECRETS_LEN]);
    secrets[..CONTENT_KEY_LEN].copy_from_slice(content_key.as_ref());
    secrets[CONTENT_KEY_LEN..].copy_from_slice(salt.as_slice());
    let (encapsulated, tag) = seal_in_place(INFO, secrets.as_mut_slice(), sealed_to, &associated_data, ephemeral)?;

    let mut sealed = [0; SEALED_SECRETS];
    sealed[..ENCAPSULATED_LEN].copy_from_slice(&encapsulated);
    sealed[ENCAPSULATED_LEN..][..SECRETS_LEN].copy_from_slice(secrets.as_slice());
    sealed[ENCAPSULATED_LEN + SECRETS_LEN..].copy_from_slice(&tag);
    Ok(sealed)
}

/// The secrets of a ciphertext, and what it says.
///
/// # Errors
/// [`OpenError`]: the same as those of mail.
pub(crate) fn open_secrets(
    sealed: &[u8; SEALED_SECRETS],
    ciphertext: &[u8],
    secret: &SecretKey,
    envelope: &AnswerEnvelope,
) -> Result<(Vec<u8>, AnswerSecrets), OpenError> {
    if !super::padding::is_size_class(ciphertext.len()) {
        return Err(OpenError::CiphertextLength { len: ciphertext.len() });
    }
    let (encapsulated, rest) = sealed.split_first_chunk().ok_or(OpenError::NotAuthentic)?;
    let (encrypted, tag) = rest.split_at(SECRETS_LEN);
    let mut secrets = Zeroizing::new([0; SECRETS_LEN]);
    secrets.copy_from_slice(encrypted);
    let associated_data = envelope.associated_data(&hash(ciphertext));
    open_in_place(INFO, (encapsulated, secrets.as_mut_slice(), tag), secret, &associated_data)?;

    let (mut content_key, mut salt) = (Zeroizing::new([0; CONTENT_KEY_LEN]), Zeroizing::new([0; SALT_LEN]));
    content_key.copy_from_slice(&secrets[..CONTENT_KEY_LEN]);
    salt.copy_from_slice(&secrets[CONTENT_KEY_LEN..]);
    let content = frame::parse_text(&content::decrypt(ciphertext, &content_key)?)?;
    Ok((content, AnswerSecrets { content_key: ContentKey(content_key), salt }))
}

impl AnswerEnvelope {
    /// HPKE's associated data: the bounty, the submitter, the commitment, the reviewer, the key version (u32, little-endian)
    /// and SHA-256 of the ciphertext. Every part has a fixed length, so no two envelopes give the same bytes.
    fn associated_data(&self, ciphertext_hash: &[u8; 32]) -> Vec<u8> {
        let Self { bounty, submitter, commitment, reviewer, key_version } = self;
        let version = key_version.to_le_bytes();
        [bounty.as_ref(), submitter.as_ref(), commitment, reviewer.as_ref(), &version, ciphertext_hash].concat()
    }
}

/// HKDF-SHA256 of a seed to 32 bytes.
fn derive(seed: &[u8; 32], salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), seed)
        .expand(info, derived.as_mut_slice())
        .expect("HKDF-SHA256 gives up to 8,160 bytes, and 32 are asked for");
    derived
}
