//! A vault's reputation.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, REPUTATION};
use reputation_core::Parameters;
use units::Reputation;

use crate::gained;

/// Shows sdk.md: A vault has a standing: it earns and burns reputation, and endorses
#[test]
fn a_vault_earns_judges_endorses_and_leaves() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let vera = harness.resident_vault("Vera");
    harness.open_standing(&vera).run();
    harness.exchange(&vera, &ada, Verdict::Valuable);
    assert!(harness.reputation_of(&vera) > Reputation(0));
    harness.seed(&vera, 50 * REPUTATION).run();
    let before = harness.reputation_of(&ada);
    harness.exchange(&ada, &vera, Verdict::Spam);
    assert!(harness.reputation_of(&ada) < before);

    harness.open_token_account(&vera);
    harness.sync(&vera).run();
    assert_eq!(harness.tokens_of(&vera).unwrap(), harness.standing(&vera).own);
    let held = gained(&harness, &vera);
    harness.endorse(&vera, &ada, 10 * REPUTATION).run();
    harness.endorse(&vera, &ada, REPUTATION).run();
    harness.begin_unendorse(&vera, &ada).run();
    harness.advance(Parameters::PERSONAL.cool_down.0.cast_signed());
    harness.finish_unendorse(&vera, &ada).run();
    assert_eq!(gained(&harness, &vera), held, "the endorsement's rent is back");
    harness.close_standing(&vera).run();
    assert_eq!(harness.tokens_of(&vera), Some(0));
}
