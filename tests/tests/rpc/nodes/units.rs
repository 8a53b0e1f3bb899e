//! Compute units: the state that counts is the one in which a transaction lands.

use bmail_sdk::{ClientError, Plan, Priority, Reason, instructions::Step};
use serde_json::json;
use solana_system_interface::instruction::transfer;

use super::call;
use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::Harness,
    proxy::Fate::{Arrives, Forged},
};

/// At one lamport per compute unit, the fee reveals the limit.
const REVEALING: Priority = Priority(1_000_000);
const MARGIN: u64 = 5_000;

/// A simulation that says how many units it used.
fn simulated(units: u64) -> &'static str {
    let value = json!({"err": null, "logs": [], "accounts": null, "unitsConsumed": units, "returnData": null,
        "innerInstructions": null});
    json!({"jsonrpc": "2.0", "id": 0, "result": {"context": {"slot": 1}, "value": value}}).to_string().leak()
}

/// What was simulated, from what was paid for the limit.
fn simulated_units(network_fee: u64) -> u64 {
    let limit = network_fee - SIGNATURE_FEE - MARGIN;
    (0..limit).find(|units| units + units / 10 == limit).unwrap()
}

/// Shows security.md: A limit of compute units from a state that is not the one that counts.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_lands_in_another_second_than_it_was_simulated_in() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    harness.send(&ada, &bo, TEXT).await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (validator, now) = (harness.url().to_owned(), harness.client.now().await.unwrap().0);
    let client = harness.client_through(move |method, count| {
        if (method, count) == ("sendTransaction", 1) {
            let later = u64::try_from(now + 2).unwrap() * 1_000;
            call(&validator, "surfnet_timeTravel", json!([{"absoluteTimestamp": later}]));
        }
        Arrives
    });
    let (_, receipt) = client.with_priority(REVEALING).send(&ada.wallet, &draft).await.unwrap();
    let simulated = simulated_units(receipt.network_fee);
    assert!(receipt.compute_units > simulated, "{} {simulated}", receipt.compute_units);
}

/// Shows security.md: A limit of compute units from a state that is not the one that counts.
/// Shows security.md: Prefunded addresses.
#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_opens_though_its_address_is_given_lamports_meanwhile() {
    let harness = Harness::open().await;
    let ada = harness.newcomer();
    let (validator, mailbox) = (harness.url().to_owned(), ada.mailbox);
    let client = harness.client_through(move |method, count| {
        if (method, count) == ("sendTransaction", 1) {
            Harness::gift(&validator, &mailbox, 1_000_000);
        }
        Arrives
    });
    let key = ada.secret.encryption_key();
    let client = client.with_priority(REVEALING);
    let (_, receipt) = client.open_mailbox(&ada.wallet, &harness.network, key).await.unwrap();
    let simulated = simulated_units(receipt.network_fee);
    assert!(receipt.compute_units > simulated + simulated / 10, "{} {simulated}", receipt.compute_units);
    let dues = harness.mailbox_rent().await - 1_000_000 + receipt.network_fee;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - dues, "the gift pays a part of the rent");
}

/// Shows security.md: A limit of compute units from a state that is not the one that counts.
#[tokio::test(flavor = "multi_thread")]
async fn what_ran_out_of_units_is_planned_anew_once() {
    const GIFTS: u64 = 40;
    let harness = Harness::open().await;
    let (ada, bo) = (harness.newcomer(), harness.newcomer());
    // Each transfer takes 150 units, so all together take more than the margin.
    let gift = || Plan::from(Step::from(transfer(&ada.address(), &bo.address(), 1)));
    let gifts = Plan::together((0..GIFTS).map(|_| gift()));
    for (forged, landed) in [(1, true), (usize::MAX, false)] {
        for person in [&ada, &bo] {
            harness.fund(&person.address(), 5 * SOL);
        }
        let client = harness.client_through(move |method, count| match method {
            "simulateTransaction" if count <= forged => Forged(simulated(1)),
            _ => Arrives,
        });
        let result = client.execute(&gifts, &[&ada.wallet]).await;
        let given = if landed { GIFTS } else { 0 };
        match result {
            Ok(receipts) => assert!(landed && receipts.len() == 1),
            Err(error) => {
                assert!(!landed && matches!(error, ClientError::Refused(Reason::OutOfUnits)), "{error:?}");
            }
        }
        assert_eq!(harness.balance(&bo.address()).await, 5 * SOL + given);
        let left = harness.balance(&ada.address()).await;
        assert_eq!(left, 5 * SOL - given - 2 * SIGNATURE_FEE, "the first transaction has cost its fee, too");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_simulation_that_used_nothing_is_taken_for_one_that_does_not_say() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let client = harness.client_through(move |method, count| match (method, count) {
        ("simulateTransaction", 1) => Forged(simulated(0)),
        _ => Arrives,
    });
    let (_, receipt) = client.with_priority(Priority(1_000)).send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(receipt.network_fee, SIGNATURE_FEE + 1_400);
}

/// Shows security.md: A plan that locks more than its caller wants.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_makes_up_units_raises_no_fee_above_the_callers_limit() {
    const DEAR: Priority = Priority(10_000_000);
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let lying = |units, limit| {
        let client = harness.client_through(move |method, _| match method {
            "simulateTransaction" => Forged(simulated(units)),
            _ => Arrives,
        });
        client.with_priority(DEAR).with_max_network_fee(limit)
    };
    let most = SIGNATURE_FEE + 14_000_000;
    for units in [0, 1_400_000] {
        let error = lying(units, most - 1).send(&ada.wallet, &draft).await.unwrap_err();
        let ClientError::NetworkFeeTooHigh { asked, limit } = error else { panic!("{error:?}") };
        assert_eq!((asked, limit), (most, most - 1));
    }
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
    let (_, receipt) = lying(0, most).send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(receipt.network_fee, most);
}
