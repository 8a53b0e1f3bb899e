//! Answers over JSON-RPC: stored with the commitment, read and revealed by the reviewers, and closed by their author.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use bmail_sdk::{
    Client, ClientError, Committed, Limits, PROGRAMS, Plan, Revealed,
    accounts::{Opinion, StoredBody, Submission},
    bounty::{Answer, AnswerError, SealedAnswer, SubmissionSecret, content_hash},
    instructions::bounty::commit_with_answer,
    sealing::{OpenError, SealError, SecretKey},
};
use bmail_testing::{BountyError, vault};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tokio::time::timeout;

use super::{REWARD, Scenario, TERMS};
use crate::{
    SIGNATURE_FEE, SOL, declined,
    harness::{Harness, Person},
    proxy::Fate::{Arrives, Forged, RequestLost},
    refusals::noise,
};

const ANSWER: &[u8] = b"forty drawers, forty names, and a drawing of each";
const MISSING: &str = r#"{"jsonrpc":"2.0","id":0,"result":null}"#;

impl Scenario {
    /// An open bounty whose reviewers have mailboxes.
    async fn with_readers() -> (Self, Pubkey) {
        let (scenario, bounty) = Self::with_open().await;
        scenario.reviewers_have_mailboxes().await;
        (scenario, bounty)
    }

    async fn answers(&self, submitter: &Person, bounty: &Pubkey, content: &[u8]) -> Committed {
        let submission = of(submitter, bounty, content);
        let client = &self.harness.client;
        client.commit(&submitter.wallet, &submission, content, TERMS.stake.0, None).await.unwrap()
    }

    async fn read(&self, reviewer: &Person, bounty: &Pubkey, submitter: &Person) -> Result<Answer, ClientError> {
        read(&self.harness.client, reviewer, bounty, submitter).await
    }
}

fn of(submitter: &Person, bounty: &Pubkey, content: &[u8]) -> SubmissionSecret {
    SubmissionSecret::from_keypair(&submitter.wallet, bounty, content_hash(content))
}

async fn read(client: &Client, by: &Person, bounty: &Pubkey, submitter: &Person) -> Result<Answer, ClientError> {
    client.read_answer(bounty, &submitter.address(), &by.address(), &by.secret).await
}

/// Shows bounties.md: The SDK stores an answer with the commitment, sealed to the reviewers who have mailboxes.
/// Shows security.md: Losing a stake because one missed the reveal period.
#[tokio::test(flavor = "multi_thread")]
async fn reviewers_read_an_answer_reveal_it_for_who_is_away_and_claim_the_award_for_them() {
    let (scenario, bounty) = Scenario::with_readers().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let eva = harness.newcomer();
    let committed = scenario.answers(&eva, &bounty, ANSWER).await;
    let all: Vec<_> = scenario.reviewers.iter().map(Person::address).collect();
    assert_eq!((committed.submission, &committed.readers), (PROGRAMS.submission(&eva.address(), &bounty).0, &all));

    // Three sealed keys and the smallest ciphertext.
    let size = 2 + 3 * 117 + 128;
    let body = client.body(&committed.body).await.unwrap();
    assert_eq!((body.content.len(), body.header.sealed, body.header.author), (size, 1, eva.address()));
    let [rent, kept] = [harness.rent(StoredBody::space(size)).await, harness.rent(Submission::LEN).await];
    let fees = SIGNATURE_FEE * committed.receipts.len() as u64;
    assert_eq!(harness.balance(&eva.address()).await, 5 * SOL - TERMS.stake.0 - rent - kept - fees);

    // They can read it at once, but not reveal it before the others have committed. Eva does nothing any more.
    for reviewer in &scenario.reviewers {
        let answer = scenario.read(reviewer, &bounty, &eva).await.unwrap();
        assert_eq!((&answer.content[..], answer.content_hash), (ANSWER, content_hash(ANSWER)));
    }
    let [rex, ria, rob] = &scenario.reviewers;
    let answer = scenario.read(rex, &bounty, &eva).await.unwrap();
    declined(client.reveal_answer(&rex.wallet, &answer).await, BountyError::WrongPhase);
    scenario.next_phase(&bounty).await;
    let before = harness.balance(&eva.address()).await;
    assert!(matches!(client.reveal_answer(&rex.wallet, &answer).await.unwrap(), Revealed::Now(_)));
    assert_eq!(client.reveal_answer(&ria.wallet, &answer).await.unwrap(), Revealed::Before);
    scenario.next_phase(&bounty).await;
    scenario.judge(&bounty, &eva, Opinion::Accept).await;
    scenario.next_phase(&bounty).await;
    scenario.next_phase(&bounty).await;
    client.claim(&rob.wallet, &bounty, &eva.address()).await.unwrap();
    client.close_submission(&rob.wallet, &bounty, &eva.address()).await.unwrap();
    assert_eq!(harness.balance(&eva.address()).await, before + REWARD + TERMS.stake.0 + kept);

    client.close_body(&eva.wallet, &committed.body).await.unwrap();
    assert_eq!(harness.balance(&eva.address()).await, 5 * SOL + REWARD - fees - SIGNATURE_FEE);
}

