//! Link letters: money and mail for people without a mailbox, SOL or a wallet, to the lamport.

mod crash;
mod taker;

use std::sync::{Arc, Mutex};

use bmail_sdk::{
    Client, ClientError, PROGRAMS, Plan,
    cost::Cost,
    instructions::{
        Until,
        mail::{self, LINK_FEE, LinkDraft, LongDraft},
    },
    link::{Link, LinkError, LinkSecret},
};
use postage::{Rules, settle};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::{Lamports, Timestamp};

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::{Harness, Person},
    payer::BOTH,
    proxy::Fate,
    refusals::noise,
};

const APP: &str = "https://app.example.org";
const OFFER: u64 = 25_000_000;

/// A link that Ada has made.
struct Made {
    harness: Harness,
    ada: Person,
    link: Link,
    cost: Cost,
    reader_gets: u64,
    deadline: i64,
    /// What Ada has left.
    left: u64,
}

impl Harness {
    async fn draft_link(&self, from: &Person, text: &[u8], offer: u64) -> LinkDraft {
        let secret = LinkSecret::from_keypair(&from.wallet);
        self.client.draft_link(&from.address(), &self.network, &secret, text, offer).await.unwrap()
    }

    async fn plan_of(&self, from: &Person, draft: &LinkDraft) -> Plan {
        let (chain, limits) = (self.client.chain().await.unwrap(), self.client.limits(&from.address()).await.unwrap());
        mail::make_link(&chain, draft, &limits).unwrap()
    }

    async fn links_of(&self, of: &Person) -> Vec<bmail_sdk::FoundLink> {
        let secret = LinkSecret::from_keypair(&of.wallet);
        self.client.recover_links(&of.address(), &self.network, &secret, &[]).await.unwrap()
    }
}

impl Made {
    async fn with(offer: u64) -> Self {
        let harness = Harness::open().await;
        let ada = harness.resident().await;
        let draft = harness.draft_link(&ada, TEXT, offer).await;
        let cost = harness.client.cost_of_link(&draft).await.unwrap();
        let (reader_gets, deadline) = (draft.reader_gets(), draft.deadline);
        let (link, receipts) = harness.client.make_link(&ada.wallet, &draft).await.unwrap();
        assert_eq!(receipts.iter().map(|receipt| receipt.network_fee).collect::<Vec<_>>(), [BOTH]);
        let left = 5 * SOL - cost.postage - cost.kept - cost.total_set_aside() - BOTH;
        assert_eq!(harness.balance(&ada.address()).await, left);
        Self { harness, ada, link, cost, reader_gets, deadline, left }
    }

    /// Another device, with the link as text.
    fn reader(&self) -> (Client, Link) {
        (self.harness.connect(), Link::parse(&self.link.url(APP)).unwrap())
    }

    /// Everything that a link touches.
    async fn all(&self) -> Vec<u64> {
        let owner = self.link.key.address();
        let mailbox = PROGRAMS.mailbox(&self.harness.network, &owner).0;
        let mut all = Vec::new();
        for address in [self.ada.address(), owner, mailbox, self.link.message] {
            all.push(self.harness.balance(&address).await);
        }
        all
    }
}

fn until_taken(cost: &Cost) -> u64 {
    cost.returning(|until| matches!(until, Until::Taken { .. }))
}

fn after_silence(cost: &Cost) -> u64 {
    cost.returning(|until| *until == Until::Silence)
}

fn is(result: Result<impl std::fmt::Debug, ClientError>, expected: LinkError) {
    let error = result.unwrap_err();
    let ClientError::Link(found) = error else { panic!("{error:?} instead of {expected:?}") };
    assert_eq!(found, expected);
}

