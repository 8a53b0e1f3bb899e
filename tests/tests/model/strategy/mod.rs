//! How often people do what. The numbers are weights, chosen so that most actions succeed and all of them happen.

pub mod bounty;
mod reputation;

use bmail_sdk::accounts::Verdict;
use proptest::{bool::weighted, collection::vec, option, prelude::*, sample::select};

use crate::{
    action::{Action, SendFlaw, Sending, Spoil, Step, Try},
    choice::{Blank, Flaw, Leftover, Part, Which},
    pick::{MANY, amount, key, net, place, swap, two, wait, wanted, which, who, whose},
    roster::{CONTENTS, Net},
    together::{bounty::astray, together},
};

pub fn sequence(longest: usize) -> impl Strategy<Value = Vec<Step>> {
    let steps = prop_oneof![
        240 => step().prop_map(|step| vec![step]).boxed(),
        4 => bounty::course().boxed(),
        1 => bounty::new_limit().boxed(),
    ];
    vec(steps, 1..=longest).prop_map(|all| all.concat())
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        70 => attempt().prop_map(|attempt| Step::Do(vec![attempt])),
        6 => vec(attempt(), 2).prop_map(Step::Do),
        12 => together().prop_map(|actions| Step::Do(actions.into_iter().map(Try::from).collect())).boxed(),
        2 => astray().prop_map(Step::Do).boxed(),
        9 => wait().prop_map(Step::Wait),
        3 => (place(), amount()).prop_map(|(place, amount)| Step::Find(place, amount)),
    ]
}

fn attempt() -> impl Strategy<Value = Try> {
    let spoil = (0..MANY, 0..MANY, weighted(0.75), weighted(0.8));
    let spoil = spoil.prop_map(|(role, with, alike, of_tokens)| Spoil { role, with, alike, of_tokens });
    (action(), weighted(0.12), weighted(0.25), spoil).prop_map(|(action, spoiled, bounty_spoiled, spoil)| {
        let spoiled = spoiled || bounty_spoiled && matches!(action, Action::Bounty(_));
        Try { action, spoil: spoiled.then_some(spoil) }
    })
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        34 => sending().prop_map(Action::Send),
        26 => ending(which()),
        10 => uploading(which()),
        10 => mailboxes(),
        9 => networks(),
        6 => pairs(),
        4 => leftovers(),
        28 => reputation::reputation().boxed(),
        36 => bounty::deed().prop_map(Action::Bounty).boxed(),
        3 => (who(), place(), amount()).prop_map(|(from, to, amount)| Action::Transfer { from, to, amount }),
    ]
}

pub fn sending() -> impl Strategy<Value = Sending> {
    use SendFlaw::*;
    let accounts = [Underfunded, Overfunded, Space, Uncreated, CreatedTwice];
    let flaws = [PriceAboveMax, OldRules, OldKey, Number, Empty, Both, CutKey];
    let flaws = [&flaws[..], &accounts].concat();
    let body = option::weighted(0.4, 0..CONTENTS.len());
    let flaw = option::weighted(0.2, select(flaws));
    let size = select(vec![1, 2, 40, 300, 600]);
    let whole = (two(), net(), size, body, weighted(0.4), flaw);
    whole.prop_map(|((from, to), net, size, body, hidden, flaw)| Sending { from, to, net, size, body, hidden, flaw })
}

pub fn ending(which: impl Strategy<Value = Which> + Clone) -> impl Strategy<Value = Action> {
    let verdict = select(vec![Verdict::Valuable, Verdict::Abstain, Verdict::Spam]);
    let by = || option::weighted(0.1, who());
    let acknowledge = (which.clone(), by(), verdict, weighted(0.05));
    let acknowledge = (acknowledge, swap(), weighted(0.6)).prop_map(
        |((message, by, verdict, other_body), swap, moving)| match moving {
            true => Action::Judge { message, by, verdict, other_body, swap },
            false => Action::Acknowledge { message, by, verdict, other_body },
        },
    );
    let expire = (which.clone(), weighted(0.05));
    let expire = expire.prop_map(|(message, other_body)| Action::Expire { message, other_body });
    let refund = (which.clone(), by()).prop_map(|(message, by)| Action::Refund { message, by });
    let waiting = prop_oneof![2 => (0..MANY).prop_map(Which::Waiting), 1 => which.clone()];
    let reveal = (waiting, weighted(0.1));
    let reveal = reveal.prop_map(|(message, old_key)| Action::Reveal { message, old_key });
    prop_oneof![12 => acknowledge, 5 => expire, 2 => refund, 5 => reveal]
}

