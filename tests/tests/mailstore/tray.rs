//! Strangers' mail, and the rules of its recipient: nothing is acknowledged but what they have said.

use bmail_mailstore::{Filter, Outcome};
use bmail_sdk::lists::TrayRules;
use postage::{Rules, Verdict, settle};
use units::{Lamports, Reputation};

use crate::{
    TEXT,
    desk::Folder,
    harness::Harness,
    mail::{store, sync},
};

const ABSTAIN: TrayRules = TrayRules { min_reputation: Reputation(1_000_000), min_fee: 0 };

/// Shows letters.md: Without a rule of the owner's, everything is shown, and no answer is given
/// Shows letters.md: What a rule answers is answered after it was read
#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_is_answered_only_if_a_rule_says_so_and_only_to_strangers() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let store = store(&harness, &folder, &bo).await;
    let [first, second] = [harness.send(&ada, &bo, TEXT).await, harness.send(&ada, &bo, b"again").await];
    sync(&harness, &store, &bo).await;
    let held = harness.balance(&bo.address()).await;
    let read = async |message| store.was_read(&harness.client, &bo.wallet, &message).await.unwrap();
    let is_open = |message| store.letter(&message).unwrap().unwrap().facts.outcome == Outcome::Open;

    // Without a rule, nothing is answered.
    assert_eq!(read(first).await, None);
    assert!(store.letter(&first).unwrap().unwrap().state.read);
    // With one, neither to whom the owner has given a name, nor before it was read.
    store.set_tray_rules(&harness.network, &ABSTAIN).unwrap();
    sync(&harness, &store, &bo).await;
    store.set_contact(&ada.address(), |contact| contact.petname = Some("Ada".into())).unwrap();
    assert_eq!(read(first).await, None);
    store.set_contact(&ada.address(), |contact| contact.petname = None).unwrap();
    // Nor to whom they have as a contact on the chain.
    harness.client.set_contact(&bo.wallet, &harness.network, &ada.address(), true).await.unwrap();
    assert_eq!(read(first).await, None);
    harness.client.set_contact(&bo.wallet, &harness.network, &ada.address(), false).await.unwrap();
    assert!(is_open(first) && is_open(second));

    let paid = harness.balance(&bo.address()).await;
    let fee = store.letter(&first).unwrap().unwrap().facts.fee;
    let receipt = read(first).await.unwrap();
    let earned = harness.balance(&bo.address()).await + receipt.network_fee - paid;
    let settled = settle(Lamports(fee), Rules::PERSONAL.fee_split(), Verdict::Abstain);
    assert_eq!(earned, settled.recipient.0, "the rest of the postage");
    assert_eq!(store.letter(&first).unwrap().unwrap().facts.outcome, Outcome::Abstain);
    assert!(is_open(second), "it was not read");
    assert!(held > paid, "only the contacts have cost something");
    assert_eq!(read(first).await, None, "once");
    // A rule that they meet.
    let none = TrayRules { min_reputation: Reputation(0), min_fee: 0 };
    store.set_tray_rules(&harness.network, &none).unwrap();
    assert_eq!(read(second).await, None);
    assert_eq!(store.letters(&Filter { open: true, ..Filter::default() }, 9).unwrap().len(), 1);
}