/// Shows bounties.md: It refuses to if fewer of them have mailboxes than have to agree.
#[tokio::test(flavor = "multi_thread")]
async fn with_fewer_readers_than_have_to_agree_nothing_is_sent_and_with_enough_the_others_are_left_out() {
    let (scenario, bounty) = Scenario::with_open().await;
    let (harness, eva) = (&scenario.harness, scenario.harness.newcomer());
    let submission = of(&eva, &bounty, ANSWER);
    for (opened, reviewer) in scenario.reviewers[..2].iter().enumerate() {
        let refused = harness.client.commit(&eva.wallet, &submission, ANSWER, TERMS.stake.0, None).await.unwrap_err();
        let ClientError::TooFewReaders { readers, threshold: 2 } = refused else { panic!("{refused:?}") };
        assert_eq!((readers, harness.balance(&eva.address()).await), (opened, 5 * SOL));
        let key = reviewer.secret.encryption_key();
        harness.client.open_mailbox(&reviewer.wallet, &harness.network, key).await.unwrap();
    }
    let committed = scenario.answers(&eva, &bounty, ANSWER).await;
    assert_eq!(committed.readers, [scenario.reviewers[0].address(), scenario.reviewers[1].address()]);
    assert_eq!(scenario.read(&scenario.reviewers[1], &bounty, &eva).await.unwrap().content, ANSWER);
    let late = &scenario.reviewers[2];
    for other in [late, &scenario.issuer, &eva] {
        let error = scenario.read(other, &bounty, &eva).await.unwrap_err();
        assert!(matches!(error, ClientError::Answer(AnswerError::NotForReviewer)), "{error:?}");
    }
    // Nor with a reviewer's wallet and another key.
    let [rex, ria, _] = &scenario.reviewers;
    let wrong = harness.client.read_answer(&bounty, &eva.address(), &rex.address(), &ria.secret).await.unwrap_err();
    assert!(matches!(wrong, ClientError::Answer(AnswerError::Open(OpenError::NotAuthentic))), "{wrong:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_program_or_the_content_refuses_is_refused_before_the_answer_is_uploaded() {
    let (scenario, bounty) = Scenario::with_readers().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let (eva, judge) = (harness.newcomer(), &scenario.reviewers[0]);
    let before = harness.balance(&judge.address()).await;
    let of_judge = client.commit(&judge.wallet, &of(judge, &bounty, ANSWER), ANSWER, TERMS.stake.0, None).await;
    declined(of_judge, BountyError::JudgesCannotSubmit);
    assert_eq!(harness.balance(&judge.address()).await, before);

    let other = client.commit(&eva.wallet, &of(&eva, &bounty, ANSWER), b"else", TERMS.stake.0, None).await.unwrap_err();
    assert!(matches!(other, ClientError::Answer(AnswerError::NotCommitted)), "{other:?}");
    let long = noise(65_000);
    let long = client.commit(&eva.wallet, &of(&eva, &bounty, &long), &long, TERMS.stake.0, None).await.unwrap_err();
    let is_too_long = matches!(long, ClientError::Answer(AnswerError::Seal(SealError::CiphertextTooLong { .. })));
    assert!(is_too_long, "{long:?}");
    scenario.next_phase(&bounty).await;
    let late = client.commit(&eva.wallet, &of(&eva, &bounty, ANSWER), ANSWER, TERMS.stake.0, None).await;
    declined(late, BountyError::WrongPhase);
    assert_eq!(harness.balance(&eva.address()).await, 5 * SOL);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_commitment_goes_on_with_the_same_body_and_is_made_once() {
    let (scenario, bounty) = Scenario::with_readers().await;
    let (harness, eva, content) = (&scenario.harness, scenario.harness.newcomer(), noise(3_000));
    // The node stops after two transactions, before the one that commits.
    let cut_off = harness.client_through(move |method, count| match method {
        "sendTransaction" if count > 2 => RequestLost,
        "simulateTransaction" if count > 4 => RequestLost,
        _ => Arrives,
    });
    let submission = of(&eva, &bounty, &content);
    let interrupted = cut_off.commit(&eva.wallet, &submission, &content, TERMS.stake.0, None);
    if let Ok(stopped) = timeout(Duration::from_secs(5), interrupted).await {
        stopped.unwrap_err();
    }
    let held = harness.balance(&PROGRAMS.submission(&eva.address(), &bounty).0).await;
    assert_eq!(held, 0, "the commitment is in the last transaction");

    let committed = scenario.answers(&eva, &bounty, &content).await;
    let body = harness.client.body(&committed.body).await.unwrap();
    let dues = harness.rent(StoredBody::space(body.content.len())).await + harness.rent(Submission::LEN).await;
    let spent = 5 * SOL - harness.balance(&eva.address()).await - dues - TERMS.stake.0;
    assert!(spent.is_multiple_of(SIGNATURE_FEE) && spent < 20 * SIGNATURE_FEE, "one body, one stake: {spent}");
    assert_eq!(scenario.read(&scenario.reviewers[0], &bounty, &eva).await.unwrap().content, content);
    let again = harness.client.commit(&eva.wallet, &submission, &content, TERMS.stake.0, None).await.unwrap_err();
    let ClientError::AlreadyCommitted { submission } = again else { panic!("{again:?}") };
    assert_eq!(submission, committed.submission);
}

/// Shows security.md: Strangers whose transactions name a message, a copy or a submission.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_found_among_gifts_and_other_bodies_and_by_a_node_that_has_forgotten_the_commitment() {
    let (scenario, bounty) = Scenario::with_readers().await;
    let (harness, eva, rex) = (&scenario.harness, scenario.harness.resident().await, &scenario.reviewers[0]);
    let letter = crate::long::long(harness, &eva, &noise(1_500)).await;
    harness.client.upload(&eva.wallet, &letter, &|_| ()).await.unwrap();
    let committed = {
        // Somebody knows where the submission will be, and names another body of hers with it.
        let address = PROGRAMS.submission(&eva.address(), &bounty).0;
        harness.send_gift_naming(&address, 1_000_000, &[letter.body(&PROGRAMS)], &[]).await;
        scenario.answers(&eva, &bounty, ANSWER).await
    };
    for lamports in 1..=3 {
        harness.send_gift(&committed.submission, lamports).await;
    }

    let requests = Arc::new(AtomicUsize::new(0));
    let count = requests.clone();
    let counting = harness.client_through(move |_, _| {
        count.fetch_add(1, Relaxed);
        Arrives
    });
    let bodies = counting.stored_answers(&bounty, &eva.address()).await.unwrap();
    assert_eq!(bodies.iter().map(|(address, _)| *address).collect::<Vec<_>>(), [committed.body]);
    // Two lists of signatures, the gift and the commitment, and the accounts that the latter names.
    assert!(requests.load(Relaxed) <= 5, "{requests:?}");
    assert_eq!(scenario.read(rex, &bounty, &eva).await.unwrap().content, ANSWER);

    let forgetful =
        || harness.client_through(|method, _| if method == "getTransaction" { Forged(MISSING) } else { Arrives });
    let all = forgetful().stored_answers(&bounty, &eva.address()).await.unwrap();
    let mut all: Vec<_> = all.into_iter().map(|(address, _)| address).collect();
    let mut expected = vec![committed.body, letter.body(&PROGRAMS)];
    all.sort();
    expected.sort();
    assert_eq!(all, expected);
    assert_eq!(read(&forgetful(), rex, &bounty, &eva).await.unwrap().content, ANSWER);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_a_vault_committed_to_through_a_program_is_found_by_its_transaction() {
    let (scenario, bounty) = Scenario::with_readers().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    harness.deploy(vault::PROGRAM, vault::program());
    let owner = harness.newcomer();
    let address = vault::of(&owner.address()).0;
    harness.fund(&address, 5 * SOL);
    let (chain, at) = (client.chain().await.unwrap(), client.bounty_at(&bounty).await.unwrap());
    let limits = Limits { reserved: 300, ..client.limits(&address).await.unwrap() };
    let plan = commit_with_answer(&chain, &at, &address, &[7; 32], &noise(200), None, &limits).unwrap();
    let steps = plan.steps.iter().map(|step| vault::through(&owner.address(), step)).collect();
    client.execute(&Plan { steps }, &[&owner.wallet]).await.unwrap();

    let lists_nothing = harness.client_through(|method, _| match method {
        "getProgramAccounts" => Forged(r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32010,"message":"excluded"}}"#),
        _ => Arrives,
    });
    let found = lists_nothing.stored_answers(&bounty, &address).await.unwrap();
    assert_eq!(found.iter().map(|(_, body)| &body.content).collect::<Vec<_>>(), [&noise(200)]);
}

/// Shows security.md: An answer whose author closes it, or seals something else.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_closed_or_never_stored_or_another_one_is_not_read() {
    let (scenario, bounty) = Scenario::with_readers().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let (eva, finn, rex) = (harness.newcomer(), harness.newcomer(), &scenario.reviewers[0]);
    let committed = scenario.answers(&eva, &bounty, ANSWER).await;
    client.close_body(&eva.wallet, &committed.body).await.unwrap();
    super::commit(client, &finn, &bounty).await.unwrap();
    for submitter in [&eva, &finn] {
        let error = scenario.read(rex, &bounty, submitter).await.unwrap_err();
        let ClientError::NoAnswer { submission } = error else { panic!("{error:?}") };
        assert_eq!(submission, PROGRAMS.submission(&submitter.address(), &bounty).0);
    }

    // Mal copies the bytes of an answer and its commitment.
    let (gus, mal) = (harness.newcomer(), harness.newcomer());
    let original = client.body(&scenario.answers(&gus, &bounty, ANSWER).await.body).await.unwrap().content;
    let commitment = of(&gus, &bounty, ANSWER).commitment();
    let (chain, at) = (client.chain().await.unwrap(), client.bounty_at(&bounty).await.unwrap());
    let limits = client.limits(&mal.address()).await.unwrap();
    let plan = commit_with_answer(&chain, &at, &mal.address(), &commitment, &original, None, &limits);
    client.execute(&plan.unwrap(), &[&mal.wallet]).await.unwrap();
    let error = scenario.read(rex, &bounty, &mal).await.unwrap_err();
    assert!(matches!(error, ClientError::Answer(AnswerError::Open(OpenError::NotAuthentic))), "{error:?}");
    assert_eq!(SealedAnswer::from_bytes(&original).unwrap().key_version(0), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reviewer_who_rotates_the_key_reads_old_answers_with_the_old_one() {
    let (scenario, bounty) = Scenario::with_readers().await;
    let (harness, rex) = (&scenario.harness, &scenario.reviewers[0]);
    let (before, after) = (harness.newcomer(), harness.newcomer());
    scenario.answers(&before, &bounty, ANSWER).await;
    let second = SecretKey::from_keypair(&rex.wallet, &harness.network, 2);
    harness.client.rotate_key(&rex.wallet, &harness.network, second.encryption_key()).await.unwrap();
    scenario.answers(&after, &bounty, ANSWER).await;
    let read = async |submitter: &Person, secret| {
        harness.client.read_answer(&bounty, &submitter.address(), &rex.address(), secret).await
    };
    assert_eq!(read(&before, &rex.secret).await.unwrap().content, ANSWER);
    assert_eq!(read(&after, &second).await.unwrap().content, ANSWER);
    for (submitter, wrong) in [(&before, &second), (&after, &rex.secret)] {
        let error = read(submitter, wrong).await.unwrap_err();
        assert!(matches!(error, ClientError::Answer(AnswerError::Open(OpenError::NotAuthentic))), "{error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_large_transactions_are_taken_a_short_answer_takes_one() {
    let scenario = Scenario::on(Harness::with_large_transactions().await).await;
    let bounty = scenario.create(scenario.plan()).await;
    scenario.harness.client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
    scenario.reviewers_have_mailboxes().await;
    let eva = scenario.harness.newcomer();
    let committed = scenario.answers(&eva, &bounty, ANSWER).await;
    assert_eq!((committed.receipts.len(), committed.readers.len()), (1, 3));
    let answer = scenario.read(&scenario.reviewers[2], &bounty, &eva).await.unwrap();
    assert_eq!((answer.submitter, &answer.content[..]), (eva.wallet.pubkey(), ANSWER));
}
