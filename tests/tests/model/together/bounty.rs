//! Actions on a bounty in one transaction.

use proptest::{collection::vec, prelude::*};

use crate::{
    action::{Action, Deed, Offer, Spoil, Try},
    choice::{Entry, Gift, PromiseFlaw, Signs, WhichBounty},
    model::Phase,
    pick::{MANY, anybody, bounty},
    roster::Who,
    strategy::bounty::{elsewhere, offer},
    terms::Asked,
};

/// The bounty that was just found.
const IT: WhichBounty = WhichBounty::Last;

pub fn together() -> impl Strategy<Value = Vec<Action>> {
    let create = |net| Deed::CreateTreasury { net, limit: 1_000_000, days: 1, short: false };
    let adopt = |net| Deed::Adopt { net, of_coins: false };
    let coins = |net| Deed::CreateTokenTreasury { net, limit: 1_000_000 };
    let deeds = prop_oneof![
        // Alone in its transaction, because afterwards the harness's audit checks where the postage went.
        3 => (elsewhere(), any::<bool>()).prop_map(move |(net, there)| match there {
            true => vec![adopt(net)],
            false => vec![create(net), adopt(net)],
        }),
        1 => elsewhere().prop_map(move |net| vec![coins(net), Deed::Adopt { net, of_coins: true }]),
        1 => offer().prop_map(in_reputation),
        1 => offer().prop_map(too_dear),
        2 => (bounty(), 0..MANY).prop_map(|(bounty, winner)| {
            vec![Deed::Earn { entry: Entry::Nth(bounty, winner), whose: None }]
        }),
        4 => (bounty(), vec(0..MANY, 2..5)).prop_map(|(bounty, choices)| several(bounty, choices)),
        3 => (offer(), 0..MANY).prop_map(|(offer, choice)| begin(Deed::Create(offer), choice)),
        3 => (offer(), anybody(), 0..MANY).prop_map(|(offer, who, choice)| begin_in_tokens(offer, who, choice)),
        2 => (0..MANY, 0..MANY)
            .prop_map(|(index, winner)| claim_and_leave(WhichBounty::In(Phase::Settled, index), winner)),
        1 => (0..MANY, anybody()).prop_map(|(index, who)| regret(WhichBounty::In(Phase::Draft, index), who)),
        1 => (0..MANY, 0..MANY).prop_map(|(index, choice)| call_off(WhichBounty::In(Phase::Submitting, index), choice)),
    ];
    deeds.prop_map(|deeds: Vec<Deed>| deeds.into_iter().map(Action::Bounty).collect())
}

/// A contribution in a token that someone withdraws with a wrong account.
pub fn astray() -> impl Strategy<Value = Vec<Try>> {
    (offer(), anybody(), 0..MANY, 0..MANY).prop_map(|(offer, who, role, with)| {
        // Whether or not the network has a treasury for it.
        let begin = begin_in_tokens(offer, who, 2).into_iter().filter(|deed| !matches!(deed, Deed::Allocate { .. }));
        let begin = begin.map(|deed| Try::from(Action::Bounty(deed)));
        let withdraw = Deed::Withdraw { entry: Entry::Of(IT, who), signed: true };
        let spoil = Some(Spoil { role, with, alike: with % 3 != 0, of_tokens: true });
        begin.chain([Try { action: Action::Bounty(withdraw), spoil }]).collect()
    })
}

/// Several people take the next actions, one after another.
fn several(bounty: WhichBounty, choices: Vec<usize>) -> Vec<Deed> {
    let first = |place| if place == 0 { bounty } else { IT };
    choices.into_iter().enumerate().map(|(place, choice)| Deed::Next { bounty: first(place), choice }).collect()
}

/// A bounty that is funded and opened at once.
fn begin(create: Deed, choice: usize) -> Vec<Deed> {
    let next = |choice| Deed::Next { bounty: IT, choice };
    let patron = Who(choice % 7);
    let rest = Deed::Fund { who: patron, bounty: IT, gift: Gift::Missing, flaw: None };
    match choice % 3 {
        0 => vec![create, rest],
        1 => vec![create, rest, Deed::Open { bounty: IT }],
        _ => vec![create, next(choice), next(choice / 3), rest, Deed::Open { bounty: IT }],
    }
}

/// A bounty that pays in a token, with the smallest terms.
fn begin_in_tokens(offer: Offer, who: Who, choice: usize) -> Vec<Deed> {
    let terms = Asked::Valid([2, 3, 5][choice % 3]);
    let create = Deed::Create(Offer { terms, in_coins: true, flaw: None, account: None, ..offer });
    let vault = Deed::CreateVault { bounty: IT };
    let fund = |gift| Deed::Fund { who, bounty: IT, gift, flaw: None };
    let allocate = Deed::Allocate { bounty: IT, gift: Gift::Third };
    let open = Deed::Open { bounty: IT };
    let give = Deed::GiveCoins { who, bounty: IT, amount: 1_000 };
    match choice % 5 {
        0 => vec![create, vault, give, Deed::CloseVault { bounty: IT }],
        1 => vec![create, vault, give, fund(Gift::Third), fund(Gift::Missing), open],
        2 => vec![create, vault, allocate, fund(Gift::One)],
        _ => vec![create, vault, allocate, fund(Gift::Missing), open],
    }
}

/// A bounty that a treasury with a small income cannot fund.
fn too_dear(offer: Offer) -> Vec<Deed> {
    let (terms, flaw) = (Asked::Valid(2), None);
    let create = Deed::Create(Offer { terms, in_coins: false, flaw, account: None, ..offer });
    vec![create, Deed::Allocate { bounty: IT, gift: Gift::Third }]
}

/// A bounty that pays in a non-transferable token, and so never gets a vault.
fn in_reputation(offer: Offer) -> Vec<Deed> {
    let (terms, flaw) = (Asked::Valid(2), Some(PromiseFlaw::Mint));
    let create = Deed::Create(Offer { terms, flaw, account: None, ..offer });
    vec![create, Deed::CreateVault { bounty: IT }]
}

/// An award, the reputation it earns, the end of the submission, and the award again.
fn claim_and_leave(bounty: WhichBounty, winner: usize) -> Vec<Deed> {
    let first = Entry::Nth(bounty, winner);
    let again = Entry::Nth(IT, winner);
    let mut deeds = vec![Deed::Claim { entry: first }];
    deeds.extend(winner.is_multiple_of(2).then_some(Deed::Earn { entry: again, whose: None }));
    deeds.extend((!winner.is_multiple_of(3)).then_some(Deed::CloseSubmission { entry: again, elsewhere: false }));
    deeds.extend(winner.is_multiple_of(5).then_some(Deed::Claim { entry: again }));
    deeds
}

/// A contribution that is withdrawn and made again. The second withdrawal would need no signature.
fn regret(bounty: WhichBounty, who: Who) -> Vec<Deed> {
    let fund = |bounty| Deed::Fund { who, bounty, gift: Gift::Third, flaw: None };
    let withdraw = |signed| Deed::Withdraw { entry: Entry::Of(IT, who), signed };
    vec![fund(bounty), withdraw(true), fund(IT), withdraw(false)]
}

/// Cancels a bounty, and everything that belongs to it is returned.
fn call_off(bounty: WhichBounty, choice: usize) -> Vec<Deed> {
    let next = |choice| Deed::Next { bounty: IT, choice };
    vec![Deed::Cancel { bounty, by: Signs::Authority }, next(choice), next(choice / 2)]
}
