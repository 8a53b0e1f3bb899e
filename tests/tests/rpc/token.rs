//! The token over JSON-RPC: it follows the standing up and down, and wallets show what the programs count.

use bmail_sdk::{PROGRAMS, accounts::Verdict, pda};
use bmail_testing::DAY;
use units::Reputation;

use crate::{
    TEXT,
    harness::{Harness, Person},
    reputation::ONE,
};

impl Harness {
    /// What a wallet shows for a person's tokens.
    async fn shown(&self, owner: &Person) -> f64 {
        let account = pda::token_account(&owner.address(), &PROGRAMS.mint(&self.network).0).0;
        self.client.rpc().get_token_account_balance(&account).await.unwrap().ui_amount.unwrap()
    }

    async fn sync(&self, payer: &Person, owner: &Person) {
        self.client.sync(&payer.wallet, &self.network, &owner.address()).await.unwrap();
        let overview = self.client.standing_overview(&self.network, &owner.address()).await.unwrap();
        assert!(overview.is_synced, "{overview:?}");
    }

    /// Panics unless a wallet shows the standing's value, within a thousandth.
    async fn assert_shown(&self, owner: &Person) {
        let overview = self.client.standing_overview(&self.network, &owner.address()).await.unwrap();
        let held = (overview.now.own.0 + overview.now.received.0) as f64 / ONE as f64;
        let shown = self.shown(owner).await;
        assert!((shown / held - 1.0).abs() < 1e-3, "{shown} is shown of {held}");
        assert!((overview.token.unwrap().0 as f64 / ONE as f64 / held - 1.0).abs() < 1e-6, "{overview:?}");
    }
}

/// Shows reputation.md: Anyone can sync a holder's tokens to what their standing holds: own shares, and what others
///   staked on the holder.
#[tokio::test(flavor = "multi_thread")]
async fn anybody_brings_the_token_to_the_standing_up_and_down_and_a_wallet_shows_it_as_it_decays() {
    let (harness, founder) = Harness::with_reputation().await;
    let (ada, bo) = (harness.citizen(&founder, 30 * ONE).await, harness.citizen(&founder, 20 * ONE).await);
    let (client, network) = (&harness.client, harness.network);
    let overview = client.standing_overview(&network, &ada.address()).await.unwrap();
    assert_eq!((overview.token, overview.is_synced), (None, false));
    harness.sync(&bo, &ada).await;
    harness.assert_shown(&ada).await;

    // Wallets also show what others staked on the person.
    client.endorse(&bo.wallet, &network, &ada.address(), Reputation(10 * ONE)).await.unwrap();
    assert!(!client.standing_overview(&network, &ada.address()).await.unwrap().is_synced);
    harness.sync(&bo, &ada).await;
    assert!((39.9..40.1).contains(&harness.shown(&ada).await));

    let message = harness.send(&ada, &bo, TEXT).await;
    client.acknowledge(&bo.wallet, &message, Verdict::Spam).await.unwrap();
    harness.sync(&ada, &ada).await;
    assert!(harness.shown(&ada).await < 37.0);
    harness.assert_shown(&ada).await;

    harness.travel_to(client.now().await.unwrap().0 + 365 * DAY);
    assert!(harness.shown(&ada).await < 18.5, "a half-life has passed");
    harness.assert_shown(&ada).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_thirty_days_it_is_what_the_report_said() {
    let (harness, founder) = Harness::with_reputation().await;
    let (ada, bo) = (harness.citizen(&founder, 30 * ONE).await, harness.citizen(&founder, 20 * ONE).await);
    let (client, network) = (&harness.client, harness.network);
    client.endorse(&bo.wallet, &network, &ada.address(), Reputation(10 * ONE)).await.unwrap();
    for owner in [&ada, &bo] {
        let before = client.standing_overview(&network, &owner.address()).await.unwrap();
        assert_eq!(before.in_30_days.at.0, before.now.at.0 + 30 * DAY);
        harness.travel_to(before.in_30_days.at.0);
        let after = client.standing_overview(&network, &owner.address()).await.unwrap();
        for (said, is) in [
            (before.in_30_days.own, after.now.own),
            (before.in_30_days.staked, after.now.staked),
            (before.in_30_days.received, after.now.received),
            (before.in_30_days.counted, after.now.counted),
            (before.in_30_days.effective, after.now.effective),
        ] {
            assert!(said.0.abs_diff(is.0) < 100, "{before:?}, {after:?}");
        }
        assert!(after.now.effective < before.now.effective);
    }
}

/// Shows reputation.md: A person who closes their standing loses its shares and tokens, and gets the rent back.
#[tokio::test(flavor = "multi_thread")]
async fn the_tokens_of_a_standing_that_is_given_up_are_gone() {
    let (harness, founder) = Harness::with_reputation().await;
    let ada = harness.citizen(&founder, 30 * ONE).await;
    harness.sync(&ada, &ada).await;
    assert!(harness.shown(&ada).await > 29.9);
    harness.client.close_standing(&ada.wallet, &harness.network).await.unwrap();
    assert_eq!(harness.shown(&ada).await, 0.0);
}
