//! Transactions that are signed elsewhere: prepared without a key, sent with a signature.

use bmail_sdk::{
    ClientError, Lifetime, Plan,
    accounts::Verdict,
    instructions::mail::{self, MailboxSettings},
};
use bmail_testing::MailError;
use solana_keypair::Keypair;
use solana_message::VersionedMessage;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::create_nonce_account;
use solana_transaction::versioned::VersionedTransaction;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::{Harness, Person},
    refused,
};

/// A plan that sets the least postage of a person's mailbox.
async fn asking(harness: &Harness, person: &Person, min_fee: u64) -> Plan {
    let settings = MailboxSettings { min_fee, min_reputation: 0, accepting: true };
    mail::set_mailbox(&harness.client.chain().await.unwrap(), &harness.network, &person.address(), &settings)
}

async fn prepared(harness: &Harness, person: &Person, plan: Plan, lifetime: &Lifetime) -> VersionedMessage {
    harness.client.prepare(&plan.only(), &person.address(), lifetime).await.unwrap()
}

fn signed(message: VersionedMessage, by: &Person) -> VersionedTransaction {
    VersionedTransaction::try_new(message, &[&by.wallet]).unwrap()
}

async fn nonce(harness: &Harness, authority: &Person) -> Pubkey {
    let (account, payer) = (Keypair::new(), authority.address());
    let instructions = create_nonce_account(&payer, &account.pubkey(), &payer, SOL / 100);
    let plan = Plan::together(instructions.into_iter().map(Plan::from));
    harness.client.execute(&plan, &[&authority.wallet, &account]).await.unwrap();
    account.pubkey()
}

/// Shows security.md: Landing a prepared transaction twice.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_signed_elsewhere_lands_once_and_the_same_arguments_make_the_same_message() {
    let harness = Harness::open().await;
    let (ada, _) = harness.ada_and_bo().await;
    let client = &harness.client;
    let lifetime = Lifetime::Recent(client.blockhash().await.unwrap());
    let message = prepared(&harness, &ada, asking(&harness, &ada, 7).await, &lifetime).await;
    assert_eq!(prepared(&harness, &ada, asking(&harness, &ada, 7).await, &lifetime).await, message);
    let before = harness.balance(&ada.address()).await;
    let transaction = signed(message, &ada);
    let first = client.send_signed(&transaction).await.unwrap();
    let second = client.send_signed(&transaction).await.unwrap();
    assert_eq!((first.signature, first.network_fee), (second.signature, SIGNATURE_FEE));
    assert_eq!(harness.balance(&ada.address()).await, before - SIGNATURE_FEE);
    assert_eq!(client.mailbox(&ada.mailbox).await.unwrap().min_fee, 7);
}

/// Shows security.md: Landing a prepared transaction twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_nonce_gives_time_and_is_used_once() {
    let harness = Harness::in_a_hurry(10).await;
    let (ada, _) = harness.ada_and_bo().await;
    let client = &harness.client;
    let account = nonce(&harness, &ada).await;
    let nonce = client.nonce(&account).await.unwrap();
    assert_eq!((nonce.account, nonce.authority), (account, ada.address()));
    let lifetime = Lifetime::Durable(nonce);
    let one = signed(prepared(&harness, &ada, asking(&harness, &ada, 7).await, &lifetime).await, &ada);
    let other = signed(prepared(&harness, &ada, asking(&harness, &ada, 9).await, &lifetime).await, &ada);
    let recent = Lifetime::Recent(client.blockhash().await.unwrap());
    let late = signed(prepared(&harness, &ada, asking(&harness, &ada, 11).await, &recent).await, &ada);
    // 150 blocks take a second and a half.
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    let before = harness.balance(&ada.address()).await;
    client.send_signed(&one).await.unwrap();
    assert!(matches!(client.send_signed(&other).await, Err(ClientError::Expired)));
    assert!(matches!(client.send_signed(&late).await, Err(ClientError::Expired)));
    assert_eq!(client.mailbox(&ada.mailbox).await.unwrap().min_fee, 7);
    assert_eq!(harness.balance(&ada.address()).await, before - SIGNATURE_FEE);
    assert!(client.nonce(&ada.address()).await.is_err() && client.nonce(&Pubkey::new_unique()).await.is_err());
}

/// Shows security.md: Landing a prepared transaction twice.
#[tokio::test(flavor = "multi_thread")]
async fn what_would_be_refused_is_refused_before_anyone_signs() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let client = &harness.client;
    let message = harness.send(&ada, &bo, TEXT).await;
    let lifetime = Lifetime::Recent(client.blockhash().await.unwrap());
    // Somebody else does not answer Bo's letter.
    let cy = harness.resident().await;
    let plan = client.acknowledgement(&cy.address(), &message, Verdict::Abstain).await.unwrap();
    refused(client.prepare(&plan.only(), &cy.address(), &lifetime).await, MailError::NotYourMailbox);
}
