//! Several actions on one thing, in one transaction.

use bmail_sdk::accounts::Verdict;
use proptest::{prelude::*, sample::select};

use crate::{
    action::{Action, Sending},
    cast::{CONTENTS, Net, Who},
    choice::{Blank, Grant, Key, Leftover, Part, Party, Stake, Tie, Tokens, Units, Which, Whose},
    pick::{MANY, net, net_with_reputation, two, which, who},
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
        9 => about_reputation(),
    ]
}

fn on_a_message() -> impl Strategy<Value = Vec<Action>> {
    let last = || ending(Just(Which::Last));
    let send = |hidden| sending().prop_map(move |sending| Action::Send(Sending { hidden, flaw: None, ..sending }));
    let message = Which::Last;
    let answer = Action::Acknowledge { message, by: None, verdict: Verdict::Valuable, other_body: false };
    let waiting = (0..MANY).prop_map(|index| Action::Reveal { message: Which::Waiting(index), old_key: false });
    prop_oneof![
        4 => (ending(which()), last()).prop_map(|(one, other)| vec![one, other]),
        2 => (send(false), last()).prop_map(|(one, other)| vec![one, other]),
        2 => send(true).prop_map(move |post| vec![post, Action::Reveal { message, old_key: false }]),
        2 => waiting.prop_map(move |reveal| vec![reveal, answer.clone()]),
    ]
}

fn upload(who: Who, content: usize) -> Vec<Action> {
    let body = Which::Last;
    let open = Action::OpenBody { who, content, empty: false };
    vec![open, Action::WriteBody { body, part: Part::All }, Action::SealBody { body }]
}

/// Closes a mailbox, and opens it again or has swept it before.
fn leave(who: Who, net: Net, again: bool) -> Vec<Action> {
    let close = Action::CloseMailbox { who, net };
    match again {
        true => vec![close, Action::OpenMailbox { who, net, key: Key::New(1) }],
        false => vec![Action::Sweep { who, net }, close],
    }
}

/// Creates an account for a message, and wants it back.
fn regret(who: Who, net: Net, ahead: u64) -> Vec<Action> {
    let prepare = Action::Prepare { who, blank: Blank::Message(net, ahead), space: 508 };
    vec![prepare, Action::Reclaim(Leftover::Blank(0))]
}

/// Makes two each other's contacts, or closes their correspondence and starts another.
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

fn about_reputation() -> impl Strategy<Value = Vec<Action>> {
    let verdict = select(vec![Verdict::Valuable, Verdict::Spam]);
    let answered = (sending(), verdict).prop_map(|(sending, verdict)| answer(sending, verdict));
    let lent = (sending(), who()).prop_map(|(sending, other)| lend(sending, other));
    let marked = (0..MANY, 0..MANY, any::<bool>()).prop_map(|(message, tie, leave)| mark(message, tie, leave));
    let net = net_with_reputation;
    prop_oneof![
        4 => answered,
        2 => lent,
        3 => marked,
        2 => (who(), net(), any::<bool>()).prop_map(|(who, net, again)| hide(who, net, again)),
        1 => (who(), net()).prop_map(|(who, net)| begin_anew(who, net)),
    ]
}

/// A letter that is answered at once.
fn answer(sending: Sending, verdict: Verdict) -> Vec<Action> {
    let letter = Sending { hidden: false, flaw: None, body: None, ..sending };
    let judge = Action::Judge { message: Which::Last, by: None, verdict, other_body: false };
    vec![Action::Send(letter), judge]
}

/// Spam of somebody who lends, and is given reputation all the same, to lend more.
fn lend(sending: Sending, other: Who) -> Vec<Action> {
    let Sending { from, net, .. } = sending;
    let seed = Action::Seed { who: from, net, amount: Grant::Millionths(7_000_000) };
    let endorse = Action::Endorse { tie: Tie::Of(from, other, net), stake: Stake::Least, flaw: None };
    let lend = vec![seed, endorse];
    [lend.clone(), answer(sending, Verdict::Spam), lend].concat()
}

/// Marks a message, and burns at once what its sender may have lent; or takes an endorsement back before that.
fn mark(message: usize, tie: usize, leave: bool) -> Vec<Action> {
    let (message, verdict, tie) = (Which::Open(message), Verdict::Spam, Tie::There(tie));
    let judge = Action::Judge { message, by: None, verdict, other_body: false };
    match leave {
        true => vec![Action::BeginUnendorse { tie, units: Units::All, by: Party::Endorser }, judge],
        false => vec![judge, Action::Collect { tie }],
    }
}

/// Burns one's tokens and closes their account, and has both again.
fn hide(who: Who, net: Net, again: bool) -> Vec<Action> {
    let burn = Action::BurnTokens { who, net, amount: Tokens::All, by: None };
    let close = Action::CloseTokens { who, net, by: None };
    let open = Action::OpenTokens { who, net, payer: who };
    match again {
        true => vec![burn, close, open, Action::Sync { who, net, other_bump: false }],
        false => vec![burn, close],
    }
}

/// Gives one's standing up, and opens another.
fn begin_anew(who: Who, net: Net) -> Vec<Action> {
    vec![Action::CloseStanding { who, net }, Action::OpenStanding { who, net }]
}
