//! How lives begin: a few ways, each played once and then copied.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    sync::LazyLock,
};

use bmail_testing::{FORTUNE, Person, Stage};

use crate::{
    action::Action,
    cast::{Net, Who},
    choice::{Grant, Key, Stake, Tie},
    model::{Mistake, Model},
    parameters::Chosen,
    rules::Wanted,
    tally::Tally,
    walk::Walk,
};

/// With what a life begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Start {
    /// Lamports per byte.
    pub rent: u64,
    /// Of the first network's reputation.
    pub parameters: Chosen,
}

/// Counts what every life begins with, and nobody asks for.
static UNCOUNTED: LazyLock<Tally> = LazyLock::new(Tally::default);

thread_local! {
    static STAGE: OnceCell<Stage> = const { OnceCell::new() };
    static BEGINNINGS: RefCell<HashMap<Start, Walk<'static>>> = RefCell::default();
}

impl<'t> Walk<'t> {
    pub fn new(start: Start, mistake: Option<Mistake>, tally: &'t Tally) -> Self {
        let mut walk: Self = BEGINNINGS.with_borrow_mut(|all| all.entry(start).or_insert_with(|| begin(start)).clone());
        walk.model.mistake = mistake;
        walk.tally = tally;
        walk
    }

    /// Five people with a fortune each; two networks, and mailboxes of all on the first and of most on the second.
    fn begin_mail(&mut self) {
        for who in Who::all() {
            let Person { name, .. } = who.person();
            self.stage.person(&name);
            self.model.find(who.address(), FORTUNE);
        }
        self.find(Net(0).treasury(), self.model.rent(0));
        for net in [Net(0), Net(1)] {
            self.act(Action::CreateNetwork { net, rules: Wanted::Valid(net.0), flaw: None });
            for who in Who::all().take(5 - net.0) {
                self.act(Action::OpenMailbox { who, net, key: Key::New(1) });
            }
        }
    }

    /// On the first network a reputation, standings of most with token accounts, some reputation of three, and an
    /// endorsement.
    fn begin_reputation(&mut self, parameters: Chosen) {
        let net = Net(0);
        self.act(Action::CreateReputation { net, parameters, flaw: None });
        for who in Who::all().take(4) {
            self.act(Action::OpenStanding { who, net });
        }
        for who in Who::all().take(3) {
            self.act(Action::Seed { who, net, amount: Grant::Millionths(20_000_000) });
        }
        self.act(Action::Endorse { tie: Tie::Of(Who(0), Who(1), net), stake: Stake::Half, flaw: None });
        self.act(Action::SyncEverybody { net });
    }
}

fn begin(start: Start) -> Walk<'static> {
    let mut stage = STAGE.with(|stage| stage.get_or_init(Stage::new).clone());
    stage.set_rent(start.rent);
    let model = Model { now: stage.now(), lamports_per_byte: start.rent, ..Model::default() };
    let mut walk = Walk::of(stage, model, &UNCOUNTED);
    walk.begin_mail();
    walk.begin_reputation(start.parameters);
    walk
}
