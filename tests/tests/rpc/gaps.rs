//! Lists with something in them that cannot be read: it is marked, and the rest is read. Their cost is bounded.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bmail_sdk::{
    BOUNTY_ID, Client, HistoryEntry, MAIL_ID, PROGRAMS, REPUTATION_ID, RecordGap, StandingOverview,
    accounts::{DecodeError, ProgramAccount, Standing, StoredBounty, StoredMessage, Submission, Unreadable},
    events::AnyEvent as E,
    generated::{
        bounty::layout::fields::{bounty, submission},
        mail::layout::fields::{mailbox, message},
        reputation::layout::fields::endorsement,
    },
    instructions::mail::{DeliveryState, Obstacle},
};
use serde_json::Value;
use solana_instruction::AccountMeta;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use solana_signer::Signer;
use units::{Reputation, Seconds};

use crate::{
    SOL, TEXT,
    bounty::Scenario,
    harness::{Harness, Person},
    newsletter::{deliver, states},
    proxy::{
        self,
        Fate::{Arrives, Forged},
    },
    reputation::ONE,
};

const MISSING: &str = r#"{"jsonrpc":"2.0","id":0,"result":null}"#;
const NEWER: &str =
    r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32015,"message":"Transaction version (2) is not supported"}}"#;
const REFUSED: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32603,"message":"Internal error"}}"#;
const UNREACHABLE: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32019,"message":"Failed to query long-term storage; please try again"}}"#;
const MALFORMED: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"slot":"seven"}}"#;

impl Harness {
    /// An account of a kind, cut right after an address that it has at this offset. Returns its own address.
    fn cut(&self, program: &Pubkey, discriminator: [u8; 8], offset: usize, of: &Pubkey) -> Pubkey {
        let (address, mut data) = (Pubkey::new_unique(), vec![0; offset]);
        data[..8].copy_from_slice(&discriminator);
        data.extend(of.as_ref());
        self.forge(&address, SOL, &data, program);
        address
    }

    /// Lamports that a stranger sends to an address.
    pub async fn send_gift(&self, to: &Pubkey, lamports: u64) -> Signature {
        self.send_gift_naming(to, lamports, &[], &[]).await
    }

    /// A stranger's gift, in a transaction that also names accounts and has bytes in its data, which mean nothing.
    pub async fn send_gift_naming(&self, to: &Pubkey, lamports: u64, named: &[Pubkey], data: &[u8]) -> Signature {
        let stranger = Keypair::new();
        self.fund(&stranger.pubkey(), SOL);
        let rpc = self.client.rpc();
        let mut transfer = solana_system_interface::instruction::transfer(&stranger.pubkey(), to, lamports);
        transfer.accounts.extend(named.iter().map(|named| AccountMeta::new_readonly(*named, false)));
        transfer.data.extend_from_slice(data);
        let message = solana_message::Message::new(&[transfer], Some(&stranger.pubkey()));
        let blockhash = rpc.get_latest_blockhash().await.unwrap();
        let transaction = solana_transaction::Transaction::new(&[&stranger], message, blockhash);
        rpc.send_and_confirm_transaction(&transaction).await.unwrap()
    }
}

fn gap<T: ProgramAccount>(address: Pubkey) -> Vec<Unreadable> {
    vec![Unreadable { address, error: DecodeError::WrongKind(T::KIND) }]
}

/// Ada, whose history is that she opened a standing and got reputation.
async fn with_history() -> (Harness, Person) {
    let (harness, founder) = Harness::with_reputation().await;
    let ada = harness.citizen(&founder, 30 * ONE).await;
    (harness, ada)
}

async fn whole(client: &Client, harness: &Harness, owner: &Person) -> Vec<HistoryEntry> {
    client.history(&harness.network, &owner.address(), None, 100).await.unwrap().entries
}

