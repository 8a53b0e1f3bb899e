//! What moves reputation and the consequences, in one transaction.

use bmail_sdk::accounts::Verdict;
use proptest::{bool::weighted, prelude::*, sample::select};

use crate::{
    action::{Action, Sending},
    choice::{Grant, Party, Stake, Swap, Tie, Tokens, Units, Which},
    pick::{MANY, net_with_reputation, swap, who},
    roster::{Net, Who},
    strategy::sending,
};

pub fn together() -> impl Strategy<Value = Vec<Action>> {
    let verdict = select(vec![Verdict::Valuable, Verdict::Spam]);
    let acknowledged = (sending(), verdict, weighted(0.3), swap());
    let lent = (sending(), who(), any::<bool>());
    let marked = (0..MANY, 0..MANY, any::<bool>());
    let net = net_with_reputation;
    prop_oneof![
        5 => acknowledged.prop_map(|(sending, verdict, refunded, swap)| {
            acknowledge(sending, refunded, judge(Which::Last, verdict, swap))
        }),
        4 => lent.prop_map(|(sending, other, taken)| lend(sending, other, taken)),
        3 => marked.prop_map(|(message, tie, leave)| mark(message, tie, leave)),
        2 => (who(), net(), any::<bool>()).prop_map(|(who, net, again)| hide(who, net, again)),
        1 => (who(), net()).prop_map(|(who, net)| begin_anew(who, net)),
    ]
}

fn judge(message: Which, verdict: Verdict, swap: Option<Swap>) -> Action {
    Action::Judge { message, by: None, verdict, other_body: false, swap }
}

/// A letter that is acknowledged at once, perhaps after a refund.
fn acknowledge(sending: Sending, refunded: bool, judge: Action) -> Vec<Action> {
    let mut actions = vec![Action::Send(Sending { hidden: false, flaw: None, body: None, ..sending })];
    actions.extend(refunded.then_some(Action::Refund { message: Which::Last, by: None }));
    actions.push(judge);
    actions
}

/// Spam by someone who lends to another person, or to whom another person lends. Afterwards they lend again.
fn lend(sending: Sending, other: Who, taken: bool) -> Vec<Action> {
    let Sending { from, net, .. } = sending;
    let (lender, borrower) = if taken { (other, from) } else { (from, other) };
    let lend = [
        Action::Seed { who: lender, net, amount: Grant::Millionths(7_000_000) },
        Action::Endorse { tie: Tie::Of(lender, borrower, net), stake: Stake::Least, flaw: None },
    ];
    let spam = acknowledge(sending, false, judge(Which::Last, Verdict::Spam, None));
    [&lend[..], &spam, &lend].concat()
}

/// Marks a message as spam, and at once collects what its sender may have lent, or takes an endorsement back first.
fn mark(message: usize, tie: usize, leave: bool) -> Vec<Action> {
    let (tie, judge) = (Tie::There(tie), judge(Which::Open(message), Verdict::Spam, None));
    match leave {
        true => vec![Action::BeginUnendorse { tie, units: Units::All, by: Party::Endorser }, judge],
        false => vec![judge, Action::Collect { tie }],
    }
}

/// Burns one's own tokens and closes their account, and perhaps gets both again.
fn hide(who: Who, net: Net, again: bool) -> Vec<Action> {
    let burn = Action::BurnTokens { who, net, amount: Tokens::All, by: None };
    let close = Action::CloseTokens { who, net, by: None };
    let open = Action::OpenTokens { who, net, payer: who };
    match again {
        true => vec![burn, close, open, Action::Sync { who, net, other_bump: false }],
        false => vec![burn, close],
    }
}

/// Closes one's standing and opens another.
fn begin_anew(who: Who, net: Net) -> Vec<Action> {
    vec![Action::CloseStanding { who, net }, Action::OpenStanding { who, net }]
}
