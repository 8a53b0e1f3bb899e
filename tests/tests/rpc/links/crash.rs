//! A maker whose process ends while a link is made, and a node that has forgotten what it did. The wallet alone finds the link
//! again, and nothing is paid for twice.

use std::{collections::BTreeSet, time::Duration};

use bmail_sdk::{
    Client, ClientError,
    instructions::mail::{LINK_FEE, LinkDraft},
    link::LinkSecret,
};
use tokio::{sync::watch, time::sleep};

use super::{OFFER, after_silence};
use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::{Harness, Person},
    nodes::{NO_HISTORY, first_parameter},
    once::UNKNOWN,
    payer::BOTH,
    proxy::Fate::{Arrives, Forged, RequestLost, ResponseLost},
    refusals::noise,
};

/// When the process ends, at each of its transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// It is sent, and never arrives.
    Lost,
    /// It arrives, and nobody hears of it.
    Sent,
    /// It is confirmed.
    Confirmed,
}

impl Harness {
    /// Begins to make a link, and ends at this transaction. Waits until what was sent has landed.
    async fn crash(&self, ada: &Person, draft: &LinkDraft, at: At, number: usize) {
        let (tell, mut told) = watch::channel(false);
        let mut sent = BTreeSet::new();
        let client = self.client_reading_bodies(move |method, _, body| {
            if method == "sendTransaction" {
                sent.insert(first_parameter(body).to_string());
            }
            match (method, at) {
                ("sendTransaction", At::Lost | At::Sent) if sent.len() == number => {
                    tell.send_replace(true);
                    if at == At::Lost { RequestLost } else { ResponseLost }
                }
                ("getTransaction", At::Confirmed) if sent.len() == number => {
                    tell.send_replace(true);
                    RequestLost
                }
                _ => Arrives,
            }
        });
        tokio::select! {
            made = client.make_link(&ada.wallet, draft) => panic!("{at:?} {number}: {made:?}"),
            crashed = told.wait_for(|told| *told) => drop(crashed.unwrap()),
        }
        // What was sent lands.
        sleep(Duration::from_secs(1)).await;
    }

    /// A node that knows what accounts hold, and nothing of what happened before.
    fn forgetful(&self) -> Client {
        self.client_reading_bodies(|method, _, body| match method {
            "getTransaction" | "getSignaturesForAddress" => Forged(NO_HISTORY),
            "getSignatureStatuses" if String::from_utf8_lossy(body).contains("searchTransactionHistory") => {
                Forged(NO_HISTORY)
            }
            _ => Arrives,
        })
    }

    /// Makes the link, or what is left of it, with the wallet alone.
    async fn recover(&self, client: &Client, ada: &Person, text: &[u8]) -> LinkDraft {
        let secret = LinkSecret::from_keypair(&ada.wallet);
        let again = client.draft_link(&ada.address(), &self.network, &secret, text, OFFER).await.unwrap();
        client.make_link(&ada.wallet, &again).await.unwrap();
        again
    }

    /// The one link of a wallet waits, and comes back to the lamport. So nothing was paid for twice.
    async fn comes_back(&self, client: &Client, ada: &Person, draft: &LinkDraft, text: &[u8], paid: [u64; 2]) {
        let ([cost, fees], secret) = (paid, LinkSecret::from_keypair(&ada.wallet));
        assert_eq!(self.balance(&ada.address()).await, 5 * SOL - cost - fees);
        let found = client.recover_links(&ada.address(), &self.network, &secret, &[]).await.unwrap();
        let [one] = &found[..] else { panic!("{found:?}") };
        assert!(one.is_waiting());
        assert_eq!((one.sequence, one.link.key.address()), (draft.draft.envelope.sequence, draft.key.address()));
        assert_eq!(client.open_link(&one.link).await.unwrap().letter.text, text);
        client.take_back_link(&one.link, &ada.address()).await.unwrap();
        let rent = self.correspondence_rent().await;
        assert_eq!(self.balance(&ada.address()).await, 5 * SOL - rent - fees - LINK_FEE);
        assert_eq!(client.recover_links(&ada.address(), &self.network, &secret, &[]).await.unwrap(), []);
    }
}

