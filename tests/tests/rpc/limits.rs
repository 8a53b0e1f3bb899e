//! A node that lies about what something costs locks up no more than its caller's limit.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bmail_sdk::{
    Client, ClientError,
    accounts::{Mailbox, Submission},
    generated::bounty::layout::fields,
    sealing::SecretKey,
};

use crate::{
    SIGNATURE_FEE, SOL,
    bounty::{Scenario, TERMS, TOTAL, secret},
    harness::Harness,
    proxy::Fate::{Arrives, Forged},
};

/// The place of the stake in a bounty's account.
const STAKE: usize = fields::bounty::TERMS_STAKE;

#[track_caller]
fn over_limit<T: std::fmt::Debug>(result: Result<T, ClientError>, expected: (u64, u64)) {
    let error = result.unwrap_err();
    let ClientError::OverLimit { asked, limit } = error else { panic!("{error:?}") };
    assert_eq!((asked, limit), expected);
}

fn write(data: &mut [u8], offset: usize, number: u64) {
    data[offset..][..8].copy_from_slice(&number.to_le_bytes());
}

/// Shows security.md: A node that lies about a stake, about what a bounty lacks, or about rent.
#[tokio::test(flavor = "multi_thread")]
async fn a_stake_that_a_node_makes_up_is_not_put_down() {
    let (scenario, bounty) = Scenario::with_open().await;
    scenario.reviewers_have_mailboxes().await;
    let (harness, ada) = (&scenario.harness, scenario.harness.newcomer());
    let liar = harness.client_of_a_liar(&bounty, |data| write(data, STAKE, 4 * SOL)).await;
    assert_eq!(liar.bounty(&bounty).await.unwrap().header.terms.stake.0, 4 * SOL);
    let (submission, content) = (secret(&ada, &bounty), ada.address());
    let lied = (4 * SOL, TERMS.stake.0);
    over_limit(liar.commit(&ada.wallet, &submission, content.as_ref(), TERMS.stake.0, None).await, lied);
    over_limit(liar.commit_to(&ada.wallet, &bounty, submission.commitment(), TERMS.stake.0).await, lied);
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);

    harness.client.commit_to(&ada.wallet, &bounty, submission.commitment(), TERMS.stake.0).await.unwrap();
    let dues = TERMS.stake.0 + harness.rent(Submission::LEN).await + SIGNATURE_FEE;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - dues);
}

/// Shows security.md: A node that lies about a stake, about what a bounty lacks, or about rent.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_bounty_lacks_is_paid_up_to_the_issuers_limit() {
    let (scenario, bounty) = Scenario::with_draft().await;
    let (harness, issuer) = (&scenario.harness, &scenario.issuer);
    let before = harness.balance(&issuer.address()).await;
    let liar = harness.client_of_a_liar(&bounty, |data| write(data, fields::bounty::TERMS_REWARD, 2 * SOL)).await;
    over_limit(liar.fund_and_open(&issuer.wallet, &bounty, TOTAL, 0).await, (4 * SOL, TOTAL));
    over_limit(harness.client.fund_and_open(&issuer.wallet, &bounty, TOTAL - 1, 0).await, (TOTAL, TOTAL - 1));
    assert_eq!(harness.balance(&issuer.address()).await, before);
    harness.client.fund_and_open(&issuer.wallet, &bounty, TOTAL, 0).await.unwrap();
}

/// Shows security.md: A node that lies about a stake, about what a bounty lacks, or about rent.
#[tokio::test(flavor = "multi_thread")]
async fn a_bond_that_a_node_makes_up_is_not_put_down() {
    const BOND: u64 = SOL / 100;
    let scenario = Scenario::new().await;
    let mut plan = scenario.plan();
    plan.terms.bond.0 = BOND;
    let bounty = scenario.create(plan).await;
    let (harness, issuer) = (&scenario.harness, &scenario.issuer);
    let before = harness.balance(&issuer.address()).await;
    let liar = harness.client_of_a_liar(&bounty, |data| write(data, fields::bounty::TERMS_BOND, 4 * SOL)).await;
    over_limit(liar.fund_and_open(&issuer.wallet, &bounty, TOTAL, BOND).await, (4 * SOL, BOND));
    over_limit(liar.open_bounty(&issuer.wallet, &bounty, BOND).await, (4 * SOL, BOND));
    over_limit(harness.client.open_bounty(&issuer.wallet, &bounty, BOND - 1).await, (BOND, BOND - 1));
    assert_eq!(harness.balance(&issuer.address()).await, before);
    harness.client.fund_and_open(&issuer.wallet, &bounty, TOTAL, BOND).await.unwrap();
}

