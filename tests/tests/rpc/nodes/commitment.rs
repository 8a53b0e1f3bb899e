//! The SDK's commitment is its own, whatever that of the connection is.

use bmail_sdk::{
    Client,
    accounts::{Opinion, Verdict},
    instructions::mail::{LongDraft, Mode, Newsletter},
};
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use units::{Reputation, Seconds};

use super::Heard;
use crate::{
    TEXT,
    bounty::Scenario,
    harness::Harness,
    proxy::{
        self,
        Fate::{Arrives, Forged},
    },
    refusals::noise,
};

/// The response of a node whose final state is older than what was just done.
const OLDER: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32602,"message":"that is not final yet"}}"#;

/// A client as somebody makes it who knows Solana's: its connection asks for the final state. The node knows nothing
/// there yet.
fn strangers_client(harness: &Harness) -> (Client, Heard<String>) {
    let wrong = Heard::default();
    let keep = wrong.clone();
    let url = proxy::open_with_bodies(harness.url(), move |method, _, body| {
        let body = String::from_utf8_lossy(body).into_owned();
        let has_none = ["getGenesisHash", "getRecentPrioritizationFees", "getSignatureStatuses", "sendTransaction"];
        if has_none.contains(&method) || body.contains(r#""commitment":"confirmed""#) {
            return Arrives;
        }
        keep.push(body);
        Forged(OLDER)
    });
    (Client::new(RpcClient::new(url)), wrong)
}

/// Shows security.md: Two commitments in one errand.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_is_there_when_it_is_read() {
    let mut harness = Harness::open().await;
    let (client, wrong) = strangers_client(&harness);
    harness.client = client;
    let (ada, bo) = harness.ada_and_bo().await;
    for _ in 0..2 {
        let message = harness.send(&ada, &bo, TEXT).await;
        assert_eq!(harness.client.read(&message, &bo.secret).await.unwrap().text, TEXT);
        harness.client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    }
    let draft =
        harness.client.draft(&bo.address(), &harness.network, &ada.address(), TEXT, Mode::Posted).await.unwrap();
    harness.client.send_and_reveal(&bo.wallet, &draft).await.unwrap();
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &noise(3_000)).unwrap();
    harness.client.upload(&ada.wallet, &long, &|_| {}).await.unwrap();
    let mut newsletter = Newsletter::new(harness.network, long, [bo.address()]).unwrap();
    harness.client.deliver(&ada.wallet, &mut newsletter, u64::MAX, &mut |_| Ok(())).await.unwrap();
    assert_eq!(harness.client.outbox(&ada.address()).await.unwrap().entries.len(), 1);
    assert_eq!(wrong.all(), Vec::<String>::new());
}

/// Shows security.md: Two commitments in one errand.
#[tokio::test(flavor = "multi_thread")]
async fn so_it_is_with_reputation_and_bounties() {
    let mut harness = Harness::open().await;
    let (client, wrong) = strangers_client(&harness);
    harness.client = client;
    let scenario = Scenario::on(harness).await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let ada = harness.citizen(&scenario.founder, 50_000_000).await;
    let bo = harness.citizen(&scenario.founder, 1_000_000).await;
    client.endorse(&ada.wallet, &harness.network, &bo.address(), Reputation(2_000_000)).await.unwrap();
    client.sync(&ada.wallet, &harness.network, &ada.address()).await.unwrap();
    assert!(client.standing_overview(&harness.network, &ada.address()).await.unwrap().is_synced);
    let page = client.history(&harness.network, &ada.address(), None, 10).await.unwrap();
    assert!(!page.entries.is_empty());
    let bounty = scenario.create(scenario.plan()).await;
    client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
    scenario.submitted(&bounty, &[&ada]).await;
    scenario.judge(&bounty, &ada, Opinion::Accept).await;
    assert_eq!(client.bounties_submitted_to(&ada.address()).await.unwrap().entries.len(), 1);
    client.economy(&harness.network).await.unwrap();
    client.population(&harness.network, Seconds(0), Reputation(0)).await.unwrap();
    assert_eq!(wrong.all(), Vec::<String>::new());
}