/// Shows letters.md: Reading moves nothing.
/// Shows letters.md: Taking moves exactly the sum that was shown.
/// Shows letters.md: What a link costs is said before.
/// Shows security.md: A scanner that opens a link.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_wallet_takes_what_was_shown_to_the_lamport_even_of_a_tiny_postage() {
    for offer in [0, OFFER] {
        let made = Made::with(offer).await;
        let (harness, cost) = (&made.harness, &made.cost);
        let minimum = harness.rent(0).await;
        assert!(offer > 0 || cost.postage < minimum, "the postage alone could not arrive");
        assert_eq!(cost.kept, harness.mailbox_rent().await + minimum + 2 * SIGNATURE_FEE);
        assert_eq!(after_silence(cost), harness.correspondence_rent().await);

        let (client, link) = made.reader();
        let before = made.all().await;
        for _ in 0..3 {
            client.open_link(&link).await.unwrap();
        }
        assert_eq!(made.all().await, before);
        let opened = client.open_link(&link).await.unwrap();
        assert_eq!((opened.letter.text.as_slice(), opened.letter.sender), (TEXT, made.ada.address()));
        assert_eq!((opened.letter.fee, opened.sum), (cost.postage, made.reader_gets));

        let bo = Keypair::new().pubkey();
        let receipt = client.take_link(&link, &bo, opened.sum).await.unwrap();
        assert_eq!(receipt.network_fee, LINK_FEE);
        let settled = settle(Lamports(cost.postage), Rules::PERSONAL.fee_split(), postage::Verdict::Abstain);
        assert_eq!(opened.sum, settled.recipient.0 + cost.kept - LINK_FEE);
        assert_eq!(harness.balance(&bo).await, opened.sum);
        assert_eq!(made.all().await, [made.left + until_taken(cost), 0, 0, 0]);
        assert_eq!(client.ledger(&harness.network).await.unwrap().unpaid, settled.treasury.0);
        is(client.open_link(&link).await, LinkError::Gone);
        assert_eq!(harness.links_of(&made.ada).await, []);
    }
}

/// Shows letters.md: Reading moves nothing.
#[tokio::test(flavor = "multi_thread")]
async fn opening_asks_once_and_once_more_for_a_body_and_sends_nothing() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let text = noise(3_000);
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &text).unwrap();
    harness.client.upload(&ada.wallet, &long, &|_| ()).await.unwrap();
    let secret = LinkSecret::from_keypair(&ada.wallet);
    let client = &harness.client;
    let bodied = client.draft_link(&ada.address(), &harness.network, &secret, &long, OFFER).await.unwrap();
    let bodied = client.make_link(&ada.wallet, &bodied).await.unwrap().0;
    let inline = harness.draft_link(&ada, TEXT, OFFER).await;
    let inline = client.make_link(&ada.wallet, &inline).await.unwrap().0;
    for (link, text, asked) in [
        (inline, TEXT, &["getMultipleAccounts"][..]),
        (bodied, &text[..], &["getMultipleAccounts", "getAccountInfo"][..]),
    ] {
        let methods = Arc::new(Mutex::new(Vec::new()));
        let seen = methods.clone();
        let client = harness.client_through(move |method, _| {
            seen.lock().unwrap().push(method.to_owned());
            Fate::Arrives
        });
        client.genesis().await.unwrap();
        methods.lock().unwrap().clear();
        assert_eq!(client.open_link(&link).await.unwrap().letter.text, text);
        assert_eq!(*methods.lock().unwrap(), asked);
    }
}

/// Shows letters.md: The first who takes it has it.
/// Shows security.md: Two who have one link.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_claimants_at_once_one_has_all_and_the_other_is_told() {
    let made = Made::with(OFFER).await;
    let ((one, link), (other, _)) = (made.reader(), made.reader());
    let sum = one.open_link(&link).await.unwrap().sum;
    let [cleo, dora] = [Keypair::new().pubkey(), Keypair::new().pubkey()];
    let (first, second) = tokio::join!(one.take_link(&link, &cleo, sum), other.take_link(&link, &dora, sum));
    let (winner, loser, told) = match (first, second) {
        (Ok(_), second) => (cleo, dora, second),
        (first, Ok(_)) => (dora, cleo, first),
        both => panic!("{both:?}"),
    };
    is(told, LinkError::Gone);
    assert!(LinkError::Gone.to_string().contains("somebody has taken it"));
    assert_eq!(made.harness.balance(&winner).await, sum);
    assert_eq!(made.harness.balance(&loser).await, 0);
    is(one.take_link(&link, &loser, sum).await, LinkError::Gone);
}

