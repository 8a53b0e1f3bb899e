//! Somebody else pays: the fees only, or everything.

use std::sync::Arc;

use bmail_sdk::{
    Client, ClientError, PROGRAMS, Pays,
    accounts::{Contribution, Verdict},
    instructions::{
        Purpose,
        mail::{self, LongDraft, Mode},
    },
};
use bmail_testing::{DAY, MailError};
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    bounty::{Scenario, TOTAL},
    harness::{Harness, Person},
    network::founded,
    refusals::noise,
    refused,
};

/// What a transaction of two signers costs.
pub const BOTH: u64 = 2 * SIGNATURE_FEE;

impl Harness {
    /// A payer with one SOL, and a client for which they pay.
    pub fn client_paid_by_another(&self, pays: Pays) -> (Keypair, Client) {
        let payer = Keypair::new();
        self.fund(&payer.pubkey(), SOL);
        let client = self.connect().with_payer(Arc::new(payer.insecure_clone()), pays);
        (payer, client)
    }

    /// A person without a lamport.
    pub fn pauper(&self) -> Person {
        let person = self.newcomer();
        self.fund(&person.address(), 0);
        person
    }
}

/// Shows sdk.md: A payer of fees pays the fees and nothing else
#[tokio::test(flavor = "multi_thread")]
async fn a_payer_of_fees_pays_them_and_the_one_who_acts_pays_the_rest_and_gets_it_back() {
    let harness = Harness::open().await;
    let (payer, client) = harness.client_paid_by_another(Pays::Fees);
    let (ada, bo) = (harness.newcomer(), harness.resident().await);
    let (_, receipt) = client.open_mailbox(&ada.wallet, &harness.network, ada.secret.encryption_key()).await.unwrap();
    assert_eq!(receipt.network_fee, BOTH);
    let draft = client.draft(&ada.address(), &harness.network, &bo.address(), TEXT, Mode::AtOnce).await.unwrap();
    let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
    let kept = harness.mailbox_rent().await + harness.correspondence_rent().await + draft.quote.postage.0;
    let rent = harness.message_rent(&draft).await;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - kept - rent);
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - 2 * BOTH);
    harness.client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - kept);
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - 2 * BOTH);
}

/// Shows sdk.md: A payer of everything brings what a transaction takes
/// Shows sdk.md: What comes back goes to the one who acts, not to the payer, and the plan says so.
/// Shows security.md: Taking more from a payer than the plan says.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_lamport_opens_a_mailbox_sends_and_gets_back_what_the_payer_brought() {
    let harness = Harness::open().await;
    let (payer, client) = harness.client_paid_by_another(Pays::Everything);
    let (ada, bo) = (harness.pauper(), harness.resident().await);
    let (chain, minimum) = (client.chain().await.unwrap(), harness.rent(0).await);

    // The plan says what is brought, and to whom it returns.
    let key = ada.secret.encryption_key();
    let plan =
        mail::open_mailbox(&chain, &harness.network, &ada.address(), key).brought_by(&payer.pubkey(), |_| minimum);
    let rent = harness.mailbox_rent().await;
    assert_eq!(plan.lamports_from(&ada.address()), 0);
    assert_eq!(plan.lamports_from(&payer.pubkey()), rent + minimum);
    assert!(
        plan.steps[0].locks.iter().all(|lock| lock.purpose == Purpose::Rent && lock.back_to == Some(ada.address()))
    );

    client.open_mailbox(&ada.wallet, &harness.network, key).await.unwrap();
    let mut brought = rent + minimum;
    assert_eq!(harness.balance(&ada.address()).await, minimum, "what a wallet needs to exist");
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - brought - BOTH);

    // What a message really costs is less than what was brought for it. The rest is Ada's.
    let draft = client.draft(&ada.address(), &harness.network, &bo.address(), TEXT, Mode::AtOnce).await.unwrap();
    let plan = mail::send(&chain, &draft).unwrap();
    let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
    brought += plan.lamports_from(&ada.address());
    let change = draft.max_fee - draft.quote.postage.0;
    assert_eq!(harness.balance(&ada.address()).await, minimum + change);
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - brought - 2 * BOTH);

    harness.client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    let returned = harness.message_rent(&draft).await;
    assert_eq!(harness.balance(&ada.address()).await, minimum + change + returned);
    harness.travel_to(client.now().await.unwrap().0 + 2 * DAY); // so that the load has decayed
    client.close_mailbox(&ada.wallet, &harness.network).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, minimum + change + returned + rent);
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - brought - 3 * BOTH);
}

