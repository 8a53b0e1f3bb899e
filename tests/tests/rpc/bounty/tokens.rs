//! Bounties in tokens over JSON-RPC: the same actions, with token accounts created if they are missing.

use bmail_sdk::{
    BuildError, ClientError, PROGRAMS, SPL_TOKEN_ID, TOKEN_2022_ID,
    accounts::{DecodeError, Opinion},
    token::Money,
};
use bmail_testing::BountyError;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::create_account;
use solana_transaction::Transaction;
use spl_token_2022_interface::instruction as token;
use units::Seconds;

use super::{REWARD, Scenario, TOTAL};
use crate::{SIGNATURE_FEE, SOL, declined, harness::Harness};

/// The lengths of a mint and of a token account, in bytes.
const MINT: usize = 82;
const ACCOUNT: usize = 165;

impl Harness {
    pub async fn execute(&self, instructions: &[Instruction], signers: &[&Keypair]) {
        let rpc = self.client.rpc();
        let blockhash = rpc.get_latest_blockhash().await.unwrap();
        let payer = signers[0].pubkey();
        let transaction = Transaction::new_signed_with_payer(instructions, Some(&payer), signers, blockhash);
        rpc.send_and_confirm_transaction(&transaction).await.unwrap();
    }

    /// A token with six decimals, of which `owner` has this amount.
    pub async fn token(&self, program: Pubkey, owner: &Pubkey, amount: u64) -> Money {
        let (minter, mint) = (Keypair::new(), Keypair::new());
        self.fund(&minter.pubkey(), SOL);
        let money = Money { mint: mint.pubkey(), token_program: program, decimals: 6 };
        let (authority, account) = (minter.pubkey(), money.account_of(owner));
        let rent = self.rent(MINT).await;
        let instructions = [
            create_account(&authority, &mint.pubkey(), rent, MINT as u64, &program),
            token::initialize_mint2(&program, &mint.pubkey(), &authority, None, 6).unwrap(),
            money.open_account_of(&authority, owner),
            token::mint_to(&program, &mint.pubkey(), &account, &authority, &[], amount).unwrap(),
        ];
        self.execute(&instructions, &[&minter, &mint]).await;
        money
    }