/// Shows security.md: One record that a node has pruned, refuses, or that cannot be read.
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_cannot_be_read_is_an_entry_that_says_why_and_the_others_are_read() {
    let (harness, ada) = with_history().await;
    let all = whole(&harness.client, &harness, &ada).await;
    let [opened, seeded] = &all[..] else { panic!("{all:?}") };
    assert!(matches!((&opened.event, &seeded.event), (Ok(E::StandingOpened(_)), Ok(E::Seeded(_)))), "{all:?}");

    let signature = opened.signature.to_string();
    let request = format!(
        r#"{{"jsonrpc":"2.0","id":0,"method":"getTransaction","params":["{signature}",{{"encoding":"base64","commitment":"confirmed","maxSupportedTransactionVersion":1}}]}}"#
    );
    let real: Value = serde_json::from_str(harness.response(&request)).unwrap();
    let with_logs = |change: fn(&mut Value)| -> &'static str {
        let mut forged = real.clone();
        change(&mut forged["result"]["meta"]["logMessages"]);
        forged.to_string().leak()
    };
    let without_logs = with_logs(|logs| *logs = Value::Null);
    let cut = with_logs(|logs| logs.as_array_mut().unwrap().push("Log truncated".into()));
    for (forged, expected) in [
        (MISSING, vec![Err(RecordGap::Missing)]),
        (NEWER, vec![Err(RecordGap::NewerVersion)]),
        (MALFORMED, vec![Err(RecordGap::Malformed)]),
        (REFUSED, vec![Err(RecordGap::Withheld)]),
        (UNREACHABLE, vec![Err(RecordGap::Withheld)]),
        (without_logs, vec![Err(RecordGap::NoLogs)]),
        (cut, vec![opened.event.clone(), Err(RecordGap::CutLogs)]),
    ] {
        let named = signature.clone();
        let client = harness.client_reading_bodies(move |method, _, body| match method {
            "getTransaction" if String::from_utf8_lossy(body).contains(&named) => Forged(forged),
            _ => Arrives,
        });
        let read = whole(&client, &harness, &ada).await;
        let (last, first) = read.split_last().unwrap();
        assert_eq!(first.iter().map(|entry| entry.event.clone()).collect::<Vec<_>>(), expected, "{forged}");
        assert!(first.iter().all(|entry| (entry.signature, entry.at) == (opened.signature, opened.at)), "{first:?}");
        assert_eq!(last, seeded);
    }
}

/// Shows security.md: One record that a node has pruned, refuses, or that cannot be read.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_without_history_is_a_gap_of_each_page_and_has_no_body() {
    let (harness, ada) = with_history().await;
    let client = harness.client_through(|method, _| match method {
        "getSignaturesForAddress" => Forged(crate::nodes::NO_HISTORY),
        _ => Arrives,
    });
    let history = client.history(&harness.network, &ada.address(), None, 10).await.unwrap();
    assert_eq!((history.entries, history.older, history.gap), (vec![], None, Some(RecordGap::Missing)));
    let past = client.past(&ada.mailbox, None, 10).await.unwrap();
    assert_eq!((past.entries, past.older, past.gap), (vec![], None, Some(RecordGap::Missing)));
    assert_eq!(client.past_body(&Pubkey::new_unique(), &ada.address()).await.unwrap(), None);

    let history = harness.client.history(&harness.network, &ada.address(), None, 10).await.unwrap();
    let past = harness.client.past(&ada.mailbox, None, 10).await.unwrap();
    assert_eq!((history.entries.len(), history.gap, past.entries.len(), past.gap), (2, None, 1, None));
}

