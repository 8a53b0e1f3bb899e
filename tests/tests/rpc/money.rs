//! What moved a wallet's lamports, transaction by transaction: it adds up, and each lamport has a reason.

use bmail_sdk::{
    MoneyEntry, MoneyPart, Moved, Plan, RecordGap, Why,
    accounts::{Opinion, Verdict},
    instructions::mail::LongDraft,
};
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    bounty::{REWARD, Scenario, TOTAL},
    harness::Harness,
    proxy::Fate::{Arrives, Forged},
    refusals::noise,
};

impl Harness {
    /// Oldest first.
    async fn money(&self, wallet: &Pubkey) -> Vec<Moved> {
        let page = self.client.movements(wallet, None, 100).await.unwrap();
        assert_eq!(page.gap, None);
        page.entries.into_iter().rev().map(|entry: MoneyEntry| entry.moved.unwrap()).collect()
    }
}

/// That the parts and the fee are the whole change of each transaction.
#[track_caller]
fn adds_up(all: &[Moved]) {
    for moved in all {
        let parts: i128 = moved.parts.iter().map(|part| part.lamports).sum();
        assert_eq!(parts - i128::from(moved.fee), moved.change(), "{moved:#?}");
        assert!(moved.parts.iter().all(|part| part.why != Why::Other && part.lamports != 0), "{moved:#?}");
    }
}

fn parts(moved: &Moved) -> Vec<(Why, i128)> {
    moved.parts.iter().map(|part| (part.why, part.lamports)).collect()
}

