//! What people do with bounties, and how often.

use bmail_sdk::accounts::Opinion;
use proptest::{bool::weighted, collection::vec, option, prelude::*, sample::select};

use crate::{
    action::{Action, Deed, Offer, Step, Try},
    choice::{Entry, Gift, NewFlaw, PromiseFlaw, Shown, Signs, Wait, WhichBounty},
    model::Phase,
    pick::{MANY, anybody, bounty, net_with_reputation, who},
    roster::{Net, Who},
    terms::{Asked, INVALID, VALID},
};

const SOL: u64 = 1_000_000_000;

pub fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        26 => next(),
        7 => offer().prop_map(Deed::Create).boxed(),
        9 => funding().boxed(),
        5 => in_tokens().boxed(),
        16 => submitting().boxed(),
        9 => giving_back().boxed(),
        9 => treasuries().boxed(),
    ]
}

pub fn next() -> impl Strategy<Value = Deed> {
    (bounty(), 0..MANY).prop_map(|(bounty, choice)| Deed::Next { bounty, choice })
}

/// A few phases of a bounty, with some of the actions that it waits for in each.
pub fn course() -> impl Strategy<Value = Vec<Step>> {
    let does = vec(0..MANY, 1..5).prop_map(|choices| {
        let next = |choice| Action::Bounty(Deed::Next { bounty: WhichBounty::Last, choice });
        Step::Do(choices.into_iter().map(|choice| Try::from(next(choice))).collect())
    });
    let wait = Step::Wait(Wait::Phase { bounty: WhichBounty::Last, early: false });
    let phase = (vec(does, 1..3), Just(wait)).prop_map(|(steps, wait)| [steps, vec![wait]].concat());
    (next(), vec(phase, 1..5)).prop_map(|(first, phases)| {
        let first = Step::Do(vec![Action::Bounty(first).into()]);
        [vec![first], phases.concat()].concat()
    })
}

/// A new limit, and the wait until it is due.
pub fn new_limit() -> impl Strategy<Value = Vec<Step>> {
    (net(), limit(), weighted(0.3)).prop_map(|(net, limit, early)| {
        let step = |deed| Step::Do(vec![Action::Bounty(deed).into()]);
        let wait = Step::Wait(Wait::Limit { net, early });
        vec![step(Deed::ProposeLimit { net, limit }), wait, step(Deed::ApplyLimit { net })]
    })
}

fn limit() -> impl Strategy<Value = u64> {
    select(vec![0, 1_000, 1_000_000, 50_000_000, SOL, u64::MAX])
}

pub fn offer() -> impl Strategy<Value = Offer> {
    use PromiseFlaw::{Gap, Issuer, LongUri, Mint, Nobody, NotAscii, Number, Space, Twice};
    let terms = prop_oneof![
        4 => (0..VALID.len()).prop_map(Asked::Valid),
        1 => (0..INVALID.len()).prop_map(Asked::Invalid),
    ];
    let flaws = vec![Issuer, Twice, Nobody, Gap, LongUri, Space, NotAscii, Number, Mint];
    let judged =
        (terms, weighted(0.25), 1..4_usize, select(vec![5, 5, 5, 6, 6, 0, 3]), option::weighted(0.15, select(flaws)));
    let whole = (anybody(), net(), 0..3_u64, judged, flaw());
    whole.prop_map(|(who, net, number, (terms, in_coins, judges, first, flaw), account)| {
        let first = Who(first);
        Offer { who, net, number, terms, in_coins, judges, first, flaw, account }
    })
}

/// Most often a network that has a treasury from the start.
fn net() -> impl Strategy<Value = Net> {
    select([vec![0; 9], vec![1; 3], vec![2]].concat()).prop_map(Net)
}

/// Most often a network without a treasury.
pub fn elsewhere() -> impl Strategy<Value = Net> {
    select(vec![1, 1, 1, 2, 2, 0]).prop_map(Net)
}

fn flaw() -> impl Strategy<Value = Option<NewFlaw>> {
    use NewFlaw::*;
    option::weighted(0.15, select(vec![Missing, Twice, Space, Short, Empty]))
}

fn gift() -> impl Strategy<Value = Gift> {
    use Gift::*;
    select(vec![Nothing, One, Third, Third, Third, Missing, Missing, Missing, TooMuch])
}

fn signs() -> impl Strategy<Value = Signs> {
    prop_oneof![
        2 => Just(Signs::Issuer),
        2 => Just(Signs::Authority),
        1 => Just(Signs::Nobody),
        2 => who().prop_map(Signs::Other),
    ]
}

fn draft() -> impl Strategy<Value = WhichBounty> + Clone {
    prop_oneof![4 => (0..MANY).prop_map(|index| WhichBounty::In(Phase::Draft, index)), 1 => bounty()]
}

