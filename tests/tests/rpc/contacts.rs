//! Contacts over JSON-RPC: free mail between friends, refunds to someone who becomes a contact, and closing
//! correspondences that went silent.

use bmail_sdk::{
    ClientError, Reason,
    accounts::{Correspondence, Verdict},
};
use bmail_testing::{MailError, YEAR};
use postage::{Growth, Rules};

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::{Harness, Person},
    proxy::Fate::{Arrives, Forged},
};

/// Shows mail.md: Mutual contacts pay no postage that they do not offer, only the cluster's fee.
#[tokio::test(flavor = "multi_thread")]
async fn mail_is_free_between_mutual_contacts_and_as_long_as_they_are() {
    let harness = Harness::open().await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = harness.ada_and_bo().await;
    client.set_contact(&bo.wallet, &network, &ada.address(), true).await.unwrap();
    let paid = harness.correspondence_rent().await + SIGNATURE_FEE;
    assert_eq!(harness.balance(&bo.address()).await, 5 * SOL - paid, "the first pays the rent");
    assert!(harness.draft(&ada, &bo, TEXT).await.unwrap().quote.postage.0 > 0, "one alone does not make it free");

    client.set_contact(&ada.wallet, &network, &bo.address(), true).await.unwrap();
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    assert_eq!((draft.quote.postage.0, draft.max_fee), (0, 0));
    let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(harness.balance(&message).await, harness.message_rent(&draft).await);
    assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, TEXT);
    client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - 2 * SIGNATURE_FEE, "nothing but signatures");

    client.set_contact(&bo.wallet, &network, &ada.address(), false).await.unwrap();
    assert!(harness.draft(&ada, &bo, TEXT).await.unwrap().quote.postage.0 > 0);
}

/// Shows mail.md: A person who adds a contact can refund what the contact paid for messages that are still open.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_made_a_contact_gets_back_what_they_paid_and_nobody_else_does() {
    let harness = Harness::open().await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = harness.ada_and_bo().await;
    let mal = harness.resident().await;
    let mut escrowed = Vec::new();
    for (sender, text) in [(&ada, &b"one"[..]), (&ada, b"two"), (&mal, b"offer")] {
        let message = harness.send(sender, &bo, text).await;
        escrowed.push((message, client.message(&message).await.unwrap().header.fee));
    }
    let (adas, mals) = (harness.balance(&ada.address()).await, harness.balance(&mal.address()).await);

    let receipts = client.add_contact(&bo.wallet, &network, &ada.address(), true).await.unwrap();
    assert_eq!(receipts.len(), 1);
    assert_eq!(harness.balance(&ada.address()).await, adas + escrowed[0].1 + escrowed[1].1);
    assert_eq!(harness.balance(&mal.address()).await, mals);
    let pair = client.correspondence(&ada.mailbox, &bo.mailbox).await.unwrap().unwrap();
    assert!(pair.has_contact(&bo.mailbox) && !pair.has_contact(&ada.mailbox));
    for ((message, fee), left) in escrowed.iter().zip([0, 0, 1]) {
        let kept = client.message(message).await.unwrap().header.fee;
        assert_eq!(kept, left * fee, "Ada's messages stay, and earn nothing");
    }

    // Nothing is left to refund, so it costs a signature and changes nothing.
    let again = client.add_contact(&bo.wallet, &network, &ada.address(), true).await.unwrap();
    assert_eq!(again.len(), 1);
    assert_eq!(harness.balance(&ada.address()).await, adas + escrowed[0].1 + escrowed[1].1);
    client.refund(&bo.wallet, &escrowed[2].0).await.unwrap();
    assert_eq!(harness.balance(&mal.address()).await, mals + escrowed[2].1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_refund_a_contact_gets_nothing_back() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    harness.send(&ada, &bo, TEXT).await;
    let before = harness.balance(&ada.address()).await;
    harness.client.add_contact(&bo.wallet, &harness.network, &ada.address(), false).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, before);
}

const MESSAGES: usize = 30;

