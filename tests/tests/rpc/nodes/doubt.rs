//! That nobody remembers a transaction is not taken for its failure.

use std::{sync::Arc, time::Duration};

use bmail_sdk::{
    Client, ClientError, PROGRAMS, Pays, Reason,
    accounts::{StoredBody, Submission, Verdict},
    bounty::{SubmissionSecret, content_hash},
};
use bmail_testing::MailError;
use serde_json::Value;
use solana_keypair::Keypair;
use solana_signature::Signature;
use solana_signer::Signer;
use tokio::time::sleep;

use super::{FORGOTTEN, Heard, NO_HISTORY, first_parameter};
use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    bounty::{Scenario, TERMS},
    harness::Harness,
    once::UNKNOWN,
    proxy::{
        self,
        Fate::{self, Arrives, Forged, RequestLost, ResponseLost},
    },
};

const MISSING: &str = r#"{"jsonrpc":"2.0","id":0,"result":null}"#;
/// A blockhash is valid for 150 blocks, which is a second and a half at this pace.
const MILLISECONDS: u64 = 10;

/// A client whose nodes know nothing of what was sent, and what it sends: each transaction, once for each copy.
fn forgetful(harness: &Harness, statuses: &'static str, history: &'static str) -> (Client, Heard<Value>) {
    listening(harness, move |method, body| match method {
        "sendTransaction" => ResponseLost,
        "getSignatureStatuses" if String::from_utf8_lossy(body).contains("searchTransactionHistory") => Forged(history),
        "getSignatureStatuses" => Forged(statuses),
        "getTransaction" | "getSignaturesForAddress" => Forged(NO_HISTORY),
        _ => Arrives,
    })
}

/// A client, and what it sends: each transaction, once for each copy. `fate` gets each request's method and body.
fn listening(harness: &Harness, mut fate: impl FnMut(&str, &[u8]) -> Fate + Send + 'static) -> (Client, Heard<Value>) {
    let sent = Heard::default();
    let keep = sent.clone();
    let client = harness.client_reading_bodies(move |method, _, body| {
        if method == "sendTransaction" {
            keep.push(first_parameter(body));
        }
        fate(method, body)
    });
    (client, sent)
}

fn different(sent: &Heard<Value>) -> usize {
    let mut all: Vec<_> = sent.all().iter().map(Value::to_string).collect();
    all.sort();
    all.dedup();
    all.len()
}

/// Shows security.md: Forgetting a transaction, so that it is paid for twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_contribution_that_nobody_remembers_is_paid_once_and_its_signature_is_told() {
    // From a slot in the past, from one far ahead, and with a history that has nothing.
    tokio::join!(pays_once(UNKNOWN, NO_HISTORY), pays_once(FORGOTTEN, NO_HISTORY), pays_once(FORGOTTEN, FORGOTTEN));
}

async fn pays_once(statuses: &'static str, history: &'static str) {
    let scenario = Scenario::on(Harness::in_a_hurry(MILLISECONDS).await).await;
    let (harness, treasury) = (&scenario.harness, PROGRAMS.treasury(&scenario.harness.network).0);
    let (ada, before) = (harness.newcomer(), harness.balance(&treasury).await);
    let (client, sent) = forgetful(harness, statuses, history);
    let error = client.contribute(&ada.wallet, &harness.network, SOL).await.unwrap_err();
    let ClientError::Unknown { signature, network_fee } = error else { panic!("{error:?}") };
    assert_eq!(network_fee, SIGNATURE_FEE);
    assert_eq!(harness.balance(&treasury).await, before + SOL);
    assert_eq!(harness.balance(&ada.address()).await, 4 * SOL - SIGNATURE_FEE);
    assert_eq!(different(&sent), 1, "signed once");
    let status = harness.client.rpc().get_signature_status(&signature).await.unwrap();
    assert_eq!(status, Some(Ok(())), "the signature tells what came of it");
}