/// Shows security.md: Gifts of some lamports that make a history dear to read.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_history_costs_at_most_one_request_more_than_its_limit_whatever_strangers_send() {
    let (harness, ada) = with_history().await;
    let standing = PROGRAMS.standing(&harness.network, &ada.address()).0;
    for lamports in 1..=20 {
        harness.send_gift(&standing, lamports).await;
    }
    let requests = Arc::new(AtomicUsize::new(0));
    let count = requests.clone();
    let client = harness.client_through(move |_, _| {
        count.fetch_add(1, Relaxed);
        Arrives
    });
    let (mut before, mut found, mut pages) = (None, Vec::new(), Vec::new());
    loop {
        requests.store(0, Relaxed);
        let page = client.history(&harness.network, &ada.address(), before, 7).await.unwrap();
        pages.push((page.entries.len(), requests.load(Relaxed)));
        found.splice(0..0, page.entries);
        before = page.older;
        if before.is_none() {
            break;
        }
    }
    // The newest 21 transactions are gifts, but for one; the last page has the opening, and the one after it nothing.
    assert_eq!(pages, [(0, 8), (0, 8), (1, 8), (1, 2), (0, 1)]);
    assert_eq!(found, whole(&harness.client, &harness, &ada).await);
}

/// Shows security.md: An account that cannot be read in a list.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_cannot_be_read_ends_no_inbox_and_no_outbox() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let sent = harness.send(&ada, &bo, TEXT).await;
    let to_bo = harness.cut(&MAIL_ID, StoredMessage::DISCRIMINATOR, message::RECIPIENT, &bo.mailbox);
    let inbox = harness.client.inbox(&bo.mailbox).await.unwrap();
    assert_eq!((inbox.entries.len(), inbox.entries[0].address, inbox.gaps), (1, sent, gap::<StoredMessage>(to_bo)));
    let from_ada = harness.cut(&MAIL_ID, StoredMessage::DISCRIMINATOR, message::SENDER, &ada.address());
    let outbox = harness.client.outbox(&ada.address()).await.unwrap();
    assert_eq!(
        (outbox.entries.len(), outbox.entries[0].address, outbox.gaps),
        (1, sent, gap::<StoredMessage>(from_ada))
    );
}

/// Shows security.md: An account that cannot be read in a list.
#[tokio::test(flavor = "multi_thread")]
async fn bounties_submissions_and_contributions_that_cannot_be_read_are_named_beside_the_others() {
    let (scenario, open) = Scenario::with_open().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let eva = harness.newcomer();
    let (entry, _) = crate::bounty::commit(client, &eva, &open).await.unwrap();
    let cut = harness.cut(&BOUNTY_ID, StoredBounty::DISCRIMINATOR, bounty::NETWORK, &network);
    for list in [client.bounties(&network).await.unwrap(), client.open_bounties(&network).await.unwrap()] {
        assert_eq!((list.entries.len(), list.entries[0].0, list.gaps), (1, open, gap::<StoredBounty>(cut)));
    }
    let place = bounty::REVIEWERS + 2 * size_of::<Pubkey>();
    let cut = harness.cut(&BOUNTY_ID, StoredBounty::DISCRIMINATOR, place, &scenario.reviewers[0].address());
    let list = client.bounties_to_review(&scenario.reviewers[0].address()).await.unwrap();
    assert_eq!((list.entries.len(), list.gaps), (1, gap::<StoredBounty>(cut)));

    let cut = harness.cut(&BOUNTY_ID, Submission::DISCRIMINATOR, submission::BOUNTY, &open);
    let overview = scenario.overview(&open).await;
    assert_eq!((overview.submissions.len(), overview.submissions[0].address), (1, entry));
    assert_eq!((overview.contributions.len(), overview.gaps), (1, gap::<Submission>(cut)));

    // The bounty of a submission has another program's data.
    let other = scenario.create(scenario.plan()).await;
    let mut second = client.rpc().get_account(&entry).await.unwrap();
    second.data[submission::BOUNTY..][..32].copy_from_slice(other.as_ref());
    harness.forge(&Pubkey::new_unique(), second.lamports, &second.data, &BOUNTY_ID);
    harness.forge(&other, SOL, &[7; 600], &BOUNTY_ID);
    let list = client.bounties_submitted_to(&eva.address()).await.unwrap();
    assert_eq!((list.entries.len(), list.entries[0].0, list.gaps), (1, open, gap::<StoredBounty>(other)));
}

