//! A vault over JSON-RPC: what it does is fetched and planned with its address, and runs as calls of the program that signs
//! for it. The wallet behind it signs the transactions and pays their fees.

use bmail_sdk::{
    BuildError, ClientError, Limits, PROGRAMS, Plan, Receipt,
    accounts::{Opinion, Verdict},
    bounty::BountyPlan,
    instructions::{
        bounty,
        mail::{self, LongDraft, Mode},
    },
    pda,
    sealing::SecretKey,
};
use bmail_testing::{MailError, vault};
use bounty_core::Terms;
use postage::{Rules, settle};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    bounty::{REWARD, Scenario, TERMS, TOTAL},
    harness::Harness,
    refusals::noise,
    refused,
};

/// What the program adds to a transaction with one instruction: its own address and the owner's, three accounts of the
/// call, and a bump.
const ADDED: usize = 2 * size_of::<Pubkey>() + 3 + 1;

/// A vault with five SOL, and the wallet behind it, with one.
struct Vault {
    owner: Keypair,
    address: Pubkey,
    secret: SecretKey,
}

impl Harness {
    fn vault(&self) -> Vault {
        self.deploy(vault::PROGRAM, vault::program());
        let owner = Keypair::new();
        let address = vault::of(&owner.pubkey()).0;
        self.fund(&owner.pubkey(), SOL);
        self.fund(&address, 5 * SOL);
        // A vault cannot sign the text from which wallets derive their key.
        let secret = SecretKey::from_bytes(&[7; 32]).unwrap();
        Vault { owner, address, secret }
    }

    async fn resident_vault(&self) -> Vault {
        let vault = self.vault();
        let chain = self.client.chain().await.unwrap();
        let key = vault.secret.encryption_key();
        self.act(&vault, mail::open_mailbox(&chain, &self.network, &vault.address, key)).await.unwrap();
        self.fund(&vault.owner.pubkey(), SOL);
        self.fund(&vault.address, 5 * SOL);
        vault
    }

    /// Carries out a plan of a vault.
    async fn act(&self, vault: &Vault, plan: Plan) -> Result<Vec<Receipt>, ClientError> {
        let steps = plan.steps.iter().map(|step| vault::through(&vault.owner.pubkey(), step)).collect();
        self.client.execute(&Plan { steps }, &[&vault.owner]).await
    }
}

/// Shows sdk.md: A vault opens a mailbox, sends, acknowledges and refunds, and in the end has back what it paid
#[tokio::test(flavor = "multi_thread")]
async fn a_vault_writes_and_is_answered_to_the_lamport() {
    let harness = Harness::open().await;
    let (vault, bo) = (harness.resident_vault().await, harness.resident().await);
    let (client, chain, network) = (&harness.client, harness.client.chain().await.unwrap(), harness.network);

    let draft = client.draft(&vault.address, &network, &bo.address(), TEXT, Mode::AtOnce).await.unwrap();
    let receipts = harness.act(&vault, mail::send(&chain, &draft).unwrap()).await.unwrap();
    assert_eq!(receipts.iter().map(|receipt| receipt.network_fee).collect::<Vec<_>>(), [SIGNATURE_FEE]);
    let (sent, paid) = (draft.message(&PROGRAMS), draft.quote.postage.0);
    assert_eq!(client.read(&sent, &bo.secret).await.unwrap().sender, vault.address);
    client.acknowledge(&bo.wallet, &sent, Verdict::Valuable).await.unwrap();

    let draft = client.draft(&bo.address(), &network, &vault.address, TEXT, Mode::AtOnce).await.unwrap();
    let (answer, _) = client.send(&bo.wallet, &draft).await.unwrap();
    assert_eq!(client.read(&answer, &vault.secret).await.unwrap().text, TEXT);
    let at = client.message_at(&answer).await.unwrap();
    harness.act(&vault, mail::acknowledge(&chain, &vault.address, &at, Verdict::Valuable)).await.unwrap();
    let earned = settle(draft.quote.postage, Rules::PERSONAL.fee_split(), Verdict::Valuable).recipient.0;
    let kept = harness.correspondence_rent().await;
    assert_eq!(harness.balance(&vault.address).await, 5 * SOL - paid - kept + earned);
    assert_eq!(harness.balance(&vault.owner.pubkey()).await, SOL - 2 * SIGNATURE_FEE);
}