/// Shows letters.md: Until it is taken it can be taken back.
/// Shows letters.md: After the deadline its maker collects all of it.
/// Shows letters.md: The wallet alone finds every link again.
#[tokio::test(flavor = "multi_thread")]
async fn a_sender_who_comes_back_gets_all_but_a_years_rent_before_and_after_the_deadline() {
    for is_late in [false, true] {
        let made = Made::with(OFFER).await;
        let (harness, ada) = (&made.harness, &made.ada);
        let (client, link) = made.reader();
        let opened = client.open_link(&link).await.unwrap();
        assert_eq!(opened.letter.deadline, made.deadline);
        assert_eq!(made.cost.take_by(), Some(Timestamp(made.deadline)));
        if is_late {
            let deadline = opened.letter.deadline;
            harness.travel_to(deadline + 1);
            let late = || LinkError::Late { deadline };
            is(client.open_link(&link).await, late());
            is(client.take_link(&link, &Keypair::new().pubkey(), opened.sum).await, late());
        }

        let found = harness.links_of(ada).await;
        assert_eq!((found.len(), &found[0].link, found[0].is_waiting()), (1, &link, !is_late));
        let receipt = client.take_back_link(&found[0].link, &ada.address()).await.unwrap();
        assert_eq!(receipt.network_fee, LINK_FEE);
        let all = 5 * SOL - after_silence(&made.cost) - BOTH - LINK_FEE;
        let told = made.cost.lost_untaken();
        assert_eq!(5 * SOL - (told - made.cost.fees + BOTH), all, "the fees are at most what is said");
        assert_eq!(made.all().await, [all, 0, 0, 0]);
        assert_eq!(client.ledger(&harness.network).await.unwrap().unpaid, 0, "nobody pays a cut");
        is(client.open_link(&link).await, LinkError::Gone);
        is(client.take_back_link(&link, &ada.address()).await, LinkError::Gone);
        assert_eq!(harness.links_of(ada).await, []);
    }
}

/// Shows security.md: A link that is cut off, changed, or leads to another cluster.
/// Shows security.md: A link that gives another sum than was shown.
#[tokio::test(flavor = "multi_thread")]
async fn another_cluster_a_cut_link_a_foreign_letter_and_another_sum_move_nothing() {
    let made = Made::with(OFFER).await;
    let (client, link) = made.reader();
    let (before, bo) = (made.all().await, Keypair::new().pubkey());
    let url = link.url(APP);
    assert_eq!(Link::parse(&url[..url.len() - 70]), Err(LinkError::CutOff { missing: 70 }));

    let here = client.genesis().await.unwrap();
    let elsewhere = Link { genesis: [7; 8], ..link.clone() };
    let other = || LinkError::OtherCluster { link: [7; 8], here };
    is(client.open_link(&elsewhere).await, other());
    is(client.take_link(&elsewhere, &bo, 1).await, other());
    is(client.take_back_link(&elsewhere, &bo).await, other());

    let letter = made.harness.resident().await;
    let foreign = made.harness.send(&letter, &made.ada, TEXT).await;
    is(client.open_link(&Link { message: foreign, ..link.clone() }).await, LinkError::NotForKey { message: foreign });

    let sum = client.open_link(&link).await.unwrap().sum;
    for shown in [0, sum - 1, sum + 1, u64::MAX] {
        is(client.take_link(&link, &bo, shown).await, LinkError::OtherSum { shown, now: sum });
    }
    assert_eq!(made.all().await, before);
    assert_eq!(made.harness.balance(&bo).await, 0);

    // Somebody gives it a lamport: the reader has to see the new sum first.
    let owner = link.key.address();
    made.harness.fund(&owner, made.harness.balance(&owner).await + 1);
    is(client.take_link(&link, &bo, sum).await, LinkError::OtherSum { shown: sum, now: sum + 1 });
    client.take_link(&link, &bo, sum + 1).await.unwrap();
    assert_eq!(made.harness.balance(&bo).await, sum + 1);
}