/// Shows letters.md: The wallet alone finds every link again.
/// Shows letters.md: It is one transaction where it fits, and two otherwise.
/// Shows security.md: A crash while a link is made, and a node that forgets.
#[tokio::test(flavor = "multi_thread")]
async fn wherever_it_ends_nothing_is_paid_twice_and_the_wallet_finds_the_link() {
    let (harness, long) = (Harness::open().await, noise(330));
    for (text, transactions) in [(TEXT, 1), (&long[..], 2)] {
        for (number, at) in
            (1..=transactions).flat_map(|number| [At::Lost, At::Sent, At::Confirmed].map(|at| (number, at)))
        {
            let (ada, forgetful) = (harness.resident().await, harness.forgetful());
            let draft = harness.draft_link(&ada, text, OFFER).await;
            let cost = harness.client.cost_of_link(&draft).await.unwrap();
            assert_eq!(harness.plan_of(&ada, &draft).await.steps.len(), transactions);
            harness.crash(&ada, &draft, at, number).await;

            let found = harness.links_of(&ada).await;
            let landed = if at == At::Lost { number - 1 } else { number };
            assert_eq!(found.len(), landed.min(1), "{at:?} {number}");
            assert_eq!(found.first().is_some_and(|link| link.is_waiting()), landed == transactions, "{at:?} {number}");
            if landed < transactions {
                let again = harness.recover(&forgetful, &ada, text).await;
                assert_eq!((again.is_open, again.funds == 0), (landed > 0, landed > 0));
                assert_eq!((again.key.address(), again.reader_gets()), (draft.key.address(), draft.reader_gets()));
            } else {
                // The draft that was stored before is paid for.
                let (link, receipts) = forgetful.make_link(&ada.wallet, &draft).await.unwrap();
                assert_eq!((link, receipts.len()), (found[0].link.clone(), 0));
            }
            let whole = cost.postage + cost.kept + cost.total_set_aside();
            assert_eq!(after_silence(&cost), harness.correspondence_rent().await);
            let fees = BOTH + if transactions == 2 { SIGNATURE_FEE } else { 0 };
            harness.comes_back(&forgetful, &ada, &draft, text, [whole, fees]).await;
        }
    }
}

/// The node never says what became of a transaction, and its blockhash expires.
///
/// Shows security.md: A crash while a link is made, and a node that forgets.
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_remembers_is_not_paid_for_again() {
    let (harness, long) = (Harness::in_a_hurry(20).await, noise(330));
    let mute = harness.client_reading_bodies(|method, _, body| match method {
        "getTransaction" | "getSignaturesForAddress" => Forged(NO_HISTORY),
        "getSignatureStatuses" if String::from_utf8_lossy(body).contains("searchTransactionHistory") => {
            Forged(NO_HISTORY)
        }
        "getSignatureStatuses" => Forged(UNKNOWN),
        _ => Arrives,
    });
    let ada = harness.resident().await;
    let draft = harness.draft_link(&ada, &long, OFFER).await;
    let cost = harness.client.cost_of_link(&draft).await.unwrap();
    // Of the first of two transactions nobody can say that it has landed.
    let error = mute.make_link(&ada.wallet, &draft).await.unwrap_err();
    assert!(matches!(error, ClientError::Unknown { .. }), "{error:?}");
    // The wallet finds its money, and goes on. That the letter is there shows that the second one has landed.
    let found = harness.links_of(&ada).await;
    assert_eq!((found.len(), found[0].is_waiting()), (1, false));
    let again = harness.recover(&mute, &ada, &long).await;
    assert!(again.is_open);
    let whole = cost.postage + cost.kept + cost.total_set_aside();
    let forgetful = harness.forgetful();
    harness.comes_back(&forgetful, &ada, &draft, &long, [whole, BOTH + SIGNATURE_FEE]).await;
}
