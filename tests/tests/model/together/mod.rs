//! Several actions on one item, in one transaction.

pub mod bounty;
mod reputation;

use bmail_sdk::accounts::Verdict;
use proptest::prelude::*;

use crate::{
    action::{Action, Sending},
    choice::{Blank, Key, Leftover, Part, Which, Whose},
    pick::{MANY, net, two, which, who},
    roster::{CONTENTS, Net, Who},
    strategy::{ending, sending, uploading},
};

pub fn together() -> impl Strategy<Value = Vec<Action>> {
    prop_oneof![
        10 => on_a_message(),
        6 => (who(), 0..CONTENTS.len()).prop_map(|(who, content)| upload(who, content)),
        2 => (uploading(which()), uploading(Just(Which::Last))).prop_map(|(one, other)| vec![one, other]),
        3 => (who(), net(), any::<bool>()).prop_map(|(who, net, again)| leave(who, net, again)),
        2 => (who(), net(), 0..2_u64).prop_map(|(who, net, ahead)| regret(who, net, ahead)),
        3 => (two(), net(), any::<bool>()).prop_map(|((who, other), net, again)| befriend(who, other, net, again)),
        10 => reputation::together(),
        9 => bounty::together().boxed(),
    ]
}

fn on_a_message() -> impl Strategy<Value = Vec<Action>> {
    let last = || ending(Just(Which::Last));
    let send = |hidden| sending().prop_map(move |sending| Action::Send(Sending { hidden, flaw: None, ..sending }));
    let message = Which::Last;
    let acknowledge = Action::Acknowledge { message, by: None, verdict: Verdict::Valuable, other_body: false };
    let waiting = (0..MANY).prop_map(|index| Action::Reveal { message: Which::Waiting(index), old_key: false });
    prop_oneof![
        4 => (ending(which()), last()).prop_map(|(one, other)| vec![one, other]),
        2 => (send(false), last()).prop_map(|(one, other)| vec![one, other]),
        2 => send(true).prop_map(move |post| vec![post, Action::Reveal { message, old_key: false }]),
        2 => waiting.prop_map(move |reveal| vec![reveal, acknowledge.clone()]),
    ]
}

fn upload(who: Who, content: usize) -> Vec<Action> {
    let body = Which::Last;
    let open = Action::OpenBody { who, content, empty: false };
    vec![open, Action::WriteBody { body, part: Part::All }, Action::SealBody { body }]
}

/// Closes a mailbox and then opens it again, or sweeps it first.
fn leave(who: Who, net: Net, again: bool) -> Vec<Action> {
    let close = Action::CloseMailbox { who, net };
    match again {
        true => vec![close, Action::OpenMailbox { who, net, key: Key::New(1) }],
        false => vec![Action::Sweep { who, net }, close],
    }
}

/// Creates an account for a message and reclaims it.
fn regret(who: Who, net: Net, ahead: u64) -> Vec<Action> {
    let prepare = Action::Prepare { who, blank: Blank::Message(net, ahead), space: 508 };
    vec![prepare, Action::Reclaim(Leftover::Blank(0))]
}

/// Makes two people each other's contacts, or closes their correspondence and starts another.
fn befriend(who: Who, other: Who, net: Net, again: bool) -> Vec<Action> {
    let contact = |who, other| Action::SetContact { who, other, net, contact: true };
    match again {
        true => {
            let pair = Whose::Of(who, other, net);
            vec![Action::CloseCorrespondence { pair, other_payer: false }, contact(who, other)]
        }
        false => vec![contact(who, other), contact(other, who)],
    }
}
