//! How sequences start: a few ways, each run once and then copied.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    sync::LazyLock,
};

use bmail_testing::{FORTUNE, Harness, Person};

use crate::{
    action::{Action, Deed, Offer, Step},
    choice::{Entry, Gift, Grant, Key, Shown, Stake, Tie, Wait, WhichBounty},
    model::{Mint, Mistake, Model},
    parameters::Chosen,
    roster::{Net, ROSTER, WRITERS, Who},
    rules::Wanted,
    tally::Tally,
    terms::Asked,
    walk::Walk,
};

/// Bytes of a mint without extensions.
const MINT: usize = 82;
/// Base units of the coin that everyone has.
const COINS: u64 = 300_000_000;

/// The starting conditions of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Start {
    /// Lamports per byte.
    pub rent: u64,
    /// Those of the first network's reputation.
    pub parameters: Chosen,
}

/// Counts what every sequence starts with, which no one reads.
static UNCOUNTED: LazyLock<Tally> = LazyLock::new(Tally::default);

thread_local! {
    static HARNESS: OnceCell<Harness> = const { OnceCell::new() };
    static BEGINNINGS: RefCell<HashMap<Start, Walk<'static>>> = RefCell::default();
}

impl<'t> Walk<'t> {
    pub fn new(start: Start, mistake: Option<Mistake>, tally: &'t Tally) -> Self {
        let mut walk: Self = BEGINNINGS.with_borrow_mut(|all| all.entry(start).or_insert_with(|| begin(start)).clone());
        walk.model.mistake = mistake;
        walk.tally = tally;
        walk
    }

    /// People with a fortune each, and two networks: every writer has a mailbox on the first, and most have one on the
    /// second.
    fn begin_mail(&mut self) {
        for who in Who::all() {
            let Person { name, .. } = who.person();
            self.harness.person(&name);
            self.model.find(who.address(), FORTUNE);
        }
        self.find(Net(0).treasury(), self.model.rent(0));
        for net in [Net(0), Net(1)] {
            self.execute(Action::CreateNetwork { net, rules: Wanted::Valid(net.0), flaw: None });
            for who in Who::all().take(WRITERS - net.0) {
                self.execute(Action::OpenMailbox { who, net, key: Key::New(1) });
            }
        }
    }

    /// A coin. Everyone has some, and so has every possible treasury for it.
    fn begin_coins(&mut self) {
        let coin = self.harness.token_2022();
        assert_eq!(coin.mint, ROSTER.coin);
        self.model.begin_with(coin.mint, MINT);
        self.model.mints.insert(coin.mint, Mint { space: MINT });
        for owner in Who::all().map(Who::address).chain(Net::all().map(Net::coin_chest)) {
            self.harness.mint_to(&owner, &coin, COINS);
            self.model.begin_with_coins(owner, COINS);
        }
        self.compare();
    }

    /// On the first network: a reputation, standings and token accounts for most people, some reputation for three, and
    /// an endorsement.
    fn begin_reputation(&mut self, parameters: Chosen) {
        let net = Net(0);
        self.execute(Action::CreateReputation { net, parameters, flaw: None });
        for who in Who::all().take(4) {
            self.execute(Action::OpenStanding { who, net });
        }
        for who in Who::all().take(3) {
            self.execute(Action::Seed { who, net, amount: Grant::Millionths(20_000_000) });
        }
        self.execute(Action::Endorse { tie: Tie::Of(Who(0), Who(1), net), stake: Stake::Half, flaw: None });
        self.execute(Action::SyncEverybody { net });
    }

    /// On the first network: treasuries, and a bounty with two awards that is about to be reviewed. Four people have
    /// committed, and three of them have revealed.
    fn begin_bounty(&mut self) {
        let net = Net(0);
        let (who, number, first) = (Who(5), 0, Who(6));
        let (terms, flaw, account) = (Asked::Valid(0), None, None);
        let offer = Offer { who, net, number, terms, in_coins: false, judges: 2, first, flaw, account };
        let bounty = WhichBounty::Last;
        let fund = |who, gift| Deed::Fund { who, bounty, gift, flaw: None };
        let entry = |who| Entry::Of(bounty, Who(who));
        let commit = |who| Deed::Commit { entry: entry(who), shown: Shown::Right, flaw: None };
        let reveal = |who| Deed::Reveal { entry: entry(who), shown: Shown::Right };
        let phase = Wait::Phase { bounty, early: false };
        self.deeds(&[
            Deed::CreateTreasury { net, limit: 50_000_000, days: 30, short: false },
            Deed::CreateTokenTreasury { net, limit: 50_000_000 },
            Deed::Contribute { who: Who(3), net, amount: 20_000_000 },
            Deed::Create(offer),
            fund(Who(1), Gift::One),
            fund(Who(3), Gift::Third),
            Deed::Allocate { bounty, gift: Gift::Third },
            fund(Who(2), Gift::Missing),
            Deed::Open { bounty },
        ]);
        self.deeds(&[2, 1, 3, 4].map(commit));
        self.take(&Step::Wait(phase));
        self.deeds(&[1, 2, 3].map(reveal));
        self.take(&Step::Wait(phase));
    }

    fn deeds(&mut self, deeds: &[Deed]) {
        deeds.iter().for_each(|deed| self.execute(Action::Bounty(*deed)));
    }
}

fn begin(start: Start) -> Walk<'static> {
    let mut harness = HARNESS.with(|harness| harness.get_or_init(Harness::new).clone());
    harness.set_rent(start.rent);
    let model = Model { now: harness.now(), lamports_per_byte: start.rent, ..Model::default() };
    let mut walk = Walk::of(harness, model, &UNCOUNTED);
    walk.begin_mail();
    walk.begin_coins();
    walk.begin_reputation(start.parameters);
    walk.begin_bounty();
    walk
}
