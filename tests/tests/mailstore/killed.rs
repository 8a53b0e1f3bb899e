//! A client that is killed at any write of its store, against the validator: it loses no letter, acknowledges none that it
//! does not have, and pays for none twice.

use std::collections::BTreeSet;

use bmail_mailstore::{Content, Direction, Filter, IntentId};
use bmail_sdk::{
    Client,
    accounts::{Rules, Verdict},
    sealing::SecretKey,
};
use bmail_testing::vfs::Fault;
use postage::Growth;
use serde_json::json;
use units::Bps;

use crate::{
    SOL,
    child::{Seed, Task},
    desk::Folder,
    harness::{Harness, Person},
    mail::wish,
};

/// Fetches and keeps all mail, acknowledges what is kept, and answers.
pub async fn child(task: &Task) {
    let (store, client, wallet) = (task.open(), Client::connect(&task.url), task.wallet.keypair());
    let secrets = |network: &_, version| Some(SecretKey::from_keypair(&task.wallet.keypair(), network, version));
    let reply = task.more["reply"].as_str().unwrap().to_owned();
    let to = task.more["to"].as_str().unwrap().parse().unwrap();
    let wish = wish(task.network, to, reply.as_bytes());
    store.sync(&client, &task.network, &secrets).await.unwrap();
    let open = Filter { direction: Some(Direction::Received), open: true, ..Filter::default() };
    for letter in store.letters(&open, usize::MAX).unwrap() {
        let stored = store.stored(&letter.facts.message).unwrap().unwrap();
        store.acknowledge(&client, &wallet, stored, Verdict::Abstain).await.unwrap();
    }
    store.intend(IntentId::of(&wish), &wish).unwrap();
    for intent in store.due(i64::MAX).unwrap() {
        store.send(&client, &wallet, &intent.id).await.unwrap();
    }
}

/// On a network where writing many letters costs no more than writing one.
fn flat() -> Rules {
    let growth = Growth::per_message(Bps(10_000));
    Rules { window_growth: growth, repeat_growth: growth, ..Rules::PERSONAL }
}

/// How far apart the writes are at which it is killed: 1 for each of them.
fn stride() -> usize {
    std::env::var("BMAIL_KILL_STRIDE").map_or(5, |stride| stride.parse().unwrap())
}

/// Shows security.md: A client that acknowledges what it has not stored, or pays for a letter twice.
#[tokio::test(flavor = "multi_thread")]
async fn wherever_it_is_killed_nothing_is_lost_or_paid_twice() {
    let harness = Harness::with_rules(flat()).await;
    let (ada, bo) = harness.ada_and_bo().await;
    [&ada, &bo].into_iter().for_each(|person| harness.fund(&person.address(), 1_000 * SOL));
    let (folder, genesis) = (Folder::new(), harness.genesis().await);
    let task = |round: usize, fault| Task {
        what: "mail",
        folder: folder.path().to_owned(),
        wallet: Seed(*bo.wallet.secret_bytes()),
        network: harness.network,
        genesis,
        url: harness.url().to_owned(),
        more: json!({"reply": format!("reply {round}"), "to": ada.address().to_string()}),
        fault,
    };
    let (mut at, mut round, mut sent) = (1, 0, BTreeSet::new());
    loop {
        let text = format!("letter {round}");
        sent.insert((harness.send(&ada, &bo, text.as_bytes()).await, text));
        let is_done = task(round, Some((at, Fault::Kill))).run().is_done;
        let store = task(round, None).open();
        store.check().unwrap();
        let open: BTreeSet<_> = inbox(&harness, &bo).await.into_iter().map(|(message, _)| message).collect();
        for (message, text) in sent.iter().filter(|(message, _)| !open.contains(message)) {
            let content = store.content(message).unwrap();
            assert_eq!(content, Content::Text(text.clone().into_bytes()), "acknowledged and lost, at write {at}");
        }
        drop(store);
        assert!(task(round, None).run().is_done);
        assert_eq!(inbox(&harness, &bo).await.len(), 0, "at write {at}");
        round += 1;
        if is_done {
            break;
        }
        at += stride();
    }
    assert!(at > 30, "it was killed up to write {at} only");
    let mut replies = Vec::new();
    for (message, _) in inbox(&harness, &ada).await {
        replies.push(String::from_utf8(harness.client.read(&message, &ada.secret).await.unwrap().text).unwrap());
    }
    replies.sort_by_key(|reply| (reply.len(), reply.clone()));
    assert_eq!(replies, (0..round).map(|round| format!("reply {round}")).collect::<Vec<_>>());
}

async fn inbox(harness: &Harness, person: &Person) -> Vec<(solana_pubkey::Pubkey, u64)> {
    let found = harness.client.inbox(&person.mailbox).await.unwrap().entries;
    found.into_iter().map(|header| (header.address, header.fee)).collect()
}
