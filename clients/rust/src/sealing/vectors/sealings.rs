//! Vectors of sealing and opening.

use super::*;
use crate::sealing::randomness::Randomness;
use crate::sealing::tests::incompressible;
use crate::sealing::{self, MAX_CIPHERTEXT, Sealed, frame};

/// A vector with more bytes than this has hashes instead of bytes.
const LONG: usize = 4096;

#[derive(Serialize, Deserialize)]
pub(super) struct Sealing {
    name: String,
    #[serde(flatten)]
    envelope: EnvelopeFields,
    secret_key: String,
    encryption_key: String,
    content_key: String,
    /// Input of DeriveKeyPair for HPKE's ephemeral key.
    ephemeral_ikm: String,
    text_len: usize,
    /// Absent in the longest case, whose text is `text_len` incompressible bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frame: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ciphertext: Option<String>,
    ciphertext_len: usize,
    ciphertext_sha256: String,
    /// HPKE's associated data when it seals the key: the envelope and the ciphertext's hash.
    associated_data: String,
    sealed_key: String,
}

pub(super) fn generate() -> Vec<Sealing> {
    let longest_payload = MAX_CIPHERTEXT - 21;
    let compressible = "All work and no play makes Jack a dull boy. ".repeat(40);
    let cases = [
        ("empty text", vec![]),
        ("short text", b"Hi Bo, lunch on Friday? Ada".to_vec()),
        ("unicode", "Grüße aus Köln, 你好, 👩‍🚀 and a\u{301}".into()),
        ("bytes that are not UTF-8", vec![0xff, 0xfe, 0x00, 0xc3]),
        ("longest stored text of the smallest class", incompressible(107)),
        ("one byte more is the next class", incompressible(108)),
        ("300 incompressible bytes", incompressible(300)),
        ("compressible text", compressible.into()),
        ("longest class", incompressible(longest_payload)),
    ];
    cases.iter().enumerate().map(|(number, (name, text))| case(number, name, text)).collect()
}

/// One case. Sequence numbers and key versions differ, and the last case has the largest of both.
fn case(number: usize, name: &str, text: &[u8]) -> Sealing {
    let last = name == "longest class";
    let envelope = Envelope {
        network: Pubkey::new_from_array(fixed("network one")),
        sender: Pubkey::new_from_array(fixed("sender")),
        recipient: Pubkey::new_from_array(fixed("recipient")),
        sequence: if last { u64::MAX } else { number as u64 },
        key_version: if last { u32::MAX } else { number as u32 + 1 },
    };
    let secret = SecretKey::from_bytes(&fixed(&format!("secret key of {name}"))).unwrap();
    let content_key = fixed(&format!("content key of {name}"));
    let ephemeral_ikm = fixed(&format!("ephemeral ikm of {name}"));
    let randomness = Randomness::fixed(content_key, ephemeral_ikm);
    let Sealed { sealed_key, ciphertext } =
        sealing::seal_frame(&frame::build(text).unwrap(), &secret.encryption_key(), &envelope, randomness).unwrap();
    let bytes = |bytes: &[u8]| (bytes.len() <= LONG).then(|| hex(bytes));
    Sealing {
        name: name.into(),
        envelope: envelope.into(),
        secret_key: hex(&secret_bytes(&secret)),
        encryption_key: hex(&secret.encryption_key().to_bytes()),
        content_key: hex(&content_key),
        ephemeral_ikm: hex(&ephemeral_ikm),
        text_len: text.len(),
        text: bytes(text),
        frame: bytes(&frame::build(text).unwrap()),
        ciphertext: bytes(&ciphertext),
        ciphertext_len: ciphertext.len(),
        ciphertext_sha256: hex(&Sha256::digest(&ciphertext)),
        associated_data: hex(&envelope.associated_data(&sealing::hash(&ciphertext))),
        sealed_key: hex(&sealed_key.to_bytes()),
    }
}

/// Uses the file like another language would: only its fields and the public functions.
///
/// Shows mail.md: Test vectors for all languages are committed.
#[test]
fn every_committed_sealing_opens_to_its_text() {
    let sealings = committed().sealings;
    assert!(sealings.len() >= 9);
    for sealing in sealings {
        let (Some(text), Some(ciphertext)) = (&sealing.text, &sealing.ciphertext) else {
            assert_eq!(sealing.ciphertext_len, MAX_CIPHERTEXT, "{}: only the longest is left out", sealing.name);
            continue;
        };
        let opened = sealing::open(
            &unhex_array(&sealing.sealed_key).into(),
            &unhex(ciphertext),
            &SecretKey::from_bytes(&unhex_array(&sealing.secret_key)).unwrap(),
            &sealing.envelope.envelope(),
        );
        assert_eq!(opened.map(|opened| opened.bytes), Ok(unhex(text)), "{}", sealing.name);
    }
}
