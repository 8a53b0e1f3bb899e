//! Vectors of what must not be sealed.

use super::*;
use crate::sealing::tests::{envelope, incompressible, secret_of};
use crate::sealing::{self, EncryptionKey, MAX_CIPHERTEXT, MAX_TEXT};

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
    let key = secret_of(4).encryption_key();
    let payload_room = MAX_CIPHERTEXT - 21;
    let cases = [
        ("a text above the limit, however well it compresses", key, "zeros", MAX_TEXT + 1),
        ("a text that needs more than the largest class", key, "incompressible", payload_room + 1),
        ("an encryption key of small order", EncryptionKey::from([0; 32]), "zeros", 1),
    ];
    cases.map(|(name, key, text, text_len)| unsealable_case(name, key, text, text_len)).into()
}

fn unsealable_case(name: &str, key: EncryptionKey, text: &str, text_len: usize) -> Unsealable {
    let bytes = if text == "zeros" { vec![0; text_len] } else { incompressible(text_len) };
    let error = sealing::seal(&bytes, &key, &envelope()).unwrap_err();
    let encryption_key = hex(&key.to_bytes());
    Unsealable { name: name.into(), error: error_name(error), encryption_key, text: text.into(), text_len }
}

#[test]
fn every_committed_unsealable_text_or_key_is_refused_for_its_reason() {
    for case in committed().unsealable {
        let bytes = if case.text == "zeros" { vec![0; case.text_len] } else { incompressible(case.text_len) };
        let key = EncryptionKey::from(unhex_array(&case.encryption_key));
        let error = sealing::seal(&bytes, &key, &envelope()).unwrap_err();
        assert_eq!(error_name(error), case.error, "{}", case.name);
    }
}
