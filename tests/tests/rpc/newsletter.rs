//! A newsletter over JSON-RPC: one body to many, several messages in each transaction, and to nobody twice.

use std::{cell::RefCell, io};

use bmail_sdk::{
    Client, ClientError, Delivery, DeliveryState, LongDraft, Newsletter, Obstacle, Terms, accounts::Verdict, pda,
    sealing::EncryptionKey,
};
use solana_pubkey::Pubkey;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    proxy::Fate::{Arrives, Forged},
    refusals::noise,
    stage::{Person, Stage},
};

const TERMS: Terms = Terms { min_fee: 0, min_reputation: 0, accepting: true };

impl Stage {
    /// Ada, her readers, and a newsletter that is uploaded and that nobody has yet.
    async fn newsletter(&self, readers: usize) -> (Person, Vec<Person>, Newsletter) {
        let ada = self.resident().await;
        let mut people = Vec::new();
        for _ in 0..readers {
            people.push(self.resident().await);
        }
        let long = LongDraft::new(&ada.address(), &text()).unwrap();
        self.client.upload(&ada.wallet, &long, &|_| {}).await.unwrap();
        self.fund(&ada.address(), 50 * SOL);
        let newsletter = Newsletter::new(self.network, long, people.iter().map(Person::address)).unwrap();
        (ada, people, newsletter)
    }

    /// How many messages everybody has got.
    async fn copies(&self, readers: &[Person]) -> Vec<usize> {
        let mut copies = Vec::new();
        for reader in readers {
            copies.push(self.client.inbox(&reader.mailbox).await.unwrap().len());
        }
        copies
    }
}

fn text() -> Vec<u8> {
    noise(1_500)
}

/// Delivers at any price, to where nothing is stored.
async fn deliver(client: &Client, author: &Person, newsletter: &mut Newsletter) -> usize {
    client.deliver(&author.wallet, newsletter, u64::MAX, &mut |_| Ok(())).await.unwrap().len()
}

fn states(newsletter: &Newsletter) -> Vec<DeliveryState> {
    newsletter.deliveries().iter().map(|delivery| delivery.state).collect()
}

