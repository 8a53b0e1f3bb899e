//! Submissions over JSON-RPC: found again after a crash, refused if they are not what was committed to, and useless to
//! anyone who copies them.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use bmail_sdk::{
    BuildError, ClientError, PROGRAMS, Reason, Revealed,
    accounts::Submission,
    bounty::{SubmissionRecord, SubmissionSecret, content_hash, content_hash_of, signing_text},
};
use bmail_testing::BountyError;
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{Scenario, TERMS, commit, secret};
use crate::{SOL, declined, proxy::Fate::Arrives};

#[tokio::test(flavor = "multi_thread")]
async fn after_a_crash_between_commit_and_reveal_the_key_pair_and_the_content_are_enough() {
    let (scenario, bounty) = Scenario::with_open().await;
    scenario.reviewers_have_mailboxes().await;
    let ada = scenario.harness.newcomer();
    let folder = std::env::temp_dir().join(format!("bmail-submissions-{}", ada.address()));
    let (content, key_pair) = (vec![7; 20_000], *ada.wallet.secret_bytes());
    {
        let client = scenario.harness.client_through(|_, _| Arrives);
        let secret = SubmissionSecret::from_keypair(&ada.wallet, &bounty, content_hash(&content));
        client.commit(&ada.wallet, &secret, &content, TERMS.stake.0, Some(&folder)).await.unwrap();
    }
    scenario.next_phase(&bounty).await;

    let (client, wallet) = (scenario.harness.client_through(|_, _| Arrives), Keypair::new_from_array(key_pair));
    let again = SubmissionSecret::from_keypair(&wallet, &bounty, content_hash_of(&content[..], 1 << 20).unwrap());
    let revealed = client.reveal_submission(&wallet, &again).await.unwrap();
    assert!(matches!(revealed, Revealed::Now(_)), "{revealed:?}");
    assert_eq!(client.reveal_submission(&wallet, &again).await.unwrap(), Revealed::Before);
    let (_, submission) = client.submission_of(&bounty, &ada.address()).await.unwrap();
    assert_eq!(submission.content_hash, content_hash(&content));

    // The record says which content it was.
    let records = SubmissionRecord::read(&folder, &bounty, &wallet.pubkey()).unwrap().entries;
    let [record] = &records[..] else { panic!("{records:?}") };
    let hash: String = content_hash(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!((record.bounty, record.submitter), (bounty, wallet.pubkey()));
    assert_eq!(record.content_hash, hash);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no temporary file is left");
    fs::remove_dir_all(folder).unwrap();
}

/// Shows security.md: Notes and stored state that a crash, a second run or another user could spoil.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_commit_that_fails_leaves_the_note_of_the_first_which_can_still_be_revealed() {
    const FIRST: &[u8] = b"the first answer";
    const SECOND: &[u8] = b"a second thought";
    let (scenario, bounty) = Scenario::with_open().await;
    scenario.reviewers_have_mailboxes().await;
    let (client, ada) = (&scenario.harness.client, scenario.harness.newcomer());
    let folder = std::env::temp_dir().join(format!("bmail-two-notes-{}", ada.address()));
    let secret = |content: &[u8]| SubmissionSecret::from_keypair(&ada.wallet, &bounty, content_hash(content));
    let commit = async |content| {
        client.commit(&ada.wallet, &secret(content), content, TERMS.stake.0, Some(&folder)).await.map(drop)
    };
    commit(FIRST).await.unwrap();
    let error = commit(SECOND).await.unwrap_err();
    assert!(matches!(error, ClientError::Refused(Reason::AlreadyExists)), "{error:?}");
    // As if the first one had landed only after the second one's note.
    SubmissionRecord::write(&folder, &secret(SECOND)).unwrap();

    // Of both notes, the chain says which one is revealed.
    scenario.next_phase(&bounty).await;
    let (_, submission) = client.submission_of(&bounty, &ada.address()).await.unwrap();
    let broken = folder.join(format!("{bounty}-{}-00.toml", ada.address()));
    fs::write(&broken, "bounty = ").unwrap();
    fs::set_permissions(&broken, fs::Permissions::from_mode(0o600)).unwrap();
    let records = SubmissionRecord::read(&folder, &bounty, &ada.address()).unwrap();
    let [(path, error)] = &records.gaps[..] else { panic!("{records:?}") };
    assert_eq!((path, error.kind()), (&broken, io::ErrorKind::InvalidData));
    let notes = records.entries;
    assert_eq!(notes.len(), 2);
    let noted: Vec<_> = notes.iter().filter(|note| note.is_of(&submission.commitment)).collect();
    let [note] = noted[..] else { panic!("{notes:?}") };
    let hash =
        std::array::from_fn(|place| u8::from_str_radix(&note.content_hash[2 * place..2 * place + 2], 16).unwrap());
    assert_eq!(hash, content_hash(FIRST));
    let again = SubmissionSecret::from_keypair(&ada.wallet, &bounty, hash);
    client.reveal_submission(&ada.wallet, &again).await.unwrap();

    for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    fs::remove_dir_all(folder).unwrap();
}

