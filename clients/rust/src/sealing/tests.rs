//! Sealing and opening as a whole: parts that belong together open, and no others do.

use super::randomness::Randomness;
use super::*;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

/// Bytes that do not compress and that any language can make: SHA-256 of 0, 1, 2... (u64 LE), joined.
pub(super) fn incompressible(len: usize) -> Vec<u8> {
    (0u64..).flat_map(|block| Sha256::digest(block.to_le_bytes())).take(len).collect()
}

pub(super) fn secret_of(byte: u8) -> SecretKey {
    SecretKey::from_bytes(&[byte; 32]).unwrap()
}

pub(super) fn envelope() -> Envelope {
    Envelope {
        network: Pubkey::new_from_array([1; 32]),
        sender: Pubkey::new_from_array([2; 32]),
        recipient: Pubkey::new_from_array([3; 32]),
        sequence: 7,
        key_version: 1,
    }
}

/// The envelope with each of its fields changed in turn.
pub(super) fn other_envelopes() -> [(&'static str, Envelope); 5] {
    let other = Pubkey::new_from_array([9; 32]);
    [
        ("network", Envelope { network: other, ..envelope() }),
        ("sender", Envelope { sender: other, ..envelope() }),
        ("recipient", Envelope { recipient: other, ..envelope() }),
        ("sequence", Envelope { sequence: 8, ..envelope() }),
        ("key_version", Envelope { key_version: 2, ..envelope() }),
    ]
}

fn sealed(text: &[u8]) -> Sealed {
    seal(text, &secret_of(4).encryption_key(), &envelope()).unwrap()
}

fn open_as_sealed(sealed: &Sealed) -> Result<Vec<u8>, OpenError> {
    open(&sealed.sealed_key, &sealed.ciphertext, &secret_of(4), &envelope()).map(|opened| opened.bytes)
}

#[test]
fn the_longest_mail_opens() {
    let text = incompressible(MAX_CIPHERTEXT - 21);
    assert_eq!(open_as_sealed(&sealed(&text)), Ok(text));
    let text = vec![b'x'; MAX_TEXT];
    assert_eq!(open_as_sealed(&sealed(&text)), Ok(text));
}

/// Shows mail.md: Each content is encrypted with a fresh key.
#[test]
fn the_same_text_sealed_twice_shares_nothing_but_its_length() {
    let (one, two) = (sealed(b"text"), sealed(b"text"));
    assert_ne!(one.sealed_key.encapsulated, two.sealed_key.encapsulated);
    assert_ne!(one.sealed_key.ciphertext, two.sealed_key.ciphertext);
    assert_ne!(one.ciphertext, two.ciphertext);
    assert_eq!(one.ciphertext.len(), two.ciphertext.len());
}

#[test]
fn different_texts_of_one_class_have_ciphertexts_of_one_length() {
    for text in [&b""[..], b"yes", b"certainly not", &incompressible(107)] {
        assert_eq!(sealed(text).ciphertext.len(), 128);
    }
}

/// Shows mail.md: The content key is sealed to the recipient.
#[test]
fn another_key_does_not_open_it() {
    let sealed = sealed(b"text");
    let opened = open(&sealed.sealed_key, &sealed.ciphertext, &secret_of(5), &envelope());
    assert_eq!(opened, Err(OpenError::NotAuthentic));
}

/// Shows mail.md: It is bound to the network, sender, recipient, sequence number and key version.
/// Shows security.md: A message that is replayed, re-addressed or copied to another network.
#[test]
fn no_field_of_the_envelope_can_be_changed() {
    let sealed = sealed(b"text");
    for (field, other) in other_envelopes() {
        let opened = open(&sealed.sealed_key, &sealed.ciphertext, &secret_of(4), &other);
        assert_eq!(opened, Err(OpenError::NotAuthentic), "{field}");
    }
}

#[test]
fn no_bit_of_the_sealed_key_can_be_flipped() {
    let sealed = sealed(b"text");
    for bit in 0..SealedKey::LEN * 8 {
        let mut altered = sealed.clone();
        let mut bytes = altered.sealed_key.to_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        altered.sealed_key = bytes.into();
        assert_eq!(open_as_sealed(&altered), Err(OpenError::NotAuthentic), "bit {bit}");
    }
}

/// Shows mail.md: It is bound to the hash of the ciphertext.
#[test]
fn no_bit_of_the_ciphertext_can_be_flipped() {
    let sealed = sealed(b"text");
    for bit in 0..sealed.ciphertext.len() * 8 {
        let mut altered = sealed.clone();
        altered.ciphertext[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(open_as_sealed(&altered), Err(OpenError::NotAuthentic), "bit {bit}");
    }
}

#[test]
fn a_ciphertext_cut_anywhere_is_refused() {
    let sealed = sealed(&incompressible(300));
    for len in 0..sealed.ciphertext.len() {
        let cut = Sealed { ciphertext: sealed.ciphertext[..len].to_vec(), ..sealed.clone() };
        let expected =
            if padding::is_size_class(len) { OpenError::NotAuthentic } else { OpenError::CiphertextLength { len } };
        assert_eq!(open_as_sealed(&cut), Err(expected));
    }
}

#[test]
fn a_ciphertext_above_the_limit_is_refused_before_it_is_hashed() {
    let len = MAX_CIPHERTEXT + 1;
    let long = Sealed { ciphertext: vec![0; len], ..sealed(b"text") };
    assert_eq!(open_as_sealed(&long), Err(OpenError::CiphertextLength { len }));
}

/// Shows mail.md: It is bound to the hash of the ciphertext.
/// Shows security.md: A message that is replayed, re-addressed or copied to another network.
#[test]
fn sealed_keys_of_two_messages_cannot_be_swapped() {
    let (one, two) = (sealed(b"one"), sealed(b"two"));
    let swapped = Sealed { ciphertext: two.ciphertext, ..one };
    assert_eq!(open_as_sealed(&swapped), Err(OpenError::NotAuthentic));
}

#[test]
fn a_content_key_that_is_not_the_ciphertexts_is_named() {
    let ciphertext = content::encrypt(&frame::build(b"text").unwrap(), &[6; 32]);
    let sealed_key = sealed_key::seal_content_key(
        &[7; 32],
        &secret_of(4).encryption_key(),
        &envelope().associated_data(&hash(&ciphertext)),
        Randomness::from_system().unwrap().ephemeral,
    );
    let spoilt = Sealed { sealed_key: sealed_key.unwrap(), ciphertext };
    assert_eq!(open_as_sealed(&spoilt), Err(OpenError::ContentNotAuthentic));
}

/// Shows security.md: A recipient's key that yields no shared secret.
#[test]
fn a_key_of_small_order_is_refused_on_both_sides() {
    for point in [[0; 32], {
        let mut one = [0; 32];
        one[0] = 1;
        one
    }] {
        assert_eq!(EncryptionKey::try_from(point), Err(SealError::RefusedKey));

        let mut altered = sealed(b"text");
        altered.sealed_key.encapsulated = point;
        assert_eq!(open_as_sealed(&altered), Err(OpenError::NotAuthentic));
    }
}

/// Shows mail.md: Old keys still open old mail.
#[test]
fn mail_to_a_rotated_key_opens_with_the_old_key_only() {
    let wallet = solana_keypair::Keypair::new_from_array([8; 32]);
    let key = |version| SecretKey::from_keypair(&wallet, &envelope().network, version);
    let sealed = seal(b"old mail", &key(1).encryption_key(), &envelope()).unwrap();
    let opened = |secret| open(&sealed.sealed_key, &sealed.ciphertext, &secret, &envelope()).map(|opened| opened.bytes);
    assert_eq!(opened(key(1)), Ok(b"old mail".to_vec()));
    assert_eq!(opened(key(2)), Err(OpenError::NotAuthentic));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Shows mail.md: The content key is sealed to the recipient.
    #[test]
    fn any_text_opens_and_has_the_announced_length(
        text in proptest::collection::vec(any::<u8>(), 0..5000),
        sequence: u64,
        key_version: u32,
        secret: [u8; 32],
    ) {
        let secret = SecretKey::from_key_material(&secret);
        let envelope = Envelope { sequence, key_version, ..envelope() };
        let sealed = seal(&text, &secret.encryption_key(), &envelope).unwrap();
        prop_assert_eq!(Ok(sealed.ciphertext.len()), ciphertext_len(&text));
        let opened = open(&sealed.sealed_key, &sealed.ciphertext, &secret, &envelope);
        prop_assert_eq!(opened, Ok(Plaintext { kind: Kind::Text, bytes: text }));
    }

    /// Shows security.md: Hostile text.
    #[test]
    fn any_ciphertext_and_sealed_key_are_refused_without_a_panic(
        sealed_key in proptest::collection::vec(any::<u8>(), SealedKey::LEN),
        ciphertext in prop_oneof![0..400usize, Just(128), Just(MAX_CIPHERTEXT)]
            .prop_flat_map(|len| proptest::collection::vec(any::<u8>(), len)),
    ) {
        let sealed_key: [u8; SealedKey::LEN] = sealed_key.try_into().unwrap();
        let sealed_key = SealedKey::from(sealed_key);
        prop_assert!(open(&sealed_key, &ciphertext, &secret_of(4), &envelope()).is_err());
    }
}
