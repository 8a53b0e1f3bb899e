//! What a letter is said to cost, against what it costs: what is paid, and what returns on which event, to the lamport.

use bmail_sdk::{
    Pays, PriorityFee,
    accounts::Verdict,
    cost::{Cost, SetAside},
    instructions::{
        Until,
        mail::{self, Draft, Edition, LongDraft, Mode, Newsletter},
    },
};
use bmail_testing::YEAR;
use solana_signer::Signer;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::{Harness, Person},
    refusals::noise,
};

/// What is set aside until an event.
fn part(cost: &Cost, until: impl Fn(&Until) -> bool) -> u64 {
    cost.set_aside.iter().filter(|part| until(&part.until)).map(|part| part.amount).sum()
}

fn until_answered(cost: &Cost) -> u64 {
    part(cost, |until| matches!(until, Until::Answered { .. }))
}

struct Sent {
    harness: Harness,
    ada: Person,
    bo: Person,
    draft: Draft,
    cost: Cost,
    message: solana_pubkey::Pubkey,
    /// What Ada had before.
    before: u64,
}

/// Ada sends Bo a first letter, of which she was told what it costs.
async fn sent(mode: Mode) -> Sent {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let client = harness.connect().with_priority(PriorityFee::Off);
    let draft = client.draft(&ada.address(), &harness.network, &bo.address(), TEXT, mode).await.unwrap();
    let (cost, before) = (client.cost_of_letter(&draft).await.unwrap(), harness.balance(&ada.address()).await);
    let (message, ..) = client.send_and_reveal(&ada.wallet, &draft).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, before - cost.paid() - cost.total_set_aside());
    Sent { harness, ada, bo, draft, cost, message, before }
}

/// Shows letters.md: What a plan is said to cost is what it takes, and what is said to return on an event returns on it.
#[tokio::test(flavor = "multi_thread")]
async fn what_returns_on_an_answer_and_after_a_year_of_silence_is_what_was_said() {
    for (mode, signatures) in [(Mode::AtOnce, 1), (Mode::Posted, 2)] {
        let Sent { harness, ada, bo, draft, cost, message, before } = sent(mode).await;
        assert_eq!((cost.postage, cost.max_postage), (draft.quote.postage.0, draft.max_fee));
        assert_eq!((cost.fees, cost.letters), (signatures * SIGNATURE_FEE, 1));
        assert_eq!((cost.spent, cost.kept), (0, 0));
        let silence = part(&cost, |until| *until == Until::Silence);
        assert_eq!(until_answered(&cost), harness.message_rent(&draft).await);
        assert_eq!(silence, harness.correspondence_rent().await);

        let held = harness.balance(&ada.address()).await;
        harness.client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
        assert_eq!(harness.balance(&ada.address()).await, held + until_answered(&cost));
        harness.travel_to(harness.client.now().await.unwrap().0 + YEAR + 1);
        harness.client.close_correspondence(&bo.wallet, &harness.network, &ada.address()).await.unwrap();
        assert_eq!(harness.balance(&ada.address()).await, before - cost.paid(), "all else has returned");
    }
}

/// Shows letters.md: What a plan is said to cost is what it takes, and what is said to return on an event returns on it.
#[tokio::test(flavor = "multi_thread")]
async fn unanswered_all_but_the_correspondence_returns_at_the_date_that_was_said() {
    for mode in [Mode::AtOnce, Mode::Posted] {
        let Sent { harness, ada, draft, cost, message, before, .. } = sent(mode).await;
        let deadline = harness.client.message(&message).await.unwrap().header.deadline;
        let by = cost.answer_by().unwrap();
        assert_eq!(by, draft.answer_by);
        // It landed a few seconds after it was planned, and was revealed at once, for which a day is planned.
        let waited = if mode == Mode::Posted { mail::REVEAL_PERIOD.0 as i64 } else { 0 };
        assert!((0..60).contains(&(deadline + waited - by.0)), "{deadline} {by:?}");
        harness.travel_to(deadline + 1);
        let stranger = harness.newcomer();
        harness.client.expire(&stranger.wallet, &message).await.unwrap();
        let silence = part(&cost, |until| *until == Until::Silence);
        assert_eq!(harness.balance(&ada.address()).await, before - cost.fees - silence);
    }
}

