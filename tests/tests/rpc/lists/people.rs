//! The tray, from the chain: whom one knows, and what reputation strangers have.

use std::collections::HashMap;

use bmail_sdk::lists::{TrayRules, file};
use units::Reputation;

use crate::{TEXT, harness::Harness, reputation::ONE};

/// Shows letters.md: Strangers' mail is apart from that of people one knows
#[tokio::test(flavor = "multi_thread")]
async fn the_tray_has_strangers_and_not_contacts_or_people_to_whom_one_has_written() {
    let (harness, founder) = Harness::with_reputation().await;
    let (client, network) = (&harness.client, harness.network);
    let bo = harness.citizen(&founder, 0).await;
    let friend = harness.citizen(&founder, 0).await;
    let pen_pal = harness.citizen(&founder, 0).await;
    let (esteemed, newcomer) = (harness.citizen(&founder, 30 * ONE).await, harness.resident().await);
    client.set_contact(&bo.wallet, &network, &friend.address(), true).await.unwrap();
    harness.send(&bo, &pen_pal, TEXT).await;
    // Whoever has Bo as a contact is not yet known to him.
    client.set_contact(&newcomer.wallet, &network, &bo.address(), true).await.unwrap();
    let mut sent = HashMap::new();
    for person in [&friend, &pen_pal, &esteemed, &newcomer] {
        sent.insert(person.address(), harness.send(person, &bo, TEXT).await);
    }
    let inbox = client.inbox(&bo.mailbox).await.unwrap().entries;
    let known = client.correspondents(&bo.mailbox).await.unwrap();
    let reputations = client.reputations(&network, inbox.iter().map(|header| header.sender)).await.unwrap();
    let reputation = |sender: &_| reputations.get(sender).copied().unwrap_or(Reputation(0));
    assert!(reputation(&esteemed.address()) > Reputation(29 * ONE));
    assert_eq!(reputation(&newcomer.address()), Reputation(0));

    let rules = TrayRules { min_reputation: Reputation(ONE), min_fee: 0 };
    let now = client.now().await.unwrap();
    let filed = file(&inbox, |header| known.contains(&header.correspondence), reputation, &rules, now);
    let mut shown: Vec<_> = filed.known.iter().map(|header| header.address).collect();
    shown.sort();
    let mut expected = [sent[&friend.address()], sent[&pen_pal.address()]];
    expected.sort();
    assert_eq!(shown, expected);
    let mut tray: Vec<_> = filed.tray.iter().map(|one| (one.header.sender, one.answer.is_some())).collect();
    tray.sort_by_key(|(_, answered)| *answered);
    assert_eq!(tray, [(esteemed.address(), false), (newcomer.address(), true)]);
    assert_eq!(client.inbox(&bo.mailbox).await.unwrap().entries, inbox, "nothing is acknowledged by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reputation_of_many_people_is_that_of_each() {
    let (harness, founder) = Harness::with_reputation().await;
    let ada = harness.citizen(&founder, 30 * ONE).await;
    let (client, network) = (&harness.client, harness.network);
    let one = client.reputations(&network, [ada.address()]).await.unwrap();
    let crowd = (0..1_001).map(|_| solana_pubkey::Pubkey::new_unique());
    assert_eq!(client.reputations(&network, crowd.chain([ada.address()])).await.unwrap(), one);
    assert_eq!(one.keys().collect::<Vec<_>>(), [&ada.address()]);
}
