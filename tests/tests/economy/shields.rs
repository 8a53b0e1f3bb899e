//! Several wallets with one owner, several marks, and lending between the wallets.

use bmail_sdk::accounts::{Endorsement, Verdict};
use bmail_testing::{DAY, Harness, PERIOD, REPUTATION, ReputationError};
use reputation_core::{MIN_STAKE_FACTOR, Parameters, stake_factor_after};
use units::{Bps, Q32};

use crate::shield::{LENT, WEALTH, left_of, left_of_one, mark, shielded};

/// Shows security.md: Shielding reputation from marks by lending it to a second wallet.
#[test]
fn a_shield_of_several_wallets_and_several_marks_holds_nothing_back_either() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.seed(&ada, WEALTH).run();
    harness.seed(&bo, WEALTH).run();
    let wallets: Vec<_> = (0..3).map(|number| harness.citizen(&format!("wallet {number}"), 0)).collect();
    for wallet in &wallets {
        harness.endorse(&ada, wallet, 15 * REPUTATION).run();
    }
    let mut stake_factor = Q32::ONE;
    for (earlier, wallet) in (0..).zip(&wallets) {
        stake_factor = stake_factor_after(stake_factor, mark(&mut harness, &ada, &bo, Q32::from_int(earlier)));
        // Whether it is collected after each mark, or only after the last one.
        harness.collect(&ada, wallet).run();
    }
    for wallet in &wallets {
        harness.collect(&ada, wallet).run();
        // Amounts that were collected in between are rounded separately.
        let (held, left) = (harness.standing(wallet).pool_value, left_of(15 * REPUTATION, stake_factor));
        assert!(held.abs_diff(left) <= 1, "{held}, not {left}");
        assert_eq!(harness.account::<Endorsement>(harness.endorsement_of(&ada, wallet)).stake_factor, stake_factor.0);
    }
}

#[test]
fn lending_after_a_mark_does_not_undo_what_it_took_of_what_was_lent_before() {
    let (mut harness, [ada, _, second], burn) = shielded();
    let more = 5 * REPUTATION;
    harness.seed(&ada, more + REPUTATION).run();
    harness.endorse(&ada, &second, more).run();
    assert_eq!(harness.standing(&second).pool_value, left_of_one(burn) + more);
}

#[test]
fn lending_to_a_third_wallet_does_not_save_the_second_and_does_not_burn_the_third() {
    let (mut harness, [ada, _, second], burn) = shielded();
    let third = harness.citizen("third", 0);
    harness.seed(&ada, 6 * REPUTATION).run();
    harness.endorse(&ada, &third, 5 * REPUTATION).run();
    for wallet in [&second, &third] {
        harness.collect(&ada, wallet).run();
    }
    assert_eq!(harness.standing(&second).pool_value, left_of_one(burn));
    assert_eq!(harness.standing(&third).pool_value, 5 * REPUTATION);

    // Once everything is back, an old mark takes nothing from a new loan.
    for wallet in [&second, &third] {
        harness.begin_unendorse(&ada, wallet).run();
    }
    harness.advance(PERIOD + DAY + 1);
    for wallet in [&second, &third] {
        harness.finish_unendorse(&ada, wallet).run();
    }
    harness.endorse(&ada, &third, 5 * REPUTATION).run();
    harness.collect(&ada, &third).run().without_events();
    assert_eq!(
        (harness.standing(&third).pool_value, harness.standing(&ada).stake_factor),
        (5 * REPUTATION, Q32::ONE.0)
    );
}

/// Shows security.md: Shielding reputation from marks by lending it to a second wallet.
#[test]
fn whoever_was_marked_until_nearly_nothing_is_left_lends_nothing_more() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    harness.reputation(Parameters { spam_burn: Bps::WHOLE, ..Parameters::PERSONAL });
    harness.open_standing(&ada).run();
    harness.seed(&ada, WEALTH).run();
    let second = harness.citizen("second", 0);
    harness.endorse(&ada, &second, LENT).run();
    for number in 0.. {
        let marker = harness.citizen(&format!("marker {number}"), 90 * REPUTATION);
        harness.exchange(&ada, &marker, Verdict::Spam);
        if harness.standing(&ada).stake_factor < MIN_STAKE_FACTOR.0 {
            break;
        }
    }
    harness.seed(&ada, WEALTH).run();
    harness.endorse(&ada, &second, REPUTATION).expect_error(ReputationError::TaintedStakes);
    harness.collect(&ada, &second).run();
    assert!(harness.standing(&second).pool_value <= LENT >> 16);
}
