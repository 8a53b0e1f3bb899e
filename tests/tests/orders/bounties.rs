//! The end of a bounty that pays in SOL.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Bounty, Opinion, Standing, Submission, Terms as Stored},
};
use bmail_testing::{FORTUNE, Harness, Money, Person};
use bounty_core::Terms;
use reputation_core::{Parameters, Rate, minted};
use solana_pubkey::Pubkey;
use units::{Lamports, Q32, Timestamp};

use crate::graph::{Free, only_end};

/// Three awards and a stake, for which the treasury gives half.
pub const TERMS: Terms = Terms { awards: 3, stake: Lamports(5_000_000), ..Terms::EXAMPLE };
pub const TOTAL: u64 = TERMS.total();
/// What a submission earns at first, and what is proposed instead.
const RATE: Rate = Parameters::PERSONAL.award_rate;
const NEXT_RATE: Rate = Rate(RATE.0 / 4);

/// A bounty, its issuer, its patron and its reviewer.
pub struct Work {
    pub harness: Harness,
    pub bounty: Pubkey,
    pub patron: Person,
    issuer: Person,
    rex: Person,
}

impl Work {
    /// An unfunded bounty with changed terms.
    fn draft_with(mut harness: Harness, money: &Money, change: impl FnOnce(&mut Stored)) -> Self {
        let [issuer, rex, patron] = ["Issuer", "Rex", "Pat"].map(|name| harness.person(name));
        let create = harness.create_bounty(&issuer, &[&rex], &TERMS).terms(change).pays_in(money);
        let bounty = create.run_and_find();
        Self { harness, bounty, patron, issuer, rex }
    }

    /// An unfunded bounty.
    pub fn draft(harness: Harness) -> Self {
        Self::draft_with(harness, &Money::SOL, |_| ())
    }

    /// The treasury has allocated what was missing, and the bounty is open.
    pub fn filled(mut self, offered: u64) -> Self {
        self.harness.allocate(self.bounty, offered).run();
        self.harness.open(&self.issuer, self.bounty).run();
        self
    }

    /// A bounty that the treasury and the patron have funded.
    pub fn open(harness: Harness, change: impl FnOnce(&mut Stored)) -> Self {
        let mut work = Self::draft_with(harness, &Money::SOL, change);
        work.harness.fund(&work.patron, work.bounty, TOTAL / 2).run();
        work.filled(TOTAL)
    }

    /// The same, for a bounty that pays in a token.
    pub fn open_in(harness: Harness, money: &Money) -> Self {
        let mut work = Self::draft_with(harness, money, |_| ());
        work.harness.create_vault(&work.issuer, work.bounty, money).run();
        for (owner, amount) in [(work.patron.address(), TOTAL / 2), (work.harness.treasury_for(money), TOTAL)] {
            work.harness.mint_to(&owner, money, amount);
        }
        work.harness.fund(&work.patron, work.bounty, TOTAL / 2).run();
        work.filled(TOTAL)
    }

    /// Everyone has committed. Whoever has no opinion reveals nothing.
    pub fn judged(mut self, submitters: &[(&Person, Option<Opinion>)]) -> Self {
        let (harness, bounty) = (&mut self.harness, self.bounty);
        submitters.iter().for_each(|(submitter, _)| drop(harness.commit(submitter, bounty).run()));
        harness.advance(TERMS.submit_period.into());
        let revealed = submitters.iter().filter_map(|(submitter, opinion)| Some((submitter, (*opinion)?)));
        revealed.clone().for_each(|(submitter, _)| drop(harness.reveal_submission(submitter, bounty).run()));
        harness.advance(TERMS.reveal_period.into());
        revealed.for_each(|(submitter, opinion)| drop(harness.review(&self.rex, submitter, bounty, opinion).run()));
        harness.advance((TERMS.review_period + TERMS.challenge_period).into());
        self
    }

    pub fn claim(&mut self, name: &'static str, submitter: &Person) -> Free {
        (name, self.harness.claim(submitter, self.bounty).instruction())
    }

    pub fn earn(&mut self, name: &'static str, submitter: &Person) -> Free {
        (name, self.harness.earn_reputation(submitter, self.bounty).instruction())
    }

    pub fn close(&mut self, name: &'static str, submitter: &Person) -> Free {
        (name, self.harness.close_submission(submitter, self.bounty).instruction())
    }

    pub fn withdraw(&mut self, name: &'static str, contributor: &Person) -> Free {
        (name, self.harness.withdraw_contribution(contributor, self.bounty).by_anybody().instruction())
    }

    pub fn give_back(&mut self) -> Free {
        ("return the allocation", self.harness.return_allocation(self.bounty).instruction())
    }

    /// The issuer closes the bounty, from which everyone has taken what is theirs.
    #[track_caller]
    pub fn closes(&self, mut harness: Harness) {
        let state: Bounty = harness.account(self.bounty);
        assert_eq!((state.held, state.owed, state.open_submissions, state.contributions), (0, 0, 0, 0));
        harness.close_bounty(&self.issuer, self.bounty).run();
        assert_eq!(harness.lamports(self.issuer.address()), FORTUNE);
    }
}

fn with_reputation() -> Harness {
    let mut harness = Harness::with_treasury();
    harness.reputation(Parameters::PERSONAL);
    harness
}

fn treasurys(harness: &Harness) -> u64 {
    harness.lamports(PROGRAMS.treasury(&harness.network).0)
}