/// Shows letters.md: What a plan is said to cost is what it takes, and what is said to return on an event returns on it.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_mailbox_sets_aside_returns_when_it_is_closed() {
    let harness = Harness::open().await;
    let (client, ada) = (harness.connect().with_priority(PriorityFee::Off), harness.newcomer());
    let (key, chain) = (ada.secret.encryption_key(), client.chain().await.unwrap());
    let plan = mail::open_mailbox(&chain, &harness.network, &ada.address(), key);
    let (cost, before) = (client.cost(&plan, &ada.address()), harness.balance(&ada.address()).await);
    let rent = harness.mailbox_rent().await;
    assert_eq!(cost.set_aside, [SetAside { amount: rent, until: Until::MailboxClosed }]);
    client.open_mailbox(&ada.wallet, &harness.network, key).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, before - cost.paid() - rent);
    harness.travel_to(client.now().await.unwrap().0 + 1);
    client.close_mailbox(&ada.wallet, &harness.network).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, before - cost.paid() - SIGNATURE_FEE);
}

/// Shows letters.md: What a plan is said to cost is what it takes, and what is said to return on an event returns on it.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_newsletter_and_its_upload_cost_is_what_was_said() {
    let harness = Harness::open().await;
    let (client, ada) = (harness.connect().with_priority(PriorityFee::Off), harness.resident().await);
    let readers = [harness.resident().await, harness.resident().await];
    let people: Vec<_> = readers.iter().map(Person::address).collect();
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &noise(1_500)).unwrap();
    let (chain, limits) = (client.chain().await.unwrap(), client.limits(&ada.address()).await.unwrap());
    let upload = client.cost(&mail::upload(&chain, &long, None, &limits).unwrap(), &ada.address());
    let before = harness.balance(&ada.address()).await;
    let (body, _) = client.upload(&ada.wallet, &long, &|_| ()).await.unwrap();
    let rent = harness.balance(&body).await;
    assert_eq!(upload.set_aside, [SetAside { amount: rent, until: Until::TextClosed }]);
    assert_eq!(harness.balance(&ada.address()).await, before - upload.paid() - rent);

    let mut newsletter = Newsletter::new(harness.network, long, people.clone()).unwrap();
    let mut situation = client.situation(&ada.address(), &harness.network, &people).await.unwrap();
    let edition = Edition { max_fee: u64::MAX, limits };
    let batch = mail::deliver(&chain, &mut newsletter.clone(), &mut situation, &edition).unwrap();
    let cost = upload.and(&client.cost(&batch.plan, &ada.address()));
    assert_eq!((batch.recipients.len(), cost.letters), (2, 2));
    client.deliver(&ada.wallet, &mut newsletter, u64::MAX, &mut |_| Ok(())).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, before - cost.paid() - cost.total_set_aside());

    for reader in &readers {
        let inbox = harness.client.inbox(&reader.mailbox).await.unwrap().entries;
        harness.client.acknowledge(&reader.wallet, &inbox[0].address, Verdict::Abstain).await.unwrap();
    }
    let silence = part(&cost, |until| *until == Until::Silence);
    assert_eq!(harness.balance(&ada.address()).await, before - cost.paid() - silence - rent);
    client.close_body(&ada.wallet, &body).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, before - cost.paid() - silence - SIGNATURE_FEE);
}

/// Shows letters.md: A cost is that of one wallet: what a payer pays is not in the sender's, and what others get is said
///   apart.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_payer_brings_costs_the_payer_and_not_the_sender() {
    for pays in [Pays::Fees, Pays::Everything] {
        let harness = Harness::open().await;
        let (ada, bo) = harness.ada_and_bo().await;
        let (payer, client) = harness.client_paid_by_another(pays);
        let client = client.with_priority(PriorityFee::Off);
        let draft = client.draft(&ada.address(), &harness.network, &bo.address(), TEXT, Mode::AtOnce).await.unwrap();
        let plan = mail::send(&client.chain().await.unwrap(), &draft).unwrap();
        let sender = client.cost_of_letter(&draft).await.unwrap();
        let payers = match pays {
            Pays::Everything => plan.brought_by(&payer.pubkey(), |_| 0),
            Pays::Fees => plan,
        };
        let payers = Cost::of(&payers, &payer.pubkey(), &payer.pubkey(), PriorityFee::Off);
        let held = (harness.balance(&ada.address()).await, harness.balance(&payer.pubkey()).await);
        client.send(&ada.wallet, &draft).await.unwrap();
        let change = if pays == Pays::Everything { draft.max_fee - draft.quote.postage.0 } else { 0 };
        assert_eq!(sender.fees, 0);
        assert_eq!(harness.balance(&ada.address()).await, held.0 + change - sender.paid() - sender.total_set_aside());
        assert_eq!((payers.fees, payers.postage, payers.total_set_aside()), (2 * SIGNATURE_FEE, 0, 0));
        assert_eq!(harness.balance(&payer.pubkey()).await, held.1 - payers.paid() - payers.kept);
        assert!(held.1 <= SOL && (payers.kept > 0) == (pays == Pays::Everything));
    }
}
