//! The life of an endorsement over JSON-RPC: given, added to, taken back after a cool-down, sent back, and burned for
//! its endorser's spam.

use bmail_sdk::{
    BuildError, ClientError, NewAccount, PROGRAMS, REPUTATION_ID, Reason,
    accounts::{Endorsement, Verdict},
};
use bmail_testing::{DAY, ReputationError};
use reputation_core::Parameters;
use solana_keypair::Keypair;
use units::Reputation;

use crate::{
    SIGNATURE_FEE, SOL, TEXT, denied,
    harness::{Harness, Person},
    reputation::ONE,
};

/// The largest difference attributed to the seconds that pass.
const A_LITTLE: u64 = ONE / 1_000;

/// Ada with 30 reputation, and Bo with none.
async fn ada_and_bo() -> (Harness, Keypair, Person, Person) {
    let (harness, founder) = Harness::with_reputation().await;
    let (ada, bo) = (harness.citizen(&founder, 30 * ONE).await, harness.citizen(&founder, 0).await);
    (harness, founder, ada, bo)
}

impl Harness {
    async fn endorse(&self, endorser: &Person, endorsed: &Person, amount: u64) -> Result<u64, ClientError> {
        let (network, endorsed) = (&self.network, endorsed.address());
        let receipt = self.client.endorse(&endorser.wallet, network, &endorsed, Reputation(amount)).await?;
        Ok(receipt.network_fee)
    }

    /// A person's own shares, their staked shares, and the support they receive.
    async fn holdings(&self, owner: &Person) -> [u64; 3] {
        let now = self.client.standing_overview(&self.network, &owner.address()).await.unwrap().now;
        [now.own.0, now.staked.0, now.effective.0]
    }

    async fn assert_holdings(&self, owner: &Person, expected: [u64; 3]) {
        let holdings = self.holdings(owner).await;
        for (amount, expected) in holdings.into_iter().zip(expected) {
            assert!(amount.abs_diff(expected) < A_LITTLE, "{holdings:?}: {expected}");
        }
    }
}

