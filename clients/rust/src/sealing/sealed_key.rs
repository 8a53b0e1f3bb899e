//! The sealed key: a content key sealed to its recipient with HPKE (RFC 9180), base mode,
//! DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305.

use super::content::{CONTENT_KEY_LEN, TAG_LEN};
use super::randomness::EphemeralSource;
use super::{EncryptionKey, OpenError, SealError, SecretKey};
use hpke::aead::{AeadTag, ChaCha20Poly1305};
use hpke::inout::InOutBuf;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

use crate::accounts::SealedKey;

pub(super) const ENCAPSULATED_LEN: usize = 32;

/// HPKE's `info`: separates this use of a recipient's key from any other.
const INFO: &[u8] = b"b-mail sealed key v1";

type EncapsulatedKey = <X25519HkdfSha256 as Kem>::EncappedKey;
type Tag = AeadTag<ChaCha20Poly1305>;

impl SealedKey {
    /// Bytes of a sealed key: HPKE's encapsulated key (32), the encrypted content key (32), its tag (16).
    pub const LEN: usize = ENCAPSULATED_LEN + CONTENT_KEY_LEN + TAG_LEN;

    /// Its bytes, in this order.
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        bytes[..ENCAPSULATED_LEN].copy_from_slice(&self.encapsulated);
        bytes[ENCAPSULATED_LEN..].copy_from_slice(&self.ciphertext);
        bytes
    }
}

impl From<[u8; SealedKey::LEN]> for SealedKey {
    fn from(bytes: [u8; Self::LEN]) -> Self {
        let (encapsulated, ciphertext) = bytes.split_at(ENCAPSULATED_LEN);
        Self {
            encapsulated: encapsulated.try_into().expect("32 bytes"),
            ciphertext: ciphertext.try_into().expect("the other 48"),
        }
    }
}

impl TryFrom<&[u8]> for SealedKey {
    type Error = OpenError;

    /// A sealed key of another length than [`SealedKey::LEN`] is [`OpenError::NotAuthentic`].
    fn try_from(bytes: &[u8]) -> Result<Self, OpenError> {
        <[u8; Self::LEN]>::try_from(bytes).map(Self::from).map_err(|_| OpenError::NotAuthentic)
    }
}

/// Seals `content_key` to `recipient_key`.
///
/// # Errors
/// [`SealError::RefusedKey`] if HPKE refuses the key, which an [`EncryptionKey`] excludes.
pub(super) fn seal_content_key(
    content_key: &[u8; CONTENT_KEY_LEN],
    recipient_key: &EncryptionKey,
    associated_data: &[u8],
    ephemeral: EphemeralSource,
) -> Result<SealedKey, SealError> {
    let mut key = Zeroizing::new(*content_key);
    let (encapsulated, tag) = seal_in_place(INFO, key.as_mut_slice(), recipient_key, associated_data, ephemeral)?;
    let mut sealed = SealedKey { encapsulated, ciphertext: [0; CONTENT_KEY_LEN + TAG_LEN] };
    let (encrypted, sealed_tag) = sealed.ciphertext.split_at_mut(CONTENT_KEY_LEN);
    encrypted.copy_from_slice(key.as_slice());
    sealed_tag.copy_from_slice(&tag);
    Ok(sealed)
}

/// The content key in a sealed key.
///
/// # Errors
/// [`OpenError::NotAuthentic`] for anything that is wrong, including an encapsulated key of small order.
pub(super) fn open_content_key(
    sealed_key: &SealedKey,
    secret: &SecretKey,
    associated_data: &[u8],
) -> Result<Zeroizing<[u8; CONTENT_KEY_LEN]>, OpenError> {
    let (encrypted, tag) = sealed_key.ciphertext.split_at(CONTENT_KEY_LEN);
    let mut content_key = Zeroizing::new([0; CONTENT_KEY_LEN]);
    content_key.copy_from_slice(encrypted);
    let sealed = (&sealed_key.encapsulated, content_key.as_mut_slice(), tag);
    open_in_place(INFO, sealed, secret, associated_data)?;
    Ok(content_key)
}

/// Encrypts a secret to `recipient_key` where it is, and returns HPKE's encapsulated key and the tag. Each call is a fresh
/// HPKE context that seals once.
///
/// # Errors
/// [`SealError::RefusedKey`] if the key is a point of small order. This is HPKE's only error here: it has no other for
/// encapsulating, and a short secret is within every limit of encrypting.
pub(super) fn seal_in_place(
    info: &[u8],
    secret: &mut [u8],
    recipient_key: &EncryptionKey,
    associated_data: &[u8],
    mut ephemeral: EphemeralSource,
) -> Result<([u8; ENCAPSULATED_LEN], [u8; TAG_LEN]), SealError> {
    let (encapsulated, tag) = hpke::single_shot_seal_inout_detached_with_rng::<_, HkdfSha256, _>(
        &OpModeS::<X25519HkdfSha256>::Base,
        &recipient_key.to_hpke(),
        info,
        InOutBuf::from(secret),
        associated_data,
        &mut ephemeral,
    )
    .map_err(|_| SealError::RefusedKey)?;
    let tag: Tag = tag;
    Ok((encapsulated.to_bytes().into(), tag.to_bytes().into()))
}

/// Decrypts a secret where it is, from HPKE's encapsulated key, the encrypted bytes and the tag.
///
/// # Errors
/// [`OpenError::NotAuthentic`] for anything that is wrong, including an encapsulated key of small order.
pub(super) fn open_in_place(
    info: &[u8],
    (encapsulated, encrypted, tag): (&[u8; ENCAPSULATED_LEN], &mut [u8], &[u8]),
    secret: &SecretKey,
    associated_data: &[u8],
) -> Result<(), OpenError> {
    let not_authentic = |_| OpenError::NotAuthentic;
    hpke::single_shot_open_inout_detached::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        secret.as_hpke(),
        &EncapsulatedKey::from_bytes(encapsulated).map_err(not_authentic)?,
        info,
        InOutBuf::from(encrypted),
        associated_data,
        &Tag::from_bytes(tag).map_err(not_authentic)?,
    )
    .map_err(not_authentic)
}