/// Shows sdk.md: A plan in the longer way runs whether or not somebody sends lamports to its new addresses
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_approved_before_is_sent_even_if_someone_sends_a_lamport_to_its_address() {
    let harness = Harness::open().await;
    let (vault, bo) = (harness.resident_vault().await, harness.resident().await);
    let (client, chain, network) = (&harness.client, harness.client.chain().await.unwrap(), harness.network);
    for is_given in [false, true] {
        let draft = client.draft(&vault.address, &network, &bo.address(), TEXT, Mode::AtOnce).await.unwrap();
        let shorter = mail::send(&chain, &draft).unwrap();
        let longer = shorter.clone().prefunded(|_| true);
        let message = draft.message(&PROGRAMS);
        if is_given {
            harness.fund(&message, 1);
            let error = harness.act(&vault, shorter).await.unwrap_err();
            assert!(matches!(error, ClientError::Refused(_)), "{error:?}");
        }
        harness.act(&vault, longer).await.unwrap();
        assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, TEXT);
    }
}

/// Shows sdk.md: A plan leaves as many bytes free as are reserved.
/// Shows sdk.md: A body of a program's address has an account of at most 10,240 bytes
/// Shows sdk.md: A letter of a program's address makes an account of at most 10,240 bytes
#[tokio::test(flavor = "multi_thread")]
async fn a_vault_uploads_in_chunks_that_leave_room_for_the_call_and_is_told_what_is_too_long() {
    let harness = Harness::open().await;
    let (vault, bo) = (harness.resident_vault().await, harness.resident().await);
    let (client, chain, network) = (&harness.client, harness.client.chain().await.unwrap(), harness.network);
    let text = noise(9_500);
    let long = LongDraft::new(&chain.genesis, &vault.address, &text).unwrap();
    let limits = client.limits(&vault.address).await.unwrap();
    let upload = |reserved| mail::upload(&chain, &long, None, &Limits { reserved, ..limits }).unwrap();
    let too_long = harness.act(&vault, upload(ADDED - 1)).await.unwrap_err();
    let ClientError::Stopped { done, error } = too_long else { panic!("{too_long:?}") };
    assert_eq!(done.len(), 1, "the body is open");
    assert!(matches!(*error, ClientError::Build(BuildError::TooLong { length: 1_233, limit: 1_232 })), "{error:?}");
    let body = client.body(&long.body(&PROGRAMS)).await.unwrap();
    let Plan { mut steps } = upload(ADDED);
    steps.remove(0); // the body was opened before
    assert!(body.content.iter().all(|byte| *byte == 0));
    harness.act(&vault, Plan { steps }).await.unwrap();

    let draft = client.draft(&vault.address, &network, &bo.address(), &long, Mode::AtOnce).await.unwrap();
    harness.act(&vault, mail::send(&chain, &draft).unwrap()).await.unwrap();
    let message = draft.message(&PROGRAMS);
    assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, text);
    client.acknowledge(&bo.wallet, &message, Verdict::Abstain).await.unwrap();
    let rent = harness.balance(&long.body(&PROGRAMS)).await;
    let before = harness.balance(&vault.address).await;
    let close = mail::close_body(&chain, &vault.address, &long.body(&PROGRAMS), rent);
    harness.act(&vault, close).await.unwrap();
    assert_eq!(harness.balance(&vault.address).await, before + rent);

    let longer = noise(10_500);
    let error = client.draft(&vault.address, &network, &bo.address(), &longer, Mode::AtOnce).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::TooLongForProgram { .. })), "{error:?}");
    let long = LongDraft::new(&chain.genesis, &vault.address, &longer).unwrap();
    let error = client.upload(&vault.owner, &long, &|_| ()).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::TooLongForProgram { .. })), "{error:?}");
    assert_eq!(harness.balance(&long.body(&PROGRAMS)).await, 0);
}

