//! What moves reputation and the consequences, in one transaction.

use bmail_sdk::accounts::Verdict;
use proptest::{bool::weighted, prelude::*, sample::select};

use crate::{
    action::Action,
    choice::{MANY, Tie, Which, net_with_reputation, who},
    mail::{self, AcknowledgeWithReputation, Sending, Swap, sending, swap},
    reputation::{
        BeginUnendorse, CloseStanding, Collect, Endorse, Grant, OpenStanding, Party, Seed, Stake, Sync, Units,
    },
    roster::{Net, Who},
    token::{self, Tokens},
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
        6 => lent.prop_map(|(sending, other, taken)| lend(sending, other, taken)),
        3 => marked.prop_map(|(message, tie, leave)| mark(message, tie, leave)),
        3 => (who(), net(), 0..3_u8).prop_map(|(who, net, then)| hide(who, net, then)),
        1 => (who(), net()).prop_map(|(who, net)| begin_anew(who, net)),
    ]
}

fn judge(message: Which, verdict: Verdict, swap: Option<Swap>) -> Action {
    AcknowledgeWithReputation { message, by: None, verdict, other_body: false, swap }.into()
}

/// A letter that is acknowledged at once, perhaps after a refund.
fn acknowledge(sending: Sending, refunded: bool, judge: Action) -> Vec<Action> {
    let mut actions: Vec<Action> = vec![mail::Send(Sending { flaw: None, body: None, ..sending }).into()];
    actions.extend(refunded.then_some(mail::Refund { message: Which::Last, by: None }.into()));
    actions.push(judge);
    actions
}

/// Spam by someone who lends to another person, or to whom another person lends. Afterwards they lend again.
fn lend(sending: Sending, other: Who, taken: bool) -> Vec<Action> {
    let Sending { from, net, .. } = sending;
    let (lender, borrower) = if taken { (other, from) } else { (from, other) };
    let lend: [Action; 2] = [
        Seed { who: lender, net, amount: Grant::Millionths(7_000_000) }.into(),
        Endorse { tie: Tie::Of(lender, borrower, net), stake: Stake::Least, flaw: None }.into(),
    ];
    let spam = acknowledge(sending, false, judge(Which::Last, Verdict::Spam, None));
    [&lend[..], &spam, &lend].concat()
}

/// Marks a message as spam, and at once collects what its sender may have lent, or takes an endorsement back first.
fn mark(message: usize, tie: usize, leave: bool) -> Vec<Action> {
    let (tie, judge) = (Tie::There(tie), judge(Which::Open(message), Verdict::Spam, None));
    match leave {
        true => vec![BeginUnendorse { tie, units: Units::All, by: Party::Endorser }.into(), judge],
        false => vec![judge, Collect { tie }.into()],
    }
}

/// Burns one's own tokens and closes their account, and perhaps gets both again, or forgets the account.
fn hide(who: Who, net: Net, then: u8) -> Vec<Action> {
    let burn = token::Burn { who, net, amount: Tokens::All, by: None };
    let close = token::CloseAccount { who, net, by: None };
    let mut actions: Vec<Action> = vec![burn.into(), close.into()];
    let open = token::CreateIdempotent { who, net, payer: who };
    actions.extend((then == 1).then_some(open.into()));
    actions.extend((then > 0).then_some(Sync { who, net, flaw: None }.into()));
    actions
}

/// Closes one's standing and opens another.
fn begin_anew(who: Who, net: Net) -> Vec<Action> {
    vec![CloseStanding { who, net }.into(), OpenStanding { who, net }.into()]
}
