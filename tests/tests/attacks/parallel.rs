//! What an instruction may write, as its accounts say. The runtime runs transactions in parallel unless one writes what
//! the other uses, and it lets no program write anything else.

use std::collections::{BTreeSet, HashSet};

use bmail_sdk::MAIL_ID;
use bmail_testing::{Harness, Person, REPUTATION};
use bounty_core::Terms;
use solana_instruction::AccountMeta;
use solana_pubkey::Pubkey;

use crate::every::{Ready, every};

/// The instructions that may write in this role, sorted by name.
fn writers(role: &str) -> BTreeSet<&'static str> {
    every().filter(|ready| written(ready).contains(&role)).map(|ready| ready.name).collect()
}

/// The roles in which an instruction may write.
fn written(ready: &Ready) -> Vec<&'static str> {
    let roles = ready.instruction.accounts.iter().zip(ready.roles);
    roles.filter(|(meta, _)| meta.is_writable).map(|(_, role)| *role).collect()
}

/// Every account of a transaction that sends 300 bytes.
fn sent(harness: &mut Harness, from: &Person, to: &Person) -> Vec<AccountMeta> {
    harness.send(from, to).instructions().into_iter().flat_map(|instruction| instruction.accounts).collect()
}

fn all(metas: &[AccountMeta]) -> HashSet<Pubkey> {
    metas.iter().map(|meta| meta.pubkey).collect()
}

fn writable(metas: &[AccountMeta]) -> HashSet<Pubkey> {
    metas.iter().filter(|meta| meta.is_writable).map(|meta| meta.pubkey).collect()
}

/// Panics if one of the two writes what the other uses.
#[track_caller]
fn side_by_side(what: &str, first: &[AccountMeta], second: &[AccountMeta]) {
    assert!(writable(first).is_disjoint(&all(second)), "{what}");
    assert!(writable(second).is_disjoint(&all(first)), "{what}");
}

/// Shows mail.md: A send writes only to the sender, their mailbox, the correspondence, the message and its body.
#[test]
fn sending_and_posting_write_the_sender_their_mailbox_the_pair_the_message_and_its_body() {
    let mut seen = 0;
    for ready in every().filter(|ready| ["send", "post"].contains(&ready.name)) {
        let mut expected = vec!["sender", "sender_mailbox", "correspondence", "message"];
        let body = ready.roles.iter().position(|role| *role == "body").unwrap();
        let is_given = ready.instruction.accounts[body].pubkey != MAIL_ID;
        expected.extend(is_given.then_some("body"));
        assert_eq!(written(&ready), expected, "{}", ready.what);
        seen += 1;
    }
    assert_eq!(seen, 8);
}

/// Shows mail.md: Mail from different senders therefore runs in parallel, even to the same recipient.
#[test]
fn creating_the_messages_account_writes_nothing_more() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.send(&ada, &bo).address();
    let expected = [ada.address(), harness.mailbox_of(&ada), harness.correspondence_of(&ada, &bo), message];
    assert_eq!(writable(&sent(&mut harness, &ada, &bo)), HashSet::from(expected));
}

/// Shows mail.md: Mail from different senders therefore runs in parallel, even to the same recipient.
/// Shows security.md: Holding up others by writing to the same accounts.
#[test]
fn mail_of_different_senders_writes_nothing_that_the_other_uses() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (cy, dee) = (harness.resident("Cy"), harness.resident("Dee"));
    let first = sent(&mut harness, &ada, &bo);
    // To other people, to the same recipient, and from the recipient to someone else.
    for (from, to, what) in [(&cy, &dee, "unrelated mail"), (&cy, &bo, "mail to one"), (&dee, &cy, "mail from another")]
    {
        side_by_side(what, &first, &sent(&mut harness, from, to));
    }
    // Both use the network and the recipient's mailbox, but only read them.
    let both = sent(&mut harness, &cy, &bo);
    assert!(all(&first).intersection(&all(&both)).any(|address| *address == harness.mailbox_of(&bo)));
    assert!(all(&first).intersection(&all(&both)).any(|address| *address == harness.network));
}

#[test]
fn verdicts_of_different_people_about_different_people_write_nothing_that_the_other_uses() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    let (cy, dee) = (harness.citizen("Cy", REPUTATION), harness.citizen("Dee", REPUTATION));
    let letters = [(&ada, &bo), (&cy, &dee)].map(|(from, to)| (to, harness.send(from, to).run_and_find()));
    let [first, second] = letters.map(|(to, message)| harness.judge(to, message).instruction().accounts);
    side_by_side("two verdicts", &first, &second);
    // Both use the reputation, but only read it.
    assert!(all(&first).intersection(&all(&second)).any(|address| *address == first[6].pubkey));
}

#[test]
fn endorsements_of_different_people_write_nothing_that_the_other_uses() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    let (cy, dee) = (harness.citizen("Cy", REPUTATION), harness.citizen("Dee", REPUTATION));
    let [first, second] = [(&ada, &bo), (&cy, &dee)].map(|(endorser, endorsed)| {
        let instructions = harness.endorse(endorser, endorsed, REPUTATION).instructions();
        instructions.into_iter().flat_map(|instruction| instruction.accounts).collect::<Vec<_>>()
    });
    side_by_side("two endorsements", &first, &second);
}

/// Shows mail.md: A network's account is written only by instructions that change the network.
/// Shows security.md: Holding up others by writing to the same accounts.
#[test]
fn only_what_changes_a_network_writes_it() {
    let proposing = ["propose_authority", "propose_rules"];
    let governing = ["accept_authority", "adopt_treasury", "apply_rules", "create_network", "set_sending"];
    assert_eq!(writers("network"), governing.into_iter().chain(proposing).collect());
    assert_eq!(writers("ledger"), BTreeSet::from(["close_mailbox", "create_network", "open_mailbox", "sweep"]));
}

#[test]
fn only_what_changes_a_reputation_writes_it_and_only_the_token_its_mint() {
    let governing = ["apply_parameters", "create_reputation", "propose_parameters", "seed"];
    assert_eq!(writers("reputation"), BTreeSet::from(governing));
    assert_eq!(writers("mint"), BTreeSet::from(["close_standing", "create_reputation", "sync"]));
}

#[test]
fn only_what_moves_money_or_counts_it_writes_a_treasury_or_the_weeks() {
    let of_limits = ["apply_limit", "create_token_treasury", "create_treasury", "propose_limit"];
    let of_money = ["allocate", "close_submission", "contribute", "return_allocation", "sweep"];
    let written: BTreeSet<_> = of_limits.into_iter().chain(of_money).collect();
    assert_eq!(writers("treasury"), written);
    assert_eq!(writers("weekly_stats"), BTreeSet::from(["claim", "contribute", "create_treasury", "fund", "tally"]));
}

#[test]
fn what_different_people_show_for_one_bounty_writes_nothing_that_the_other_uses() {
    let mut harness = Harness::with_treasury();
    let [issuer, rex, sid, sue] = ["Issuer", "Rex", "Sid", "Sue"].map(|name| harness.person(name));
    let terms = Terms { awards: 1, ..Terms::EXAMPLE };
    let bounty = harness.create_bounty(&issuer, &[&rex], &terms).run_and_find();
    harness.allocate(bounty, terms.total()).run();
    harness.open(&issuer, bounty).run();
    let [first, second] = [&sid, &sue].map(|submitter| {
        harness.commit(submitter, bounty).run();
        harness.reveal_submission(submitter, bounty).instruction().accounts
    });
    side_by_side("two reveals", &first, &second);
}
