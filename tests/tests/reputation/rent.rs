//! Rent that changes while standings, stakes and tokens are there.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Person, RENTS, REPUTATION, Stage};
use standing::Parameters;

use crate::{COOL_DOWN, ENDORSEMENT, STANDING};

/// Opens everything at one rent, and goes on at another.
fn between_rents(test: impl Fn(Stage, Person, Person)) {
    for before in RENTS {
        for after in RENTS {
            eprintln!("opened at a rent of {before}, used at {after}:");
            let mut stage = Stage::with_rent(before);
            stage.network();
            stage.reputation(Parameters::PERSONAL);
            let (ada, bo) = (stage.citizen("Ada", 50 * REPUTATION), stage.citizen("Bo", 50 * REPUTATION));
            stage.endorse(&ada, &bo, 10 * REPUTATION).run();
            stage.open_token_account(&ada);
            stage.set_rent(after);
            // A mailbox that was opened for less waits for its rent, see `tests/mail/rising_rent.rs`; standings do not.
            for person in [&ada, &bo] {
                let mailbox = stage.mailbox_of(person);
                stage.give(mailbox, stage.rent(300));
            }
            test(stage, ada, bo);
        }
    }
}

#[test]
fn whatever_rent_is_now_verdicts_stakes_and_tokens_go_on() {
    between_rents(|mut stage, ada, bo| {
        for verdict in [Verdict::Valuable, Verdict::Spam] {
            stage.exchange(&ada, &bo, verdict);
        }
        stage.seed(&bo, REPUTATION).run();
        stage.endorse(&ada, &bo, REPUTATION).run();
        stage.endorse(&bo, &ada, REPUTATION).run();
        assert_eq!(stage.lamports(stage.endorsement_of(&bo, &ada)), stage.rent(ENDORSEMENT));
        stage.sync(&ada).run();
        assert_eq!(stage.tokens_of(&ada), Some(stage.standing(&ada).held()));
        stage.collect(&ada, &bo).run();
        stage.propose_parameters(&stage.founder(), &Parameters::PERSONAL).run();
    });
}

#[test]
fn whatever_rent_is_now_what_closes_returns_what_was_paid_for_it() {
    between_rents(|mut stage, ada, bo| {
        let (stake, standing) = (stage.endorsement_of(&ada, &bo), stage.standing_of(&ada));
        let (before, held) = (stage.lamports(ada.address()), stage.lamports(stake) + stage.lamports(standing));
        stage.begin_unendorse(&ada, &bo).run();
        stage.advance(COOL_DOWN);
        stage.finish_unendorse(&ada, &bo).run();
        stage.close_standing(&ada).run();
        assert_eq!(stage.lamports(ada.address()), before + held);
        stage.open_standing(&ada).run();
        assert_eq!(stage.lamports(standing), stage.rent(STANDING));
    });
}

#[test]
fn an_endorser_without_a_lamport_is_paid_their_stakes_rent() {
    bmail_testing::at_every_rent(|mut stage| {
        stage.network();
        stage.reputation(Parameters::PERSONAL);
        let (ada, bo) = (stage.citizen("Ada", 50 * REPUTATION), stage.citizen("Bo", 0));
        stage.endorse(&ada, &bo, 10 * REPUTATION).run();
        stage.begin_unendorse(&ada, &bo).run();
        stage.advance(COOL_DOWN);
        stage.set_lamports(ada.address(), 0);
        stage.finish_unendorse(&ada, &bo).run();
        assert_eq!(stage.lamports(ada.address()), stage.rent(ENDORSEMENT));
    });
}