/// Shows bounties.md: Whoever calls what anyone may call, and in whatever order, everyone gets the same.
/// Shows security.md: Closing a winner's submission before its award has earned reputation.
/// Shows security.md: Calling what anyone may call in an order in which somebody gets less.
/// Shows security.md: Deciding what others earn by applying what is due, or by not applying it.
#[test]
fn two_winners_of_whom_one_has_a_standing() {
    let mut harness = with_reputation();
    let [win, wim] = ["Win", "Wim"].map(|name| harness.person(name));
    harness.open_standing(&win).run();
    let (founder, before) = (harness.founder(), treasurys(&harness));
    let mut work = Work::open(harness, |terms| terms.earns_reputation = 1)
        .judged(&[(&win, Some(Opinion::Accept)), (&wim, Some(Opinion::Accept))]);
    // A lower rate waits, and is due: it holds, whoever applies it and when.
    let next = Parameters { award_rate: NEXT_RATE, ..Parameters::PERSONAL };
    work.harness.propose_parameters(&founder, &next).run();
    work.harness.advance(90 * 86_400);
    let patron = work.patron.clone();
    let calls = [
        work.claim("claim Win's", &win),
        work.claim("claim Wim's", &wim),
        work.earn("record Win's", &win),
        work.close("close Win's", &win),
        work.close("close Wim's", &wim),
        work.withdraw("withdraw Pat's", &patron),
        work.give_back(),
        ("apply the parameters", work.harness.apply_parameters().instruction()),
    ];
    let end = only_end(&work.harness, &calls);
    let gained = [&win, &wim].map(|winner| end.lamports(winner.address()) - FORTUNE);
    assert_eq!(gained, [TERMS.reward - end.lamports(end.standing_of(&win)), TERMS.reward]);
    assert_eq!(end.lamports(patron.address()), FORTUNE - TERMS.reward);
    assert_eq!(treasurys(&end), before - TERMS.reward);
    let standing: Standing = end.standing(&win);
    let earned = minted(Lamports(TERMS.reward / 2), NEXT_RATE, Q32::ZERO, Q32::ONE);
    assert_eq!(standing.own, standing.index(Timestamp(end.now())).shares(earned).unwrap());
    work.closes(end);
}

/// Shows bounties.md: Whoever calls what anyone may call, and in whatever order, everyone gets the same.
/// Shows security.md: Calling what anyone may call in an order in which somebody gets less.
#[test]
fn a_loser_spam_and_what_was_never_shown() {
    let mut harness = with_reputation();
    let [win, lou, sam, una] = ["Win", "Lou", "Sam", "Una"].map(|name| harness.person(name));
    let before = treasurys(&harness);
    let mut work = Work::open(harness, |_| ()).judged(&[
        (&win, Some(Opinion::Accept)),
        (&lou, Some(Opinion::Reject)),
        (&sam, Some(Opinion::Spam)),
        (&una, None),
    ]);
    let founder = work.harness.founder();
    work.harness.propose_limit(&founder, 7).run();
    work.harness.advance(90 * 86_400);
    let patron = work.patron.clone();
    let calls = [
        work.claim("claim Win's", &win),
        work.close("close Win's", &win),
        work.close("close Lou's", &lou),
        work.close("close Sam's", &sam),
        work.close("close Una's", &una),
        work.withdraw("withdraw Pat's", &patron),
        work.give_back(),
        ("apply the limit", work.harness.apply_limit().instruction()),
    ];
    let end = only_end(&work.harness, &calls);
    let held = [&win, &lou, &sam, &una].map(|who| end.lamports(who.address()).cast_signed() - FORTUNE.cast_signed());
    let stake = TERMS.stake.0.cast_signed();
    assert_eq!(held, [TERMS.reward.cast_signed(), 0, -stake, -stake]);
    assert_eq!(end.lamports(patron.address()), FORTUNE - TERMS.reward / 2);
    assert_eq!(treasurys(&end), before - TERMS.reward / 2 + 2 * TERMS.stake.0);
    work.closes(end);
}

/// Shows bounties.md: Whoever calls what anyone may call, and in whatever order, everyone gets the same.
/// Shows security.md: A standing that is missing, or full, and keeps a submission from closing.
#[test]
fn a_network_without_reputation() {
    let mut harness = Harness::with_treasury();
    let win = harness.person("Win");
    let mut work = Work::open(harness, |terms| terms.earns_reputation = 1).judged(&[(&win, Some(Opinion::Accept))]);
    let patron = work.patron.clone();
    let calls = [
        work.claim("claim Win's", &win),
        work.close("close Win's", &win),
        work.withdraw("withdraw Pat's", &patron),
        work.give_back(),
    ];
    let end = only_end(&work.harness, &calls);
    assert_eq!(end.lamports(win.address()), FORTUNE + TERMS.reward);
    work.closes(end);
}

/// Shows bounties.md: Whoever calls what anyone may call, and in whatever order, everyone gets the same.
/// Shows security.md: Calling what anyone may call in an order in which somebody gets less.
#[test]
fn a_cancelled_bounty() {
    let mut harness = with_reputation();
    let [win, una] = ["Win", "Una"].map(|name| harness.person(name));
    harness.open_standing(&win).run();
    let (founder, before) = (harness.founder(), treasurys(&harness));
    let mut work = Work::open(harness, |terms| terms.earns_reputation = 1);
    for submitter in [&win, &una] {
        work.harness.commit(submitter, work.bounty).run();
    }
    work.harness.cancel(&founder, work.bounty).run();
    let patron = work.patron.clone();
    let calls = [
        work.close("close Win's", &win),
        work.close("close Una's", &una),
        work.withdraw("withdraw Pat's", &patron),
        work.give_back(),
    ];
    let end = only_end(&work.harness, &calls);
    assert_eq!([&una, &patron].map(|who| end.lamports(who.address())), [FORTUNE; 2]);
    assert_eq!(treasurys(&end), before);
    assert_eq!(end.find_account::<Submission>(end.submission_of(&win, work.bounty)), None);
    work.closes(end);
}
