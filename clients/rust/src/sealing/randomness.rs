//! The random bytes of one sealing. They are drawn before anything else, so that a failing source is an error and not a
//! panic inside HPKE, and so that test vectors can set them.

use super::SealError;
use super::content::CONTENT_KEY_LEN;
use hpke::rand_core::{Infallible, TryCryptoRng, TryRng};
use zeroize::Zeroizing;

/// Everything random in a sealing. It is moved, never copied, because a second use would reuse a nonce.
pub(super) struct Randomness {
    pub(super) content_key: Zeroizing<[u8; CONTENT_KEY_LEN]>,
    pub(super) ephemeral: EphemeralSource,
}

impl Randomness {
    /// # Errors
    /// [`SealError::NoRandomness`] if the system's source fails.
    pub(super) fn from_system() -> Result<Self, SealError> {
        let mut content_key = Zeroizing::new([0; CONTENT_KEY_LEN]);
        let mut ikm = Zeroizing::new([0; 32]);
        getrandom::fill(content_key.as_mut_slice()).map_err(SealError::NoRandomness)?;
        getrandom::fill(ikm.as_mut_slice()).map_err(SealError::NoRandomness)?;
        Ok(Self { content_key, ephemeral: EphemeralSource(Some(ikm)) })
    }

    #[cfg(test)]
    pub(super) fn fixed(content_key: [u8; CONTENT_KEY_LEN], ephemeral_ikm: [u8; 32]) -> Self {
        Self {
            content_key: Zeroizing::new(content_key),
            ephemeral: EphemeralSource(Some(Zeroizing::new(ephemeral_ikm))),
        }
    }
}

/// The input keying material of HPKE's ephemeral key, in the form that HPKE takes: a random generator that returns
/// these 32 bytes once. The ephemeral key is RFC 9180's `DeriveKeyPair` of them.
pub(super) struct EphemeralSource(Option<Zeroizing<[u8; 32]>>);

impl EphemeralSource {
    /// The source with these bytes, which nothing else may be sealed with.
    pub(super) fn of(ikm: Zeroizing<[u8; 32]>) -> Self {
        Self(Some(ikm))
    }
}

impl TryRng for EphemeralSource {
    type Error = Infallible;

    /// Panics if it is asked twice or for a length other than 32 bytes, rather than returning bytes that are not
    /// random. This is impossible: `hpke` (pinned) fills one array of an X25519 key's length for each encapsulation,
    /// and no test of sealing could pass otherwise.
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        let ikm = self.0.take().expect("HPKE draws the ephemeral key's material once");
        bytes.copy_from_slice(ikm.as_slice());
        Ok(())
    }

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }
}

impl TryCryptoRng for EphemeralSource {}
