//! Programs that were built for other addresses: the client is the same, and gets the addresses as data.

use bmail_sdk::{
    ClientError, PROGRAMS, Reason,
    accounts::{DecodeError, Opinion, Verdict},
    events::AnyEvent,
    instructions::mail::{self, Mode},
};
use bmail_testing::{BountyError, MailError, ReputationError, elsewhere::ELSEWHERE};
use postage::Rules;
use reputation_core::Parameters;
use units::Reputation;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    bounty::{REWARD, Scenario, TOTAL},
    declined, denied,
    harness::{Harness, programs},
    network::founded,
    refused,
    reputation::{ONE, token},
};

/// Shows sdk.md: One client, as it was released, serves programs at other addresses
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_sent_read_and_acknowledged() {
    let harness = Harness::elsewhere().await;
    let client = &harness.client;
    let (ada, bo) = harness.ada_and_bo().await;
    let message = harness.send(&ada, &bo, TEXT).await;
    assert_eq!(client.rpc().get_account(&message).await.unwrap().owner, ELSEWHERE.mail);
    assert_eq!(client.inbox(&bo.mailbox).await.unwrap().entries[0].address, message);
    assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, TEXT);
    let eve = harness.newcomer();
    refused(client.acknowledge(&eve.wallet, &message, Verdict::Valuable).await, MailError::NotYourMailbox);
    let receipt = client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    assert!(harness.balance(&bo.address()).await > 5 * SOL);

    let draft = client.draft(&bo.address(), &harness.network, &ada.address(), TEXT, Mode::Posted).await.unwrap();
    let (message, ..) = client.send_and_reveal(&bo.wallet, &draft).await.unwrap();
    assert_eq!(client.read(&message, &ada.secret).await.unwrap().text, TEXT);
}

/// Shows sdk.md: One client, as it was released, serves programs at other addresses
#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_moves_reputation_and_its_history_tells() {
    let mut harness = Harness::elsewhere().await;
    let (founder, _) = founded(&mut harness).await;
    let (client, network) = (&harness.client, harness.network);
    client.create_reputation(&founder, &network, &Parameters::PERSONAL, &token()).await.unwrap();
    let (ada, bo) = (harness.citizen(&founder, 0).await, harness.citizen(&founder, 50 * ONE).await);
    let message = harness.send(&ada, &bo, TEXT).await;
    client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    assert!(harness.standing(&ada).await.own > 0);
    client.sync(&ada.wallet, &network, &ada.address()).await.unwrap();
    client.endorse(&bo.wallet, &network, &ada.address(), Reputation(ONE)).await.unwrap();
    let told = client.history(&network, &ada.address(), None, 100).await.unwrap().entries;
    let told: Vec<_> = told.into_iter().map(|entry| entry.event.unwrap()).collect();
    use AnyEvent as E;
    assert!(
        matches!(told[..], [E::StandingOpened(_), E::MessageAcknowledged(_), E::Synced(_), E::Endorsed(_)]),
        "{told:?}"
    );
    denied(client.seed(&ada.wallet, &network, &ada.address(), Reputation(1)).await, ReputationError::NotAuthority);
}

/// Shows sdk.md: One client, as it was released, serves programs at other addresses
#[tokio::test(flavor = "multi_thread")]
async fn a_bounty_is_funded_judged_and_paid_and_its_award_earns_reputation() {
    let scenario = Scenario::on(Harness::elsewhere().await).await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let bounty = scenario.create(scenario.plan()).await;
    assert_eq!(client.rpc().get_account(&bounty).await.unwrap().owner, ELSEWHERE.bounty);
    client.contribute(&scenario.founder, &harness.network, SOL).await.unwrap();
    client.allocate(&scenario.founder, &bounty, TOTAL / 2).await.unwrap();
    client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
    let sue = harness.citizen(&scenario.founder, 0).await;
    scenario.submitted(&bounty, &[&sue]).await;
    scenario.judge(&bounty, &sue, Opinion::Accept).await;
    declined(client.claim(&sue.wallet, &bounty, &sue.address()).await, BountyError::WrongPhase);
    scenario.next_phase(&bounty).await;
    scenario.next_phase(&bounty).await;
    let before = harness.balance(&sue.address()).await;
    client.claim(&sue.wallet, &bounty, &sue.address()).await.unwrap();
    assert_eq!(harness.balance(&sue.address()).await, before + REWARD - SIGNATURE_FEE);
    client.earn_reputation(&sue.wallet, &bounty, &sue.address()).await.unwrap();
    assert!(harness.standing(&sue).await.own > 0);
    client.close_submission(&sue.wallet, &bounty, &sue.address()).await.unwrap();
    client.withdraw_contribution(&sue.wallet, &bounty, &scenario.issuer.address()).await.unwrap();
    client.return_allocation(&sue.wallet, &bounty).await.unwrap();
    client.close_bounty(&scenario.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(client.bounties(&harness.network).await.unwrap().entries, []);
}

/// Shows sdk.md: A client with the wrong addresses says what is not there, before anyone pays.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_with_the_wrong_addresses_says_what_is_not_there() {
    let harness = Harness::elsewhere().await;
    let client = harness.connect();
    let (ada, bo) = harness.ada_and_bo().await;
    let message = harness.send(&ada, &bo, TEXT).await;
    let before = harness.balance(&bo.address()).await;

    let error = client.network(&harness.network).await.unwrap_err();
    assert!(
        matches!(error, ClientError::Decode(DecodeError::WrongOwner(owner)) if owner == ELSEWHERE.mail),
        "{error:?}"
    );
    let error = client.acknowledge(&bo.wallet, &message, Verdict::Abstain).await.unwrap_err();
    assert!(
        matches!(error, ClientError::Decode(DecodeError::WrongOwner(owner)) if owner == ELSEWHERE.mail),
        "{error:?}"
    );
    let error = client.open_mailbox(&bo.wallet, &harness.network, bo.secret.encryption_key()).await.unwrap_err();
    assert!(matches!(error, ClientError::Refused(Reason::NoProgram)), "{error:?}");
    let error = client.create_network(&bo.wallet, "the shore", &ada.address(), &Rules::PERSONAL).await.unwrap_err();
    assert!(matches!(error, ClientError::Refused(Reason::NoProgram)), "{error:?}");
    assert_eq!(harness.balance(&bo.address()).await, before);
}

/// Shows sdk.md: The accounts of each deployment are its own.
/// Shows security.md: An account of another deployment in place of one's own.
#[tokio::test(flavor = "multi_thread")]
async fn programs_do_not_take_accounts_of_another_deployment() {
    let harness = Harness::elsewhere().await;
    for (address, file) in programs() {
        harness.deploy(address, file);
    }
    let (ada, bo) = harness.ada_and_bo().await;
    let message = harness.send(&ada, &bo, TEXT).await;
    let at = harness.client.message_at(&message).await.unwrap();
    let mut plan = mail::acknowledge(&harness.client.chain().await.unwrap(), &bo.address(), &at, Verdict::Valuable);
    plan.steps[0].actions[0].program_id = PROGRAMS.mail;
    let error = harness.client.execute(&plan, &[&bo.wallet]).await.unwrap_err();
    assert!(matches!(error, ClientError::Refused(Reason::Account(_))), "{error:?}");
    assert_eq!(harness.balance(&bo.address()).await, 5 * SOL);
}