/// Shows letters.md: It is one transaction where it fits, and two otherwise.
/// Shows letters.md: The wallet alone finds every link again.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_interrupted_between_two_transactions_goes_on_or_comes_back() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let text = noise(330);
    let begin = || async {
        let draft = harness.draft_link(&ada, &text, OFFER).await;
        let plan = harness.plan_of(&ada, &draft).await;
        assert_eq!(plan.steps.len(), 2, "it should not fit in one");
        let key = draft.key.keypair();
        let first = Plan { steps: plan.steps[..1].to_vec() };
        harness.client.execute(&first, &[&ada.wallet, &key]).await.unwrap();
        draft
    };

    // It goes on with what is open.
    let begun = begin().await;
    let again = harness.draft_link(&ada, &text, OFFER).await;
    assert_eq!((again.is_open, again.funds, again.key.address()), (true, 0, begun.key.address()));
    let (link, receipts) = harness.client.make_link(&ada.wallet, &again).await.unwrap();
    assert_eq!(receipts.len(), 1);
    assert_eq!(harness.client.open_link(&link).await.unwrap().letter.text, text);
    let bo = Keypair::new().pubkey();
    let sum = harness.client.open_link(&link).await.unwrap().sum;
    harness.client.take_link(&link, &bo, sum).await.unwrap();

    // It comes back, even if another message took the number.
    let before = harness.balance(&ada.address()).await;
    let begun = begin().await;
    let cleo = harness.resident().await;
    let sent = harness.send(&ada, &cleo, TEXT).await;
    let spent = before - harness.balance(&ada.address()).await;
    let found = harness.links_of(&ada).await;
    assert_eq!((found.len(), found[0].link.message, found[0].is_waiting()), (1, sent, false));
    assert_eq!(found[0].at.owner, begun.key.address());
    harness.client.take_back_link(&found[0].link, &ada.address()).await.unwrap();
    let back = begun.funds - LINK_FEE;
    assert_eq!(harness.balance(&ada.address()).await, before - spent + back);
    assert_eq!(harness.links_of(&ada).await, []);
}

/// Shows sdk.md: A payer of fees pays the fees and nothing else
#[tokio::test(flavor = "multi_thread")]
async fn if_somebody_else_pays_the_fee_the_reader_gets_it() {
    let made = Made::with(OFFER).await;
    let (payer, client) = made.harness.client_paid_by_another(bmail_sdk::Pays::Fees);
    let opened = client.open_link(&made.link).await.unwrap();
    assert_eq!(opened.sum, made.reader_gets + LINK_FEE);
    let bo: Pubkey = Keypair::new().pubkey();
    client.take_link(&made.link, &bo, opened.sum).await.unwrap();
    assert_eq!(made.harness.balance(&bo).await, opened.sum);
    assert_eq!(made.harness.balance(&payer.pubkey()).await, SOL - BOTH);
}

/// Shows letters.md: Making one again does not pay again.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_draft_is_never_paid_for_twice() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let draft = harness.draft_link(&ada, TEXT, OFFER).await;
    let (link, _) = harness.client.make_link(&ada.wallet, &draft).await.unwrap();
    let left = harness.balance(&ada.address()).await;
    let (again, receipts) = harness.client.make_link(&ada.wallet, &draft).await.unwrap();
    assert_eq!((again, receipts.len()), (link, 0));
    assert_eq!(harness.balance(&ada.address()).await, left);
}