/// Shows security.md: Forgetting a transaction, so that it is paid for twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_contribution_whose_sponsor_is_filled_up_to_the_same_amount_is_not_paid_twice() {
    for pays in [Pays::Fees, Pays::Everything] {
        let scenario = Scenario::on(Harness::in_a_hurry(MILLISECONDS).await).await;
        let (harness, treasury) = (&scenario.harness, PROGRAMS.treasury(&scenario.harness.network).0);
        let (ada, sponsor, before) = (harness.newcomer(), Keypair::new(), harness.balance(&treasury).await);
        harness.fund(&sponsor.pubkey(), 3 * SOL);
        let (validator, address) = (harness.url().to_owned(), sponsor.pubkey());
        let (client, sent) = listening(harness, move |method, body| match method {
            "sendTransaction" => ResponseLost,
            "getSignatureStatuses" => {
                Harness::gift(&validator, &address, 3 * SOL);
                let has_history = String::from_utf8_lossy(body).contains("searchTransactionHistory");
                Forged(if has_history { NO_HISTORY } else { FORGOTTEN })
            }
            "getTransaction" | "getSignaturesForAddress" => Forged(NO_HISTORY),
            _ => Arrives,
        });
        let client = client.with_payer(Arc::new(sponsor), pays);
        let error = client.contribute(&ada.wallet, &harness.network, SOL).await.unwrap_err();
        assert!(matches!(error, ClientError::Unknown { .. }), "{pays:?}: {error:?}");
        assert_eq!(harness.balance(&treasury).await, before + SOL, "{pays:?}");
        assert_eq!(different(&sent), 1, "signed once");
    }
}

/// Shows security.md: Forgetting a transaction, so that it is paid for twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_nobody_remembers_is_found_at_its_address() {
    let harness = Harness::in_a_hurry(MILLISECONDS).await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (client, sent) = forgetful(&harness, FORGOTTEN, NO_HISTORY);
    let (message, receipt) = client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!((receipt.network_fee, receipt.compute_units), (SIGNATURE_FEE, 0));
    assert_ne!(receipt.signature, Signature::default());
    assert_eq!(different(&sent), 1, "signed once");
    assert_eq!(harness.client.read(&message, &bo.secret).await.unwrap().text, TEXT);
    let dues = draft.quote.postage.0 + harness.message_rent(&draft).await + harness.correspondence_rent().await;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - dues - SIGNATURE_FEE);
}

/// Shows security.md: Forgetting a transaction, so that it is paid for twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_commitment_that_nobody_remembers_is_found_at_its_address_and_recognized_again() {
    const ANSWER: &[u8] = b"forty drawers";
    let scenario = Scenario::on(Harness::in_a_hurry(MILLISECONDS).await).await;
    let (harness, bounty) = (&scenario.harness, scenario.create(scenario.plan()).await);
    harness.client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
    scenario.reviewers_have_mailboxes().await;
    let ([ada, eva], stake) = ([(); 2].map(|()| harness.newcomer()), TERMS.stake.0);
    let (client, sent) = forgetful(harness, FORGOTTEN, NO_HISTORY);
    let (submission, receipt) = client.commit_to(&ada.wallet, &bounty, [7; 32], stake).await.unwrap();
    assert_eq!((receipt.network_fee, receipt.compute_units, receipt.logs), (SIGNATURE_FEE, 0, None));
    assert_eq!(different(&sent), 1, "signed once");
    let secret = SubmissionSecret::from_keypair(&eva.wallet, &bounty, content_hash(ANSWER));
    let committed = client.commit(&eva.wallet, &secret, ANSWER, stake, None).await.unwrap();
    let last = committed.receipts.last().unwrap();
    assert_eq!(harness.client.rpc().get_signature_status(&last.signature).await.unwrap(), Some(Ok(())));
    let signed = different(&sent);

    // Again, on the same node and on one that forgets nothing.
    let balances = [harness.balance(&ada.address()).await, harness.balance(&eva.address()).await];
    let kept = stake + harness.rent(Submission::LEN).await;
    let stored = harness.client.body(&committed.body).await.unwrap().content.len();
    let (body, fees) = (harness.rent(StoredBody::space(stored)).await, SIGNATURE_FEE * (signed - 1) as u64);
    assert_eq!(balances, [5 * SOL - kept - SIGNATURE_FEE, 5 * SOL - kept - body - fees], "each landed once");
    for client in [&client, &harness.client] {
        let plain = client.commit_to(&ada.wallet, &bounty, [7; 32], stake).await.unwrap_err();
        assert!(matches!(plain, ClientError::AlreadyCommitted { submission: at } if at == submission), "{plain:?}");
        let answer = client.commit(&eva.wallet, &secret, ANSWER, stake, None).await.unwrap_err();
        let is_own = matches!(answer, ClientError::AlreadyCommitted { submission: at } if at == committed.submission);
        assert!(is_own, "{answer:?}");
        let other = client.commit_to(&ada.wallet, &bounty, [8; 32], stake).await.unwrap_err();
        assert!(matches!(other, ClientError::Refused(Reason::AlreadyExists)), "{other:?}");
    }
    scenario.next_phase(&bounty).await;
    let late = harness.client.commit_to(&ada.wallet, &bounty, [7; 32], stake).await.unwrap_err();
    assert!(matches!(late, ClientError::AlreadyCommitted { submission: at } if at == submission), "{late:?}");
    assert_eq!(different(&sent), signed);
    assert_eq!([harness.balance(&ada.address()).await, harness.balance(&eva.address()).await], balances);

    // With nothing left for a fee, that is what it is refused for.
    harness.fund(&ada.address(), 0);
    let poor = harness.client.commit_to(&ada.wallet, &bounty, [7; 32], stake).await.unwrap_err();
    assert!(matches!(poor, ClientError::AlreadyCommitted { submission: at } if at == submission), "{poor:?}");
}

