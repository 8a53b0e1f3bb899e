//! Seals what says something. Each store has a random key, which is wrapped under each mailbox key that may open it.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::StoreError;

const VERSION: &[u8] = b"b-mail mailstore v1";
const WRAP: &[u8] = b"b-mail mailstore wrap v1";
const SEAL: &[u8] = b"seal";
const TAG: &[u8] = b"tag";
const NONCE: usize = 24;
const AEAD_TAG: usize = 16;
const LENGTH: usize = size_of::<u32>();

/// The random key of a store, and what is derived from it.
pub(crate) struct Sealer {
    cipher: XChaCha20Poly1305,
    tags: Zeroizing<[u8; 32]>,
    store: [u8; 16],
}

/// Where something sealed stands: its table and column, and what identifies its row. It opens nowhere else.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub table: &'a str,
    pub row: &'a [u8],
}

impl Sealer {
    pub fn new(key: &[u8; 32], store: [u8; 16]) -> Self {
        let cipher = XChaCha20Poly1305::new((&*derived(key, SEAL)).into());
        Self { cipher, tags: derived(key, TAG), store }
    }

    /// Seals some bytes, after filling them up to a multiple of `class` bytes, so that their length says little.
    pub fn seal(&self, place: Place<'_>, bytes: &[u8], class: usize) -> Result<Vec<u8>, StoreError> {
        let length = u32::try_from(bytes.len()).map_err(|_| StoreError::Full)?;
        let mut filled = Zeroizing::new(Vec::with_capacity((LENGTH + bytes.len()).next_multiple_of(class)));
        filled.extend_from_slice(&length.to_le_bytes());
        filled.extend_from_slice(bytes);
        let whole = filled.len().next_multiple_of(class);
        filled.resize(whole, 0);
        encrypt(&self.cipher, &self.associated_data(place), &filled)
    }

    /// What was sealed at this place.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let damaged = || StoreError::damaged(format!("a row of {} does not open", place.table));
        let mut filled = decrypt(&self.cipher, &self.associated_data(place), sealed).ok_or_else(damaged)?;
        let length = filled.first_chunk().map(|length| u32::from_le_bytes(*length) as usize).ok_or_else(damaged)?;
        if LENGTH.checked_add(length).is_none_or(|end| end > filled.len()) {
            return Err(damaged());
        }
        filled.drain(..LENGTH);
        filled.truncate(length);
        Ok(filled)
    }

    /// A name for something that may not be named: whoever does not have the key cannot guess what it stands for.
    pub fn tag(&self, kind: &str, key: &[u8]) -> [u8; 16] {
        let mut tag = [0; 16];
        Hkdf::<Sha256>::new(Some(kind.as_bytes()), &[self.tags.as_slice(), key].concat())
            .expand(&self.store, &mut tag)
            .expect("HKDF-SHA256 gives up to 8,160 bytes, and 16 are asked for");
        tag
    }

    fn associated_data(&self, Place { table, row }: Place<'_>) -> Vec<u8> {
        [VERSION, &self.store, &[table.len() as u8], table.as_bytes(), row].concat()
    }
}

/// Wraps a store's key under a key of the mailbox.
pub(crate) fn wrap(under: &[u8; 32], store: &[u8; 16], key: &[u8; 32]) -> Result<Vec<u8>, StoreError> {
    encrypt(&XChaCha20Poly1305::new(under.into()), &[WRAP, store].concat(), key)
}

/// The store's key, if it was wrapped under this one.
pub(crate) fn unwrap(under: &[u8; 32], store: &[u8; 16], wrapped: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let opened = decrypt(&XChaCha20Poly1305::new(under.into()), &[WRAP, store].concat(), wrapped)?;
    Some(Zeroizing::new(opened.as_slice().try_into().ok()?))
}

/// What to derive from a mailbox key to wrap a store's key under.
pub(crate) const PURPOSE: &[u8] = WRAP;

/// Random bytes.
pub(crate) fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], StoreError> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(StoreError::NoRandomness)?;
    Ok(bytes)
}

fn encrypt(cipher: &XChaCha20Poly1305, aad: &[u8], msg: &[u8]) -> Result<Vec<u8>, StoreError> {
    let nonce = random::<NONCE>()?;
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg, aad });
    let sealed = sealed.expect("a message is shorter than 256 GiB");
    Ok([&nonce[..], &sealed].concat())
}

fn decrypt(cipher: &XChaCha20Poly1305, aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, msg) = sealed.split_first_chunk::<NONCE>().filter(|(_, msg)| msg.len() >= AEAD_TAG)?;
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg, aad }).ok().map(Zeroizing::new)
}

fn derived(key: &[u8; 32], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(VERSION), key)
        .expand(info, derived.as_mut_slice())
        .expect("HKDF-SHA256 gives up to 8,160 bytes, and 32 are asked for");
    derived
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer(key: u8, store: u8) -> Sealer {
        Sealer::new(&[key; 32], [store; 16])
    }

    const HERE: Place<'_> = Place { table: "letters.head", row: b"one" };

    /// Shows security.md: A mail store whose rows are swapped, cut, or of another store.
    #[test]
    fn what_is_sealed_opens_only_where_it_was_sealed() {
        let sealed = sealer(1, 1).seal(HERE, b"Dear Bo", 64).unwrap();
        assert_eq!(sealer(1, 1).open(HERE, &sealed).unwrap().as_slice(), b"Dear Bo");
        for place in [
            Place { row: b"two", ..HERE },
            Place { table: "letters.body", ..HERE },
            // The same bytes, with another border between table and row.
            Place { table: "letters.headon", row: b"e" },
        ] {
            assert!(sealer(1, 1).open(place, &sealed).is_err());
        }
        assert!(sealer(2, 1).open(HERE, &sealed).is_err());
        assert!(sealer(1, 2).open(HERE, &sealed).is_err());
        for cut in 0..sealed.len() {
            assert!(sealer(1, 1).open(HERE, &sealed[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn short_things_have_one_length_and_nothing_is_sealed_twice_alike() {
        let seal = |text: &[u8]| sealer(1, 1).seal(HERE, text, 64).unwrap();
        assert_eq!(seal(b"").len(), seal(&[b'a'; 60]).len());
        assert_eq!(seal(&[b'a'; 61]).len(), seal(b"").len() + 64);
        assert_ne!(seal(b"Bo"), seal(b"Bo"));
    }

    #[test]
    fn a_tag_depends_on_the_key_the_store_the_kind_and_the_thing() {
        let tag = sealer(1, 1).tag("contact", b"bo");
        assert_eq!(sealer(1, 1).tag("contact", b"bo"), tag);
        for other in
            [sealer(2, 1).tag("contact", b"bo"), sealer(1, 2).tag("contact", b"bo"), sealer(1, 1).tag("draft", b"bo")]
        {
            assert_ne!(other, tag);
        }
        assert_ne!(sealer(1, 1).tag("contact", b"b"), tag);
    }

    #[test]
    fn a_stores_key_is_unwrapped_with_the_key_it_was_wrapped_under() {
        let wrapped = wrap(&[1; 32], &[2; 16], &[3; 32]).unwrap();
        assert_eq!(*unwrap(&[1; 32], &[2; 16], &wrapped).unwrap(), [3; 32]);
        assert!(unwrap(&[2; 32], &[2; 16], &wrapped).is_none());
        assert!(unwrap(&[1; 32], &[3; 16], &wrapped).is_none());
    }
}
