//! How sequences start: a few ways, each run once and then copied.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    sync::LazyLock,
};

use bmail_testing::{FORTUNE, Harness, Person};

use crate::{
    action::Step,
    bounty::{self, Asked, Shown},
    choice::{Entry, Gift, IT, Key, Tie, Wait},
    mail::{self, Wanted},
    model::{Mint, Mistake, Model},
    reputation::{self, Chosen, Grant, Stake},
    roster::{Net, ROSTER, WRITERS, Who},
    tally::Tally,
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
            self.execute(mail::CreateNetwork { net, rules: Wanted::Valid(net.0), flaw: None });
            for who in Who::all().take(WRITERS - net.0) {
                self.execute(mail::OpenMailbox { who, net, key: Key::New(1) });
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
        self.execute(reputation::CreateReputation { net, parameters, flaw: None });
        for who in Who::all().take(4) {
            self.execute(reputation::OpenStanding { who, net });
        }
        for who in Who::all().take(3) {
            self.execute(reputation::Seed { who, net, amount: Grant::Millionths(20_000_000) });
        }
        self.execute(reputation::Endorse { tie: Tie::Of(Who(0), Who(1), net), stake: Stake::Half, flaw: None });
        self.execute(reputation::SyncEverybody { net });
    }

    /// On the first network: treasuries, and a bounty with two awards that is about to be reviewed. Four people have
    /// committed, and three of them have revealed.
    fn begin_bounty(&mut self) {
        let net = Net(0);
        let (who, number, first) = (Who(5), 0, Who(6));
        let (terms, flaw, account) = (Asked::Valid(0), None, None);
        let fund = |who, gift| bounty::Fund { who: Who(who), bounty: IT, gift, flaw: None };
        let entry = |who| Entry::Of(IT, Who(who));
        let phase = Step::Wait(Wait::Phase { bounty: IT, early: false });
        self.execute(bounty::CreateTreasury { net, limit: 50_000_000, days: 30, short: false });
        self.execute(bounty::CreateTokenTreasury { net, limit: 50_000_000 });
        self.execute(bounty::Contribute { who: Who(3), net, amount: 20_000_000 });
        self.execute(bounty::CreateBounty {
            who,
            net,
            number,
            terms,
            in_coins: false,
            judges: 2,
            first,
            flaw,
            account,
        });
        self.execute(fund(1, Gift::One));
        self.execute(fund(3, Gift::Third));
        self.execute(bounty::Allocate { bounty: IT, gift: Gift::Third });
        self.execute(fund(2, Gift::Missing));
        self.execute(bounty::Open { bounty: IT, short: false });
        for who in [2, 1, 3, 4] {
            self.execute(bounty::Commit { entry: entry(who), shown: Shown::Right, flaw: None });
        }
        self.take(&phase);
        for who in [1, 2, 3] {
            self.execute(bounty::Reveal { entry: entry(who), shown: Shown::Right });
        }
        self.take(&phase);
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