/// Shows sdk.md: A payer of everything brings what a transaction takes
/// Shows sdk.md: What comes back goes to the one who acts, not to the payer, and the plan says so.
#[tokio::test(flavor = "multi_thread")]
async fn a_vault_without_lamports_gets_them_from_the_wallet_behind_it_and_keeps_what_comes_back() {
    let harness = Harness::open().await;
    let vault = harness.vault();
    let (chain, network, minimum) = (harness.client.chain().await.unwrap(), harness.network, harness.rent(0).await);
    harness.fund(&vault.address, 0);
    let open = mail::open_mailbox(&chain, &network, &vault.address, vault.secret.encryption_key());
    harness.act(&vault, open.brought_by(&vault.owner.pubkey(), |_| minimum)).await.unwrap();
    let rent = harness.mailbox_rent().await;
    assert_eq!(harness.balance(&vault.address).await, minimum);
    assert_eq!(harness.balance(&vault.owner.pubkey()).await, SOL - rent - minimum - SIGNATURE_FEE);
    harness.act(&vault, mail::close_mailbox(&chain, &network, &vault.address, rent)).await.unwrap();
    assert_eq!(harness.balance(&vault.address).await, minimum + rent);
}

/// Shows sdk.md: A vault issues bounties, funds them, submits to them and reviews
#[tokio::test(flavor = "multi_thread")]
async fn a_vault_funds_a_bounty_and_another_reviews_it() {
    let scenario = Scenario::new().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let (patron, reviewer, sue) = (harness.vault(), harness.vault(), harness.newcomer());
    let chain = client.chain().await.unwrap();
    let terms = Terms { threshold: 1, ..TERMS };
    let bounty = scenario.create(BountyPlan { terms, reviewers: vec![reviewer.address], ..scenario.plan() }).await;
    let at = client.bounty_at(&bounty).await.unwrap();
    harness.act(&patron, bounty::fund(&chain, &at, &patron.address, TOTAL, true)).await.unwrap();
    client.open_bounty(&scenario.issuer.wallet, &bounty, 0).await.unwrap();
    scenario.submitted(&bounty, &[&sue]).await;
    let review = bounty::review(&chain, &bounty, &reviewer.address, &sue.address(), Opinion::Accept);
    harness.act(&reviewer, review).await.unwrap();
    scenario.next_phase(&bounty).await;
    scenario.next_phase(&bounty).await;
    client.claim(&sue.wallet, &bounty, &sue.address()).await.unwrap();
    client.withdraw_contribution(&sue.wallet, &bounty, &patron.address).await.unwrap();
    assert_eq!(harness.balance(&patron.address).await, 5 * SOL - REWARD);
    assert_eq!(harness.balance(&reviewer.address).await, 5 * SOL);
}

/// Shows sdk.md: A vault founds a network, or takes over its authority, and does with it what a wallet does
#[tokio::test(flavor = "multi_thread")]
async fn a_vault_founds_a_network_pauses_it_and_hands_it_over() {
    let mut harness = Harness::open().await;
    let (vault, ada) = (harness.vault(), harness.newcomer());
    let chain = harness.client.chain().await.unwrap();
    let name = pda::network_name("the council").unwrap();
    let treasury = Keypair::new().pubkey();
    let found = mail::create_network(&chain, &vault.address, &name, &treasury, &Rules::PERSONAL).unwrap();
    harness.act(&vault, found).await.unwrap();
    harness.network = PROGRAMS.network(&vault.address, &name).0;
    let (ann, bo) = harness.ada_and_bo().await;
    let (client, network) = (&harness.client, harness.network);
    let draft = harness.draft(&ann, &bo, TEXT).await.unwrap();
    harness.act(&vault, mail::set_sending(&chain, &network, &vault.address, true)).await.unwrap();
    refused(client.send(&ann.wallet, &draft).await, MailError::SendingPaused);
    let offer = mail::propose_authority(&chain, &network, &vault.address, Some(&ada.address())).unwrap();
    harness.act(&vault, offer).await.unwrap();
    client.accept_authority(&ada.wallet, &network).await.unwrap();
    let late = harness.act(&vault, mail::set_sending(&chain, &network, &vault.address, false)).await;
    refused(late, MailError::NotAuthority);
    client.set_sending(&ada.wallet, &network, false).await.unwrap();
    client.send(&ann.wallet, &draft).await.unwrap();
}