/// Shows security.md: A statement of money that does not add up.
#[tokio::test(flavor = "multi_thread")]
async fn letters_that_are_answered_given_back_and_expire_add_up_for_both() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let client = &harness.client;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap().offering(7_000_000).unwrap();
    let rent = i128::from(harness.message_rent(&draft).await);
    let (answered, _) = client.send(&ada.wallet, &draft).await.unwrap();
    client.acknowledge(&bo.wallet, &answered, Verdict::Valuable).await.unwrap();
    let earned = i128::from(harness.balance(&bo.address()).await) - i128::from(5 * SOL) + i128::from(SIGNATURE_FEE);

    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap().offering(3_000_000).unwrap();
    let (refunded, _) = client.send(&ada.wallet, &draft).await.unwrap();
    client.refund(&bo.wallet, &refunded).await.unwrap();
    client.acknowledge(&bo.wallet, &refunded, Verdict::Abstain).await.unwrap();

    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap().offering(2_000_000).unwrap();
    let (expired, _) = client.send(&ada.wallet, &draft).await.unwrap();
    harness.travel_to(client.message(&expired).await.unwrap().header.deadline + 1);
    client.expire(&ada.wallet, &expired).await.unwrap();

    let adas = harness.money(&ada.address()).await;
    adds_up(&adas);
    let correspondence = i128::from(harness.correspondence_rent().await);
    let [opened, sent, returned, sent_again, given_back, returned_again, sent_last, silent] = &adas[..] else {
        panic!("{adas:#?}");
    };
    let mailbox = i128::from(harness.mailbox_rent().await);
    assert_eq!((parts(opened), opened.fee), (vec![(Why::SetAside("mailbox"), -mailbox)], SIGNATURE_FEE));
    let first = [
        (Why::Postage, -7_000_000),
        (Why::SetAside("message"), -rent),
        (Why::SetAside("correspondence"), -correspondence),
    ];
    assert_eq!(parts(sent), first);
    assert_eq!(sent.parts[0].account, Some(answered));
    assert_eq!((parts(returned), returned.fee), (vec![(Why::CameBack("message"), rent)], 0));
    assert_eq!(parts(sent_again), [(Why::Postage, -3_000_000), (Why::SetAside("message"), -rent)]);
    assert_eq!(parts(given_back), [(Why::PostageReturned, 3_000_000)]);
    assert_eq!(parts(returned_again), [(Why::CameBack("message"), rent)]);
    assert_eq!(parts(sent_last), [(Why::Postage, -2_000_000), (Why::SetAside("message"), -rent)]);
    assert_eq!(parts(silent), [(Why::PostageReturned, 2_000_000), (Why::CameBack("message"), rent)]);

    let bos = harness.money(&bo.address()).await;
    adds_up(&bos);
    let earnings: Vec<_> = bos.iter().flat_map(|moved| &moved.parts).filter(|part| part.why == Why::Earned).collect();
    assert_eq!(earnings, [&MoneyPart { why: Why::Earned, lamports: earned, account: Some(answered) }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_text_a_mailbox_that_closes_a_gift_and_what_failed_add_up() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let client = &harness.client;
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &noise(3_000)).unwrap();
    let (body, _) = client.upload(&ada.wallet, &long, &|_| {}).await.unwrap();
    client.close_body(&ada.wallet, &body).await.unwrap();
    let gift = Plan::from(transfer(&ada.address(), &bo.address(), 5_000));
    client.execute(&gift, &[&ada.wallet]).await.unwrap();
    client.close_mailbox(&ada.wallet, &harness.network).await.unwrap();

    let adas = harness.money(&ada.address()).await;
    adds_up(&adas);
    let all: Vec<_> = adas.iter().flat_map(parts).collect();
    let of = |why| all.iter().filter(|(one, _)| *one == why).map(|(_, lamports)| lamports).sum::<i128>();
    assert_eq!(of(Why::SetAside("body")) + of(Why::CameBack("body")), 0);
    assert!(of(Why::CameBack("body")) > 0);
    assert_eq!(of(Why::SetAside("mailbox")) + of(Why::CameBack("mailbox")), 0);
    assert_eq!(of(Why::Transfer), -5_000);
    let bos = harness.money(&bo.address()).await;
    assert_eq!(parts(bos.last().unwrap()), [(Why::Transfer, 5_000)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bounty_adds_up_for_its_issuer_and_its_winner() {
    let (scenario, bounty) = Scenario::with_open().await;
    let (harness, client, issuer) = (&scenario.harness, &scenario.harness.client, &scenario.issuer);
    let ada = harness.newcomer();
    scenario.submitted(&bounty, &[&ada]).await;
    scenario.judge(&bounty, &ada, Opinion::Accept).await;
    scenario.next_phase(&bounty).await;
    scenario.next_phase(&bounty).await;
    client.claim(&ada.wallet, &bounty, &ada.address()).await.unwrap();
    client.close_submission(&ada.wallet, &bounty, &ada.address()).await.unwrap();
    client.withdraw_contribution(&issuer.wallet, &bounty, &issuer.address()).await.unwrap();
    client.close_bounty(&issuer.wallet, &bounty).await.unwrap();

    let total = |all: &[Moved], wanted: Why| -> i128 {
        all.iter().flat_map(parts).filter(|(why, _)| *why == wanted).map(|(_, lamports)| lamports).sum()
    };
    for person in [issuer, &ada] {
        let all = harness.money(&person.address()).await;
        adds_up(&all);
        let change: i128 = all.iter().map(Moved::change).sum();
        assert_eq!(change, i128::from(harness.balance(&person.address()).await) - i128::from(5 * SOL));
        let kinds = ["submission", "contribution", "bounty"];
        let held: i128 =
            kinds.map(|kind| total(&all, Why::SetAside(kind)) + total(&all, Why::CameBack(kind))).iter().sum();
        assert_eq!(held, 0, "all rents and stakes came back: {all:#?}");
    }
    let (issuers, adas) = (harness.money(&issuer.address()).await, harness.money(&ada.address()).await);
    assert_eq!(total(&issuers, Why::Contribution), -i128::from(TOTAL));
    assert_eq!(total(&issuers, Why::ContributionReturned), i128::from(TOTAL - REWARD));
    assert_eq!(total(&adas, Why::Award), i128::from(REWARD));
}

/// Shows security.md: A statement of money that does not add up.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_keeps_no_history_and_one_that_has_forgotten_say_so() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    harness.send(&ada, &bo, TEXT).await;
    let none = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32011,"message":"Transaction history is not available"}}"#;
    let silent = harness.client_through(move |method, _| match method {
        "getSignaturesForAddress" => Forged(none),
        _ => Arrives,
    });
    let page = silent.movements(&ada.address(), None, 10).await.unwrap();
    assert_eq!((page.entries.len(), page.gap), (0, Some(RecordGap::Missing)));
    let forgetful = harness.client_through(|method, _| match method {
        "getTransaction" => Forged(r#"{"jsonrpc":"2.0","id":0,"result":null}"#),
        _ => Arrives,
    });
    let page = forgetful.movements(&ada.address(), None, 10).await.unwrap();
    assert!(page.entries.len() >= 2 && page.entries.iter().all(|entry| entry.moved == Err(RecordGap::Missing)));
}
