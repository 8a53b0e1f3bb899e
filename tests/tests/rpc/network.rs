//! Networks over JSON-RPC: changing rules and authority, pausing, and collecting statistics.

use bmail_sdk::{BuildError, ClientError, accounts::Verdict};
use bmail_testing::MailError;
use postage::{Rules, settle};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::Lamports;

use crate::{SIGNATURE_FEE, SOL, TEXT, harness::Harness, refused};

/// A founder with a network of default rules, which becomes the harness's current one.
pub async fn founded(harness: &mut Harness) -> (Keypair, Pubkey) {
    let (founder, treasury) = (Keypair::new(), Keypair::new().pubkey());
    harness.fund(&founder.pubkey(), SOL);
    let founded = harness.client.create_network(&founder, "the orchard", &treasury, &Rules::PERSONAL).await;
    harness.network = founded.unwrap().0;
    (founder, treasury)
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_proposed_by_the_authority_and_applied_by_anybody_when_they_are_due() {
    let mut harness = Harness::open().await;
    let (founder, _) = founded(&mut harness).await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = harness.ada_and_bo().await;
    let base_fee = Lamports(Rules::PERSONAL.base_fee.0 + 100_000);
    let expensive = Rules { base_fee, ..Rules::PERSONAL };
    refused(client.propose_rules(&ada.wallet, &network, &expensive).await, MailError::NotAuthority);
    refused(client.apply_rules(&ada.wallet, &network).await, MailError::NothingProposed);

    let now = client.now().await.unwrap().0;
    client.propose_rules(&founder, &network, &expensive).await.unwrap();
    let waiting = client.network(&network).await.unwrap();
    assert_eq!(waiting.pending_rules, expensive);
    assert_eq!(waiting.rules, Rules::PERSONAL);
    let delay = i64::try_from(Rules::PERSONAL.rules_delay.0).unwrap();
    assert!((now + delay..now + delay + 60).contains(&waiting.rules_due_at), "{}", waiting.rules_due_at);
    refused(client.apply_rules(&ada.wallet, &network).await, MailError::RulesNotDue);

    harness.travel_to(waiting.rules_due_at);
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    client.apply_rules(&ada.wallet, &network).await.unwrap();
    refused(client.send(&ada.wallet, &draft).await, MailError::RulesChanged);
    let applied = client.network(&network).await.unwrap();
    assert_eq!((applied.rules, applied.rules_version, applied.rules_due_at), (expensive, 2, 0));
    let base = harness.draft(&ada, &bo, TEXT).await.unwrap().quote.base;
    assert_eq!(base.0, draft.quote.base.0 + 100_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_authority_is_handed_over_in_two_steps_and_an_offer_can_be_taken_back() {
    let mut harness = Harness::open().await;
    let (founder, _) = founded(&mut harness).await;
    let (client, network) = (&harness.client, harness.network);
    let heir = harness.newcomer();
    refused(client.accept_authority(&heir.wallet, &network).await, MailError::NotProposed);
    client.propose_authority(&founder, &network, Some(&heir.address())).await.unwrap();
    let error = client.propose_authority(&founder, &network, Some(&Pubkey::default())).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::Zeros("new authority"))), "{error:?}");
    client.propose_authority(&founder, &network, None).await.unwrap();
    refused(client.accept_authority(&heir.wallet, &network).await, MailError::NotProposed);

    client.propose_authority(&founder, &network, Some(&heir.address())).await.unwrap();
    assert_eq!(client.network(&network).await.unwrap().authority, founder.pubkey(), "not before it is accepted");
    client.accept_authority(&heir.wallet, &network).await.unwrap();
    let state = client.network(&network).await.unwrap();
    assert_eq!((state.authority, state.pending_authority), (heir.address(), Pubkey::default()));
    refused(client.set_sending(&founder, &network, true).await, MailError::NotAuthority);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_stops_sending_and_nothing_else() {
    let mut harness = Harness::open().await;
    let (founder, _) = founded(&mut harness).await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = harness.ada_and_bo().await;
    let open = harness.send(&ada, &bo, TEXT).await;
    client.set_sending(&founder, &network, true).await.unwrap();
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    refused(client.send(&ada.wallet, &draft).await, MailError::SendingPaused);
    client.acknowledge(&bo.wallet, &open, Verdict::Valuable).await.unwrap();
    client.set_sending(&founder, &network, false).await.unwrap();
    client.send(&ada.wallet, &draft).await.unwrap();
}

/// Shows mail.md: A sweep of a mailbox adds its totals to the ledger.
#[tokio::test(flavor = "multi_thread")]
async fn sweeping_and_closing_bring_cut_and_counts_to_treasury_and_ledger_to_the_lamport() {
    let mut harness = Harness::open().await;
    let (_, treasury) = founded(&mut harness).await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = harness.ada_and_bo().await;
    assert_eq!(client.ledger(&network).await.unwrap().mailboxes, 2);
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
    client.acknowledge(&bo.wallet, &message, Verdict::Abstain).await.unwrap();
    let settled = settle(draft.quote.postage, Rules::PERSONAL.fee_split(), postage::Verdict::Abstain);

    // Ada's mailbox counts the messages sent, and Bo's counts what they earned.
    harness.fund(&treasury, SOL);
    client.sweep(&bo.wallet, &ada.mailbox).await.unwrap();
    client.sweep(&ada.wallet, &bo.mailbox).await.unwrap();
    let ledger = client.ledger(&network).await.unwrap();
    assert_eq!((ledger.messages, ledger.earned, ledger.cut), (1, settled.recipient.0, settled.treasury.0));
    assert_eq!(harness.balance(&treasury).await, SOL + settled.treasury.0);
    assert_eq!(harness.balance(&bo.mailbox).await, harness.mailbox_rent().await);

    // A recent sender must wait until the load has decayed.
    refused(client.close_mailbox(&ada.wallet, &network).await, MailError::LoadTooHigh);
    let before = harness.balance(&bo.address()).await;
    client.close_mailbox(&bo.wallet, &network).await.unwrap();
    assert_eq!(harness.balance(&bo.address()).await, before + harness.mailbox_rent().await - SIGNATURE_FEE);
    let gone = client.mailbox(&bo.mailbox).await.unwrap_err();
    assert!(matches!(gone, ClientError::Build(BuildError::NotFound { kind: "mailbox", .. })), "{gone:?}");
    assert_eq!(client.ledger(&network).await.unwrap().mailboxes, 1);

    // A mailbox opens with a load of one message, so two messages decay to one after a half-life.
    let half_life = i64::try_from(Rules::PERSONAL.window_half_life.0).unwrap();
    harness.travel_to(client.now().await.unwrap().0 + half_life + 60);
    client.close_mailbox(&ada.wallet, &network).await.unwrap();
    assert_eq!(client.ledger(&network).await.unwrap().mailboxes, 0);
}

/// Shows mail.md: A sweep moves what waits in the ledger to the treasury.
#[tokio::test(flavor = "multi_thread")]
async fn the_cut_of_a_closed_mailbox_waits_in_the_ledger_for_the_next_sweep() {
    let mut harness = Harness::open().await;
    let (_, treasury) = founded(&mut harness).await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
    client.acknowledge(&bo.wallet, &message, Verdict::Spam).await.unwrap();
    let cut = settle(draft.quote.postage, Rules::PERSONAL.fee_split(), postage::Verdict::Spam).treasury.0;
    client.close_mailbox(&bo.wallet, &network).await.unwrap();
    assert_eq!(client.ledger(&network).await.unwrap().unpaid, cut);

    harness.fund(&treasury, SOL);
    client.sweep_ledger(&bo.wallet, &network).await.unwrap();
    assert_eq!(harness.balance(&treasury).await, SOL + cut);
    assert_eq!(client.ledger(&network).await.unwrap().unpaid, 0);
    client.sweep(&bo.wallet, &ada.mailbox).await.unwrap();
    assert_eq!(harness.balance(&treasury).await, SOL + cut, "it is paid once");
}