/// Shows reputation.md: Staked shares stop counting for the endorser and count, at a discount, for the endorsed.
#[tokio::test(flavor = "multi_thread")]
async fn a_stake_counts_for_the_endorsed_at_a_discount_and_comes_back_after_the_cool_down_with_its_rent() {
    let (harness, _, ada, bo) = ada_and_bo().await;
    let (client, network) = (&harness.client, harness.network);
    let rent = harness.rent(Endorsement::LEN).await;
    assert_eq!(harness.endorse(&ada, &bo, 12 * ONE).await.unwrap(), SIGNATURE_FEE);
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - rent - SIGNATURE_FEE);
    harness.assert_holdings(&ada, [18 * ONE, 12 * ONE, 18 * ONE]).await;
    harness.assert_holdings(&bo, [0, 0, 6 * ONE]).await;
    harness.endorse(&ada, &bo, 8 * ONE).await.unwrap();
    harness.assert_holdings(&bo, [0, 0, 10 * ONE]).await;

    // One part leaves, then the rest, and the cool-down of both starts over.
    let (from, to) = (ada.address(), bo.address());
    client.begin_unendorse(&ada.wallet, &network, &to, Some(Reputation(8 * ONE))).await.unwrap();
    harness.assert_holdings(&ada, [10 * ONE, 20 * ONE, 10 * ONE]).await;
    harness.assert_holdings(&bo, [0, 0, 6 * ONE]).await;
    client.begin_unendorse(&ada.wallet, &network, &to, None).await.unwrap();
    harness.assert_holdings(&bo, [0, 0, 0]).await;
    denied(client.begin_unendorse(&ada.wallet, &network, &to, None).await, ReputationError::TooManyUnits);
    denied(client.finish_unendorse(&bo.wallet, &network, &from, &to).await, ReputationError::CoolingDown);

    let (address, endorsement) = client.endorsements_given(&network, &from).await.unwrap().entries.remove(0);
    assert_eq!(address, PROGRAMS.endorsement(&from, &PROGRAMS.standing(&network, &to).0).0);
    let wait = endorsement.ready_at - client.now().await.unwrap().0;
    assert!((59 * DAY..=60 * DAY).contains(&wait), "{wait}");
    harness.travel_to(endorsement.ready_at);
    let index = harness.standing(&ada).await.index(client.now().await.unwrap());
    client.finish_unendorse(&bo.wallet, &network, &from, &to).await.unwrap();
    assert!(index.shares(Reputation(27 * ONE)).unwrap() > 30 * ONE, "two months have passed");
    assert!(harness.standing(&ada).await.own.abs_diff(30 * ONE) < A_LITTLE, "no share is lost");
    assert_eq!(harness.balance(&from).await, 5 * SOL - 4 * SIGNATURE_FEE, "the rent is back");
    assert_eq!(client.endorsements_given(&network, &from).await.unwrap().entries, []);
    client.close_standing(&ada.wallet, &network).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn endorsements_are_listed_for_who_gave_and_for_who_got_them() {
    let (harness, founder, ada, bo) = ada_and_bo().await;
    let (client, network) = (&harness.client, harness.network);
    let cy = harness.citizen(&founder, 30 * ONE).await;
    for (endorser, endorsed) in [(&ada, &bo), (&ada, &cy), (&cy, &bo)] {
        harness.endorse(endorser, endorsed, 5 * ONE).await.unwrap();
    }
    let standing = |owner: &Person| PROGRAMS.standing(&network, &owner.address()).0;
    let mut given: Vec<_> = client.endorsements_given(&network, &ada.address()).await.unwrap().entries;
    given.sort_by_key(|(_, endorsement)| endorsement.endorsed != standing(&bo));
    assert_eq!(given.iter().map(|(_, one)| one.endorsed).collect::<Vec<_>>(), [standing(&bo), standing(&cy)]);
    let mut received: Vec<_> = client.endorsements_received(&network, &bo.address()).await.unwrap().entries;
    received.sort_by_key(|(_, endorsement)| endorsement.endorser != standing(&ada));
    assert_eq!(received.iter().map(|(_, one)| one.endorser).collect::<Vec<_>>(), [standing(&ada), standing(&cy)]);
    assert_eq!(client.endorsements_received(&network, &ada.address()).await.unwrap().entries, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_to_leave_sends_an_endorsement_back() {
    let (harness, _, ada, bo) = ada_and_bo().await;
    let (client, network) = (&harness.client, harness.network);
    harness.endorse(&ada, &bo, 12 * ONE).await.unwrap();
    denied(client.close_standing(&bo.wallet, &network).await, ReputationError::StillEndorsed);
    denied(client.close_standing(&ada.wallet, &network).await, ReputationError::StillEndorsing);
    client.send_endorsement_back(&bo.wallet, &network, &ada.address()).await.unwrap();
    let (_, endorsement) = client.endorsements_received(&network, &bo.address()).await.unwrap().entries.remove(0);
    harness.travel_to(endorsement.ready_at);
    client.finish_unendorse(&bo.wallet, &network, &ada.address(), &bo.address()).await.unwrap();
    client.close_standing(&bo.wallet, &network).await.unwrap();
    assert!(harness.standing(&ada).await.own.abs_diff(30 * ONE) < A_LITTLE);
}

#[tokio::test(flavor = "multi_thread")]
async fn spam_of_an_endorser_burns_what_they_lent_once_it_is_collected_and_the_report_knows_it_before() {
    let (harness, founder, ada, bo) = ada_and_bo().await;
    let (client, network) = (&harness.client, harness.network);
    let cy = harness.citizen(&founder, 40 * ONE).await;
    harness.endorse(&ada, &bo, 20 * ONE).await.unwrap();
    let message = harness.send(&ada, &cy, TEXT).await;
    client.acknowledge(&cy.wallet, &message, Verdict::Spam).await.unwrap();
    // Four fifths of a fifth.
    let left = [10 * ONE, 20 * ONE].map(|amount| amount - amount * 16 / 100);
    harness.assert_holdings(&ada, [left[0], left[1], left[0]]).await;
    harness.assert_holdings(&bo, [0, 0, 10 * ONE]).await;
    client.collect(&cy.wallet, &network, &ada.address(), &bo.address()).await.unwrap();
    harness.assert_holdings(&ada, [left[0], left[1], left[0]]).await;
    harness.assert_holdings(&bo, [0, 0, left[1] / 2]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stake_that_is_too_small_or_too_great_or_on_nobody_is_refused_and_costs_nothing() {
    let (harness, _, ada, bo) = ada_and_bo().await;
    let nobody = harness.resident().await;
    denied(harness.endorse(&ada, &bo, ONE - A_LITTLE).await, ReputationError::StakeTooSmall);
    denied(harness.endorse(&ada, &bo, 29 * ONE + A_LITTLE).await, ReputationError::ReserveNeeded);
    let reserve = Parameters::PERSONAL.reserve.0;
    assert_eq!(reserve, ONE);
    let error = harness.endorse(&ada, &nobody, 5 * ONE).await.unwrap_err();
    let ClientError::Build(BuildError::NotFound { kind: "standing", address }) = error else { panic!("{error:?}") };
    assert_eq!(address, PROGRAMS.standing(&harness.network, &nobody.address()).0);
    let error = harness.endorse(&ada, &ada, 5 * ONE).await.unwrap_err();
    assert!(matches!(error, ClientError::Refused(Reason::DuplicateAccount)), "{error:?}");
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
    // The minimum is enough, although it is worth a little less when it lands.
    harness.endorse(&ada, &bo, ONE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn lamports_at_an_endorsements_address_do_not_stop_it_and_are_the_endorsers() {
    let (harness, _, ada, bo) = ada_and_bo().await;
    let author = ada.address();
    let (address, seed) = PROGRAMS.endorsement(&author, &PROGRAMS.standing(&harness.network, &bo.address()).0);
    harness.fund(&address, SOL / 100);
    harness.endorse(&ada, &bo, 5 * ONE).await.unwrap();
    let account = NewAccount { author, address, seed, space: Endorsement::LEN, program: REPUTATION_ID };
    assert_eq!(harness.balance(&address).await, harness.rent(account.space).await + SOL / 100);

    harness.client.begin_unendorse(&ada.wallet, &harness.network, &bo.address(), None).await.unwrap();
    let (_, endorsement) =
        harness.client.endorsements_given(&harness.network, &author).await.unwrap().entries.remove(0);
    harness.travel_to(endorsement.ready_at);
    harness.client.finish_unendorse(&ada.wallet, &harness.network, &author, &bo.address()).await.unwrap();
    assert_eq!(harness.balance(&author).await, 5 * SOL + SOL / 100 - 3 * SIGNATURE_FEE);
}

/// Shows security.md: Something of one's own that a node does not show.
#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_an_endorsement_that_a_node_hides_is_not_taken_for_all_of_it() {
    let (harness, _, ada, bo) = ada_and_bo().await;
    harness.endorse(&ada, &bo, 12 * ONE).await.unwrap();
    let address = PROGRAMS.endorsement(&ada.address(), &PROGRAMS.standing(&harness.network, &bo.address()).0).0;
    let lagging = harness.client_of_a_liar(&address, Vec::clear).await;
    let part = Some(Reputation(ONE));
    let error = lagging.begin_unendorse(&ada.wallet, &harness.network, &bo.address(), part).await.unwrap_err();
    let ClientError::Build(BuildError::NotFound { kind: "endorsement", address: missing }) = error else {
        panic!("{error:?}")
    };
    assert_eq!(missing, address);
    harness.assert_holdings(&ada, [18 * ONE, 12 * ONE, 18 * ONE]).await;
    harness.client.begin_unendorse(&ada.wallet, &harness.network, &bo.address(), part).await.unwrap();
    harness.assert_holdings(&bo, [0, 0, 11 * ONE / 2]).await;
}
