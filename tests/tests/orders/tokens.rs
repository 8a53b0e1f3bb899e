//! The end of a bounty that pays in a token.

use bmail_sdk::accounts::Opinion::Accept;
use bmail_testing::{FORTUNE, Harness, Money, Person};

use crate::{
    bounties::{TERMS, TOTAL, Work},
    graph::{Free, only_end},
};

/// A bounty in a token, won by Win, who has an account, and by Wim, who has none.
fn won(make: fn(&mut Harness) -> Money) -> (Work, Money, [Person; 2]) {
    let mut harness = Harness::with_treasury();
    let (money, founder) = (make(&mut harness), harness.founder());
    harness.create_token_treasury(&founder, &money).limit(TOTAL).run();
    let [win, wim] = ["Win", "Wim"].map(|name| harness.person(name));
    let work = Work::open_in(harness, &money).judged(&[(&win, Some(Accept)), (&wim, Some(Accept))]);
    (work, money, [win, wim])
}

/// Shows bounties.md: Whoever calls what anyone may call, and in whatever order, everyone gets the same.
/// Shows security.md: Calling what anyone may call in an order in which somebody gets less.
/// Shows security.md: A winner without a token account, or with a frozen one, who holds up others.
#[test]
fn a_winner_with_an_account_and_one_for_whom_a_stranger_opens_it() {
    for make in [Harness::spl_token, Harness::token_2022] {
        let (mut work, money, [win, wim]) = won(make);
        work.harness.open_account_of(&win.address(), &money);
        let patron = work.patron.clone();
        let calls: Vec<Free> = vec![
            work.claim("claim Win's", &win),
            work.claim("claim Wim's", &wim),
            work.close("close Win's", &win),
            work.close("close Wim's", &wim),
            work.withdraw("withdraw Pat's", &patron),
            work.give_back(),
        ];
        let (without, with) = (work.harness.clone(), {
            let mut harness = work.harness.clone();
            harness.open_account_of(&wim.address(), &money);
            harness
        });
        // Nobody waits for Wim, for whom nobody has opened an account.
        let waiting: Vec<Free> = calls.iter().filter(|(name, _)| !name.ends_with("Wim's")).cloned().collect();
        let end = only_end(&without, &waiting);
        assert_eq!(end.balance(money.account_of(&win.address())), TERMS.reward);

        let end = only_end(&with, &calls);
        for winner in [&win, &wim] {
            assert_eq!(end.balance(money.account_of(&winner.address())), TERMS.reward);
            assert_eq!(end.lamports(winner.address()), FORTUNE);
        }
        assert_eq!(end.balance(money.account_of(&patron.address())), (TOTAL - 2 * TERMS.reward) / 2);
        let kept = TOTAL - TOTAL / 2;
        assert_eq!(end.balance(money.account_of(&end.treasury_for(&money))), kept + (TOTAL - 2 * TERMS.reward) / 2);
    }
}