/// Shows security.md: Forgetting a transaction, so that it is paid for twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_payer_whose_balance_changed_otherwise_is_not_charged_twice_either_but_asked_to_look() {
    let harness = Harness::in_a_hurry(MILLISECONDS).await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (client, sent) = listening(&harness, |method, _| match method {
        "sendTransaction" => RequestLost,
        _ => Arrives,
    });
    let meanwhile = async {
        sleep(Duration::from_secs(1)).await;
        harness.fund(&ada.address(), 6 * SOL);
    };
    let (result, ()) = tokio::join!(client.send(&ada.wallet, &draft), meanwhile);
    let error = result.unwrap_err();
    assert!(matches!(error, ClientError::Unknown { .. }), "{error:?}");
    assert_eq!(different(&sent), 1, "signed once");
    assert_eq!(harness.balance(&ada.address()).await, 6 * SOL);
    harness.client.send(&ada.wallet, &draft).await.unwrap();
}

/// Shows security.md: Taking a letter that was sent for one that was not.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_sent_again_is_recognized_open_or_ended_and_costs_nothing() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (sent, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    let before = harness.balance(&ada.address()).await;
    for is_open in [true, false] {
        let error = harness.client.send(&ada.wallet, &draft).await.unwrap_err();
        assert!(matches!(error, ClientError::AlreadySent { message } if message == sent), "{is_open}: {error:?}");
        if is_open {
            harness.client.acknowledge(&bo.wallet, &sent, Verdict::Valuable).await.unwrap();
        }
    }
    let (client, copies) = forgetful(&harness, FORGOTTEN, NO_HISTORY);
    let error = client.send(&ada.wallet, &draft).await.unwrap_err();
    assert!(matches!(error, ClientError::PerhapsSent { message } if message == sent), "{error:?}");
    assert_eq!(different(&copies), 0);
    let rent = harness.message_rent(&draft).await;
    assert_eq!(harness.balance(&ada.address()).await, before + rent, "the message's rent came back, and no more moved");
}

/// Shows security.md: Taking a letter that was sent for one that was not.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_has_ended_is_not_taken_for_another_by_a_node_that_has_only_the_end() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let [draft, twin] = [harness.draft(&ada, &bo, TEXT).await.unwrap(), harness.draft(&ada, &bo, TEXT).await.unwrap()];
    let (sent, receipt) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    let ended = harness.client.acknowledge(&bo.wallet, &sent, Verdict::Valuable).await.unwrap();
    harness.send_gift(&sent, 1_000_000).await;
    let listed = harness.client.rpc().get_signatures_for_address(&sent).await.unwrap();
    let has = |signature: &Signature| listed.iter().any(|entry| entry.signature == signature.to_string());
    assert!(listed.len() == 3 && has(&receipt.signature) && has(&ended.signature), "{listed:?}");

    let other = harness.client.send(&ada.wallet, &twin).await.unwrap_err();
    assert!(matches!(other, ClientError::Refused(Reason::Mail(MailError::SequenceTaken))), "{other:?}");
    let (pruned, sending) = (receipt.signature.to_string(), draft);
    let (client, copies) = listening(&harness, move |method, body| match method {
        "getTransaction" if first_parameter(body) == pruned.as_str() => Forged(MISSING),
        _ => Arrives,
    });
    for draft in [&sending, &twin] {
        let error = client.send(&ada.wallet, draft).await.unwrap_err();
        assert!(matches!(error, ClientError::PerhapsSent { message } if message == sent), "{error:?}");
    }
    assert_eq!(different(&copies), 0);
}

