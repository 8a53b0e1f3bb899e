//! Vectors of mail that must not open.

use super::*;
use crate::sealing::deflate::deflate;
use crate::sealing::randomness::Randomness;
use crate::sealing::tests::{envelope, incompressible, other_envelopes, secret_of};
use crate::sealing::{self, MAX_TEXT, Sealed, SealedKey, content, frame, sealed_key};
use std::collections::BTreeSet;

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Refusal {
    /// What is wrong.
    name: String,
    /// The name of the error.
    error: String,
    #[serde(flatten)]
    envelope: EnvelopeFields,
    secret_key: String,
    sealed_key: String,
    ciphertext: String,
}

pub(super) fn generate() -> Vec<Refusal> {
    let mut refusals = vec![with_key("another secret key", &genuine(b"text"), &secret_of(5), envelope())];
    for (field, other) in other_envelopes() {
        let name = format!("another {field} in the envelope");
        refusals.push(with_key(&name, &genuine(b"text"), &secret_of(4), other));
    }
    refusals.extend(altered());
    refusals.extend(wrong_lengths());
    refusals.extend(spoilt_frames());
    refusals
}

/// Sealed correctly, then altered on the way.
fn altered() -> Vec<Refusal> {
    let long = genuine(&incompressible(300));
    let alter = |name: &str, change: fn(&mut Sealed)| {
        let mut sealed = genuine(b"text");
        change(&mut sealed);
        refusal(name, &sealed)
    };
    let cut = |name: &str, len| refusal(name, &Sealed { ciphertext: long.ciphertext[..len].to_vec(), ..long.clone() });
    vec![
        alter("a bit of the encapsulated key flipped", |sealed| sealed.sealed_key.encapsulated[0] ^= 1),
        alter("the top bit of the encapsulated key flipped, which X25519 ignores", |sealed| {
            sealed.sealed_key.encapsulated[31] ^= 0x80
        }),
        alter("an encapsulated key of small order", |sealed| sealed.sealed_key.encapsulated.fill(0)),
        alter("a bit of the encrypted content key flipped", |sealed| sealed.sealed_key.ciphertext[0] ^= 1),
        alter("a bit of the sealed key's tag flipped", |sealed| sealed.sealed_key.ciphertext[47] ^= 1),
        alter("a bit of the ciphertext flipped", |sealed| sealed.ciphertext[0] ^= 1),
        alter("a bit of the ciphertext's tag flipped", |sealed| sealed.ciphertext[127] ^= 1),
        alter("the ciphertext of another message", |sealed| sealed.ciphertext = genuine(b"other").ciphertext),
        alter("no ciphertext", |sealed| sealed.ciphertext.clear()),
        cut("a ciphertext cut to a length that is no size class", long.ciphertext.len() - 1),
        cut("a ciphertext cut to a smaller size class", 128),
    ]
}

/// Sealed keys that were cut, or have a byte too many.
fn wrong_lengths() -> Vec<Refusal> {
    let genuine = refusal_of(&genuine(b"text"), "NotAuthentic");
    let cut = genuine.sealed_key[..2 * (SealedKey::LEN - 1)].to_owned();
    let longer = genuine.sealed_key.clone() + "00";
    let of = |name: &str, sealed_key| Refusal { name: name.into(), sealed_key, ..genuine.clone() };
    vec![
        of("a sealed key cut by a byte", cut),
        of("a byte after the sealed key", longer),
        of("no sealed key", String::new()),
    ]
}

/// Genuine envelopes with frames that no client should have sealed.
fn spoilt_frames() -> Vec<Refusal> {
    let spoil = |name: &str, change: fn(&mut Vec<u8>)| {
        let mut frame = frame::build(b"text").unwrap();
        change(&mut frame);
        refusal(name, &seal_frame(&frame))
    };
    vec![
        refusal("a content key that is not the ciphertext's", &foreign_content_key()),
        spoil("an unknown compression", |frame| frame[0] = 4),
        spoil("a payload one byte longer than its frame", |frame| frame[1] = 108),
        spoil("the largest payload length there is", |frame| frame[1..5].fill(0xff)),
        spoil("a last byte of padding that is not zero", |frame| frame[111] = 1),
        spoil("a shorter payload length, so that text is left in the padding", |frame| frame[1] = 3),
        spoil("a frame that is not padded to a size class", |frame| frame.truncate(50)),
        spoil("a stored text marked as deflated", |frame| frame[0] = 1),
        spoil("a DEFLATE stream that was cut", |frame| replace_payload(frame, &deflate(b"text")[..3])),
        spoil("a byte after the DEFLATE stream", |frame| replace_payload(frame, &[deflate(b"text"), vec![0]].concat())),
        refusal("a decompression bomb, one byte above the limit", &bomb()),
    ]
}

