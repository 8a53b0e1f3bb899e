//! A newsletter over JSON-RPC: one body to many readers, several messages in each transaction, and no one gets two.

use bmail_sdk::{
    BuildError, Client, ClientError, PROGRAMS,
    instructions::{
        Chain,
        mail::{self, Delivery, DeliveryState, LongDraft, MailboxSettings, Mode, Newsletter, Obstacle},
    },
    sealing::{EncryptionKey, SealError},
};
use solana_pubkey::Pubkey;

use crate::{
    SIGNATURE_FEE, SOL,
    harness::{Harness, Person},
    proxy::Fate::{Arrives, Forged},
    refusals::noise,
};

/// A key of small order, with which no secret can be shared.
const ONE: [u8; 32] = {
    let mut key = [0; 32];
    key[0] = 1;
    key
};
/// A key whose bytes are not canonical: the prime and two more.
const TWO: [u8; 32] = {
    let mut key = [0xff; 32];
    (key[0], key[31]) = (0xef, 0x7f);
    key
};
const SETTINGS: MailboxSettings = MailboxSettings { min_fee: 0, min_reputation: 0, accepting: true };

impl Harness {
    /// Ada, her readers, and a newsletter that is uploaded but not yet delivered.
    pub async fn newsletter(&self, readers: usize) -> (Person, Vec<Person>, Newsletter) {
        let ada = self.resident().await;
        let mut people = Vec::new();
        for _ in 0..readers {
            people.push(self.resident().await);
        }
        let long = LongDraft::new(&self.genesis().await, &ada.address(), &text()).unwrap();
        self.client.upload(&ada.wallet, &long, &|_| {}).await.unwrap();
        self.fund(&ada.address(), 50 * SOL);
        let newsletter = Newsletter::new(self.network, long, people.iter().map(Person::address)).unwrap();
        (ada, people, newsletter)
    }

    /// Registers any key that the program takes, as another client could.
    pub async fn register(&self, owner: &Person, key: [u8; 32]) {
        let good = EncryptionKey::try_from([7; 32]).unwrap();
        let mut plan = mail::rotate_key(&self.client.chain().await.unwrap(), &self.network, &owner.address(), good);
        plan.steps[0].actions[0].data.splice(1.., key);
        self.client.execute(&plan, &[&owner.wallet]).await.unwrap();
    }

    /// How many messages each reader has received.
    pub async fn copies(&self, readers: &[Person]) -> Vec<usize> {
        let mut copies = Vec::new();
        for reader in readers {
            copies.push(self.client.inbox(&reader.mailbox).await.unwrap().entries.len());
        }
        copies
    }
}

fn text() -> Vec<u8> {
    noise(1_500)
}

/// Delivers at any price, without storing the record.
pub async fn deliver(client: &Client, author: &Person, newsletter: &mut Newsletter) -> usize {
    client.deliver(&author.wallet, newsletter, u64::MAX, &mut |_| Ok(())).await.unwrap().len()
}

pub fn states(newsletter: &Newsletter) -> Vec<DeliveryState> {
    newsletter.deliveries().iter().map(|delivery| delivery.state).collect()
}

/// The record after being stored and read back.
pub fn restored(newsletter: &Newsletter) -> Newsletter {
    serde_json::from_str(&serde_json::to_string(newsletter).unwrap()).unwrap()
}

