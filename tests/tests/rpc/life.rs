//! The whole life of a message, to the lamport.

use bmail_sdk::{ClientError, PROGRAMS, Reason, accounts::Verdict, lists::MessageHeader};
use bmail_testing::MailError;
use postage::{Rules, settle};
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{SIGNATURE_FEE, SOL, TEXT, harness::Harness};

#[tokio::test(flavor = "multi_thread")]
async fn networks_and_mailboxes_are_as_they_were_asked_for_and_cost_rent_and_a_signature() {
    let harness = Harness::open().await;
    let (founder, treasury) = (Keypair::new(), Keypair::new().pubkey());
    harness.fund(&founder.pubkey(), SOL);
    let founded = harness.client.create_network(&founder, "Kleingärten", &treasury, &Rules::PERSONAL).await;
    let (address, receipt) = founded.unwrap();
    let network = harness.client.network(&address).await.unwrap();
    assert_eq!(network.display_name(), "Kleingärten");
    assert_eq!((network.founder, network.treasury, network.rules_version), (founder.pubkey(), treasury, 1));
    assert_eq!(network.rules, Rules::PERSONAL);
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    let ledger = PROGRAMS.ledger(&address).0;
    let paid = harness.balance(&address).await + harness.balance(&ledger).await + SIGNATURE_FEE;
    assert_eq!(harness.balance(&founder.pubkey()).await, SOL - paid);

    let ada = harness.newcomer();
    let key = ada.secret.encryption_key();
    let (address, receipt) = harness.client.open_mailbox(&ada.wallet, &harness.network, key).await.unwrap();
    let mailbox = harness.client.mailbox(&address).await.unwrap();
    assert_eq!(address, ada.mailbox);
    assert_eq!((mailbox.owner, mailbox.encryption_key), (ada.address(), key.to_bytes()));
    assert_eq!((mailbox.key_version, mailbox.accepting, mailbox.load), (1, 1, units::Q32::ONE.0));
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    let paid = harness.mailbox_rent().await + SIGNATURE_FEE;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - paid);
}

/// Shows mail.md: A message is sent, or posted and then revealed.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_quoted_sent_listed_read_and_acknowledged_to_the_lamport() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;

    // The quote is the price.
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (postage, rent) = (draft.quote.postage.0, harness.message_rent(&draft).await);
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL, "a quote costs nothing");
    let (message, receipt) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    let kept = harness.correspondence_rent().await + SIGNATURE_FEE;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - postage - rent - kept);
    assert_eq!(harness.balance(&message).await, postage + rent);

    // Both people find it, and no one else does.
    let listed = harness.client.inbox(&bo.mailbox).await.unwrap().entries;
    assert_eq!(listed.iter().map(|header| header.address).collect::<Vec<_>>(), [message]);
    let stored = harness.client.messages(&[message]).await.unwrap().entries;
    assert_eq!((stored[0].0, &stored[0].1.content), (message, &draft.content));
    assert_eq!((listed[0].fee, listed[0].size), (postage, Some(draft.size)));
    assert_eq!(listed, [MessageHeader::of(message, &stored[0].1)]);
    assert_eq!(harness.client.outbox(&ada.address()).await.unwrap().entries, listed);
    assert_eq!(harness.client.inbox(&ada.mailbox).await.unwrap().entries, []);
    assert_eq!(harness.client.outbox(&bo.address()).await.unwrap().entries, []);
    let pair = harness.client.correspondence(&bo.mailbox, &ada.mailbox).await.unwrap().unwrap();
    assert!(pair.has_written(&ada.mailbox) && !pair.has_written(&bo.mailbox));

    // Bo reads it and earns the postage minus the network's cut; Ada gets the rent back.
    let letter = harness.client.read(&message, &bo.secret).await.unwrap();
    assert_eq!((letter.sender, letter.text.as_slice(), letter.fee), (ada.address(), TEXT, postage));
    let receipt = harness.client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    let settled = settle(draft.quote.postage, Rules::PERSONAL.fee_split(), postage::Verdict::Valuable);
    assert_eq!(harness.balance(&bo.address()).await, 5 * SOL + settled.recipient.0 - SIGNATURE_FEE);
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - postage - kept);
    assert_eq!(harness.balance(&bo.mailbox).await, harness.mailbox_rent().await + settled.treasury.0);
    assert_eq!(harness.client.mailbox(&bo.mailbox).await.unwrap().cut, settled.treasury.0);
    assert_eq!(harness.balance(&message).await, 0);
    assert_eq!(harness.client.inbox(&bo.mailbox).await.unwrap().entries, []);
    assert_eq!(harness.client.outbox(&ada.address()).await.unwrap().entries, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_oldest_first() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let mut sent = Vec::new();
    for text in [&b"one"[..], b"two", b"three"] {
        sent.push(harness.send(&ada, &bo, text).await);
    }
    let listed = harness.client.inbox(&bo.mailbox).await.unwrap().entries;
    assert_eq!(listed.iter().map(|header| header.address).collect::<Vec<_>>(), sent);
    assert_eq!(harness.client.outbox(&ada.address()).await.unwrap().entries, listed);
}

/// Shows mail.md: A message is sent, or posted and then revealed.
#[tokio::test(flavor = "multi_thread")]
async fn after_its_deadline_anybody_returns_a_message_to_its_sender() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let message = harness.send(&ada, &bo, TEXT).await;
    let deadline = harness.client.read(&message, &bo.secret).await.unwrap().deadline;
    let early = harness.client.expire(&bo.wallet, &message).await.unwrap_err();
    assert!(matches!(early, ClientError::Refused(Reason::Mail(MailError::NotExpired))), "{early:?}");

    harness.travel_to(deadline + 1);
    let late = harness.client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap_err();
    assert!(matches!(late, ClientError::Refused(Reason::Mail(MailError::AnswerTooLate))), "{late:?}");
    harness.client.expire(&bo.wallet, &message).await.unwrap();
    let kept = harness.correspondence_rent().await + SIGNATURE_FEE;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - kept);
    assert_eq!(harness.balance(&bo.address()).await, 5 * SOL - SIGNATURE_FEE, "what was refused cost nothing");
    assert_eq!(harness.client.inbox(&bo.mailbox).await.unwrap().entries, []);
}
