//! Rent that changes while standings, stakes and tokens exist.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, Person, RENTS, REPUTATION};
use reputation_core::Parameters;

use crate::{COOL_DOWN, ENDORSEMENT, STANDING};

/// Opens everything at one rent and continues at another.
fn between_rents(test: impl Fn(Harness, Person, Person)) {
    for before in RENTS {
        for after in RENTS {
            eprintln!("opened at a rent of {before}, used at {after}:");
            let mut harness = Harness::with_rent(before);
            harness.network();
            harness.reputation(Parameters::PERSONAL);
            let (ada, bo) = (harness.citizen("Ada", 50 * REPUTATION), harness.citizen("Bo", 50 * REPUTATION));
            harness.endorse(&ada, &bo, 10 * REPUTATION).run();
            harness.open_token_account(&ada);
            harness.set_rent(after);
            // A mailbox opened for less waits for its rent, see `tests/mail/rising_rent.rs`; standings do not.
            for person in [&ada, &bo] {
                let mailbox = harness.mailbox_of(person);
                harness.give(mailbox, harness.rent(300));
            }
            test(harness, ada, bo);
        }
    }
}

#[test]
fn whatever_rent_is_now_verdicts_stakes_and_tokens_go_on() {
    between_rents(|mut harness, ada, bo| {
        for verdict in [Verdict::Valuable, Verdict::Spam] {
            harness.exchange(&ada, &bo, verdict);
        }
        harness.seed(&bo, REPUTATION).run();
        harness.endorse(&ada, &bo, REPUTATION).run();
        harness.endorse(&bo, &ada, REPUTATION).run();
        assert_eq!(harness.lamports(harness.endorsement_of(&bo, &ada)), harness.rent(ENDORSEMENT));
        harness.sync(&ada).run();
        assert_eq!(harness.tokens_of(&ada), Some(harness.standing(&ada).held()));
        harness.collect(&ada, &bo).run();
        harness.propose_parameters(&harness.founder(), &Parameters::PERSONAL).run();
    });
}

#[test]
fn whatever_rent_is_now_what_closes_returns_what_was_paid_for_it() {
    between_rents(|mut harness, ada, bo| {
        let (stake, standing) = (harness.endorsement_of(&ada, &bo), harness.standing_of(&ada));
        let (before, held) = (harness.lamports(ada.address()), harness.lamports(stake) + harness.lamports(standing));
        harness.begin_unendorse(&ada, &bo).run();
        harness.advance(COOL_DOWN);
        harness.finish_unendorse(&ada, &bo).run();
        harness.close_standing(&ada).run();
        assert_eq!(harness.lamports(ada.address()), before + held);
        harness.open_standing(&ada).run();
        assert_eq!(harness.lamports(standing), harness.rent(STANDING));
    });
}

#[test]
fn an_endorser_without_a_lamport_is_paid_their_stakes_rent() {
    bmail_testing::at_every_rent(|mut harness| {
        harness.network();
        harness.reputation(Parameters::PERSONAL);
        let (ada, bo) = (harness.citizen("Ada", 50 * REPUTATION), harness.citizen("Bo", 0));
        harness.endorse(&ada, &bo, 10 * REPUTATION).run();
        harness.begin_unendorse(&ada, &bo).run();
        harness.advance(COOL_DOWN);
        harness.set_lamports(ada.address(), 0);
        harness.finish_unendorse(&ada, &bo).run();
        assert_eq!(harness.lamports(ada.address()), harness.rent(ENDORSEMENT));
    });
}
