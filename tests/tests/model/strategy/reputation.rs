//! What people do with reputation, and how often.

use proptest::{bool::weighted, option, prelude::*, sample::select};

use crate::{
    action::Action,
    choice::{Grant, NewFlaw, Party, Stake, TextFlaw, Tie, Tokens, Units},
    parameters::{Chosen, INVALID, VALID},
    pick::{MANY, leaving, net_with_reputation, tie, who},
    roster::Net,
};

const MILLION: u64 = 1_000_000;

pub fn reputation() -> impl Strategy<Value = Action> {
    prop_oneof![6 => standings(), 9 => reputations(), 1 => records(), 20 => endorsements(), 7 => tokens()]
}

fn reputations() -> impl Strategy<Value = Action> {
    use TextFlaw::*;
    let flaw = option::weighted(0.3, select(vec![NoName, LongName, NoSymbol, LongSymbol, LongUri, Control]));
    let net = select(vec![1, 1, 2, 0]).prop_map(Net);
    let create = (net, created(), flaw);
    let propose = (net_with_reputation(), proposed());
    prop_oneof![
        3 => create.prop_map(|(net, parameters, flaw)| Action::CreateReputation { net, parameters, flaw }),
        3 => propose.prop_map(|(net, parameters)| Action::ProposeParameters { net, parameters }),
        4 => net_with_reputation().prop_map(|net| Action::ApplyParameters { net }),
    ]
}

fn standings() -> impl Strategy<Value = Action> {
    let amount = select(vec![0, 1, MILLION, 7 * MILLION + 1, 30 * MILLION]).prop_map(Grant::Millionths);
    let amount = prop_oneof![10 => amount, 1 => Just(Grant::Rest), 1 => Just(Grant::TooMuch)];
    let seed = (who(), net_with_reputation(), amount);
    prop_oneof![
        4 => (who(), net_with_reputation()).prop_map(|(who, net)| Action::OpenStanding { who, net }),
        4 => seed.prop_map(|(who, net, amount)| Action::Seed { who, net, amount }),
        1 => (who(), net_with_reputation()).prop_map(|(who, net)| Action::CloseStanding { who, net }),
    ]
}

fn endorsements() -> impl Strategy<Value = Action> {
    use NewFlaw::*;
    let stake = select(vec![Stake::Least, Stake::Least, Stake::Half, Stake::Half, Stake::All]);
    let stake = prop_oneof![5 => stake, 1 => select(vec![Stake::TooLittle, Stake::TooMuch])];
    let flaw = option::weighted(0.15, select(vec![Elsewhere, Twice, Space, Short, Empty]));
    let between = (0..MANY, 0..MANY).prop_map(|(one, other)| Tie::Between(one, other));
    let endorse = (prop_oneof![6 => between, 1 => tie()], stake, flaw);
    let units = select(vec![Units::All, Units::All, Units::All, Units::Half, Units::Half, Units::None, Units::TooMany]);
    let by = prop_oneof![
        5 => Just(Party::Endorser),
        2 => Just(Party::Endorsed),
        1 => who().prop_map(Party::Other),
    ];
    let begin = (tie(), units, by);
    prop_oneof![
        4 => endorse.prop_map(|(tie, stake, flaw)| Action::Endorse { tie, stake, flaw }),
        4 => begin.prop_map(|(tie, units, by)| Action::BeginUnendorse { tie, units, by }),
        4 => prop_oneof![3 => leaving(), 1 => tie()].prop_map(|tie| Action::FinishUnendorse { tie }),
        2 => tie().prop_map(|tie| Action::Collect { tie }),
    ]
}

fn tokens() -> impl Strategy<Value = Action> {
    let amount = select(vec![Tokens::One, Tokens::All, Tokens::All, Tokens::TooMany]);
    let open = (who(), net_with_reputation(), option::weighted(0.2, who()));
    let sync = (who(), net_with_reputation(), weighted(0.1));
    let burn = (who(), net_with_reputation(), amount, option::weighted(0.1, who()));
    let close = (who(), net_with_reputation(), option::weighted(0.1, who()));
    prop_oneof![
        3 => open.prop_map(|(who, net, payer)| Action::OpenTokens { who, net, payer: payer.unwrap_or(who) }),
        4 => sync.prop_map(|(who, net, other_bump)| Action::Sync { who, net, other_bump }),
        1 => net_with_reputation().prop_map(|net| Action::SyncEverybody { net }),
        2 => burn.prop_map(|(who, net, amount, by)| Action::BurnTokens { who, net, amount, by }),
        1 => close.prop_map(|(who, net, by)| Action::CloseTokens { who, net, by }),
    ]
}

/// What only other programs may record.
fn records() -> impl Strategy<Value = Action> {
    let verdict = (who(), who(), net_with_reputation());
    let award = verdict.clone();
    prop_oneof![
        verdict.prop_map(|(by, of, net)| Action::RecordVerdict { by, of, net }),
        award.prop_map(|(by, to, net)| Action::RecordAward { by, to, net }),
    ]
}

fn created() -> impl Strategy<Value = Chosen> {
    prop_oneof![2 => (0..VALID.len()).prop_map(Chosen::Valid), 1 => (0..INVALID.len()).prop_map(Chosen::Invalid)]
}

fn proposed() -> impl Strategy<Value = Chosen> {
    (created(), weighted(0.85)).prop_map(|(chosen, changed)| match chosen {
        Chosen::Valid(index) if changed => Chosen::Changed(index),
        chosen => chosen,
    })
}
