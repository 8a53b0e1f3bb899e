//! Several actions on one item, in one transaction.

mod bounty;
mod reputation;

use bmail_sdk::accounts::Verdict;
use proptest::prelude::*;

pub use bounty::astray;

use crate::{
    action::{Action, Try},
    choice::{Key, MANY, Which, Whose, net, two, who},
    mail::{self, Leftover, Part, Sending, sending},
    registry::Modeled,
    roster::{CONTENTS, Net, Who},
    system::{Blank, Prepare},
};

pub fn together() -> impl Strategy<Value = Vec<Try>> {
    let actions = prop_oneof![
        10 => on_a_message(),
        6 => (who(), 0..CONTENTS.len()).prop_map(|(who, content)| upload(who, content)),
        2 => (uploading(None), uploading(Some(Which::Last))).prop_map(|(one, other)| vec![one, other]),
        3 => (who(), net(), any::<bool>()).prop_map(|(who, net, again)| leave(who, net, again)),
        2 => (who(), net(), 0..2_u64).prop_map(|(who, net, ahead)| regret(who, net, ahead)),
        3 => (two(), net(), any::<bool>()).prop_map(|((who, other), net, again)| befriend(who, other, net, again)),
        10 => reputation::together(),
        9 => bounty::together().boxed(),
    ];
    actions.prop_map(|actions| actions.into_iter().map(Try::from).collect())
}

/// Choices of an instruction, by which some are about a given item instead.
fn about<M: Modeled + Into<Action>>(
    item: Option<Which>,
    set: impl Fn(&mut M, Which) + 'static,
) -> impl Strategy<Value = Action> {
    M::choices().1.prop_map(move |mut choice| {
        item.into_iter().for_each(|item| set(&mut choice, item));
        choice.into()
    })
}

/// What ends a message, or reveals it.
fn ending(which: Option<Which>) -> impl Strategy<Value = Action> {
    prop_oneof![
        5 => about::<mail::Acknowledge>(which, |choice, which| choice.message = which),
        7 => about::<mail::AcknowledgeWithReputation>(which, |choice, which| choice.message = which),
        5 => about::<mail::Expire>(which, |choice, which| choice.message = which),
        2 => about::<mail::Refund>(which, |choice, which| choice.message = which),
        5 => about::<mail::Reveal>(which, |choice, which| choice.message = which),
    ]
}

fn uploading(which: Option<Which>) -> impl Strategy<Value = Action> {
    prop_oneof![
        3 => about::<mail::OpenBody>(None, |_, _| ()),
        3 => about::<mail::WriteBody>(which, |choice, which| choice.body = which),
        2 => about::<mail::SealBody>(which, |choice, which| choice.body = which),
        1 => about::<mail::CloseBody>(which, |choice, which| choice.body = which),
    ]
}

fn on_a_message() -> impl Strategy<Value = Vec<Action>> {
    let last = || ending(Some(Which::Last));
    let sound = || sending().prop_map(|sending| Sending { flaw: None, ..sending });
    let reveal = |message| mail::Reveal { message, old_key: false };
    let acknowledge =
        mail::Acknowledge { message: Which::Last, by: None, verdict: Verdict::Valuable, other_body: false };
    prop_oneof![
        4 => (ending(None), last()).prop_map(|(one, other)| vec![one, other]),
        2 => (sound(), last()).prop_map(|(sending, other)| vec![mail::Send(sending).into(), other]),
        2 => sound().prop_map(move |sending| vec![mail::Post(sending).into(), reveal(Which::Last).into()]),
        2 => (0..MANY).prop_map(move |index| vec![reveal(Which::Waiting(index)).into(), acknowledge.into()]),
    ]
}

fn upload(who: Who, content: usize) -> Vec<Action> {
    let body = Which::Last;
    let open = mail::OpenBody { who, content, empty: false };
    vec![open.into(), mail::WriteBody { body, part: Part::All }.into(), mail::SealBody { body }.into()]
}

/// Closes a mailbox and then opens it again, or sweeps it first.
fn leave(who: Who, net: Net, again: bool) -> Vec<Action> {
    let close = mail::CloseMailbox { who, net }.into();
    match again {
        true => vec![close, mail::OpenMailbox { who, net, key: Key::New(1) }.into()],
        false => vec![mail::Sweep { who, net }.into(), close],
    }
}

/// Creates an account for a message and reclaims it.
fn regret(who: Who, net: Net, ahead: u64) -> Vec<Action> {
    let prepare = Prepare { who, blank: Blank::Message(net, ahead), space: 508 };
    vec![prepare.into(), mail::Reclaim(Leftover::Blank(0)).into()]
}

/// Makes two people each other's contacts, or closes their correspondence and starts another.
fn befriend(who: Who, other: Who, net: Net, again: bool) -> Vec<Action> {
    let contact = |who, other| mail::SetContact { who, other, net, contact: true }.into();
    match again {
        true => {
            let pair = Whose::Of(who, other, net);
            vec![mail::CloseCorrespondence { pair, other_payer: false, by: None }.into(), contact(who, other)]
        }
        false => vec![contact(who, other), contact(other, who)],
    }
}