pub fn uploading(which: impl Strategy<Value = Which> + Clone) -> impl Strategy<Value = Action> {
    let parts = vec![Part::All, Part::All, Part::FirstHalf, Part::SecondHalf, Part::Wrong, Part::Beyond];
    let open = (who(), 0..CONTENTS.len(), weighted(0.1));
    let waiting = prop_oneof![2 => (0..MANY).prop_map(Which::Waiting), 1 => which.clone()];
    let write = (waiting, select(parts)).prop_map(|(body, part)| Action::WriteBody { body, part });
    prop_oneof![
        3 => open.prop_map(|(who, content, empty)| Action::OpenBody { who, content, empty }),
        3 => write,
        2 => which.clone().prop_map(|body| Action::SealBody { body }),
        1 => which.prop_map(|body| Action::CloseBody { body }),
    ]
}

fn mailboxes() -> impl Strategy<Value = Action> {
    let min_fee = select(vec![0, 0, 0, 1, 20_000, 3_000_000, 1 << 50, (1 << 50) + 1]);
    let min_reputation = select(vec![0, 0, 0, 0, 0, 1, 5_000_000, 25_000_000]);
    let set = (who(), net(), min_fee, min_reputation, weighted(0.7));
    let set = set.prop_map(|(who, net, min_fee, min_reputation, accepting)| Action::SetMailbox {
        who,
        net,
        min_fee,
        min_reputation,
        accepting,
    });
    prop_oneof![
        5 => (who(), net(), key()).prop_map(|(who, net, key)| Action::OpenMailbox { who, net, key }),
        3 => set,
        2 => (who(), net(), key()).prop_map(|(who, net, key)| Action::RotateKey { who, net, key }),
        3 => (who(), net()).prop_map(|(who, net)| Action::Sweep { who, net }),
        1 => (who(), net()).prop_map(|(who, net)| Action::CloseMailbox { who, net }),
    ]
}

fn networks() -> impl Strategy<Value = Action> {
    let flaw = option::weighted(0.3, select(vec![Flaw::Name, Flaw::Treasury]));
    let found = (select(vec![2, 2, 2, 0, 1]).prop_map(Net), wanted(), flaw);
    let heir = || option::weighted(0.9, who());
    let chosen = |net, heir| Action::ProposeAuthority { net, heir };
    prop_oneof![
        2 => found.prop_map(|(net, rules, flaw)| Action::CreateNetwork { net, rules, flaw }),
        4 => (net(), wanted()).prop_map(|(net, rules)| Action::ProposeRules { net, rules }),
        4 => net().prop_map(|net| Action::ApplyRules { net }),
        2 => (net(), heir()).prop_map(move |(net, heir)| chosen(net, heir)),
        3 => (net(), option::weighted(0.2, who())).prop_map(|(net, heir)| Action::AcceptAuthority { net, heir }),
        3 => (net(), weighted(0.15)).prop_map(|(net, paused)| Action::SetSending { net, paused }),
    ]
}

fn pairs() -> impl Strategy<Value = Action> {
    let contact = (two(), net(), weighted(0.8));
    let contact = contact.prop_map(|((who, other), net, contact)| Action::SetContact { who, other, net, contact });
    let close = (whose(), weighted(0.2));
    let close = close.prop_map(|(pair, other_payer)| Action::CloseCorrespondence { pair, other_payer });
    prop_oneof![contact, close]
}

fn leftovers() -> impl Strategy<Value = Action> {
    let blank = prop_oneof![
        (net(), 0..3_u64).prop_map(|(net, ahead)| Blank::Message(net, ahead)),
        (0..CONTENTS.len()).prop_map(Blank::Body),
    ];
    // Too small for anything, for a body's fields, for one byte of a body, and for a message of 300 bytes.
    let space = select(vec![8, 80, 81, 508]);
    let leftover = prop_oneof![
        6 => (0..MANY).prop_map(Leftover::Blank),
        1 => which().prop_map(Leftover::Message),
        1 => which().prop_map(Leftover::Body),
    ];
    prop_oneof![
        1 => (who(), blank, space).prop_map(|(who, blank, space)| Action::Prepare { who, blank, space }),
        2 => leftover.prop_map(Action::Reclaim),
    ]
}
