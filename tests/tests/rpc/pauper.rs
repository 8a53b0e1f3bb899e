//! Who has no lamport, and a payer of everything: token accounts that have to be created, and wallets that are only paid.

use bmail_sdk::{
    ClientError, PROGRAMS, Pays, Reason, SPL_TOKEN_ID, TOKEN_2022_ID,
    accounts::{Opinion, Verdict},
    bounty::BountyPlan,
    instructions::bounty,
};
use bounty_core::Terms;
use postage::{Rules, settle};
use solana_signer::Signer;
use units::Seconds;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    bounty::{Scenario, TERMS},
    harness::Harness,
    payer::BOTH,
};

/// Shows sdk.md: A payer of everything creates the token accounts that a transaction needs.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_lamport_contributes_tokens_and_the_payer_creates_the_treasurys_account() {
    let scenario = Scenario::new().await;
    let (harness, network) = (&scenario.harness, scenario.harness.network);
    for program in [SPL_TOKEN_ID, TOKEN_2022_ID] {
        let (payer, client) = harness.client_paid_by_another(Pays::Everything);
        let (pat, chain) = (harness.pauper(), client.chain().await.unwrap());
        let money = harness.token(program, &pat.address(), 30).await;
        let created =
            harness.client.create_token_treasury(&scenario.founder, &network, &money.mint, 1, Seconds::days(7));
        let (treasury, _) = created.await.unwrap();
        client.contribute_tokens(&pat.wallet, &network, &money.mint, 10).await.unwrap();
        let rent = harness.balance(&money.account_of(&treasury)).await;
        assert_eq!(harness.tokens(&money, &treasury).await, 10);
        assert_eq!(harness.balance(&payer.pubkey()).await, SOL - rent - BOTH);
        assert_eq!(harness.balance(&pat.address()).await, 0);

        // Who names the contributor as the creator brings the rent to them. They keep it if the account exists.
        let wallet = pat.address();
        let plan = bounty::contribute_tokens(&chain, &network, &wallet, &money, 10, Some(&wallet));
        client.execute(&plan, &[&pat.wallet]).await.unwrap();
        assert_eq!(harness.balance(&wallet).await, rent + harness.rent(0).await);
        assert_eq!(harness.tokens(&money, &treasury).await, 20);
    }
}

/// Shows sdk.md: A payer of everything creates the token accounts that a transaction needs.
#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_without_a_lamport_closes_a_bounty_and_gets_the_tokens_that_were_left() {
    let scenario = Scenario::new().await;
    let (harness, issuer) = (&scenario.harness, &scenario.issuer);
    let (payer, client) = harness.client_paid_by_another(Pays::Everything);
    let pat = harness.newcomer();
    let money = harness.token(TOKEN_2022_ID, &pat.address(), 7).await;
    let mut plan = scenario.plan();
    (plan.mint, plan.terms.earns_reputation) = (Some(money.mint), 0);
    let bounty = scenario.create(plan).await;
    let vault = PROGRAMS.vault(&bounty).0;
    harness.execute(&[money.transfer(&pat.address(), &vault, 7)], &[&pat.wallet]).await;
    let returned = harness.balance(&vault).await + harness.balance(&bounty).await;
    harness.fund(&issuer.address(), 0);
    client.close_bounty(&issuer.wallet, &bounty).await.unwrap();
    let rent = harness.balance(&money.account_of(&issuer.address())).await;
    assert_eq!(harness.tokens(&money, &issuer.address()).await, 7);
    assert_eq!(harness.balance(&issuer.address()).await, returned);
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - rent - BOTH);
}

/// Shows sdk.md: A payer of everything brings what the wallet of the one who acts lacks to exist
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_wallet_acknowledges_a_letter_whose_fee_is_less_than_a_wallet_needs() {
    let harness = Harness::open().await;
    let (payer, client) = harness.client_paid_by_another(Pays::Everything);
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (message, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    harness.fund(&bo.address(), 0);
    client.acknowledge(&bo.wallet, &message, Verdict::Spam).await.unwrap();
    let earned = settle(draft.quote.postage, Rules::PERSONAL.fee_split(), Verdict::Spam).recipient.0;
    let minimum = harness.rent(0).await;
    assert!(0 < earned && earned < minimum, "{earned}");
    assert_eq!(harness.balance(&bo.address()).await, minimum);
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - (minimum - earned) - BOTH);
}

/// Shows sdk.md: A payer of everything brings what the wallet of the one who acts lacks to exist
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_wallet_claims_a_small_award_itself_but_a_stranger_cannot_make_the_payer_help_it() {
    const REWARD: u64 = 1_000;
    let scenario = Scenario::new().await;
    let harness = &scenario.harness;
    let (payer, client) = harness.client_paid_by_another(Pays::Everything);
    let (sue, minimum) = (harness.newcomer(), harness.rent(0).await);
    let terms = Terms { reward: REWARD, ..TERMS };
    let bounty = scenario.create(BountyPlan { terms, ..scenario.plan() }).await;
    harness.client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
    scenario.submitted(&bounty, &[&sue]).await;
    scenario.judge(&bounty, &sue, Opinion::Accept).await;
    scenario.next_phase(&bounty).await;
    scenario.next_phase(&bounty).await;
    harness.fund(&sue.address(), 0);
    let error = client.claim(&harness.pauper().wallet, &bounty, &sue.address()).await.unwrap_err();
    let ClientError::Refused(Reason::BelowRent { address }) = error else { panic!("{error:?}") };
    assert_eq!(address, sue.address());
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL);
    client.claim(&sue.wallet, &bounty, &sue.address()).await.unwrap();
    assert_eq!(harness.balance(&sue.address()).await, minimum);
    assert_eq!(harness.balance(&payer.pubkey()).await, SOL - (minimum - REWARD) - SIGNATURE_FEE);
}
