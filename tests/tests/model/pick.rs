//! Choices of what, who, where, when and how much.

use proptest::{bool::weighted, option, prelude::*, sample::select};

use crate::{
    choice::{Amount, Key, Place, Swap, Tie, Wait, Which, WhichBounty, Whose},
    model::Phase,
    roster::{CONTENTS, NAMES, Net, WRITERS, Who},
    rules::{INVALID, VALID, Wanted},
};

/// Small enough that items in a sequence meet again, large enough to reach any of them.
pub const MANY: usize = 64;

pub fn wait() -> impl Strategy<Value = Wait> {
    const HOUR: i64 = 3_600;
    const DAY: i64 = 24 * HOUR;
    let deadline = (which(), any::<bool>()).prop_map(|(message, past)| Wait::Deadline { message, past });
    let rules = (net(), any::<bool>()).prop_map(|(net, early)| Wait::Rules { net, early });
    let parameters = (net_with_reputation(), any::<bool>()).prop_map(|(net, early)| Wait::Parameters { net, early });
    let cool_down = (leaving(), weighted(0.3)).prop_map(|(tie, early)| Wait::CoolDown { tie, early });
    let phase = (bounty(), weighted(0.2)).prop_map(|(bounty, early)| Wait::Phase { bounty, early });
    let limit = (net_with_reputation(), weighted(0.3)).prop_map(|(net, early)| Wait::Limit { net, early });
    let silence = (whose(), any::<bool>()).prop_map(|(pair, early)| Wait::Silence { pair, early });
    prop_oneof![
        12 => (0..100_i64).prop_map(Wait::Seconds),
        12 => (0..5 * HOUR).prop_map(Wait::Seconds),
        8 => (0..4 * DAY).prop_map(Wait::Seconds),
        2 => (0..40 * DAY).prop_map(Wait::Seconds),
        // Sometimes until an index has run out.
        1 => (0..800 * DAY, weighted(0.4))
            .prop_map(|(seconds, long)| Wait::Seconds(if long { 12 * seconds } else { seconds })),
        8 => deadline,
        8 => rules,
        2 => silence,
        3 => parameters,
        10 => cool_down,
        4 => phase,
        8 => weighted(0.3).prop_map(|early| Wait::NextPhase { early }),
        3 => limit,
    ]
}

pub fn place() -> impl Strategy<Value = Place> {
    prop_oneof![
        2 => who().prop_map(Place::Wallet),
        1 => net().prop_map(Place::Treasury),
        1 => net().prop_map(Place::Network),
        1 => net().prop_map(Place::Ledger),
        2 => (who(), net()).prop_map(|(who, net)| Place::Mailbox(who, net)),
        2 => (two(), net()).prop_map(|((one, other), net)| Place::Correspondence(one, other, net)),
        3 => which().prop_map(Place::Message),
        4 => (who(), net()).prop_map(|(who, net)| Place::NextMessage(who, net)),
        2 => (who(), 0..CONTENTS.len()).prop_map(|(who, content)| Place::Body(who, content)),
        1 => (0..MANY).prop_map(Place::Blank),
        1 => net().prop_map(Place::Reputation),
        1 => net().prop_map(Place::Mint),
        1 => (who(), net()).prop_map(|(who, net)| Place::Standing(who, net)),
        1 => (two(), net()).prop_map(|((one, other), net)| Place::Endorsement(one, other, net)),
        1 => (who(), net()).prop_map(|(who, net)| Place::Tokens(who, net)),
        1 => net().prop_map(Place::Chest),
        1 => net().prop_map(Place::WeeklyStats),
        1 => net().prop_map(Place::CoinChest),
        1 => bounty().prop_map(Place::Vault),
        1 => bounty().prop_map(Place::Bounty),
        1 => (bounty(), anybody()).prop_map(|(bounty, who)| Place::Submission(bounty, who)),
        1 => (bounty(), anybody()).prop_map(|(bounty, who)| Place::Contribution(bounty, who)),
    ]
}

pub fn amount() -> impl Strategy<Value = Amount> {
    select(vec![Amount::One, Amount::One, Amount::AlmostRent, Amount::Rent, Amount::Rent, Amount::Much, Amount::All])
}

pub fn which() -> impl Strategy<Value = Which> + Clone {
    prop_oneof![
        12 => (0..MANY).prop_map(Which::Open),
        4 => Just(Which::Last),
        1 => (0..MANY).prop_map(Which::Ended),
    ]
}

pub fn whose() -> impl Strategy<Value = Whose> {
    prop_oneof![
        1 => (two(), net()).prop_map(|((who, other), net)| Whose::Of(who, other, net)),
        4 => (0..4_usize, any::<bool>()).prop_map(|(index, by_other)| Whose::Oldest(index, by_other)),
    ]
}

pub fn tie() -> impl Strategy<Value = Tie> {
    prop_oneof![
        8 => (0..MANY).prop_map(Tie::There),
        2 => Just(Tie::Last),
        1 => (two(), net_with_reputation()).prop_map(|((who, other), net)| Tie::Of(who, other, net)),
    ]
}

pub fn leaving() -> impl Strategy<Value = Tie> {
    (0..MANY).prop_map(Tie::Leaving)
}

pub fn wanted() -> impl Strategy<Value = Wanted> {
    prop_oneof![
        3 => (0..VALID.len()).prop_map(Wanted::Valid),
        2 => (0..INVALID.len()).prop_map(Wanted::Invalid),
    ]
}

pub fn key() -> impl Strategy<Value = Key> {
    prop_oneof![8 => any::<u8>().prop_map(Key::New), 1 => Just(Key::Same), 1 => Just(Key::Zero)]
}

pub fn who() -> impl Strategy<Value = Who> + Clone {
    select(vec![0, 0, 0, 1, 1, 1, 2, 2, 3, 4]).prop_map(Who)
}

/// Anyone, whether or not they write mail.
pub fn anybody() -> impl Strategy<Value = Who> + Clone {
    (0..NAMES.len()).prop_map(Who)
}

/// Boxed, because nested strategies are kept on the stack.
pub fn bounty() -> BoxedStrategy<WhichBounty> {
    let phase = select(vec![Phase::Submitting, Phase::Revealing, Phase::Challenging, Phase::Settled]);
    prop_oneof![
        6 => (0..MANY).prop_map(WhichBounty::There),
        4 => (0..MANY).prop_map(WhichBounty::InTokens),
        2 => Just(WhichBounty::Last),
        4 => (phase, 0..MANY).prop_map(|(phase, index)| WhichBounty::In(phase, index)),
    ]
    .boxed()
}

/// Two people, seldom the same one twice.
pub fn two() -> impl Strategy<Value = (Who, Who)> + Clone {
    let distance = select([vec![1; 9], vec![4; 7], vec![2; 3], vec![3; 3], vec![0]].concat());
    (who(), distance).prop_map(|(who, distance)| (who, Who((who.0 + distance) % WRITERS)))
}

pub fn net() -> impl Strategy<Value = Net> + Clone {
    select([vec![0; 11], vec![1; 6], vec![2]].concat()).prop_map(Net)
}

/// Most often a network with a reputation.
pub fn net_with_reputation() -> impl Strategy<Value = Net> + Clone {
    select([vec![0; 14], vec![1; 3], vec![2]].concat()).prop_map(Net)
}

/// Seldom one at all.
pub fn swap() -> impl Strategy<Value = Option<Swap>> {
    let swapped = prop_oneof![who().prop_map(Swap::ForSenders), who().prop_map(Swap::ForRecipients)];
    option::weighted(0.15, swapped)
}
