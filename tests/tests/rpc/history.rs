//! The history of a reputation over JSON-RPC: everything that concerns it, and nothing else, in order.

use bmail_sdk::{
    HistoryEntry, PROGRAMS, REPUTATION_ID,
    accounts::Verdict,
    events::{
        AnyEvent as E, Collected, Endorsed, MessageAcknowledged, Seeded, StandingClosed, StandingOpened, Synced,
        UnendorsementBegun, UnendorsementFinished,
    },
    generated::mail::instructions::AcknowledgeWithReputationBuilder,
};
use solana_instruction::Instruction;
use solana_message::Message;
use solana_pubkey::Pubkey;
use solana_transaction::Transaction;
use units::Reputation;

use crate::{
    TEXT,
    harness::{Harness, Person},
    network::founded,
    reputation::{ONE, token},
};

impl Harness {
    async fn history(&self, owner: &Person) -> Vec<HistoryEntry> {
        self.client.history(&self.network, &owner.address(), None, 100).await.unwrap().entries
    }

    /// Sends a letter, to which its recipient gives this verdict.
    async fn judged(&self, from: &Person, to: &Person, verdict: Verdict) {
        let message = self.send(from, to, TEXT).await;
        self.client.acknowledge(&to.wallet, &message, verdict).await.unwrap();
    }
}

/// A valuable verdict on a message on a network, as the client would give it.
async fn valuable(harness: &Harness, network: &Pubkey, by: &Person, message: Pubkey) -> Instruction {
    let header = harness.client.message(&message).await.unwrap().header;
    AcknowledgeWithReputationBuilder::new()
        .recipient(by.address())
        .recipient_mailbox(header.recipient)
        .message(message)
        .sender(header.sender)
        .correspondence(header.correspondence)
        .reputation(PROGRAMS.reputation(network).0)
        .sender_standing(PROGRAMS.standing(network, &header.sender).0)
        .recipient_standing(PROGRAMS.standing(network, &by.address()).0)
        .reputation_program(REPUTATION_ID)
        .verdict(Verdict::Valuable)
        .instruction()
}