/// Shows mail.md: One body serves any number of messages, and each pays for the whole body.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_one_copy_at_the_quoted_price_and_can_read_it_to_the_lamport() {
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = harness.newsletter(7).await;
    let quotes = harness.client.quote_newsletter(&newsletter).await.unwrap();
    let first = harness.client.mailbox(&ada.mailbox).await.unwrap().next_sequence;
    let transactions = deliver(&harness.client, &ada, &mut newsletter).await;
    assert!((2..7).contains(&transactions), "{transactions}");
    assert_eq!(newsletter.sent(), 7);

    let (mut dues, mut before) = (SIGNATURE_FEE * transactions as u64, 0);
    for (index, (reader, (wallet, quote))) in readers.iter().zip(quotes).enumerate() {
        let sequence = first + index as u64;
        let message = PROGRAMS.message(&ada.address(), &ada.mailbox, sequence).0;
        let quoted = quote.unwrap().postage.0;
        assert_eq!(wallet, reader.address());
        assert_eq!(newsletter.deliveries()[index].state, DeliveryState::Sent(sequence));
        let letter = harness.client.read(&message, &reader.secret).await.unwrap();
        assert_eq!((letter.sender, letter.text), (ada.address(), text()));
        // The load decays between the quote and the last copy.
        assert!((quoted * 99 / 100..=quoted).contains(&letter.fee), "{quoted}: {}", letter.fee);
        assert!(letter.fee >= before, "each makes the next one more expensive");
        before = letter.fee;
        dues += harness.balance(&message).await + harness.correspondence_rent().await;
    }
    assert!(before > harness.client.inbox(&readers[0].mailbox).await.unwrap().entries[0].fee);
    assert_eq!(harness.balance(&ada.address()).await, 50 * SOL - dues);
    assert_eq!(harness.client.body(&newsletter.long().body(&PROGRAMS)).await.unwrap().header.references, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_copies_fit_a_large_transaction() {
    let harness = Harness::with_large_transactions().await;
    let (ada, readers, mut newsletter) = harness.newsletter(7).await;
    assert_eq!(deliver(&harness.client, &ada, &mut newsletter).await, 1);
    assert_eq!(harness.copies(&readers).await, [1; 7]);
}

/// Shows security.md: Prefunded addresses.
#[tokio::test(flavor = "multi_thread")]
async fn lamports_at_the_addresses_of_the_copies_do_not_stop_them() {
    const READERS: usize = 12;
    let harness = Harness::with_large_transactions().await;
    let (ada, readers, mut newsletter) = harness.newsletter(READERS).await;
    let first = harness.client.mailbox(&ada.mailbox).await.unwrap().next_sequence;
    for sequence in (first..).take(READERS) {
        harness.fund(&PROGRAMS.message(&ada.address(), &ada.mailbox, sequence).0, SOL);
    }
    let transactions = deliver(&harness.client, &ada, &mut newsletter).await;
    assert_eq!(transactions, 2);
    assert_eq!(harness.copies(&readers).await, [1; READERS]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_lags_behind_the_last_transaction_does_not_stop_the_next() {
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = harness.newsletter(3).await;
    // Two copies fit one transaction. This is a node's state before it, returned when the client asks about the third
    // reader.
    let third = &readers[2];
    let clock = "SysvarC1ock11111111111111111111111111111111";
    let standing = PROGRAMS.standing(&harness.network, &ada.address()).0;
    let pair = PROGRAMS.correspondence(&ada.mailbox, &third.mailbox).0;
    let outdated = harness.response(&format!(
        r#"{{"jsonrpc":"2.0","id":0,"method":"getMultipleAccounts","params":[
        ["{}","{}","{standing}","{}","{pair}","{clock}"],{{"encoding":"base64"}}]}}"#,
        harness.network, ada.mailbox, third.mailbox
    ));
    let lagging = harness.client_through(move |method, count| match (method, count) {
        ("getMultipleAccounts", 3) => Forged(outdated),
        _ => Arrives,
    });
    assert_eq!(deliver(&lagging, &ada, &mut newsletter).await, 2);
    assert_eq!(harness.copies(&readers).await, [1; 3]);
}

