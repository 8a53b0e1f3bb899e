//! A letter that is on its way while the price rises, or while its recipient replaces their key.

use bmail_faulty_node::Fate::{Arrives, Forged};
use bmail_mailstore::{Became, Money, StoreError, Wish};
use bmail_sdk::{Client, ClientError, instructions::mail::MailboxSettings, sealing::SecretKey};
use solana_keypair::Keypair;

use crate::{
    SOL, TEXT,
    desk::Folder,
    harness::{Harness, Person},
    mail::{copies, intend, store, wish},
};

/// What the recipient asks for after a while, in lamports.
const HIGHER: u64 = 20_000_000;

/// A client of whose transactions the first one arrives only after something else has happened.
fn too_late(harness: &Harness, happens: impl AsyncFnOnce() + Send + 'static) -> Client {
    let (runtime, mut happens) = (tokio::runtime::Handle::current(), Some(happens));
    harness.client_through(move |method, _| {
        if method == "sendTransaction"
            && let Some(happens) = happens.take()
        {
            runtime.block_on(happens());
        }
        Arrives
    })
}

/// Somebody asks for more.
fn raise(harness: &Harness, person: &Person) -> impl AsyncFnOnce() + Send + 'static {
    let (client, network) = (harness.connect(), harness.network);
    let wallet = Keypair::new_from_array(*person.wallet.secret_bytes());
    let settings = MailboxSettings { min_fee: HIGHER, min_reputation: 0, accepting: true };
    async move || drop(client.set_mailbox(&wallet, &network, settings).await.unwrap())
}

/// Shows security.md: A price that rises, or a key that is replaced, while a letter is on its way.
#[tokio::test(flavor = "multi_thread")]
async fn if_the_price_rises_above_what_may_be_paid_nothing_is_paid_and_nothing_lost() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let store = store(&harness, &folder, &ada).await;
    let most = harness.draft(&ada, &bo, TEXT).await.unwrap().quote.postage.0;
    let id = intend(&store, &Wish { most, ..wish(harness.network, bo.address(), TEXT) });
    let client = too_late(&harness, raise(&harness, &bo));
    let error = store.send(&client, &ada.wallet, &id).await.unwrap_err();
    let StoreError::Client(cause) = &error else { panic!("{error:?}") };
    assert!(matches!(**cause, ClientError::OverLimit { asked: HIGHER, limit } if limit == most), "{error:?}");
    let intent = store.intent(&id).unwrap();
    assert!(matches!(&intent.became, Became::Refused { why } if *why == error.to_string()), "{:?}", intent.became);
    assert_eq!((intent.money(), copies(&harness, &bo).await), (Money::NotMoved, 0));
    let lost = 5 * SOL - harness.balance(&ada.address()).await;
    assert!(lost <= 5_000 * 2, "{lost} lamports are more than the fees of one that was refused on the chain");

    // The letter is still there, and goes out once its sender allows the price.
    store.allow(&id, HIGHER).unwrap();
    let sent = store.send(&harness.client, &ada.wallet, &id).await.unwrap();
    assert_eq!((sent.money(), copies(&harness, &bo).await), (Money::Moved(HIGHER), 1));
    assert!(matches!(store.allow(&id, 1), Err(StoreError::Missing(_))), "it is paid for");
}

/// Shows security.md: A price that rises, or a key that is replaced, while a letter is on its way.
#[tokio::test(flavor = "multi_thread")]
async fn if_the_price_rises_within_what_may_be_paid_it_is_sent_once_at_the_new_price() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let store = store(&harness, &folder, &ada).await;
    let id = intend(&store, &wish(harness.network, bo.address(), TEXT));
    let client = too_late(&harness, raise(&harness, &bo));
    let sent = store.send(&client, &ada.wallet, &id).await.unwrap();
    assert_eq!((sent.money(), copies(&harness, &bo).await), (Money::Moved(HIGHER), 1));
}

/// Shows security.md: A price that rises, or a key that is replaced, while a letter is on its way.
#[tokio::test(flavor = "multi_thread")]
async fn if_the_recipient_replaces_their_key_it_is_sent_once_and_sealed_to_the_new_one() {
    let harness = Harness::open().await;
    for strict in [false, true] {
        let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
        let store = store(&harness, &folder, &ada).await;
        let id = intend(&store, &Wish { strict, ..wish(harness.network, bo.address(), TEXT) });
        let next = SecretKey::from_keypair(&bo.wallet, &harness.network, 2);
        let (owner, network) = (Keypair::new_from_array(*bo.wallet.secret_bytes()), harness.network);
        let (other, key) = (harness.connect(), next.encryption_key());
        let rotate = async move || drop(other.rotate_key(&owner, &network, key).await.unwrap());
        let sent = store.send(&too_late(&harness, rotate), &ada.wallet, &id).await.unwrap();
        let Became::Sent { message, postage, .. } = sent.became else { panic!("{:?}", sent.became) };
        assert_eq!(harness.client.read(&message, &next).await.unwrap().text, TEXT, "strict: {strict}");
        assert_eq!((sent.money(), copies(&harness, &bo).await), (Money::Moved(postage), 1));
    }
}

/// Shows security.md: A price that rises, or a key that is replaced, while a letter is on its way.
#[tokio::test(flavor = "multi_thread")]
async fn what_may_still_land_is_not_called_unpaid_because_the_price_is_higher_now() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let store = store(&harness, &folder, &ada).await;
    let most = harness.draft(&ada, &bo, TEXT).await.unwrap().quote.postage.0;
    let id = intend(&store, &Wish { most, ..wish(harness.network, bo.address(), TEXT) });
    let broken = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32603,"message":"Internal error"}}"#;
    let deaf =
        harness.client_through(move |method, _| if method == "simulateTransaction" { Forged(broken) } else { Arrives });
    store.send(&deaf, &ada.wallet, &id).await.unwrap_err();
    raise(&harness, &bo)().await;
    let error = store.send(&harness.client, &ada.wallet, &id).await.unwrap_err();
    let StoreError::Client(cause) = &error else { panic!("{error:?}") };
    assert!(matches!(**cause, ClientError::OverLimit { asked: HIGHER, .. }), "{error:?}");
    let intent = store.intent(&id).unwrap();
    assert_eq!((&intent.became, intent.money()), (&Became::Sending, Money::Unknown(most)));
    assert!(store.withdraw(&id).is_err());
}