fn funding() -> impl Strategy<Value = Deed> {
    let fund = (anybody(), draft(), gift(), flaw());
    prop_oneof![
        4 => fund.prop_map(|(who, bounty, gift, flaw)| Deed::Fund { who, bounty, gift, flaw }),
        3 => (draft(), gift()).prop_map(|(bounty, gift)| Deed::Allocate { bounty, gift }),
        1 => draft().prop_map(|bounty| Deed::Open { bounty }),
        2 => (bounty(), signs()).prop_map(|(bounty, by)| Deed::Cancel { bounty, by }),
    ]
}

/// Most of these come too late or change nothing; the successful ones are among the actions that the bounty waits for.
fn in_tokens() -> impl Strategy<Value = Deed> {
    let give = (anybody(), draft(), select(vec![1, 1_000, 3 * SOL]));
    let create = (elsewhere(), limit());
    prop_oneof![
        6 => draft().prop_map(|bounty| Deed::CreateVault { bounty }),
        2 => draft().prop_map(|bounty| Deed::CloseVault { bounty }),
        1 => bounty().prop_map(|bounty| Deed::CloseVault { bounty }),
        3 => give.prop_map(|(who, bounty, amount)| Deed::GiveCoins { who, bounty, amount }),
        5 => create.prop_map(|(net, limit)| Deed::CreateTokenTreasury { net, limit }),
    ]
}

fn entry(phase: Phase) -> impl Strategy<Value = Entry> {
    let which = prop_oneof![5 => (0..MANY).prop_map(move |index| WhichBounty::In(phase, index)), 2 => bounty()];
    (which, 0..MANY, option::weighted(0.1, anybody())).prop_map(|(which, index, who)| match who {
        Some(who) => Entry::Of(which, who),
        None => Entry::Nth(which, index),
    })
}

fn submitting() -> impl Strategy<Value = Deed> {
    use Shown::*;
    let open = prop_oneof![4 => (0..MANY).prop_map(|index| WhichBounty::In(Phase::Submitting, index)), 1 => bounty()];
    let theirs = (open, anybody()).prop_map(|(bounty, who)| Entry::Of(bounty, who));
    let commit = (theirs, select(vec![Right, Right, Right, Other, Zeros, Copied]), flaw());
    let reveal = (entry(Phase::Revealing), select(vec![Right, Right, Other, Zeros]));
    let opinion = select(vec![Opinion::Accept, Opinion::Accept, Opinion::Reject, Opinion::Spam, Opinion::Spam]);
    let review = (entry(Phase::Reviewing), select(vec![5, 5, 6, 6, 0, 1]).prop_map(Who), opinion);
    prop_oneof![
        4 => commit.prop_map(|(entry, shown, flaw)| Deed::Commit { entry, shown, flaw }),
        3 => reveal.prop_map(|(entry, shown)| Deed::Reveal { entry, shown }),
        4 => review.prop_map(|(entry, by, opinion)| Deed::Review { entry, by, opinion }),
        3 => entry(Phase::Challenging).prop_map(|entry| Deed::Veto { entry }),
    ]
}

fn giving_back() -> impl Strategy<Value = Deed> {
    let settled = || entry(Phase::Settled);
    let theirs = prop_oneof![1 => settled(), 1 => entry(Phase::Draft)];
    let withdraw = (theirs, any::<bool>());
    let judged =
        prop_oneof![2 => settled(), 1 => (bounty(), 0..MANY).prop_map(|(bounty, index)| Entry::Nth(bounty, index))];
    let earn = (judged, option::weighted(0.3, who()));
    let close = (settled(), weighted(0.3));
    let coins = (0..MANY, 0..MANY).prop_map(|(index, entry)| Entry::Nth(WhichBounty::InTokens(index), entry));
    let back = coins.prop_map(|entry| Deed::Withdraw { entry, signed: true });
    prop_oneof![
        3 => back,
        3 => settled().prop_map(|entry| Deed::Claim { entry }),
        3 => earn.prop_map(|(entry, whose)| Deed::Earn { entry, whose }),
        3 => close.prop_map(|(entry, elsewhere)| Deed::CloseSubmission { entry, elsewhere }),
        3 => withdraw.prop_map(|(entry, signed)| Deed::Withdraw { entry, signed }),
        2 => (bounty(), signs()).prop_map(|(bounty, by)| Deed::ReturnAllocation { bounty, by }),
        2 => bounty().prop_map(|bounty| Deed::CloseBounty { bounty }),
    ]
}

fn treasuries() -> impl Strategy<Value = Deed> {
    let create = (elsewhere(), limit(), select(vec![1, 30, 366, 367]), weighted(0.2));
    let contribute = (anybody(), net(), select(vec![0, 1, 1_000_000, 30_000_000, SOL]));
    let ordinary = net_with_reputation;
    prop_oneof![
        5 => create.prop_map(|(net, limit, days, short)| Deed::CreateTreasury { net, limit, days, short }),
        3 => contribute.prop_map(|(who, net, amount)| Deed::Contribute { who, net, amount }),
        2 => (ordinary(), limit()).prop_map(|(net, limit)| Deed::ProposeLimit { net, limit }),
        2 => ordinary().prop_map(|net| Deed::ApplyLimit { net }),
        3 => ordinary().prop_map(|net| Deed::Tally { net }),
    ]
}