/// Shows security.md: A recipient's key that yields no shared secret.
#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_get_a_copy_is_named_with_the_reason_and_gets_it_once_they_can() {
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = harness.newsletter(5).await;
    let [closed, strict, unusable, greedy, _] = &readers[..] else { panic!("five readers") };
    let network = harness.network;
    let stranger = harness.newcomer();
    let set = async |who: &Person, terms| harness.client.set_mailbox(&who.wallet, &network, terms).await.unwrap();
    set(closed, MailboxSettings { accepting: false, ..SETTINGS }).await;
    set(strict, MailboxSettings { min_reputation: 1, ..SETTINGS }).await;
    harness.register(unusable, ONE).await;
    set(greedy, MailboxSettings { min_fee: SOL, ..SETTINGS }).await;
    let wallets = readers.iter().map(Person::address).chain([stranger.address()]);
    newsletter = Newsletter::new(network, restored(&newsletter).long().clone(), wallets).unwrap();

    let receipts = harness.client.deliver(&ada.wallet, &mut newsletter, SOL, &mut |_| Ok(())).await.unwrap();
    assert_eq!(receipts.len(), 1);
    let reasons = [
        Some(Obstacle::NotAccepting),
        Some(Obstacle::ReputationTooLow),
        Some(Obstacle::RefusedKey),
        Some(Obstacle::TooDear),
        None,
        Some(Obstacle::NoMailbox),
    ];
    let refused = |state: &DeliveryState| match state {
        DeliveryState::Refused(obstacle) => Some(*obstacle),
        _ => None,
    };
    assert_eq!(states(&newsletter).iter().map(refused).collect::<Vec<_>>(), reasons);
    assert_eq!(harness.copies(&readers).await, [0, 0, 0, 0, 1]);

    // Later, known people are no longer refused, others open up, and the expensive reader is paid.
    harness.client.set_contact(&closed.wallet, &network, &ada.address(), true).await.unwrap();
    set(strict, SETTINGS).await;
    harness.client.rotate_key(&unusable.wallet, &network, unusable.secret.encryption_key()).await.unwrap();
    harness.client.open_mailbox(&stranger.wallet, &network, stranger.secret.encryption_key()).await.unwrap();
    deliver(&harness.client, &ada, &mut newsletter).await;
    assert_eq!(newsletter.sent(), 6);
    assert_eq!(harness.copies(&readers).await, [1; 5]);
    assert_eq!(harness.copies(&[stranger]).await, [1]);
}

/// Shows security.md: A recipient's key that yields no shared secret.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_paid_for_mail_to_a_key_that_nobody_could_open_it_with() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let (client, before) = (&harness.client, harness.balance(&ada.address()).await);
    let long = LongDraft::new(&client.genesis().await.unwrap(), &ada.address(), &text()).unwrap();
    for key in [ONE, TWO] {
        harness.register(&bo, key).await;
        for mode in [Mode::AtOnce, Mode::Posted] {
            let draft = client.draft(&ada.address(), &harness.network, &bo.address(), b"Dear Bo", mode).await;
            assert!(matches!(draft, Err(ClientError::Build(BuildError::Seal(SealError::RefusedKey)))), "{draft:?}");
        }
        // Even before the text of a newsletter is uploaded.
        let newsletter = Newsletter::new(harness.network, long.clone(), [bo.address()]).unwrap();
        let quotes = client.quote_newsletter(&newsletter).await.unwrap();
        assert_eq!(quotes, [(bo.address(), Err(Obstacle::RefusedKey))]);
    }
    assert_eq!(harness.balance(&ada.address()).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_written_to_twice_and_no_author_to_themselves() {
    let (ada, bo) = (Pubkey::new_unique(), Pubkey::new_unique());
    let long = LongDraft::new(&Chain::default().genesis, &ada, b"Dear all").unwrap();
    let newsletter = Newsletter::new(Pubkey::default(), long.clone(), [bo, bo]).unwrap();
    assert_eq!(newsletter.deliveries(), [Delivery { recipient: bo, state: DeliveryState::Waiting }]);
    let error = Newsletter::new(Pubkey::default(), long, [bo, ada]).unwrap_err();
    assert!(matches!(error, BuildError::WriteToSelf), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_prices_of_many_are_quoted_as_they_rise_though_one_request_cannot_ask_for_all() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let bo = harness.resident().await;
    // A hundred addresses without a mailbox, with one that has a mailbox before and after them.
    let nobody = (0..100).map(|_| Pubkey::new_unique());
    let eve = harness.resident().await;
    let wallets = [bo.address()].into_iter().chain(nobody).chain([eve.address()]);
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &text()).unwrap();
    let newsletter = Newsletter::new(harness.network, long, wallets).unwrap();
    let quotes = harness.client.quote_newsletter(&newsletter).await.unwrap();
    let loads: Vec<_> = quotes.iter().filter_map(|(_, quote)| quote.ok()).map(|quote| quote.load.to_f64()).collect();
    assert_eq!(quotes.len(), 102);
    assert_eq!(loads.iter().map(|load| load.round()).collect::<Vec<_>>(), [2.0, 3.0]);
    assert!(quotes[1..101].iter().all(|(_, quote)| *quote == Err(Obstacle::NoMailbox)));
}