/// Ada has written more to Bo than fits a transaction that refunds it.
async fn many_letters() -> (Harness, Person, Person) {
    let flat = Rules { window_growth: Growth::NONE, repeat_growth: Growth::NONE, ..Rules::PERSONAL };
    let harness = Harness::with_rules(flat).await;
    let (ada, bo) = harness.ada_and_bo().await;
    for _ in 0..MESSAGES {
        harness.send(&ada, &bo, b"again").await;
    }
    (harness, ada, bo)
}

#[tokio::test(flavor = "multi_thread")]
async fn more_refunds_than_fit_a_transaction_take_several() {
    let (harness, ada, bo) = many_letters().await;
    let receipts = harness.client.add_contact(&bo.wallet, &harness.network, &ada.address(), true).await.unwrap();
    assert!((2..5).contains(&receipts.len()), "{}", receipts.len());
    let inbox = harness.client.inbox(&bo.mailbox).await.unwrap().entries;
    assert_eq!(inbox.len(), MESSAGES);
    assert!(inbox.iter().all(|header| header.fee == 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn refunds_that_stop_say_which_transactions_are_done_and_the_next_call_does_the_others() {
    const DOWN: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32000,"message":"the node is down"}}"#;
    let (harness, ada, bo) = many_letters().await;
    let failing = harness.client_through(|method, count| match (method, count) {
        ("simulateTransaction", 2) => Forged(DOWN),
        _ => Arrives,
    });
    let error = failing.add_contact(&bo.wallet, &harness.network, &ada.address(), true).await.unwrap_err();
    assert!(error.to_string().contains("done and stay: 1;"), "{error}");
    let ClientError::Stopped { done, error } = error else { panic!("{error:?}") };
    assert_eq!(done.iter().map(|receipt| receipt.network_fee).collect::<Vec<_>>(), [SIGNATURE_FEE]);
    assert!(matches!(*error, ClientError::Rpc(_)), "{error:?}");
    let pair = harness.client.correspondence(&ada.mailbox, &bo.mailbox).await.unwrap().unwrap();
    assert!(pair.has_contact(&bo.mailbox), "the first transaction stays");
    harness.client.add_contact(&bo.wallet, &harness.network, &ada.address(), true).await.unwrap();
    let inbox = harness.client.inbox(&bo.mailbox).await.unwrap().entries;
    assert!(inbox.iter().all(|header| header.fee == 0));
}

/// Shows mail.md: Its rent returns to the person who paid it, no matter which of the two closes it.
#[tokio::test(flavor = "multi_thread")]
async fn a_year_of_silence_returns_the_rent_to_who_paid_it_whoever_closes_the_correspondence() {
    for closed_by_payer in [true, false] {
        let harness = Harness::open().await;
        let (client, network) = (&harness.client, harness.network);
        let (ada, bo) = harness.ada_and_bo().await;
        let message = harness.send(&ada, &bo, TEXT).await;
        client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
        let (owner, other) = if closed_by_payer { (&ada, &bo) } else { (&bo, &ada) };
        let early = client.close_correspondence(&owner.wallet, &network, &other.address()).await.unwrap_err();
        assert!(matches!(early, ClientError::Refused(Reason::Mail(MailError::NotSilent))), "{early:?}");

        harness.travel_to(client.now().await.unwrap().0 + YEAR);
        let before = (harness.balance(&ada.address()).await, harness.balance(&owner.address()).await);
        client.close_correspondence(&owner.wallet, &network, &other.address()).await.unwrap();
        let fee = if closed_by_payer { SIGNATURE_FEE } else { 0 };
        assert_eq!(harness.balance(&ada.address()).await, before.0 + harness.correspondence_rent().await - fee);
        assert_eq!(client.correspondence(&ada.mailbox, &bo.mailbox).await.unwrap(), None::<Correspondence>);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_their_own_contact() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let error = harness.client.set_contact(&ada.wallet, &harness.network, &ada.address(), true).await.unwrap_err();
    assert!(matches!(error, ClientError::Refused(Reason::Mail(MailError::SelfContact))), "{error:?}");
}