    /// A person's balance of a token; zero if they have no account.
    pub async fn tokens(&self, money: &Money, owner: &Pubkey) -> u64 {
        let shown = self.client.rpc().get_token_account_balance(&money.account_of(owner)).await;
        shown.map_or(0, |shown| shown.amount.parse().unwrap())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_treasury_of_tokens_and_a_contributor_pay_winners_who_never_had_any_and_in_the_end_nothing_is_left() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    for program in [SPL_TOKEN_ID, TOKEN_2022_ID] {
        let [patron, ada, bo] = [(); 3].map(|()| harness.newcomer());
        harness.fund(&scenario.issuer.address(), 5 * SOL);
        let money = harness.token(program, &patron.address(), 10 * REWARD).await;
        assert_eq!(client.money(Some(&money.mint)).await.unwrap(), money);
        let created = client.create_token_treasury(&scenario.founder, &network, &money.mint, REWARD, Seconds::days(7));
        let (treasury, _) = created.await.unwrap();
        client.contribute_tokens(&patron.wallet, &network, &money.mint, 2 * REWARD).await.unwrap();
        assert_eq!(harness.tokens(&money, &treasury).await, 2 * REWARD);

        let mut plan = scenario.plan();
        (plan.mint, plan.terms.earns_reputation) = (Some(money.mint), 0);
        let bounty = scenario.create(plan).await;
        declined(client.allocate(&scenario.founder, &bounty, REWARD + 1).await, BountyError::OverAllowance);
        client.allocate(&scenario.founder, &bounty, REWARD).await.unwrap();
        client.fund_bounty(&patron.wallet, &bounty, 1).await.unwrap();
        client.fund_bounty(&patron.wallet, &bounty, REWARD - 1).await.unwrap();
        client.open_bounty(&scenario.issuer.wallet, &bounty, 0).await.unwrap();
        let vault = PROGRAMS.vault(&bounty).0;
        let held = client.rpc().get_token_account_balance(&vault).await.unwrap().amount;
        assert_eq!(held, TOTAL.to_string());

        scenario.submitted(&bounty, &[&ada, &bo]).await;
        scenario.judge(&bounty, &ada, Opinion::Accept).await;
        scenario.next_phase(&bounty).await;
        scenario.next_phase(&bounty).await;
        client.claim(&ada.wallet, &bounty, &ada.address()).await.unwrap();
        assert_eq!(harness.tokens(&money, &ada.address()).await, REWARD);
        let rent = harness.rent(ACCOUNT).await;
        for submitter in [&ada, &bo] {
            client.close_submission(&submitter.wallet, &bounty, &submitter.address()).await.unwrap();
        }
        let paid = harness.balance(&ada.address()).await;
        assert!((rent..rent + SOL / 1_000).contains(&(5 * SOL - paid)), "signatures, and a token account");
        assert_eq!(harness.balance(&bo.address()).await, 5 * SOL - 3 * SIGNATURE_FEE, "the stake is in SOL");

        // What was not awarded is returned in halves, and the issuer gets someone's gift.
        client.withdraw_contribution(&bo.wallet, &bounty, &patron.address()).await.unwrap();
        client.return_allocation(&bo.wallet, &bounty).await.unwrap();
        assert_eq!(harness.tokens(&money, &patron.address()).await, 7 * REWARD + REWARD / 2);
        assert_eq!(harness.tokens(&money, &treasury).await, REWARD + REWARD / 2);
        harness.execute(&[money.transfer(&patron.address(), &vault, 7)], &[&patron.wallet]).await;
        client.close_bounty(&scenario.issuer.wallet, &bounty).await.unwrap();
        assert_eq!((harness.balance(&vault).await, harness.balance(&bounty).await), (0, 0));
        assert_eq!(harness.tokens(&money, &scenario.issuer.address()).await, 7);
        let account = harness.balance(&money.account_of(&scenario.issuer.address())).await;
        assert_eq!(harness.balance(&scenario.issuer.address()).await, 5 * SOL - account - 3 * SIGNATURE_FEE);
    }
    assert_eq!(client.economy(&network).await.unwrap().weeks, [], "the weekly figures are in SOL");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_gives_tokens_back_and_an_allowance_of_tokens_changes_when_it_is_due() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let patron = harness.newcomer();
    let money = harness.token(TOKEN_2022_ID, &patron.address(), TOTAL).await;
    let mut plan = scenario.plan();
    (plan.mint, plan.terms.earns_reputation) = (Some(money.mint), 0);
    // The longest promise and its vault fit one transaction, even at an address to which someone has sent lamports.
    plan.reviewers = (1..=7).map(|byte| Pubkey::new_from_array([byte; 32])).collect();
    plan.terms_uri = format!("https://{}", "x".repeat(192));
    let draft = client.draft_bounty(&scenario.issuer.address(), &network, plan).await.unwrap();
    harness.fund(&draft.address(&PROGRAMS), 1);
    let (bounty, _) = client.create_bounty(&scenario.issuer.wallet, &draft).await.unwrap();
    client.fund_bounty(&patron.wallet, &bounty, TOTAL).await.unwrap();
    client.withdraw_contribution(&patron.wallet, &bounty, &patron.address()).await.unwrap();
    assert_eq!(harness.tokens(&money, &patron.address()).await, TOTAL);
    assert_eq!(harness.balance(&patron.address()).await, 5 * SOL - 2 * SIGNATURE_FEE);
    client.close_bounty(&scenario.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(harness.balance(&scenario.issuer.address()).await, 5 * SOL + 1 - 2 * SIGNATURE_FEE);

    let mint = Some(&money.mint);
    client.create_token_treasury(&scenario.founder, &network, &money.mint, 1, Seconds::days(7)).await.unwrap();
    client.propose_limit(&scenario.founder, &network, mint, 2).await.unwrap();
    harness.travel_to(client.treasury(&network, mint).await.unwrap().unwrap().due_at);
    client.apply_limit(&patron.wallet, &network, mint).await.unwrap();
    let treasury = client.treasury(&network, mint).await.unwrap().unwrap();
    assert_eq!((treasury.limit, treasury.mint), (2, money.mint));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_token_or_one_that_could_be_taken_back_is_refused_before_anything_is_charged() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let create = async |mint: Pubkey| {
        let mut plan = scenario.plan();
        (plan.mint, plan.terms.earns_reputation) = (Some(mint), 0);
        let draft = client.draft_bounty(&scenario.issuer.address(), &network, plan).await?;
        client.create_bounty(&scenario.issuer.wallet, &draft).await
    };
    // The reputation token is non-transferable and has a permanent delegate.
    declined(create(PROGRAMS.mint(&network).0).await, BountyError::InvalidMint);
    let error = create(scenario.issuer.address()).await.unwrap_err();
    assert!(matches!(error, ClientError::Decode(DecodeError::WrongKind("mint"))), "{error:?}");
    let error = create(Keypair::new().pubkey()).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::NotFound { kind: "mint", .. })), "{error:?}");
    let money = harness.token(SPL_TOKEN_ID, &scenario.issuer.address(), 1).await;
    let error = client.contribute_tokens(&scenario.issuer.wallet, &network, &money.mint, 1).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::NotFound { kind: "treasury", .. })), "{error:?}");
    assert_eq!(harness.balance(&scenario.issuer.address()).await, 5 * SOL);
}
