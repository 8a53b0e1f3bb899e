//! Verdicts and prices over JSON-RPC: what is valuable earns reputation, spam burns it, and a price knows it.

use bmail_sdk::accounts::Verdict;
use postage::{Lamports, Q32, Reputation, Rules, settle};
use standing::{Burn, Index, Parameters, minted, weight};

use crate::{
    TEXT,
    reputation::ONE,
    stage::{Person, Stage},
};

impl Stage {
    /// What the index is, as far as the clock tells.
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

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_of_valuable_earns_what_the_formula_says_and_the_next_letter_costs_less_to_the_lamport() {
    let (stage, founder) = Stage::with_reputation().await;
    let (ada, bo) = (stage.citizen(&founder, 0).await, stage.citizen(&founder, 50 * ONE).await);
    // Nothing but the reputation tells these two apart: both have not heard of her, and nothing that she sent before is
    // beyond what is free.
    let (cy, dan) = (stage.resident().await, stage.resident().await);
    let before = stage.draft(&ada, &cy, TEXT).await.unwrap().quote;

    let fee = stage.judge(&bo, &ada, Verdict::Valuable).await;
    let cut = settle(Lamports(fee), Rules::PERSONAL.terms(), postage::Verdict::Valuable).treasury;
    let (parameters, index) = (Parameters::PERSONAL, stage.index(&bo).await);
    let weight = weight(stage.standing(&bo).await.effective(stage.client.now().await.unwrap()), parameters.constant);
    let earned = index.shares(minted(cut, parameters.rate, Q32::ZERO, weight)).unwrap();
    assert!(earned.abs_diff(stage.standing(&ada).await.own) <= 1, "{earned}: {:?}", stage.standing(&ada).await);

    let draft = stage.draft(&ada, &dan, TEXT).await.unwrap();
    assert!(draft.quote.newcomer < before.newcomer);
    assert!(draft.quote.postage < before.postage, "{:?} after {before:?}", draft.quote);
    let (message, _) = stage.client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(stage.client.message(&message).await.unwrap().header.fee, draft.quote.postage.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_reputation_makes_a_stranger_cheaper_and_opens_a_door() {
    let (stage, founder) = Stage::with_reputation().await;
    let (ada, mal, bo) =
        (stage.citizen(&founder, 10 * ONE).await, stage.citizen(&founder, 0).await, stage.resident().await);
    let terms = bmail_sdk::Terms { min_fee: 0, min_reputation: 9 * ONE, accepting: true };
    stage.client.set_mailbox(&bo.wallet, &stage.network, terms).await.unwrap();
    let (known, stranger) = (stage.draft(&ada, &bo, TEXT).await.unwrap(), stage.draft(&mal, &bo, TEXT).await.unwrap());
    // With K: half of the surcharge of four.
    assert!((known.quote.newcomer.to_f64() - 3.0).abs() < 1e-4, "{:?}", known.quote.newcomer);
    assert!((stranger.quote.newcomer.to_f64() - 5.0).abs() < 1e-4);
    let refused = stage.client.send(&mal.wallet, &stranger).await;
    crate::refused(refused, bmail_testing::MailError::ReputationTooLow);
    stage.client.send(&ada.wallet, &known).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_of_spam_burns_of_what_the_sender_has_and_of_what_others_staked_on_them_alike() {
    let (stage, founder) = Stage::with_reputation().await;
    let (mal, bo, cy) = (
        stage.citizen(&founder, 10 * ONE).await,
        stage.citizen(&founder, 30 * ONE).await,
        stage.citizen(&founder, 40 * ONE).await,
    );
    let (client, network) = (&stage.client, stage.network);
    client.endorse(&bo.wallet, &network, &mal.address(), Reputation(20 * ONE)).await.unwrap();
    let before = stage.standing(&mal).await;
    stage.judge(&cy, &mal, Verdict::Spam).await;
    let after = stage.standing(&mal).await;
    let weight =
        weight(stage.standing(&cy).await.effective(client.now().await.unwrap()), Parameters::PERSONAL.constant);
    let burn = Burn::new(Parameters::PERSONAL.spam_burn, weight, Q32::ZERO);
    for (before, after) in [(before.own, after.own), (before.pool_value, after.pool_value)] {
        let expected = before - burn.of(before);
        assert!(expected.abs_diff(after) < 20, "{expected}: {after}");
        assert!(after < before * 85 / 100, "four fifths of a fifth");
    }
    let report = client.report(&network, &bo.address()).await.unwrap();
    assert!(report.now.staked.0.abs_diff(after.pool_value) < 100, "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn abstaining_moves_nothing_and_neither_does_mail_that_was_free() {
    let (stage, founder) = Stage::with_reputation().await;
    let (ada, bo) = (stage.citizen(&founder, ONE).await, stage.citizen(&founder, 50 * ONE).await);
    let before = stage.standing(&ada).await;
    stage.judge(&bo, &ada, Verdict::Abstain).await;
    for (owner, other) in [(&ada, &bo), (&bo, &ada)] {
        stage.client.set_contact(&owner.wallet, &stage.network, &other.address(), true).await.unwrap();
    }
    assert_eq!(stage.judge(&bo, &ada, Verdict::Valuable).await, 0);
    assert_eq!(stage.standing(&ada).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_standing_is_read_and_paid_all_the_same_and_so_is_everybody_where_there_is_no_reputation() {
    let (stage, founder) = Stage::with_reputation().await;
    let citizen = stage.citizen(&founder, 50 * ONE).await;
    let (one, other) = stage.ada_and_bo().await;
    let before = stage.standing(&citizen).await;
    for (from, to) in [(&one, &citizen), (&citizen, &one), (&one, &other)] {
        for verdict in [Verdict::Valuable, Verdict::Spam] {
            let balance = stage.balance(&to.address()).await;
            assert!(stage.judge(to, from, verdict).await > 0);
            assert!(stage.balance(&to.address()).await > balance);
        }
    }
    assert_eq!(stage.standing(&citizen).await, before);

    let plain = Stage::open().await;
    let (ada, bo) = plain.ada_and_bo().await;
    assert!(plain.judge(&bo, &ada, Verdict::Spam).await > 0);
    assert_eq!(plain.client.history(&plain.network, &ada.address()).await.unwrap(), []);
}