/// Shows security.md: A node that lies about a stake, about what a bounty lacks, or about rent.
#[tokio::test(flavor = "multi_thread")]
async fn rent_above_what_solana_ever_asked_is_not_paid_by_any_call() {
    // A thousand times as much, and the least that is too much.
    const LIES: [(&str, u64); 2] = [
        (r#"{"jsonrpc":"2.0","id":0,"result":890880000}"#, 6_960_000),
        (r#"{"jsonrpc":"2.0","id":0,"result":890881}"#, 6_961),
    ];
    let harness = Harness::open().await;
    let ada = harness.newcomer();
    for (lie, per_byte) in LIES {
        let sent = Arc::new(AtomicUsize::new(0));
        let count = sent.clone();
        let fate = move |method: &str, _| match method {
            "getMinimumBalanceForRentExemption" => Forged(lie),
            _ => {
                count.fetch_add(usize::from(method.contains("Transaction")), Relaxed);
                Arrives
            }
        };
        let liar = harness.client_through(fate);
        let key = ada.secret.encryption_key();
        for error in [
            liar.open_mailbox(&ada.wallet, &harness.network, key).await.unwrap_err(),
            liar.open_standing(&ada.wallet, &harness.network).await.unwrap_err(),
            liar.set_contact(&ada.wallet, &harness.network, &harness.network, true).await.unwrap_err(),
        ] {
            let ClientError::RentTooHigh { asked, limit: 6_960 } = error else { panic!("{error:?}") };
            assert_eq!(asked, per_byte);
        }
        assert_eq!((sent.load(Relaxed), harness.balance(&ada.address()).await), (0, 5 * SOL));
        // Who runs a cluster of their own can raise it.
        assert!(liar.with_max_rent(per_byte).chain().await.is_ok());
    }
}

/// Shows security.md: A plan that locks more than its caller wants.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_with_a_limit_locks_no_lamport_more_with_any_plan() {
    let harness = Harness::open().await;
    let ada = harness.newcomer();
    let (rent, key) = (harness.rent(Mailbox::LEN).await, ada.secret.encryption_key());
    let client = |limit| harness.connect().with_limit(limit);
    let opened = client(rent - 1).open_mailbox(&ada.wallet, &harness.network, key).await;
    over_limit(opened, (rent, rent - 1));
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
    client(rent).open_mailbox(&ada.wallet, &harness.network, key).await.unwrap();

    // Several transactions count together, and nothing of them is sent.
    let (two, others): (Client, _) = (client(2 * rent - 1), [harness.newcomer(), harness.newcomer()]);
    let chain = two.chain().await.unwrap();
    let open = |person: &crate::harness::Person| {
        let key = SecretKey::from_keypair(&person.wallet, &harness.network, 1).encryption_key();
        bmail_sdk::instructions::mail::open_mailbox(&chain, &harness.network, &person.address(), key)
    };
    let both = open(&others[0]).then(open(&others[1]));
    let signers = others.each_ref().map(|person| &person.wallet as &dyn solana_signer::Signer);
    over_limit(two.execute(&both, &signers).await, (2 * rent, 2 * rent - 1));
    for person in &others {
        assert_eq!(harness.balance(&person.address()).await, 5 * SOL);
    }
    client(2 * rent).execute(&both, &signers).await.unwrap();

    // A message is held by its maximum fee, with the rent of its account and of the correspondence.
    let bo = harness.resident().await;
    harness.fund(&ada.address(), 5 * SOL);
    let draft = harness.draft(&ada, &bo, b"Dear Bo").await.unwrap();
    let dues = draft.max_fee + harness.message_rent(&draft).await + harness.correspondence_rent().await;
    over_limit(client(dues - 1).send(&ada.wallet, &draft).await, (dues, dues - 1));
    client(dues).send(&ada.wallet, &draft).await.unwrap();
}