/// Shows security.md: An address or a hash of zeros, which a program takes for none.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_puts_down_a_stake_for_zeros_that_could_never_be_revealed() {
    let (scenario, bounty) = Scenario::with_open().await;
    let (client, ada) = (&scenario.harness.client, scenario.harness.newcomer());
    let error = client.commit_to(&ada.wallet, &bounty, [0; 32], TERMS.stake.0).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::Zeros("commitment"))), "{error:?}");
    assert_eq!(scenario.harness.balance(&ada.address()).await, 5 * SOL);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_keeps_its_seed_finds_its_answer_again_by_a_signature() {
    let (scenario, bounty) = Scenario::with_open().await;
    let ada = scenario.harness.newcomer();
    let signed = || {
        let signature = ada.wallet.sign_message(signing_text(&bounty).as_bytes());
        SubmissionSecret::from_signature(&signature, &ada.address(), &bounty, content_hash(b"forty names")).unwrap()
    };
    scenario.harness.client.commit_to(&ada.wallet, &bounty, signed().commitment(), TERMS.stake.0).await.unwrap();
    scenario.next_phase(&bounty).await;
    scenario.harness.client.reveal_submission(&ada.wallet, &signed()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_content_bounty_or_way_to_a_salt_is_refused_before_anything_is_sent() {
    let (scenario, bounty) = Scenario::with_open().await;
    let (ada, bo) = (scenario.harness.newcomer(), scenario.harness.newcomer());
    let (submission, _) = commit(&scenario.harness.client, &ada, &bounty).await.unwrap();
    scenario.next_phase(&bounty).await;
    let before = scenario.harness.balance(&ada.address()).await;

    let sent = Arc::new(AtomicUsize::new(0));
    let count = sent.clone();
    let client = scenario.harness.client_through(move |method, _| {
        count.fetch_add(method.contains("Transaction").into(), Relaxed);
        Arrives
    });
    let signature = ada.wallet.sign_message(signing_text(&bounty).as_bytes());
    for wrong in [
        SubmissionSecret::from_keypair(&ada.wallet, &bounty, content_hash(b"something else")),
        SubmissionSecret::from_signature(&signature, &ada.address(), &bounty, secret(&ada, &bounty).content_hash)
            .unwrap(),
    ] {
        let error = client.reveal_submission(&ada.wallet, &wrong).await.unwrap_err();
        assert!(error.to_string().contains(&submission.to_string()), "{error}");
        assert!(matches!(error, ClientError::WrongContent { submission: at } if at == submission), "{error:?}");
    }
    let error = client.reveal_submission(&bo.wallet, &secret(&bo, &bounty)).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::NotFound { kind: "submission", .. })), "{error:?}");
    assert_eq!((sent.load(Relaxed), scenario.harness.balance(&ada.address()).await), (0, before));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_copies_a_commitment_cannot_open_it_even_with_what_opened_the_original() {
    let (scenario, bounty) = Scenario::with_open().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let (ada, mal) = (harness.newcomer(), harness.newcomer());
    let original = secret(&ada, &bounty);
    client.commit_to(&ada.wallet, &bounty, original.commitment(), TERMS.stake.0).await.unwrap();
    let copied = client.submission_of(&bounty, &ada.address()).await.unwrap().1.commitment;
    client.commit_to(&mal.wallet, &bounty, copied, TERMS.stake.0).await.unwrap();
    scenario.next_phase(&bounty).await;
    client.reveal_submission(&ada.wallet, &original).await.unwrap();
    let copy = client.reveal_with(&mal.wallet, &bounty, &mal.address(), original.content_hash, *original.salt()).await;
    declined(copy, BountyError::WrongCommitment);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_note_cannot_be_written_nothing_is_sent_and_nobody_commits_twice() {
    let (scenario, bounty) = Scenario::with_open().await;
    scenario.reviewers_have_mailboxes().await;
    let (client, ada) = (&scenario.harness.client, scenario.harness.newcomer());
    let file = std::env::temp_dir().join(format!("bmail-no-folder-{}", ada.address()));
    fs::write(&file, "").unwrap();
    let (secret_of_ada, content) = (secret(&ada, &bounty), ada.address());
    let noted = client.commit(&ada.wallet, &secret_of_ada, content.as_ref(), TERMS.stake.0, Some(&file)).await;
    let error = noted.unwrap_err();
    assert!(matches!(error, ClientError::Store(_)), "{error:?}");
    assert_eq!(scenario.harness.balance(&ada.address()).await, 5 * SOL);
    fs::remove_file(file).unwrap();

    commit(client, &ada, &bounty).await.unwrap();
    let other = SubmissionSecret::from_keypair(&ada.wallet, &bounty, content_hash(b"a better one"));
    let again = client.commit_to(&ada.wallet, &bounty, other.commitment(), TERMS.stake.0).await.unwrap_err();
    assert!(matches!(again, ClientError::Refused(Reason::AlreadyExists)), "{again:?}");
    assert!(again.to_string().contains("one submission for each person"), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn lamports_that_somebody_sent_to_a_submissions_address_keep_nobody_from_committing() {
    let (scenario, bounty) = Scenario::with_open().await;
    let ada = scenario.harness.newcomer();
    let secret = secret(&ada, &bounty);
    scenario.harness.fund(&secret.submission(&PROGRAMS), 12_345);
    let (address, _) =
        scenario.harness.client.commit_to(&ada.wallet, &bounty, secret.commitment(), TERMS.stake.0).await.unwrap();
    let stake = TERMS.stake.0;
    assert_eq!(scenario.harness.balance(&address).await, scenario.harness.rent(Submission::LEN).await + stake + 12_345);
}
