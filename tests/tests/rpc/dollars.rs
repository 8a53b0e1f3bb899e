//! What SOL is worth, by Pyth's account on the cluster.

use bmail_sdk::cost::{Dollars, SOL_USD_ACCOUNT};
use solana_pubkey::Pubkey;

use crate::{
    harness::Harness,
    proxy::Fate::{Arrives, RequestLost},
};

const RECEIVER: Pubkey = Pubkey::from_str_const("rec5EKMGg6MxZYaMdyBfgwp4d5rB9T1VQH5pJv5LtFJ");

/// Pyth's account of SOL at 150 dollars, published at this time.
fn account(published: i64) -> Vec<u8> {
    let mut data = vec![34, 241, 35, 99, 157, 126, 244, 205];
    data.extend([7; 32]);
    data.push(1);
    data.extend(hex("ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d"));
    data.extend(15_000_000_000_i64.to_le_bytes());
    data.extend(10_000_000_u64.to_le_bytes());
    data.extend((-8_i32).to_le_bytes());
    data.extend(published.to_le_bytes());
    data.resize(134, 0);
    data
}

fn hex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|place| u8::from_str_radix(&digits[place..place + 2], 16).unwrap()).collect()
}

/// Shows letters.md: Dollars are those of Pyth's account on the cluster, if it is fresh and certain; else amounts are in
///   SOL.
/// Shows security.md: A rate of dollars that a node made up.
#[tokio::test(flavor = "multi_thread")]
async fn the_rate_is_that_of_a_fresh_account_of_pyth_and_there_is_none_otherwise() {
    let harness = Harness::open().await;
    let client = &harness.client;
    assert_eq!(client.dollars().await, None, "there is no account");
    let now = client.now().await.unwrap().0;
    harness.forge(&SOL_USD_ACCOUNT, 1_000_000_000, &account(now), &RECEIVER);
    assert_eq!(client.dollars().await, Some(Dollars::per_sol(150_000_000)));
    harness.forge(&SOL_USD_ACCOUNT, 1_000_000_000, &account(now - 400), &RECEIVER);
    assert_eq!(client.dollars().await, None, "it is old");
    harness.forge(&SOL_USD_ACCOUNT, 1_000_000_000, &account(now), &bmail_sdk::MAIL_ID);
    assert_eq!(client.dollars().await, None, "it is somebody else's");
}

/// Shows letters.md: Dollars are those of Pyth's account on the cluster, if it is fresh and certain; else amounts are in
///   SOL.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_does_not_answer_has_no_rate() {
    let harness = Harness::open().await;
    let client =
        harness.client_through(|method, _| if method == "getMultipleAccounts" { RequestLost } else { Arrives });
    assert_eq!(client.dollars().await, None);
}
