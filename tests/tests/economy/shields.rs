//! Several wallets of one's own, several marks, and lending between them.

use bmail_sdk::accounts::{Endorsement, Verdict};
use bmail_testing::{DAY, PERIOD, REPUTATION, ReputationError, Stage};
use postage::{Bps, Q32};
use standing::{LEAST_KEPT, Parameters, kept_after};

use crate::shield::{LENT, WEALTH, left_of, left_of_one, mark, shielded};

#[test]
fn a_shield_of_several_wallets_and_several_marks_holds_nothing_back_either() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    stage.seed(&ada, WEALTH).run();
    stage.seed(&bo, WEALTH).run();
    let wallets: Vec<_> = (0..3).map(|number| stage.citizen(&format!("wallet {number}"), 0)).collect();
    for wallet in &wallets {
        stage.endorse(&ada, wallet, 15 * REPUTATION).run();
    }
    let mut kept = Q32::ONE;
    for (earlier, wallet) in (0..).zip(&wallets) {
        kept = kept_after(kept, mark(&mut stage, &ada, &bo, Q32::from_int(earlier)));
        // Whether each is collected after its mark, or the last after all of them.
        stage.collect(&ada, wallet).run();
    }
    for wallet in &wallets {
        stage.collect(&ada, wallet).run();
        // What was collected in between is rounded apart.
        let (held, left) = (stage.standing(wallet).pool_value, left_of(15 * REPUTATION, kept));
        assert!(held.abs_diff(left) <= 1, "{held}, not {left}");
        assert_eq!(stage.account::<Endorsement>(stage.endorsement_of(&ada, wallet)).kept, kept.0);
    }
}

#[test]
fn lending_after_a_mark_does_not_undo_what_it_took_of_what_was_lent_before() {
    let (mut stage, [ada, _, second], burn) = shielded();
    let more = 5 * REPUTATION;
    stage.seed(&ada, more + REPUTATION).run();
    stage.endorse(&ada, &second, more).run();
    assert_eq!(stage.standing(&second).pool_value, left_of_one(burn) + more);
}

#[test]
fn lending_to_a_third_wallet_does_not_save_the_second_and_does_not_burn_the_third() {
    let (mut stage, [ada, _, second], burn) = shielded();
    let third = stage.citizen("third", 0);
    stage.seed(&ada, 6 * REPUTATION).run();
    stage.endorse(&ada, &third, 5 * REPUTATION).run();
    for wallet in [&second, &third] {
        stage.collect(&ada, wallet).run();
    }
    assert_eq!(stage.standing(&second).pool_value, left_of_one(burn));
    assert_eq!(stage.standing(&third).pool_value, 5 * REPUTATION);

    // Once all is back, an old mark takes nothing of what is lent anew.
    for wallet in [&second, &third] {
        stage.begin_unendorse(&ada, wallet).run();
    }
    stage.advance(PERIOD + DAY + 1);
    for wallet in [&second, &third] {
        stage.finish_unendorse(&ada, wallet).run();
    }
    stage.endorse(&ada, &third, 5 * REPUTATION).run();
    stage.collect(&ada, &third).run().without_events();
    assert_eq!((stage.standing(&third).pool_value, stage.standing(&ada).kept), (5 * REPUTATION, Q32::ONE.0));
}

#[test]
fn whoever_was_marked_until_nearly_nothing_is_left_lends_nothing_more() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    stage.reputation(Parameters { spam_burn: Bps::WHOLE, ..Parameters::PERSONAL });
    stage.open_standing(&ada).run();
    stage.seed(&ada, WEALTH).run();
    let second = stage.citizen("second", 0);
    stage.endorse(&ada, &second, LENT).run();
    for number in 0.. {
        let marker = stage.citizen(&format!("marker {number}"), 90 * REPUTATION);
        stage.exchange(&ada, &marker, Verdict::Spam);
        if stage.standing(&ada).kept < LEAST_KEPT.0 {
            break;
        }
    }
    stage.seed(&ada, WEALTH).run();
    stage.endorse(&ada, &second, REPUTATION).expect_error(ReputationError::TaintedStakes);
    stage.collect(&ada, &second).run();
    assert!(stage.standing(&second).pool_value <= LENT >> 16);
}