/// Stored and read again.
fn restored(newsletter: &Newsletter) -> Newsletter {
    serde_json::from_str(&serde_json::to_string(newsletter).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_one_copy_at_the_quoted_price_and_can_read_it_to_the_lamport() {
    let stage = Stage::open().await;
    let (ada, readers, mut newsletter) = stage.newsletter(7).await;
    let quotes = stage.client.quote_newsletter(&newsletter).await.unwrap();
    let first = stage.client.mailbox(&ada.mailbox).await.unwrap().next_sequence;
    let transactions = deliver(&stage.client, &ada, &mut newsletter).await;
    assert!((2..7).contains(&transactions), "{transactions}");
    assert_eq!(newsletter.sent(), 7);

    let (mut dues, mut before) = (SIGNATURE_FEE * transactions as u64, 0);
    for (index, (reader, (wallet, quote))) in readers.iter().zip(quotes).enumerate() {
        let sequence = first + index as u64;
        let message = pda::message(&ada.address(), &ada.mailbox, sequence).0;
        let quoted = quote.unwrap().postage.0;
        assert_eq!(wallet, reader.address());
        assert_eq!(newsletter.deliveries()[index].state, DeliveryState::Sent(sequence));
        let letter = stage.client.read(&message, &reader.secret).await.unwrap();
        assert_eq!((letter.sender, letter.text), (ada.address(), text()));
        // The load decays between the quote and the last copy.
        assert!((quoted * 99 / 100..=quoted).contains(&letter.fee), "{quoted}: {}", letter.fee);
        assert!(letter.fee >= before, "each makes the next one dearer");
        before = letter.fee;
        dues += stage.balance(&message).await + stage.correspondence_rent().await;
    }
    assert!(before > stage.client.inbox(&readers[0].mailbox).await.unwrap()[0].1.header.fee);
    assert_eq!(stage.balance(&ada.address()).await, 50 * SOL - dues);
    assert_eq!(stage.client.body(&newsletter.long().body()).await.unwrap().header.references, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_copies_fit_a_large_transaction() {
    let stage = Stage::with_large_transactions().await;
    let (ada, readers, mut newsletter) = stage.newsletter(7).await;
    assert_eq!(deliver(&stage.client, &ada, &mut newsletter).await, 1);
    assert_eq!(stage.copies(&readers).await, [1; 7]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lamports_at_the_addresses_of_the_copies_do_not_stop_them() {
    const READERS: usize = 4;
    let stage = Stage::open().await;
    let (ada, readers, mut newsletter) = stage.newsletter(READERS).await;
    let first = stage.client.mailbox(&ada.mailbox).await.unwrap().next_sequence;
    for sequence in (first..).take(READERS) {
        stage.fund(&pda::message(&ada.address(), &ada.mailbox, sequence).0, SOL);
    }
    assert_eq!(deliver(&stage.client, &ada, &mut newsletter).await, 2);
    assert_eq!(stage.copies(&readers).await, [1; READERS]);
}

#[tokio::test(flavor = "multi_thread")]
async fn wherever_it_is_interrupted_nobody_gets_two_copies_and_everybody_gets_one() {
    const READERS: usize = 5;
    let stage = Stage::open().await;
    // Each transaction is preceded and followed by storing the record, and the first by one more.
    for crash in 1..=READERS * 2 {
        let (ada, readers, mut newsletter) = stage.newsletter(READERS).await;
        let (stored, calls) = (RefCell::new(restored(&newsletter)), RefCell::new(0));
        let mut save = |record: &Newsletter| {
            *calls.borrow_mut() += 1;
            if *calls.borrow() == crash {
                return Err(io::Error::other("no space left"));
            }
            *stored.borrow_mut() = restored(record);
            Ok(())
        };
        let result = stage.client.deliver(&ada.wallet, &mut newsletter, u64::MAX, &mut save).await;
        if *calls.borrow() >= crash {
            let error = result.unwrap_err();
            assert!(matches!(error, ClientError::Store(_)), "{error:?}");
        }
        let mut record = stored.into_inner();
        deliver(&stage.client, &ada, &mut record).await;
        assert_eq!(record.sent(), READERS);
        assert_eq!(stage.copies(&readers).await, [1; READERS], "{crash}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_lags_behind_the_last_transaction_does_not_stop_the_next() {
    let stage = Stage::open().await;
    let (ada, readers, mut newsletter) = stage.newsletter(3).await;
    // Two copies fit a transaction. What a node says before it, when the third is asked for:
    let third = &readers[2];
    let clock = "SysvarC1ock11111111111111111111111111111111";
    let pair = pda::correspondence(&ada.mailbox, &third.mailbox).0;
    let outdated = stage.answer(&format!(
        r#"{{"jsonrpc":"2.0","id":0,"method":"getMultipleAccounts","params":[["{}","{}","{clock}","{}","{pair}"],
        {{"encoding":"base64+zstd"}}]}}"#,
        stage.network, ada.mailbox, third.mailbox
    ));
    let lagging = stage.client_through(move |method, count| match (method, count) {
        ("getMultipleAccounts", 3) => Forged(outdated),
        _ => Arrives,
    });
    assert_eq!(deliver(&lagging, &ada, &mut newsletter).await, 2);
    assert_eq!(stage.copies(&readers).await, [1; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_was_answered_before_its_sending_was_recorded_is_not_sent_again() {
    let stage = Stage::open().await;
    let (ada, readers, mut newsletter) = stage.newsletter(1).await;
    let mut planned = recorded_before_sending(&stage, &ada, &mut newsletter).await;
    let message = stage.client.inbox(&readers[0].mailbox).await.unwrap()[0].0;
    stage.client.acknowledge(&readers[0].wallet, &message, Verdict::Valuable).await.unwrap();
    assert_eq!(deliver(&stage.client, &ada, &mut planned).await, 0);
    assert_eq!(states(&planned), states(&newsletter));
    assert_eq!(stage.copies(&readers).await, [0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_another_message_got_does_not_count_as_a_copy_whether_it_is_open_or_answered() {
    for answered in [false, true] {
        let stage = Stage::open().await;
        let (ada, readers, mut newsletter) = stage.newsletter(1).await;
        let mut planned = planned_and_not_sent(&stage, &ada, &mut newsletter).await;
        let other = stage.send(&ada, &readers[0], TEXT).await;
        if answered {
            stage.client.acknowledge(&readers[0].wallet, &other, Verdict::Valuable).await.unwrap();
        }
        assert_eq!(deliver(&stage.client, &ada, &mut planned).await, 1);
        let inbox = stage.client.inbox(&readers[0].mailbox).await.unwrap();
        let copies = inbox.iter().filter(|(_, message)| message.body() == Some(planned.long().body())).count();
        assert_eq!(copies, 1, "{answered}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_whose_message_no_node_remembers_counts_as_sent() {
    const NO_HISTORY: &str =
        r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32011,"message":"Transaction history is not available"}}"#;
    const FORGOTTEN: &str = r#"{"jsonrpc":"2.0","id":0,"result":[]}"#;
    for answer in [NO_HISTORY, FORGOTTEN] {
        let stage = Stage::open().await;
        let (ada, readers, mut newsletter) = stage.newsletter(1).await;
        let mut planned = planned_and_not_sent(&stage, &ada, &mut newsletter).await;
        let other = stage.send(&ada, &readers[0], TEXT).await;
        stage.client.acknowledge(&readers[0].wallet, &other, Verdict::Valuable).await.unwrap();
        let forgetful = stage.client_through(move |method, _| match method {
            "getSignaturesForAddress" => Forged(answer),
            _ => Arrives,
        });
        assert_eq!(deliver(&forgetful, &ada, &mut planned).await, 0);
        assert_eq!(planned.sent(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_get_a_copy_is_named_with_the_reason_and_gets_it_once_they_can() {
    let stage = Stage::open().await;
    let (ada, readers, mut newsletter) = stage.newsletter(5).await;
    let [closed, strict, unusable, greedy, _] = &readers[..] else { panic!("five readers") };
    let network = stage.network;
    let stranger = stage.newcomer();
    let set = async |who: &Person, terms| stage.client.set_mailbox(&who.wallet, &network, terms).await.unwrap();
    set(closed, Terms { accepting: false, ..TERMS }).await;
    set(strict, Terms { min_reputation: 1, ..TERMS }).await;
    // A point of small order, with which no secret can be shared.
    let small = EncryptionKey::from([[1].as_slice(), &[0; 31]].concat().first_chunk().copied().unwrap());
    stage.client.rotate_key(&unusable.wallet, &network, small).await.unwrap();
    set(greedy, Terms { min_fee: SOL, ..TERMS }).await;
    let wallets = readers.iter().map(Person::address).chain([stranger.address()]);
    newsletter = Newsletter::new(network, restored(&newsletter).long().clone(), wallets).unwrap();

    let receipts = stage.client.deliver(&ada.wallet, &mut newsletter, SOL, &mut |_| Ok(())).await.unwrap();
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
    assert_eq!(stage.copies(&readers).await, [0, 0, 0, 0, 1]);

    // Later: known people are not refused, others open up, and who is dear is paid.
    stage.client.set_contact(&closed.wallet, &network, &ada.address(), true).await.unwrap();
    set(strict, TERMS).await;
    stage.client.rotate_key(&unusable.wallet, &network, unusable.secret.encryption_key()).await.unwrap();
    stage.client.open_mailbox(&stranger.wallet, &network, stranger.secret.encryption_key()).await.unwrap();
    deliver(&stage.client, &ada, &mut newsletter).await;
    assert_eq!(newsletter.sent(), 6);
    assert_eq!(stage.copies(&readers).await, [1; 5]);
    assert_eq!(stage.copies(&[stranger]).await, [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_written_to_twice_and_no_author_to_themselves() {
    let (ada, bo) = (Pubkey::new_unique(), Pubkey::new_unique());
    let long = LongDraft::new(&ada, b"Dear all").unwrap();
    let newsletter = Newsletter::new(Pubkey::default(), long.clone(), [bo, bo]).unwrap();
    assert_eq!(newsletter.deliveries(), [Delivery { recipient: bo, state: DeliveryState::Waiting }]);
    let error = Newsletter::new(Pubkey::default(), long, [bo, ada]).unwrap_err();
    assert!(matches!(error, ClientError::WriteToSelf), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_prices_of_many_are_quoted_as_they_rise_though_one_request_cannot_ask_for_all() {
    let stage = Stage::open().await;
    let ada = stage.resident().await;
    let bo = stage.resident().await;
    // A hundred who have no mailbox, and one who has, before and after.
    let nobody = (0..100).map(|_| Pubkey::new_unique());
    let eve = stage.resident().await;
    let wallets = [bo.address()].into_iter().chain(nobody).chain([eve.address()]);
    let long = LongDraft::new(&ada.address(), &text()).unwrap();
    let newsletter = Newsletter::new(stage.network, long, wallets).unwrap();
    let quotes = stage.client.quote_newsletter(&newsletter).await.unwrap();
    let loads: Vec<_> = quotes.iter().filter_map(|(_, quote)| quote.ok()).map(|quote| quote.load.to_f64()).collect();
    assert_eq!(quotes.len(), 102);
    assert_eq!(loads.iter().map(|load| load.round()).collect::<Vec<_>>(), [2.0, 3.0]);
    assert!(quotes[1..101].iter().all(|(_, quote)| *quote == Err(Obstacle::NoMailbox)));
}

/// Delivers, and gives the record as it was before: stored, and then the sender crashed after sending.
async fn recorded_before_sending(stage: &Stage, author: &Person, newsletter: &mut Newsletter) -> Newsletter {
    let mut records = Vec::new();
    let mut save = |record: &Newsletter| {
        records.push(restored(record));
        Ok(())
    };
    stage.client.deliver(&author.wallet, newsletter, u64::MAX, &mut save).await.unwrap();
    let sending = records.into_iter().find(|record| matches!(states(record)[..], [DeliveryState::Sending(_)]));
    sending.unwrap()
}

/// A record that was stored, whose sender crashed before sending.
async fn planned_and_not_sent(stage: &Stage, author: &Person, newsletter: &mut Newsletter) -> Newsletter {
    let mut planned = None;
    let mut save = |record: &Newsletter| match states(record)[..] {
        [DeliveryState::Sending(_)] => {
            planned = Some(restored(record));
            Err(io::Error::other("a crash"))
        }
        _ => Ok(()),
    };
    stage.client.deliver(&author.wallet, newsletter, u64::MAX, &mut save).await.unwrap_err();
    planned.unwrap()
}
