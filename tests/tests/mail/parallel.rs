//! What an instruction may write, as its accounts say: the runtime runs transactions side by side unless one writes
//! what the other uses, and lets no program write anything else.

use std::collections::HashSet;

use bmail_testing::{Person, Stage};
use solana_instruction::AccountMeta;
use solana_pubkey::Pubkey;

use crate::every::{Ready, every};

/// The instructions that may write in this role.
fn writers(role: &str) -> Vec<&'static str> {
    let mut names: Vec<_> = every().filter(|ready| written(ready).contains(&role)).map(|ready| ready.name).collect();
    names.dedup();
    names
}

/// The roles in which an instruction may write.
fn written(ready: &Ready) -> Vec<&'static str> {
    let roles = ready.instruction.accounts.iter().zip(ready.roles);
    roles.filter(|(meta, _)| meta.is_writable).map(|(_, role)| *role).collect()
}

/// Every account of a transaction that brings 300 bytes from one to the other.
fn sent(stage: &mut Stage, from: &Person, to: &Person) -> Vec<AccountMeta> {
    stage.send(from, to).instructions().into_iter().flat_map(|instruction| instruction.accounts).collect()
}

fn all(metas: &[AccountMeta]) -> HashSet<Pubkey> {
    metas.iter().map(|meta| meta.pubkey).collect()
}

fn writable(metas: &[AccountMeta]) -> HashSet<Pubkey> {
    metas.iter().filter(|meta| meta.is_writable).map(|meta| meta.pubkey).collect()
}

#[test]
fn sending_and_posting_write_the_sender_their_mailbox_the_pair_the_message_and_its_body() {
    let mut seen = Vec::new();
    for ready in every().filter(|ready| ["send", "post"].contains(&ready.name)) {
        let mut expected = vec!["sender", "sender_mailbox", "correspondence", "message"];
        expected.extend(ready.what.ends_with("with a body").then_some("body"));
        assert_eq!(written(&ready), expected, "{}", ready.what);
        seen.push(ready.what);
    }
    let expected = ["send for the first time", "send", "send with a body"];
    assert_eq!(seen[..3], expected);
    assert_eq!(seen[3..], expected.map(|what| what.replace("send", "post")));
}

#[test]
fn creating_the_messages_account_writes_nothing_more() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let message = stage.send(&ada, &bo).address();
    let expected = [ada.address(), stage.mailbox_of(&ada), stage.correspondence_of(&ada, &bo), message];
    assert_eq!(writable(&sent(&mut stage, &ada, &bo)), HashSet::from(expected));
}

#[test]
fn mail_of_different_senders_writes_nothing_that_the_other_uses() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (cy, dee) = (stage.resident("Cy"), stage.resident("Dee"));
    let first = sent(&mut stage, &ada, &bo);
    // To others, to the same recipient, and from a recipient to somebody else.
    for (from, to, what) in [(&cy, &dee, "unrelated mail"), (&cy, &bo, "mail to one"), (&dee, &cy, "mail from another")]
    {
        let second = sent(&mut stage, from, to);
        assert!(writable(&first).is_disjoint(&all(&second)), "{what}");
        assert!(writable(&second).is_disjoint(&all(&first)), "{what}");
    }
    // What both use, the network and the recipient's mailbox, both only read.
    let both = sent(&mut stage, &cy, &bo);
    assert!(all(&first).intersection(&all(&both)).any(|address| *address == stage.mailbox_of(&bo)));
    assert!(all(&first).intersection(&all(&both)).any(|address| *address == stage.network));
}

#[test]
fn only_what_changes_a_network_writes_it() {
    let governing =
        ["create_network", "propose_rules", "apply_rules", "propose_authority", "accept_authority", "set_sending"];
    assert_eq!(writers("network"), governing);
    assert_eq!(writers("ledger"), ["create_network", "open_mailbox", "sweep", "close_mailbox"]);
}
