//! Commitments: the vectors that all languages share, and what opens none.

use std::collections::HashSet;

use solana_keypair::{Keypair, Signer};

use super::*;

fn wallet(byte: u8) -> Keypair {
    Keypair::new_from_array([byte; 32])
}

fn bounty(byte: u8) -> Pubkey {
    Pubkey::new_from_array([byte; 32])
}

fn signed(wallet: &Keypair, bounty: &Pubkey, content: [u8; 32]) -> SubmissionSecret {
    let signature = wallet.sign_message(signing_text(bounty).as_bytes());
    SubmissionSecret::from_signature(&signature, &wallet.pubkey(), bounty, content).unwrap()
}

#[test]
fn a_salt_can_be_derived_again_and_every_wallet_method_bounty_and_content_has_its_own() {
    let all = || {
        let mut salts = Vec::new();
        for (wallet, bounty) in [(5, 1), (5, 2), (6, 1)].map(|(one, other)| (wallet(one), bounty(other))) {
            for content in [[1; 32], [2; 32]] {
                salts.push(*SubmissionSecret::from_keypair(&wallet, &bounty, content).salt());
                salts.push(*signed(&wallet, &bounty, content).salt());
            }
        }
        salts
    };
    assert_eq!(all(), all());
    assert_eq!(all().into_iter().collect::<HashSet<_>>().len(), 12);
}

/// Shows security.md: A signature or a seed that is not the wallet's, such as zeros.
#[test]
fn a_signature_or_a_seed_that_is_not_the_submitters_derives_no_salt() {
    let (submitter, other) = (wallet(5), wallet(6));
    let derive =
        |signature| SubmissionSecret::from_signature(&signature, &submitter.pubkey(), &bounty(1), [1; 32]).map(|_| ());
    let sign = |wallet: &Keypair, of| wallet.sign_message(signing_text(&bounty(of)).as_bytes());
    assert_eq!(derive(sign(&submitter, 1)), Ok(()));
    for wrong in [Signature::default(), sign(&submitter, 2), sign(&other, 1)] {
        assert_eq!(derive(wrong), Err(SecretError::WrongSignature(submitter.pubkey())));
    }
    let seed =
        |of: &Keypair| SubmissionSecret::from_wallet_seed(of.secret_bytes(), &submitter.pubkey(), &bounty(1), [1; 32]);
    let keypair = SubmissionSecret::from_keypair(&submitter, &bounty(1), [1; 32]);
    assert_eq!(seed(&submitter).unwrap().salt(), keypair.salt());
    assert_eq!(seed(&other).unwrap_err(), SecretError::WrongSeed(submitter.pubkey()));
}

/// All languages share these vectors, so that one client can reveal what another one committed to.
#[test]
fn salts_and_commitments_are_those_of_the_vectors() {
    let text = include_str!("../../../vectors/submissions.json");
    let vectors: serde_json::Value = serde_json::from_str(text).unwrap();
    let vectors = vectors["submissions"].as_array().unwrap();
    assert_eq!(vectors.len(), 6);
    for vector in vectors {
        let text = |field: &str| vector[field].as_str().unwrap();
        let wallet = Keypair::new_from_array(bytes(text("wallet_seed")));
        let (bounty, content) =
            (Pubkey::new_from_array(bytes(text("bounty"))), content_hash(text("content").as_bytes()));
        let secret = match text("method") {
            "keypair" => SubmissionSecret::from_keypair(&wallet, &bounty, content),
            _ => {
                assert_eq!(signing_text(&bounty), text("signing_text"));
                signed(&wallet, &bounty, content)
            }
        };
        assert_eq!(secret.submitter.to_bytes(), bytes(text("submitter")));
        assert_eq!(secret.content_hash, bytes(text("content_hash")));
        assert_eq!(*secret.salt(), bytes(text("salt")), "{}", text("name"));
        assert_eq!(secret.commitment(), bytes(text("commitment")), "{}", text("name"));
    }
}

#[test]
fn what_must_not_open_a_commitment_does_not() {
    let text = include_str!("../../../vectors/submissions.json");
    let vectors: serde_json::Value = serde_json::from_str(text).unwrap();
    let refusals = vectors["refusals"].as_array().unwrap();
    assert_eq!(refusals.len(), 9);
    for refusal in refusals {
        let field = |name: &str| bytes(refusal[name].as_str().unwrap());
        let secret = SubmissionSecret {
            bounty: Pubkey::new_from_array(field("bounty")),
            submitter: Pubkey::new_from_array(field("submitter")),
            content_hash: field("content_hash"),
            salt: Zeroizing::new(field("salt")),
            answer_seed: Zeroizing::default(),
        };
        assert_ne!(secret.commitment(), field("commitment"), "{}", refusal["name"]);
        assert_eq!(refusal["error"], "WrongCommitment");
    }
}

fn bytes(hex: &str) -> [u8; 32] {
    std::array::from_fn(|place| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).unwrap())
}

#[test]
fn a_reader_and_a_slice_have_the_same_hash() {
    for length in [0, 1, 8_192, 8_193, 30_000] {
        let content = vec![7; length];
        assert_eq!(content_hash_of(&content[..], length as u64).unwrap(), content_hash(&content), "{length}");
    }
    for (content, limit) in [(&[7][..], 0), (&[7; 8_193], 8_192)] {
        assert_eq!(content_hash_of(content, limit).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }
    assert_eq!(content_hash_of(io::repeat(7), 1 << 20).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
}

#[test]
fn debug_does_not_show_the_salt() {
    let secret = SubmissionSecret::from_keypair(&wallet(5), &bounty(1), [0; 32]);
    assert!(!format!("{secret:?}").contains("salt"));
}

#[test]
fn the_signing_text_cannot_be_a_transaction() {
    let text = signing_text(&bounty(255)).into_bytes();
    assert!(text[0] < 0x80 && text[3] < 0x80);
    assert!(text.len() < 4 + 32 * usize::from(text[3]));
}
