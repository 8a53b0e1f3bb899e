//! Actions on a bounty in one transaction.

use proptest::{collection::vec, prelude::*};

use crate::{
    action::{Action, Spoil, Try},
    bounty::{
        Allocate, Asked, Cancel, Claim, CloseSubmission, CloseVault, CreateBounty, CreateTokenTreasury, CreateTreasury,
        CreateVault, EarnReputation, Fund, Next, Open, PromiseFlaw, WithdrawContribution, elsewhere,
    },
    choice::{Entry, Gift, IT, MANY, Signs, WhichBounty, anybody, bounty},
    mail::AdoptTreasury,
    model::Phase,
    registry::Modeled,
    roster::{Net, Who},
    token::TransferChecked,
};

pub fn together() -> impl Strategy<Value = Vec<Action>> {
    let offer = || CreateBounty::choices().1;
    prop_oneof![
        // Alone in its transaction, because afterwards the harness's audit checks where the postage went.
        3 => (elsewhere(), any::<bool>()).prop_map(|(net, there)| adopt(net, there)),
        1 => elsewhere().prop_map(|net| {
            let create = CreateTokenTreasury { net, limit: 1_000_000 };
            vec![create.into(), AdoptTreasury { net, of_coins: true }.into()]
        }),
        1 => offer().prop_map(in_reputation),
        1 => offer().prop_map(too_dear),
        2 => (bounty(), 0..MANY).prop_map(|(bounty, winner)| {
            vec![EarnReputation { entry: Entry::Nth(bounty, winner), whose: None }.into()]
        }),
        4 => (bounty(), vec(0..MANY, 2..5)).prop_map(|(bounty, choices)| several(bounty, choices)),
        3 => (offer(), 0..MANY).prop_map(|(create, choice)| begin(create, choice)),
        3 => (offer(), anybody(), 0..MANY).prop_map(|(create, who, choice)| begin_in_tokens(create, who, choice)),
        2 => (0..MANY, 0..MANY)
            .prop_map(|(index, winner)| claim_and_leave(WhichBounty::In(Phase::Settled, index), winner)),
        1 => (0..MANY, anybody()).prop_map(|(index, who)| regret(WhichBounty::In(Phase::Draft, index), who)),
        1 => (0..MANY, 0..MANY).prop_map(|(index, choice)| call_off(WhichBounty::In(Phase::Submitting, index), choice)),
    ]
}

/// A contribution in a token that someone withdraws with a wrong account.
pub fn astray() -> impl Strategy<Value = Vec<Try>> {
    (CreateBounty::choices().1, anybody(), 0..MANY, 0..MANY).prop_map(|(create, who, role, with)| {
        // Whether or not the network has a treasury for it.
        let [create, vault] = in_coins(create, 2);
        let fund = Fund { who, bounty: IT, gift: Gift::One, flaw: None };
        let withdraw = WithdrawContribution { entry: Entry::Of(IT, who), signed: true };
        let spoil = Some(Spoil { role, with, alike: with % 3 != 0, of_tokens: true });
        vec![create.into(), vault.into(), fund.into(), Try { action: withdraw.into(), spoil }]
    })
}

fn adopt(net: Net, there: bool) -> Vec<Action> {
    let adopt = AdoptTreasury { net, of_coins: false }.into();
    match there {
        true => vec![adopt],
        false => vec![CreateTreasury { net, limit: 1_000_000, days: 1, short: false }.into(), adopt],
    }
}

/// Several people take the next actions, one after another.
fn several(bounty: WhichBounty, choices: Vec<usize>) -> Vec<Action> {
    let first = |place| if place == 0 { bounty } else { IT };
    choices.into_iter().enumerate().map(|(place, choice)| Next { bounty: first(place), choice }.into()).collect()
}

fn next(choice: usize) -> Action {
    Next { bounty: IT, choice }.into()
}

/// A bounty that is funded and opened at once.
fn begin(create: CreateBounty, choice: usize) -> Vec<Action> {
    let create = create.into();
    let rest = Fund { who: Who(choice % 7), bounty: IT, gift: Gift::Missing, flaw: None }.into();
    let open = || Open { bounty: IT, short: false }.into();
    match choice % 3 {
        0 => vec![create, rest],
        1 => vec![create, rest, open()],
        _ => vec![create, next(choice), next(choice / 3), rest, open()],
    }
}

/// A bounty with the smallest terms that pays in the coin, and its vault.
fn in_coins(create: CreateBounty, choice: usize) -> [Action; 2] {
    let terms = Asked::Valid([2, 3, 5][choice % 3]);
    let create = CreateBounty { terms, in_coins: true, flaw: None, account: None, ..create };
    [create.into(), CreateVault { bounty: IT }.into()]
}

fn begin_in_tokens(create: CreateBounty, who: Who, choice: usize) -> Vec<Action> {
    let fund = |gift| Fund { who, bounty: IT, gift, flaw: None }.into();
    let allocate = Allocate { bounty: IT, gift: Gift::Third }.into();
    let open = Open { bounty: IT, short: false }.into();
    let give = TransferChecked { who, bounty: IT, amount: 1_000 }.into();
    let rest = match choice % 5 {
        0 => vec![give, CloseVault { bounty: IT }.into()],
        1 => vec![give, fund(Gift::Third), fund(Gift::Missing), open],
        2 => vec![allocate, fund(Gift::One)],
        _ => vec![allocate, fund(Gift::Missing), open],
    };
    [in_coins(create, choice).to_vec(), rest].concat()
}

/// A bounty that a treasury with a small income cannot fund.
fn too_dear(create: CreateBounty) -> Vec<Action> {
    let create = CreateBounty { terms: Asked::Valid(2), in_coins: false, flaw: None, account: None, ..create };
    vec![create.into(), Allocate { bounty: IT, gift: Gift::Third }.into()]
}

/// A bounty that pays in a non-transferable token, and so never gets a vault.
fn in_reputation(create: CreateBounty) -> Vec<Action> {
    let (terms, flaw) = (Asked::Valid(2), Some(PromiseFlaw::Mint));
    vec![CreateBounty { terms, flaw, account: None, ..create }.into(), CreateVault { bounty: IT }.into()]
}

/// An award, the reputation it earns, the end of the submission, and the award again.
fn claim_and_leave(bounty: WhichBounty, winner: usize) -> Vec<Action> {
    let first = Entry::Nth(bounty, winner);
    let entry = Entry::Nth(IT, winner);
    let mut actions = vec![Claim { entry: first }.into()];
    actions.extend(winner.is_multiple_of(2).then_some(EarnReputation { entry, whose: None }.into()));
    actions.extend((!winner.is_multiple_of(3)).then_some(CloseSubmission { entry, elsewhere: false }.into()));
    actions.extend(winner.is_multiple_of(5).then_some(Claim { entry }.into()));
    actions
}

/// A contribution that is withdrawn and made again. The second withdrawal would need no signature.
fn regret(bounty: WhichBounty, who: Who) -> Vec<Action> {
    let fund = |bounty| Fund { who, bounty, gift: Gift::Third, flaw: None }.into();
    let withdraw = |signed| WithdrawContribution { entry: Entry::Of(IT, who), signed }.into();
    vec![fund(bounty), withdraw(true), fund(IT), withdraw(false)]
}

/// Cancels a bounty, and everything that belongs to it is returned.
fn call_off(bounty: WhichBounty, choice: usize) -> Vec<Action> {
    vec![Cancel { bounty, by: Signs::Authority }.into(), next(choice), next(choice / 2)]
}