fn replace_payload(frame: &mut Vec<u8>, payload: &[u8]) {
    let len = frame.len();
    *frame = [&[1][..], &(payload.len() as u32).to_le_bytes(), payload].concat();
    frame.resize(len, 0);
}

fn bomb() -> Sealed {
    let mut frame = vec![0; 2048 - 16];
    replace_payload(&mut frame, &deflate(&vec![0; MAX_TEXT + 1]));
    seal_frame(&frame)
}

fn foreign_content_key() -> Sealed {
    let ciphertext = content::encrypt(&frame::build(b"text").unwrap(), &fixed("a content key"));
    let associated_data = envelope().associated_data(&sealing::hash(&ciphertext));
    let randomness = randomness();
    let recipient_key = secret_of(4).encryption_key();
    let sealed_key =
        sealed_key::seal_content_key(&randomness.content_key, &recipient_key, &associated_data, randomness.ephemeral);
    Sealed { sealed_key: sealed_key.unwrap(), ciphertext }
}

fn randomness() -> Randomness {
    Randomness::fixed(fixed("content key of refusals"), fixed("ephemeral ikm of refusals"))
}

fn genuine(text: &[u8]) -> Sealed {
    seal_frame(&frame::build(text).unwrap())
}

fn seal_frame(frame: &[u8]) -> Sealed {
    sealing::seal_frame(frame, &secret_of(4).encryption_key(), &envelope(), randomness()).unwrap()
}

fn refusal(name: &str, sealed: &Sealed) -> Refusal {
    with_key(name, sealed, &secret_of(4), envelope())
}

fn with_key(name: &str, sealed: &Sealed, secret: &SecretKey, envelope: Envelope) -> Refusal {
    let error = sealing::open(&sealed.sealed_key, &sealed.ciphertext, secret, &envelope).unwrap_err();
    let secret_key = hex(&secret_bytes(secret));
    Refusal { name: name.into(), secret_key, envelope: envelope.into(), ..refusal_of(sealed, &error_name(error)) }
}

fn refusal_of(sealed: &Sealed, error: &str) -> Refusal {
    Refusal {
        name: String::new(),
        error: error.into(),
        envelope: envelope().into(),
        secret_key: hex(&secret_bytes(&secret_of(4))),
        sealed_key: hex(&sealed.sealed_key.to_bytes()),
        ciphertext: hex(&sealed.ciphertext),
    }
}

/// Shows mail.md: Test vectors for all languages are committed.
#[test]
fn every_committed_refusal_is_refused_for_its_reason() {
    for refusal in committed().refusals {
        let secret = SecretKey::from_bytes(&unhex_array(&refusal.secret_key)).unwrap();
        let (ciphertext, envelope) = (unhex(&refusal.ciphertext), refusal.envelope.envelope());
        let opened = SealedKey::try_from(&unhex(&refusal.sealed_key)[..])
            .and_then(|sealed_key| sealing::open(&sealed_key, &ciphertext, &secret, &envelope));
        assert_eq!(error_name(opened.unwrap_err()), refusal.error, "{}", refusal.name);
    }
}

#[test]
fn the_committed_refusals_show_every_way_that_opening_fails() {
    let shown: BTreeSet<_> = committed().refusals.into_iter().map(|refusal| refusal.error).collect();
    let all = [
        "BrokenDeflate",
        "CiphertextLength",
        "ContentNotAuthentic",
        "NonZeroPadding",
        "NotAuthentic",
        "PayloadLength",
        "TextTooLong",
        "UnknownCompression",
    ];
    assert!(shown.iter().eq(all.iter()), "{shown:?}");
}