/// Shows sdk.md: A payer of everything brings what a transaction takes
#[tokio::test(flavor = "multi_thread")]
async fn a_long_letter_of_who_has_no_lamport_is_uploaded_sent_and_closed() {
    let harness = Harness::open().await;
    let (payer, client) = harness.client_paid_by_another(Pays::Everything);
    let (ada, bo) = (harness.pauper(), harness.resident().await);
    client.open_mailbox(&ada.wallet, &harness.network, ada.secret.encryption_key()).await.unwrap();
    let text = noise(3_000);
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &text).unwrap();
    let (body, receipts) = client.upload(&ada.wallet, &long, &|_| ()).await.unwrap();
    assert!(receipts.iter().all(|receipt| receipt.network_fee == BOTH));
    let draft = client.draft(&ada.address(), &harness.network, &bo.address(), &long, Mode::Posted).await.unwrap();
    let (message, _, _) = client.send_and_reveal(&ada.wallet, &draft).await.unwrap();
    assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, text);
    harness.client.refund(&bo.wallet, &message).await.unwrap();
    harness.client.acknowledge(&bo.wallet, &message, Verdict::Abstain).await.unwrap();
    let (before, paid, rent) =
        (harness.balance(&ada.address()).await, harness.balance(&payer.pubkey()).await, harness.balance(&body).await);
    client.close_body(&ada.wallet, &body).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, before + rent);
    assert_eq!(harness.balance(&payer.pubkey()).await, paid - BOTH);
}

/// Shows sdk.md: A payer of everything brings what a transaction takes
/// Shows sdk.md: What comes back goes to the one who acts, not to the payer, and the plan says so.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_lamport_funds_a_bounty_and_submits_and_withdraws_what_the_payer_brought() {
    let (scenario, bounty) = Scenario::with_draft().await;
    let harness = &scenario.harness;
    let (payer, client) = harness.client_paid_by_another(Pays::Everything);
    let (pat, minimum) = (harness.pauper(), harness.rent(0).await);
    client.fund_bounty(&pat.wallet, &bounty, TOTAL / 2).await.unwrap();
    client.fund_bounty(&pat.wallet, &bounty, TOTAL / 4).await.unwrap();
    let contribution = harness.rent(Contribution::LEN).await;
    assert_eq!(harness.balance(&pat.address()).await, minimum);
    let brought = minimum + contribution + TOTAL / 2 + TOTAL / 4;
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - brought - 2 * BOTH);
    client.withdraw_contribution(&pat.wallet, &bounty, &pat.address()).await.unwrap();
    assert_eq!(harness.balance(&pat.address()).await, brought);

    client.fund_bounty(&pat.wallet, &bounty, TOTAL).await.unwrap();
    harness.client.open_bounty(&scenario.issuer.wallet, &bounty, 0).await.unwrap();
    let sue = harness.pauper();
    client.commit_to(&sue.wallet, &bounty, [7; 32], u64::MAX).await.unwrap();
    let submission = PROGRAMS.submission(&sue.address(), &bounty).0;
    assert_eq!(harness.balance(&sue.address()).await, minimum);
    let held = harness.balance(&submission).await;
    harness.client.cancel_bounty(&scenario.founder, &bounty).await.unwrap();
    client.close_submission(&sue.wallet, &bounty, &sue.address()).await.unwrap();
    assert_eq!(harness.balance(&sue.address()).await, minimum + held);
}

/// Shows sdk.md: If the transaction is refused, the payer has brought nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_transaction_brings_nothing() {
    let mut harness = Harness::open().await;
    let (founder, _) = founded(&mut harness).await;
    let (payer, client) = harness.client_paid_by_another(Pays::Everything);
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    harness.client.set_sending(&founder, &harness.network, true).await.unwrap();
    refused(client.send(&ada.wallet, &draft).await, MailError::SendingPaused);
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL);
}

/// Shows sdk.md: Nobody is paid for by a payer who has not signed.
/// Shows security.md: Taking more from a payer than the plan says.
#[tokio::test(flavor = "multi_thread")]
async fn a_payer_has_to_sign() {
    let harness = Harness::open().await;
    let (ada, payer) = (harness.newcomer(), Keypair::new());
    harness.fund(&payer.pubkey(), SOL);
    let chain = harness.client.chain().await.unwrap();
    let plan = mail::open_mailbox(&chain, &harness.network, &ada.address(), ada.secret.encryption_key());
    let plan = plan.brought_by(&payer.pubkey(), |_| 0);
    let error = harness.client.execute(&plan, &[&ada.wallet]).await.unwrap_err();
    assert!(matches!(error, ClientError::Sign(_)), "{error:?}");
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL);
    harness.client.execute(&plan, &[&ada.wallet, &payer]).await.unwrap();
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - harness.mailbox_rent().await);
}