/// Shows security.md: An account that cannot be read in a list.
#[tokio::test(flavor = "multi_thread")]
async fn endorsements_and_people_that_cannot_be_read_are_counted_apart() {
    let (harness, founder) = Harness::with_reputation().await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = (harness.citizen(&founder, 30 * ONE).await, harness.citizen(&founder, 0).await);
    client.endorse(&ada.wallet, &network, &bo.address(), Reputation(10 * ONE)).await.unwrap();
    let whole = client.standing_overview(&network, &ada.address()).await.unwrap();
    let standing = PROGRAMS.standing(&network, &ada.address()).0;
    let kind = bmail_sdk::accounts::Endorsement::DISCRIMINATOR;
    let cut = harness.cut(&REPUTATION_ID, kind, endorsement::ENDORSER, &standing);
    let given = client.endorsements_given(&network, &ada.address()).await.unwrap();
    assert_eq!((given.entries.len(), given.gaps.len(), given.gaps[0].address), (1, 1, cut));
    let overview = client.standing_overview(&network, &ada.address()).await.unwrap();
    let staked = |overview: &StandingOverview| overview.now.staked.0 / ONE;
    assert_eq!((staked(&overview), overview.unreadable), (staked(&whole), 1));
    assert_eq!((staked(&whole), whole.unreadable), (10, 0));

    harness.cut(&MAIL_ID, bmail_sdk::accounts::Mailbox::DISCRIMINATOR, mailbox::NETWORK, &network);
    let population = client.population(&network, Seconds(0), Reputation(0)).await.unwrap();
    let people = population.established;
    assert_eq!((population.mailboxes, population.unreadable), (people + 1, 1));
    let mut cut = client.rpc().get_account(&standing).await.unwrap();
    cut.data.truncate(Standing::LEN - 1);
    harness.forge(&standing, cut.lamports, &cut.data, &cut.owner);
    let population = client.population(&network, Seconds(0), Reputation(0)).await.unwrap();
    assert_eq!((population.mailboxes, population.established, population.unreadable), (people + 1, people - 1, 2));
}

/// Shows security.md: An account that cannot be read in a list.
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_whose_mailbox_cannot_be_read_keeps_nobody_else_from_getting_a_newsletter() {
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = harness.newsletter(3).await;
    let node = harness.client_of_a_liar(&readers[1].mailbox, |data| data.truncate(50)).await;
    deliver(&node, &ada, &mut newsletter).await;
    assert_eq!(states(&newsletter)[1], DeliveryState::Refused(Obstacle::Unreadable));
    assert_eq!(harness.copies(&readers).await, [1, 0, 1]);
    deliver(&harness.client, &ada, &mut newsletter).await;
    assert_eq!(harness.copies(&readers).await, [1, 1, 1]);
}

/// Shows security.md: An account of another program or kind in place of the requested one.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_another_program_is_no_entry_of_a_list() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let sent = harness.send(&ada, &bo, TEXT).await;
    let (validator, other) = (harness.url().to_owned(), Keypair::new().pubkey());
    let lying = harness.client_reading_bodies(move |method, _, body| {
        if method != "getProgramAccounts" {
            return Arrives;
        }
        let response = String::from_utf8(proxy::ask(&validator, body).unwrap()).unwrap();
        let (_, answer) = response.split_once("\r\n\r\n").unwrap();
        let owner = |owner| format!(r#""owner":"{owner}""#);
        assert!(answer.contains(&owner(MAIL_ID)));
        Forged(answer.replace(&owner(MAIL_ID), &owner(other)).leak())
    });
    let inbox = lying.inbox(&bo.mailbox).await.unwrap();
    assert!(inbox.entries.is_empty());
    assert_eq!(inbox.gaps, gap::<StoredMessage>(sent));
}
