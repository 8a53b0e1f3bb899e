//! A community's weeks over JSON-RPC.

use bmail_sdk::{
    ClientError, Reason,
    accounts::{Opinion, Verdict},
};
use bmail_testing::{BountyError, DAY};
use bounties::Week;
use postage::Seconds;

use super::{LIMIT, REWARD, Scene, TOTAL};
use crate::{SOL, TEXT, declined, stage::Stage};

#[tokio::test(flavor = "multi_thread")]
async fn a_week_has_what_people_earned_invested_and_were_awarded_and_what_of_it_was_their_own() {
    let scene = Scene::new().await;
    let (stage, client, network) = (&scene.stage, &scene.stage.client, scene.stage.network);
    let fresh = client.economy(&network).await.unwrap();
    assert_eq!((fresh.weeks.len(), fresh.untallied, fresh.available), (0, 0, LIMIT));
    let (ada, bo) = stage.ada_and_bo().await;
    let message = stage.send(&ada, &bo, TEXT).await;
    client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    client.sweep(&bo.wallet, &bo.mailbox).await.unwrap();
    let earned = client.ledger(&network).await.unwrap().earned;
    assert_eq!(client.economy(&network).await.unwrap().untallied, earned);
    client.tally(&bo.wallet, &network).await.unwrap();
    client.contribute(&ada.wallet, &network, SOL).await.unwrap();

    // Ada gives half of what she and another then win.
    let bounty = scene.create(scene.plan()).await;
    client.fund_bounty(&ada.wallet, &bounty, REWARD).await.unwrap();
    client.fund_and_open(&scene.issuer.wallet, &bounty).await.unwrap();
    let economy = client.economy(&network).await.unwrap();
    let expected = Week { earned, invested: SOL + TOTAL, people: 2, ..economy.this_week() };
    assert_eq!((economy.weeks, economy.untallied), (vec![expected], 0));
    scene.answered(&bounty, &[&bo, &ada]).await;
    for submitter in [&ada, &bo] {
        scene.judge(&bounty, submitter, Opinion::Accept).await;
    }
    scene.next_phase(&bounty).await;
    scene.next_phase(&bounty).await;
    for submitter in [&ada, &bo] {
        client.claim(&scene.issuer.wallet, &bounty, &submitter.address()).await.unwrap();
    }
    let economy = client.economy(&network).await.unwrap();
    let this = economy.this_week();
    assert_eq!((this.spent, this.own, this.earned, this.people), (TOTAL, REWARD / 2, 0, 0));
    assert_eq!((this.gross(), this.net()), (TOTAL, TOTAL - REWARD / 2));
    assert_eq!(economy.weeks.len(), 2, "18 days later");

    // A year later nothing of it is recent, and nobody has been counted.
    stage.travel_to(economy.at.0 + 366 * DAY);
    let later = client.economy(&network).await.unwrap();
    assert_eq!((later.weeks.len(), later.this_week().gross()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_gets_one_treasury_by_its_authority_and_without_it_there_is_no_economy() {
    let mut stage = Stage::open().await;
    let (founder, _) = crate::network::founded(&mut stage).await;
    let (client, network, ada) = (&stage.client, stage.network, stage.newcomer());
    let error = client.economy(&network).await.unwrap_err();
    assert!(matches!(error, ClientError::NotFound { kind: "treasury", .. }), "{error:?}");
    assert_eq!(client.treasury(&network, None).await.unwrap(), None);
    let week = Seconds::days(7);
    declined(client.create_treasury(&ada.wallet, &network, SOL, week).await, BountyError::NotAuthority);
    declined(client.create_treasury(&founder, &network, SOL, Seconds(86_399)).await, BountyError::InvalidAllowance);
    let (address, _) = client.create_treasury(&founder, &network, SOL, week).await.unwrap();
    let treasury = client.treasury(&network, None).await.unwrap().unwrap();
    assert_eq!((treasury.network, treasury.limit, treasury.period), (network, SOL, week.0));
    assert_eq!(address, bmail_sdk::pda::treasury(&network).0);
    let again = client.create_treasury(&founder, &network, SOL, week).await.unwrap_err();
    assert!(matches!(again, ClientError::Refused(Reason::AlreadyExists)), "{again:?}");
    declined(client.contribute(&ada.wallet, &network, 0).await, BountyError::NothingGiven);
}
