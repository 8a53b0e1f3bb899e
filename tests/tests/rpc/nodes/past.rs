//! What a transaction has done is told by its instructions, not by the addresses that it names; and what a node does not
//! show is not taken for what did not happen.

use bmail_sdk::{
    Client, ClientError, PROGRAMS, Revealed,
    accounts::{Content, Verdict},
    instructions::mail::{Draft, Mode},
};
use bmail_testing::MailError;
use postage::Rules;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::Lamports;

use super::{Heard, first_parameter};
use crate::{
    SOL, TEXT,
    harness::{Harness, Person},
    proxy::Fate::{Arrives, Forged},
    refused,
};

const NOTHING: &str = r#"{"jsonrpc":"2.0","id":0,"result":null}"#;

impl Harness {
    /// A client whose node has forgotten the first transaction that succeeded at an address, and knows the later ones.
    pub async fn client_without_the_first(&self, address: &Pubkey) -> Client {
        let named = self.client.rpc().get_signatures_for_address(address).await.unwrap();
        let first = named.last().unwrap().signature.clone();
        assert!(named.len() > 1);
        self.client_reading_bodies(move |method, _, body| match method {
            "getTransaction" if first_parameter(body) == first => Forged(NOTHING),
            _ => Arrives,
        })
    }

    /// Two letters with the same number, of which the second one is sent and ended.
    async fn unsent_and_sent(&self, ada: &Person, bo: &Person, mode: Mode) -> (Draft, Draft) {
        let draft = async || self.client.draft(&ada.address(), &self.network, &bo.address(), TEXT, mode).await.unwrap();
        let drafts = (draft().await, draft().await);
        let message = drafts.1.message(&PROGRAMS);
        self.client.send_and_reveal(&ada.wallet, &drafts.1).await.unwrap();
        self.client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
        drafts
    }
}

/// Shows security.md: Taking a letter that was sent for one that was not.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_whose_sending_a_node_has_forgotten_is_not_taken_for_another_one() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let (_, sent) = harness.unsent_and_sent(&ada, &bo, Mode::AtOnce).await;
    let message = sent.message(&PROGRAMS);
    let pruned = harness.client_without_the_first(&message).await;
    let before = harness.balance(&ada.address()).await;
    let error = pruned.send(&ada.wallet, &sent).await.unwrap_err();
    assert!(matches!(error, ClientError::PerhapsSent { message: at } if at == message), "{error:?}");
    let error = harness.client.send(&ada.wallet, &sent).await.unwrap_err();
    assert!(matches!(error, ClientError::AlreadySent { message: at } if at == message), "{error:?}");
    assert_eq!(harness.balance(&ada.address()).await, before);
}

/// Shows security.md: Strangers whose transactions name a message, a copy or a submission.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_never_sent_does_not_count_as_sent_because_a_stranger_shows_its_content() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let (unsent, sent) = harness.unsent_and_sent(&ada, &bo, Mode::AtOnce).await;
    let (message, Content::Ciphertext(text)) = (sent.message(&PROGRAMS), &unsent.content) else { panic!() };
    harness.send_gift_naming(&message, 1_000_000, &[], text).await;
    refused(harness.client.send(&ada.wallet, &unsent).await, MailError::SequenceTaken);
    let error = harness.client.send(&ada.wallet, &sent).await.unwrap_err();
    assert!(matches!(error, ClientError::AlreadySent { message: at } if at == message), "{error:?}");
}

/// Shows security.md: Strangers whose transactions name a message, a copy or a submission.
#[tokio::test(flavor = "multi_thread")]
async fn looking_for_a_letter_among_strangers_transactions_costs_a_bounded_number_of_requests() {
    // The first list has a thousand, and so have all others, or the next one is empty.
    for (is_endless, most) in [(true, 0), (false, 32)] {
        let harness = Harness::open().await;
        let (ada, bo) = harness.ada_and_bo().await;
        let (_, sent) = harness.unsent_and_sent(&ada, &bo, Mode::AtOnce).await;
        let stranger = harness.send_gift(&sent.message(&PROGRAMS), 1_000_000).await;
        let entry = format!(
            r#"{{"signature":"{stranger}","slot":1,"err":null,"memo":null,"blockTime":null,"confirmationStatus":"finalized"}}"#
        );
        let list = vec![entry; 1_000].join(",");
        let full: &str = format!(r#"{{"jsonrpc":"2.0","id":0,"result":[{list}]}}"#).leak();
        let asked = Heard::default();
        let heard = asked.clone();
        let flooded = harness.client_through(move |method, count| match method {
            "getSignaturesForAddress" if is_endless || count == 1 => Forged(full),
            "getSignaturesForAddress" => Forged(r#"{"jsonrpc":"2.0","id":0,"result":[]}"#),
            "getTransaction" => {
                heard.push(());
                Arrives
            }
            _ => Arrives,
        });
        let error = flooded.send(&ada.wallet, &sent).await.unwrap_err();
        assert!(matches!(error, ClientError::PerhapsSent { .. }), "{error:?}");
        assert_eq!(asked.all().len(), most);
    }
}

/// Shows security.md: Taking a letter that was sent for one that was not.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_sent_and_ended_is_recognized_after_the_rules_have_changed_or_sending_was_paused() {
    let mut harness = Harness::open().await;
    let founder = Keypair::new();
    harness.fund(&founder.pubkey(), SOL);
    let treasury = Keypair::new().pubkey();
    harness.network =
        harness.client.create_network(&founder, "the orchard", &treasury, &Rules::PERSONAL).await.unwrap().0;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = harness.ada_and_bo().await;
    let unsent = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (_, sent) = harness.unsent_and_sent(&ada, &bo, Mode::AtOnce).await;
    let message = sent.message(&PROGRAMS);

    let other = Rules { base_fee: Lamports(200_000), ..Rules::PERSONAL };
    client.propose_rules(&founder, &network, &other).await.unwrap();
    harness.travel_to(client.network(&network).await.unwrap().rules_due_at);
    client.apply_rules(&ada.wallet, &network).await.unwrap();
    let before = harness.balance(&ada.address()).await;
    for pauses in [false, true] {
        if pauses {
            client.set_sending(&founder, &network, true).await.unwrap();
        }
        let error = client.send(&ada.wallet, &sent).await.unwrap_err();
        assert!(matches!(error, ClientError::AlreadySent { message: at } if at == message), "{pauses}: {error:?}");
        refused(client.send(&ada.wallet, &unsent).await, MailError::SequenceTaken);
    }
    assert_eq!(harness.balance(&ada.address()).await, before);
}

/// Shows security.md: Taking a letter that was sent for one that was not.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_never_posted_does_not_count_as_ended_because_another_one_has() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let (unsent, sent) = harness.unsent_and_sent(&ada, &bo, Mode::Posted).await;
    let [never_posted, posted] = [&unsent, &sent].map(|draft| draft.unrevealed().unwrap());
    refused(harness.client.reveal(&ada.wallet, never_posted).await, MailError::SequenceTaken);
    assert_eq!(harness.client.reveal(&ada.wallet, posted).await.unwrap(), Revealed::Ended);
    let message = sent.message(&PROGRAMS);
    let pruned = harness.client_without_the_first(&message).await;
    for unrevealed in [never_posted, posted] {
        let error = pruned.reveal(&ada.wallet, unrevealed).await.unwrap_err();
        assert!(matches!(error, ClientError::PerhapsSent { message: at } if at == message), "{error:?}");
    }
}
