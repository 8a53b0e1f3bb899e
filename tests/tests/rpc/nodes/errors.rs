//! An error is told as that of the program that gave it.

use bmail_sdk::{ClientError, PROGRAMS, Plan, Reason, SPL_TOKEN_ID, TOKEN_2022_ID, instructions::Step};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::{assign, transfer};
use spl_token_2022_interface::instruction::{self as token, AuthorityType};
use units::Seconds;

use super::NO_HISTORY;
use crate::{
    SIGNATURE_FEE, SOL,
    bounty::Scenario,
    harness::Harness,
    proxy::Fate::{Arrives, Forged},
};

/// A simulation that says that all is well.
const WELL: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":1},"value":{"err":null,"logs":[],"accounts":null,
    "unitsConsumed":100000,"returnData":null,"innerInstructions":null}}}"#;

#[track_caller]
fn reason<T: std::fmt::Debug>(result: Result<T, ClientError>) -> Reason {
    match result.unwrap_err() {
        ClientError::Refused(reason) => reason,
        error => panic!("{error:?}"),
    }
}

/// Shows security.md: An error of one program that is told as another one's.
#[tokio::test(flavor = "multi_thread")]
async fn too_few_tokens_are_not_told_as_too_few_lamports_simulated_or_landed() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    for program in [SPL_TOKEN_ID, TOKEN_2022_ID] {
        let patron = harness.newcomer();
        let money = harness.token(program, &patron.address(), 7).await;
        client.create_token_treasury(&scenario.founder, &network, &money.mint, 1, Seconds::days(7)).await.unwrap();
        let contribute = async |client: &bmail_sdk::Client, amount| {
            client.contribute_tokens(&patron.wallet, &network, &money.mint, amount).await
        };
        assert_eq!(reason(contribute(client, 8).await), Reason::InsufficientTokens);
        assert_eq!(harness.balance(&patron.address()).await, 5 * SOL);
        let landing = harness.client_through(|method, _| match method {
            "simulateTransaction" => Forged(WELL),
            _ => Arrives,
        });
        assert_eq!(reason(contribute(&landing, 8).await), Reason::InsufficientTokens);
        assert_eq!(harness.balance(&patron.address()).await, 5 * SOL - SIGNATURE_FEE, "it landed, and failed");
        // The instruction is the token program's own, so it is told even if nobody has the logs.
        let forgetful = harness.client_through(|method, _| match method {
            "simulateTransaction" => Forged(WELL),
            "getTransaction" => Forged(NO_HISTORY),
            _ => Arrives,
        });
        assert_eq!(reason(contribute(&forgetful, 8).await), Reason::InsufficientTokens);
        contribute(client, 7).await.unwrap();
    }
}

/// Shows security.md: An error of one program that is told as another one's.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_account_that_is_somebody_elses_by_now_is_not_told_as_a_network_of_the_same_name() {
    let scenario = Scenario::new().await;
    let (harness, ada) = (&scenario.harness, scenario.harness.newcomer());
    let money = harness.token(SPL_TOKEN_ID, &ada.address(), 7).await;
    let (account, thief) = (money.account_of(&ada.address()), Pubkey::new_unique());
    let owner = ada.address();
    let give =
        token::set_authority(&SPL_TOKEN_ID, &account, Some(&thief), AuthorityType::AccountOwner, &owner, &[]).unwrap();
    harness.execute(&[give], &[&ada.wallet]).await;
    let open = money.open_account_of(&ada.address(), &ada.address());
    let plan = Plan::from(Step::from(open));
    assert_eq!(reason(harness.client.execute(&plan, &[&ada.wallet]).await), Reason::TokenAccountTaken);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_of_the_system_program_and_of_others_keep_their_program() {
    let harness = Harness::open().await;
    let (ada, empty) = (harness.newcomer(), Keypair::new());
    let run = async |instruction: Instruction| {
        let plan = Plan::from(Step::from(instruction));
        reason(harness.client.execute(&plan, &[&ada.wallet, &empty]).await)
    };
    let too_much = transfer(&ada.address(), &empty.pubkey(), 6 * SOL);
    assert_eq!(run(too_much).await, Reason::InsufficientFunds);
    let dust = transfer(&ada.address(), &empty.pubkey(), 1);
    assert_eq!(run(dust).await, Reason::BelowRent { address: empty.pubkey() });
    // The token program's third error, of a mint that is none.
    let money = harness.token(SPL_TOKEN_ID, &ada.address(), 7).await;
    let other = harness.token(SPL_TOKEN_ID, &ada.address(), 7).await;
    let (from, to) = (money.account_of(&ada.address()), other.account_of(&ada.address()));
    let owner = ada.address();
    let mixed = token::transfer_checked(&SPL_TOKEN_ID, &from, &money.mint, &to, &owner, &[], 1, 6).unwrap();
    assert_eq!(run(mixed).await, Reason::Foreign { program: SPL_TOKEN_ID, code: 3 });
    let stolen = assign(&PROGRAMS.mailbox(&harness.network, &ada.address()).0, &thief());
    let plan = Plan::from(Step::from(stolen));
    let error = harness.client.execute(&plan, &[&ada.wallet]).await.unwrap_err();
    assert!(matches!(error, ClientError::Sign(_)), "{error:?}");
}

fn thief() -> Pubkey {
    Pubkey::new_from_array([9; 32])
}
