//! Vectors of what must not be sealed.

use super::*;
use crate::sealing::keys::tests::{NOT_CANONICAL, OF_SMALL_ORDER};
use crate::sealing::tests::{envelope, incompressible, secret_of};
use crate::sealing::{self, EncryptionKey, MAX_CIPHERTEXT, MAX_TEXT, SealError, Sealed};

#[derive(Serialize, Deserialize)]
pub(super) struct Unsealable {
    name: String,
    error: String,
    encryption_key: String,
    /// "zeros" or "incompressible" bytes, `text_len` of them.
    text: String,
    text_len: usize,
}

pub(super) fn generate() -> Vec<Unsealable> {
    let key = hex(&secret_of(4).encryption_key().to_bytes());
    let payload_room = MAX_CIPHERTEXT - 21;
    let texts = [
        ("a text above the limit, however well it compresses", "zeros", MAX_TEXT + 1),
        ("a text that needs more than the largest class", "incompressible", payload_room + 1),
    ];
    let texts = texts.map(|(name, text, text_len)| unsealable_case(name, &key, text, text_len));
    let with_key = |(name, key): (&str, String)| unsealable_case(name, &key, "zeros", 1);
    let neither = unsealable_case("a text above the limit, and no key", &"00".repeat(32), "zeros", MAX_TEXT + 1);
    texts.into_iter().chain(keys().into_iter().map(with_key)).chain([neither]).collect()
}

/// Keys that nothing may be sealed to.
fn keys() -> Vec<(&'static str, String)> {
    let with_the_bit = |key: &str| format!("{}{:02x}", &key[..62], u8::from_str_radix(&key[62..], 16).unwrap() | 0x80);
    let good = hex(&secret_of(4).encryption_key().to_bytes());
    let mut keys = vec![("an encryption key with its highest bit set", with_the_bit(&good))];
    for key in OF_SMALL_ORDER {
        keys.push(("an encryption key of small order", key.to_owned()));
        keys.push(("an encryption key of small order with its highest bit set", with_the_bit(key)));
    }
    keys.extend(NOT_CANONICAL.map(|key| ("an encryption key that is not below the prime", key.to_owned())));
    keys
}

fn unsealable_case(name: &str, key: &str, text: &str, text_len: usize) -> Unsealable {
    let error = error_name(seal(key, text, text_len).unwrap_err());
    Unsealable { name: name.into(), error, encryption_key: key.into(), text: text.into(), text_len }
}

fn seal(key: &str, text: &str, text_len: usize) -> Result<Sealed, SealError> {
    let bytes = if text == "zeros" { vec![0; text_len] } else { incompressible(text_len) };
    sealing::seal(&bytes, &EncryptionKey::try_from(unhex_array::<32>(key))?, &envelope())
}

#[test]
fn every_committed_unsealable_text_or_key_is_refused_for_its_reason() {
    for Unsealable { name, error, encryption_key, text, text_len } in committed().unsealable {
        assert_eq!(error_name(seal(&encryption_key, &text, text_len).unwrap_err()), error, "{name}");
    }
}