fn events(history: &[HistoryEntry]) -> Vec<&E> {
    history.iter().map(|entry| entry.event.as_ref().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_tells_all_that_became_of_a_standing_from_its_opening_to_its_closing() {
    let (harness, founder) = Harness::with_reputation().await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = (harness.citizen(&founder, 30 * ONE).await, harness.citizen(&founder, 0).await);
    let [adas, bos] = [&ada, &bo].map(|owner| PROGRAMS.standing(&network, &owner.address()).0);
    // A verdict on Bo's message, which is not Ada's, and one that moves nothing.
    harness.judged(&bo, &ada, Verdict::Valuable).await;
    harness.judged(&ada, &bo, Verdict::Abstain).await;
    client.endorse(&ada.wallet, &network, &bo.address(), Reputation(10 * ONE)).await.unwrap();
    harness.judged(&ada, &bo, Verdict::Spam).await;
    client.begin_unendorse(&ada.wallet, &network, &bo.address(), None).await.unwrap();
    let ready_at = client.endorsements_given(&network, &ada.address()).await.unwrap().entries[0].1.ready_at;
    harness.travel_to(ready_at);
    client.finish_unendorse(&bo.wallet, &network, &ada.address(), &bo.address()).await.unwrap();
    client.sync(&ada.wallet, &network, &ada.address()).await.unwrap();
    client.close_standing(&ada.wallet, &network).await.unwrap();

    let history = harness.history(&ada).await;
    let [opened, seeded, endorsed, judged, collected, begun, finished, synced, closed] = events(&history)[..] else {
        panic!("{history:#?}");
    };
    assert_eq!(*opened, E::StandingOpened(StandingOpened { standing: adas, network, owner: ada.address() }));
    let E::Seeded(Seeded { standing, shares: given }) = seeded else { panic!("{seeded:?}") };
    let E::Endorsed(Endorsed { shares: staked, .. }) = endorsed else { panic!("{endorsed:?}") };
    let E::MessageAcknowledged(verdict) = judged else { panic!("{judged:?}") };
    let E::Collected(Collected { shares: burned, .. }) = collected else { panic!("{collected:?}") };
    let E::UnendorsementBegun(UnendorsementBegun { ready_at: ready, .. }) = begun else { panic!("{begun:?}") };
    let E::UnendorsementFinished(UnendorsementFinished { endorser, endorsed, shares: back }) = finished else {
        panic!("{finished:?}")
    };
    let E::Synced(Synced { before: 0, after, .. }) = synced else { panic!("{synced:?}") };
    let E::StandingClosed(StandingClosed { forfeited, .. }) = closed else { panic!("{closed:?}") };
    assert_eq!((*standing, *ready, *endorser, *endorsed), (adas, ready_at, adas, bos));
    let MessageAcknowledged { sender, recipient, verdict, shares_before, shares_after, .. } = *verdict;
    assert_eq!((sender, recipient, verdict), (ada.address(), bo.mailbox, Verdict::Spam));
    // The history accounts for every share.
    assert_eq!((shares_before, *back), (given - staked, staked - burned));
    assert_eq!((*after, *forfeited), (shares_after + back, shares_after + back));

    assert!(history.is_sorted_by_key(|entry| entry.at), "{history:#?}");
    let at = history.last().unwrap().at.unwrap().0;
    assert!((ready_at..ready_at + 60).contains(&at), "{at}: {ready_at}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_endorsed_finds_that_in_theirs_too() {
    let (harness, founder) = Harness::with_reputation().await;
    let (ada, bo) = (harness.citizen(&founder, 30 * ONE).await, harness.citizen(&founder, 0).await);
    harness.client.endorse(&ada.wallet, &harness.network, &bo.address(), Reputation(10 * ONE)).await.unwrap();
    harness.judged(&bo, &ada, Verdict::Valuable).await;
    let history = harness.history(&bo).await;
    let [E::StandingOpened(_), E::Endorsed(endorsed), E::MessageAcknowledged(judged)] = events(&history)[..] else {
        panic!("{history:#?}");
    };
    assert_eq!(judged.shares_before, endorsed.shares);
    assert_eq!(judged.shares_after, harness.standing(&bo).await.held());
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_of_one_network_even_where_one_transaction_has_verdicts_on_two() {
    let (mut harness, founder) = Harness::with_reputation().await;
    let (ada, bo) = (harness.citizen(&founder, 0).await, harness.citizen(&founder, 30 * ONE).await);
    let (first, here) = (harness.network, harness.send(&ada, &bo, TEXT).await);
    let (founder, _) = founded(&mut harness).await;
    let (client, second) = (&harness.client, harness.network);
    client.create_reputation(&founder, &second, &reputation_core::Parameters::PERSONAL, &token()).await.unwrap();
    for owner in [&ada, &bo] {
        client.open_mailbox(&owner.wallet, &second, owner.secret.encryption_key()).await.unwrap();
        client.open_standing(&owner.wallet, &second).await.unwrap();
    }
    client.seed(&founder, &second, &bo.address(), Reputation(10 * ONE)).await.unwrap();
    let there = harness.send(&ada, &bo, TEXT).await;

    let both = [valuable(&harness, &first, &bo, here).await, valuable(&harness, &second, &bo, there).await];
    let blockhash = client.rpc().get_latest_blockhash().await.unwrap();
    let transaction = Transaction::new(&[&bo.wallet], Message::new(&both, Some(&bo.address())), blockhash);
    client.rpc().send_and_confirm_transaction(&transaction).await.unwrap();
    for (network, message) in [(first, here), (second, there)] {
        let history = client.history(&network, &ada.address(), None, 100).await.unwrap().entries;
        let [E::StandingOpened(_), E::MessageAcknowledged(judged)] = events(&history)[..] else {
            panic!("{history:#?}");
        };
        assert_eq!(judged.message, message);
    }
}
