//! A community's weekly figures over JSON-RPC.

use bmail_sdk::PROGRAMS;
use bmail_sdk::{
    BuildError, ClientError, Reason,
    accounts::{Opinion, Verdict},
};
use bmail_testing::{BountyError, DAY, MailError};
use bounty_core::Week;
use units::{Reputation, Seconds};

use super::{LIMIT, REWARD, Scenario, TOTAL};
use crate::{SOL, TEXT, declined, harness::Harness, refused, reputation::ONE};

/// Shows bounty.contribute: `weekly_stats` must belong to the treasury's network.
#[tokio::test(flavor = "multi_thread")]
async fn a_week_has_what_people_earned_invested_and_were_awarded_and_what_of_it_was_their_own() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let fresh = client.economy(&network).await.unwrap();
    assert_eq!((fresh.weeks.len(), fresh.untallied, fresh.available), (0, 0, LIMIT));
    let (ada, bo) = harness.ada_and_bo().await;
    let message = harness.send(&ada, &bo, TEXT).await;
    client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    client.sweep(&bo.wallet, &bo.mailbox).await.unwrap();
    let earned = client.ledger(&network).await.unwrap().earned;
    assert_eq!(client.economy(&network).await.unwrap().untallied, earned);
    client.tally(&bo.wallet, &network).await.unwrap();
    client.contribute(&ada.wallet, &network, SOL).await.unwrap();

    // Ada contributes half of what she and another person then win.
    let bounty = scenario.create(scenario.plan()).await;
    client.fund_bounty(&ada.wallet, &bounty, REWARD).await.unwrap();
    client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
    let economy = client.economy(&network).await.unwrap();
    let expected = Week { earned, invested: SOL + TOTAL, mailboxes: 2, ..economy.this_week() };
    assert_eq!((economy.weeks, economy.untallied), (vec![expected], 0));
    scenario.submitted(&bounty, &[&bo, &ada]).await;
    for submitter in [&ada, &bo] {
        scenario.judge(&bounty, submitter, Opinion::Accept).await;
    }
    scenario.next_phase(&bounty).await;
    scenario.next_phase(&bounty).await;
    for submitter in [&ada, &bo] {
        client.claim(&scenario.issuer.wallet, &bounty, &submitter.address()).await.unwrap();
    }
    let economy = client.economy(&network).await.unwrap();
    let this = economy.this_week();
    assert_eq!((this.spent, this.self_funded, this.earned, this.mailboxes), (TOTAL, REWARD / 2, 0, 0));
    assert_eq!((this.gross(), this.net()), (TOTAL, TOTAL - REWARD / 2));
    assert_eq!(economy.weeks.len(), 2, "18 days later");

    // A year later none of it is recent, and no one has been counted.
    harness.travel_to(economy.at.0 + 366 * DAY);
    let later = client.economy(&network).await.unwrap();
    assert_eq!((later.weeks.len(), later.this_week().gross()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_count_once_they_are_old_enough_and_have_the_reputation() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let ada = harness.citizen(&scenario.founder, 3 * ONE).await;
    let (bo, _) = (harness.citizen(&scenario.founder, ONE).await, harness.resident().await);
    harness.send(&ada, &bo, TEXT).await;
    let population = async |days, has| {
        let found = client.population(&network, Seconds::days(days), Reputation(has)).await.unwrap();
        assert_eq!(found.mailboxes, 3);
        found.established
    };
    assert_eq!(population(0, 0).await, 3);
    assert_eq!(population(0, ONE / 2).await, 2);
    assert_eq!(population(0, 2 * ONE).await, 1);
    assert_eq!(population(1, 0).await, 0);
    harness.travel_to(client.now().await.unwrap().0 + DAY);
    harness.citizen(&scenario.founder, 3 * ONE).await;
    assert_eq!(client.population(&network, Seconds::days(1), Reputation(2 * ONE)).await.unwrap().established, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_of_another_treasury_adopts_this_one_and_its_postage_flows_there() {
    let mut harness = Harness::open().await;
    let (founder, _) = crate::network::founded(&mut harness).await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = harness.ada_and_bo().await;
    let (treasury, _) = client.create_treasury(&founder, &network, SOL, Seconds::days(7)).await.unwrap();
    refused(client.adopt_treasury(&ada.wallet, &network).await, MailError::NotAuthority);
    client.adopt_treasury(&founder, &network).await.unwrap();
    refused(client.adopt_treasury(&founder, &network).await, MailError::AlreadyAdopted);
    assert_eq!(client.network(&network).await.unwrap().treasury, treasury);
    let (message, before) = (harness.send(&ada, &bo, TEXT).await, harness.balance(&treasury).await);
    client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    client.sweep(&ada.wallet, &bo.mailbox).await.unwrap();
    let cut = client.ledger(&network).await.unwrap().cut;
    assert!(cut > 0);
    assert_eq!(harness.balance(&treasury).await, before + cut);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_gets_one_treasury_by_its_authority_and_without_it_there_is_no_economy() {
    let mut harness = Harness::open().await;
    let (founder, _) = crate::network::founded(&mut harness).await;
    let (client, network, ada) = (&harness.client, harness.network, harness.newcomer());
    let error = client.economy(&network).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::NotFound { kind: "treasury", .. })), "{error:?}");
    assert_eq!(client.treasury(&network, None).await.unwrap(), None);
    let week = Seconds::days(7);
    declined(client.create_treasury(&ada.wallet, &network, SOL, week).await, BountyError::NotAuthority);
    declined(client.create_treasury(&founder, &network, SOL, Seconds(86_399)).await, BountyError::InvalidAllowance);
    let (address, _) = client.create_treasury(&founder, &network, SOL, week).await.unwrap();
    let treasury = client.treasury(&network, None).await.unwrap().unwrap();
    assert_eq!((treasury.network, treasury.limit, treasury.period), (network, SOL, week.0));
    assert_eq!(address, PROGRAMS.treasury(&network).0);
    let again = client.create_treasury(&founder, &network, SOL, week).await.unwrap_err();
    assert!(matches!(again, ClientError::Refused(Reason::AlreadyExists)), "{again:?}");
    declined(client.contribute(&ada.wallet, &network, 0).await, BountyError::NothingGiven);
}