/// Shows security.md: Forgetting a transaction, so that it is paid for twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_refuses_what_it_has_passed_on_is_not_believed() {
    const REFUSED: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32002,"message":"refused","data":{
        "err":"InsufficientFundsForFee","logs":[],"accounts":null,"unitsConsumed":0,"returnData":null,
        "innerInstructions":null}}}"#;
    for passes_on in [true, false] {
        let scenario = Scenario::on(Harness::in_a_hurry(MILLISECONDS).await).await;
        let (harness, treasury) = (&scenario.harness, PROGRAMS.treasury(&scenario.harness.network).0);
        let (ada, before) = (harness.newcomer(), harness.balance(&treasury).await);
        let validator = harness.url().to_owned();
        let client = harness.client_reading_bodies(move |method, _, body| {
            if method != "sendTransaction" {
                return Arrives;
            }
            if passes_on {
                proxy::ask(&validator, body).unwrap();
            }
            Forged(REFUSED)
        });
        let result = client.contribute(&ada.wallet, &harness.network, SOL).await;
        if passes_on {
            result.unwrap();
        } else {
            let error = result.unwrap_err();
            assert!(matches!(error, ClientError::Refused(Reason::InsufficientFunds)), "{error:?}");
        }
        let given = if passes_on { SOL } else { 0 };
        assert_eq!(harness.balance(&treasury).await, before + given);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_a_node_does_not_take_is_signed_once_and_the_nodes_words_are_told() {
    const REFUSED: &str =
        r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32003,"message":"Transaction signature verification failure"}}"#;
    let harness = Harness::in_a_hurry(MILLISECONDS).await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (client, sent) = listening(&harness, |method, _| match method {
        "sendTransaction" => Forged(REFUSED),
        _ => Arrives,
    });
    let error = client.send(&ada.wallet, &draft).await.unwrap_err();
    assert!(matches!(error, ClientError::Rpc(_)) && error.to_string().contains("signature verification"), "{error:?}");
    assert_eq!(different(&sent), 1);
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
}

/// Shows security.md: Forgetting a transaction, so that it is paid for twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_calls_a_transaction_expired_too_soon_is_not_believed() {
    const SOON: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"absoluteSlot":1,"blockHeight":4000000000,"epoch":0,
        "slotIndex":1,"slotsInEpoch":432000,"transactionCount":1}}"#;
    let scenario = Scenario::new().await;
    let (harness, treasury) = (&scenario.harness, PROGRAMS.treasury(&scenario.harness.network).0);
    let (ada, before, withheld) = (harness.newcomer(), harness.balance(&treasury).await, Heard::default());
    let keep = withheld.clone();
    let client = harness.client_reading_bodies(move |method, _, body| match method {
        "sendTransaction" => {
            keep.push(body.to_vec());
            RequestLost
        }
        "getEpochInfo" => Forged(SOON),
        _ => Arrives,
    });
    let error = client.contribute(&ada.wallet, &harness.network, SOL).await.unwrap_err();
    assert!(matches!(error, ClientError::Unknown { .. }), "{error:?}");
    for request in withheld.all() {
        harness.deliver(&request);
    }
    assert_eq!(harness.balance(&treasury).await, before + SOL, "only one can land");
}

/// Shows security.md: Forgetting a transaction, so that it is paid for twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_says_of_what_landed_that_it_ran_out_of_units_does_not_have_it_planned_anew() {
    const RAN_OUT: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":1},"value":[{"slot":1,"confirmations":null,
        "err":{"InstructionError":[1,"ComputationalBudgetExceeded"]},
        "status":{"Err":{"InstructionError":[1,"ComputationalBudgetExceeded"]}},"confirmationStatus":"confirmed"}]}}"#;
    let scenario = Scenario::new().await;
    let (harness, treasury) = (&scenario.harness, PROGRAMS.treasury(&scenario.harness.network).0);
    let (ada, before) = (harness.newcomer(), harness.balance(&treasury).await);
    let client = harness.client_through(|method, _| match method {
        "getSignatureStatuses" => Forged(RAN_OUT),
        _ => Arrives,
    });
    let error = client.contribute(&ada.wallet, &harness.network, SOL).await.unwrap_err();
    assert!(matches!(error, ClientError::Unknown { .. }), "{error:?}");
    assert_eq!(harness.balance(&treasury).await, before + SOL);
}
