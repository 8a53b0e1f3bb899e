//! Verdicts and prices over JSON-RPC: valuable mail earns reputation, spam burns it, and prices depend on it.

use bmail_sdk::accounts::Verdict;
use bmail_sdk::instructions::mail::MailboxSettings;
use postage::{Rules, settle};
use reputation_core::{Burn, Index, Parameters, minted, weight};
use units::{Lamports, Q32, Reputation};

use crate::{
    TEXT,
    harness::{Harness, Person},
    reputation::ONE,
};

impl Harness {
    /// The index now, as far as the clock tells.
    async fn index(&self, of: &Person) -> Index {
        self.standing(of).await.index(self.client.now().await.unwrap())
    }

    async fn judge(&self, by: &Person, from: &Person, verdict: Verdict) -> u64 {
        let draft = self.draft(from, by, TEXT).await.unwrap();
        let (message, _) = self.client.send(&from.wallet, &draft).await.unwrap();
        let fee = self.client.message(&message).await.unwrap().header.fee;
        self.client.acknowledge(&by.wallet, &message, verdict).await.unwrap();
        fee
    }
}

/// Shows reputation.md: A verdict changes the sender's standing as the formulas say, in the transaction that pays the
///   recipient.
#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_of_valuable_earns_what_the_formula_says_and_the_next_letter_costs_less_to_the_lamport() {
    let (harness, founder) = Harness::with_reputation().await;
    let (ada, bo) = (harness.citizen(&founder, 0).await, harness.citizen(&founder, 50 * ONE).await);
    // Only the reputation tells the two quotes apart: neither recipient has heard of her, and everything she sent
    // before is within the free messages.
    let (cy, dan) = (harness.resident().await, harness.resident().await);
    let before = harness.draft(&ada, &cy, TEXT).await.unwrap().quote;

    let fee = harness.judge(&bo, &ada, Verdict::Valuable).await;
    let cut = settle(Lamports(fee), Rules::PERSONAL.fee_split(), postage::Verdict::Valuable).treasury;
    let (parameters, index) = (Parameters::PERSONAL, harness.index(&bo).await);
    let weight =
        weight(harness.standing(&bo).await.effective(harness.client.now().await.unwrap()), parameters.constant);
    let earned = index.shares(minted(cut, parameters.rate, Q32::ZERO, weight)).unwrap();
    assert!(earned.abs_diff(harness.standing(&ada).await.own) <= 1, "{earned}: {:?}", harness.standing(&ada).await);

    let draft = harness.draft(&ada, &dan, TEXT).await.unwrap();
    assert!(draft.quote.newcomer < before.newcomer);
    assert!(draft.quote.postage < before.postage, "{:?} after {before:?}", draft.quote);
    let (message, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(harness.client.message(&message).await.unwrap().header.fee, draft.quote.postage.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_reputation_makes_a_stranger_cheaper_and_opens_a_door() {
    let (harness, founder) = Harness::with_reputation().await;
    let (ada, mal, bo) =
        (harness.citizen(&founder, 10 * ONE).await, harness.citizen(&founder, 0).await, harness.resident().await);
    let settings = MailboxSettings { min_fee: 0, min_reputation: 9 * ONE, accepting: true };
    harness.client.set_mailbox(&bo.wallet, &harness.network, settings).await.unwrap();
    let (known, stranger) =
        (harness.draft(&ada, &bo, TEXT).await.unwrap(), harness.draft(&mal, &bo, TEXT).await.unwrap());
    // At a reputation of K: half of the surcharge.
    let surcharge = f64::from(Rules::PERSONAL.newcomer_surcharge.0) / 10_000.0;
    assert!((known.quote.newcomer.to_f64() - 1.0 - surcharge / 2.0).abs() < 1e-4, "{:?}", known.quote.newcomer);
    assert!((stranger.quote.newcomer.to_f64() - 1.0 - surcharge).abs() < 1e-4);
    let refused = harness.client.send(&mal.wallet, &stranger).await;
    crate::refused(refused, bmail_testing::MailError::ReputationTooLow);
    harness.client.send(&ada.wallet, &known).await.unwrap();
}

/// Shows reputation.md: Spam burns the same fraction of the sender's own shares, of what others staked on the sender,
///   and of what the sender lent.
#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_of_spam_burns_of_what_the_sender_has_and_of_what_others_staked_on_them_alike() {
    let (harness, founder) = Harness::with_reputation().await;
    let (mal, bo, cy) = (
        harness.citizen(&founder, 10 * ONE).await,
        harness.citizen(&founder, 30 * ONE).await,
        harness.citizen(&founder, 40 * ONE).await,
    );
    let (client, network) = (&harness.client, harness.network);
    client.endorse(&bo.wallet, &network, &mal.address(), Reputation(20 * ONE)).await.unwrap();
    let before = harness.standing(&mal).await;
    harness.judge(&cy, &mal, Verdict::Spam).await;
    let after = harness.standing(&mal).await;
    let weight =
        weight(harness.standing(&cy).await.effective(client.now().await.unwrap()), Parameters::PERSONAL.constant);
    let burn = Burn::new(Parameters::PERSONAL.spam_burn, weight, Q32::ZERO);
    for (before, after) in [(before.own, after.own), (before.pool_value, after.pool_value)] {
        let expected = before - burn.of(before);
        assert!(expected.abs_diff(after) < 20, "{expected}: {after}");
        assert!(after < before * 85 / 100, "four fifths of a fifth");
    }
    let overview = client.standing_overview(&network, &bo.address()).await.unwrap();
    assert!(overview.now.staked.0.abs_diff(after.pool_value) < 100, "{overview:?}");
}

/// Shows reputation.md: A verdict of abstain moves no reputation, and neither does `acknowledge`.
#[tokio::test(flavor = "multi_thread")]
async fn abstaining_moves_nothing_and_neither_does_mail_that_was_free() {
    let (harness, founder) = Harness::with_reputation().await;
    let (ada, bo) = (harness.citizen(&founder, ONE).await, harness.citizen(&founder, 50 * ONE).await);
    let before = harness.standing(&ada).await;
    harness.judge(&bo, &ada, Verdict::Abstain).await;
    for (owner, other) in [(&ada, &bo), (&bo, &ada)] {
        harness.client.set_contact(&owner.wallet, &harness.network, &other.address(), true).await.unwrap();
    }
    assert_eq!(harness.judge(&bo, &ada, Verdict::Valuable).await, 0);
    assert_eq!(harness.standing(&ada).await, before);
}

/// Shows reputation.md: Mail works for people without a standing, and on networks without reputation.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_standing_is_read_and_paid_all_the_same_and_so_is_everybody_where_there_is_no_reputation() {
    let (harness, founder) = Harness::with_reputation().await;
    let citizen = harness.citizen(&founder, 50 * ONE).await;
    let (one, other) = harness.ada_and_bo().await;
    let before = harness.standing(&citizen).await;
    for (from, to) in [(&one, &citizen), (&citizen, &one), (&one, &other)] {
        for verdict in [Verdict::Valuable, Verdict::Spam] {
            let balance = harness.balance(&to.address()).await;
            assert!(harness.judge(to, from, verdict).await > 0);
            assert!(harness.balance(&to.address()).await > balance);
        }
    }
    assert_eq!(harness.standing(&citizen).await, before);

    let plain = Harness::open().await;
    let (ada, bo) = plain.ada_and_bo().await;
    assert!(plain.judge(&bo, &ada, Verdict::Spam).await > 0);
    assert_eq!(plain.client.history(&plain.network, &ada.address(), None, 100).await.unwrap().entries, []);
}
