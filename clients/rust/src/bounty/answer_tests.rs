//! Sealed answers: the vectors that all languages share, and what is refused.

use serde_json::Value;
use solana_keypair::{Keypair, Signer};

use super::*;
use crate::bounty::signing_text;

static VECTORS: &str = include_str!("../../../vectors/answers.json");

fn vectors(of: &str) -> Vec<Value> {
    serde_json::from_str::<Value>(VECTORS).unwrap()[of].as_array().unwrap().clone()
}

fn unhex(value: &Value) -> Vec<u8> {
    let hex = value.as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn bytes<const LENGTH: usize>(value: &Value) -> [u8; LENGTH] {
    unhex(value).try_into().unwrap()
}

fn address(value: &Value) -> Pubkey {
    Pubkey::new_from_array(bytes(value))
}

fn number<T: TryFrom<u64>>(value: &Value) -> T {
    T::try_from(value.as_u64().unwrap()).ok().unwrap()
}

/// The submission of a vector.
fn submission(vector: &Value) -> SubmissionSecret {
    let (wallet, bounty) = (Keypair::new_from_array(bytes(&vector["wallet_seed"])), address(&vector["bounty"]));
    let hash = content_hash(vector["content"].as_str().unwrap().as_bytes());
    match vector["method"].as_str().unwrap() {
        "keypair" => SubmissionSecret::from_keypair(&wallet, &bounty, hash),
        _ => {
            let signature = wallet.sign_message(signing_text(&bounty).as_bytes());
            SubmissionSecret::from_signature(&signature, &wallet.pubkey(), &bounty, hash).unwrap()
        }
    }
}

/// A reader of a vector, and their secret key.
fn reader(vector: &Value, network: &Pubkey) -> (Reader, SecretKey) {
    let wallet = Keypair::new_from_array(bytes(&vector["wallet_seed"]));
    let key_version = number(&vector["key_version"]);
    let secret = SecretKey::from_keypair(&wallet, network, key_version);
    let key = secret.encryption_key();
    assert_eq!((wallet.pubkey(), key.to_bytes()), (address(&vector["wallet"]), bytes(&vector["encryption_key"])));
    (Reader { place: number(&vector["place"]), wallet: wallet.pubkey(), key, key_version }, secret)
}

/// Shows bounties.md: Test vectors of sealed answers for all languages are committed.
#[test]
fn answers_are_sealed_and_opened_as_the_vectors_say() {
    for vector in vectors("answers") {
        let (submission, network) = (submission(&vector), address(&vector["network"]));
        assert_eq!(submission.commitment(), bytes(&vector["commitment"]), "{}", vector["name"]);
        assert_eq!(*submission.answer_seed(), bytes(&vector["answer_seed"]));
        let content = vector["content"].as_str().unwrap().as_bytes();
        let readers: Vec<_> = vector["readers"].as_array().unwrap().iter().map(|one| reader(one, &network)).collect();
        let sealed = submission.seal_answer(content, &readers.iter().map(|(one, _)| *one).collect::<Vec<_>>()).unwrap();
        assert_eq!(sealed.to_bytes(), unhex(&vector["body"]), "{}", vector["name"]);
        assert_eq!(sealed.ciphertext, unhex(&vector["ciphertext"]));

        let stored = SealedAnswer::from_bytes(&unhex(&vector["body"])).unwrap();
        assert_eq!(stored, sealed);
        for (reader, secret) in readers {
            assert_eq!(stored.key_version(reader.place), Some(reader.key_version));
            let parties = (&submission.bounty, &submission.submitter);
            let place = (reader.place, &reader.wallet);
            let answer = stored.open(parties, &submission.commitment(), place, &secret).unwrap();
            assert_eq!((answer.content, answer.salt), (content.to_vec(), bytes(&vector["salt"])));
            assert_eq!(answer.content_hash, bytes(&vector["content_hash"]));
        }
    }
}

/// Shows bounties.md: Test vectors of sealed answers for all languages are committed.
/// Shows security.md: An answer whose author closes it, or seals something else.
#[test]
fn what_the_vectors_refuse_is_refused_for_the_same_reason() {
    let refusals = vectors("refusals");
    assert_eq!(refusals.len(), 25);
    for vector in refusals {
        let wallet = Keypair::new_from_array(bytes(&vector["reviewer_seed"]));
        let secret = SecretKey::from_keypair(&wallet, &address(&vector["network"]), number(&vector["key_version"]));
        let (bounty, submitter) = (address(&vector["bounty"]), address(&vector["submitter"]));
        let reviewer = (number(&vector["place"]), &address(&vector["reviewer"]));
        let opened = SealedAnswer::from_bytes(&unhex(&vector["body"]))
            .and_then(|sealed| sealed.open((&bounty, &submitter), &bytes(&vector["commitment"]), reviewer, &secret));
        let name = match opened.unwrap_err() {
            AnswerError::Open(error) => format!("{error:?}"),
            error => format!("{error:?}"),
        };
        let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert_eq!(name, vector["error"].as_str().unwrap(), "{}", vector["name"]);
    }
}

fn readers(count: u8) -> Vec<Reader> {
    let reader = |place| Reader {
        place,
        wallet: Pubkey::new_from_array([place; 32]),
        key: SecretKey::from_bytes(&[place + 1; 32]).unwrap().encryption_key(),
        key_version: 1,
    };
    (0..count).map(reader).collect()
}

#[test]
fn it_is_sealed_to_one_to_seven_reviewers_each_once_and_in_order() {
    let wallet = Keypair::new_from_array([5; 32]);
    let of = |content: &[u8]| SubmissionSecret::from_keypair(&wallet, &Pubkey::default(), content_hash(content));
    let seal = |readers: &[Reader]| of(b"names").seal_answer(b"names", readers).map(|sealed| sealed.size());
    let all = readers(7);
    assert_eq!((seal(&all), seal(&all[3..4])), (Ok(2 + 7 * 117 + 128), Ok(2 + 117 + 128)));
    for wrong in [&[][..], &[all[1], all[0]], &[all[1], all[1]], &readers(8)] {
        assert_eq!(seal(wrong), Err(AnswerError::Readers));
    }
    assert_eq!(of(b"names").seal_answer(b"other", &all), Err(AnswerError::NotCommitted));
}

#[test]
fn the_longest_answer_fits_a_body_and_a_longer_one_is_refused() {
    let wallet = Keypair::new_from_array([5; 32]);
    let noise = |length: u64| -> Vec<u8> {
        (0..length / 32 + 1).flat_map(|block| content_hash(&block.to_le_bytes())).take(length as usize).collect()
    };
    let seal = |content: &[u8]| {
        let submission = SubmissionSecret::from_keypair(&wallet, &Pubkey::default(), content_hash(content));
        submission.seal_answer(content, &readers(7)).map(|sealed| sealed.to_bytes().len())
    };
    // The largest size class that leaves room for seven entries, without the frame's head and the tag.
    let longest = 63_488 - 21;
    assert_eq!(seal(&noise(longest)), Ok(2 + 7 * 117 + 63_488));
    let len = 2 + 7 * 117 + 65_536;
    assert_eq!(seal(&noise(longest + 1)), Err(AnswerError::Seal(SealError::CiphertextTooLong { len })));
}

#[test]
fn nothing_that_is_sealed_depends_on_chance_and_every_reader_and_answer_has_its_own_keys() {
    let wallet = Keypair::new_from_array([5; 32]);
    let seal = |content: &[u8], readers: &[Reader]| {
        let submission = SubmissionSecret::from_keypair(&wallet, &Pubkey::default(), content_hash(content));
        submission.seal_answer(content, readers).unwrap()
    };
    let two = readers(2);
    assert_eq!(seal(b"names", &two), seal(b"names", &two));
    let mut rotated = two.clone();
    rotated[0].key_version = 2;
    let encapsulated = |sealed: &SealedAnswer| -> Vec<[u8; 32]> {
        sealed.entries.iter().map(|entry| *entry.secrets.first_chunk().unwrap()).collect()
    };
    let all = [seal(b"names", &two), seal(b"other", &two), seal(b"names", &rotated[..1])];
    let keys: std::collections::HashSet<_> = all.iter().flat_map(encapsulated).collect();
    assert_eq!(keys.len(), 5);
    assert_ne!(all[0].ciphertext, all[1].ciphertext);
}
