//! Reputations, standings and the token.

use bmail_testing::{Harness, REPUTATION};
use postage::Rules;
use reputation_core::Parameters;

use super::{Ready, Scenario};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ..) = Harness::with_ada_and_bo();
        let founder = harness.founder();
        Ready::new("create_reputation", harness, |harness| harness.create_reputation(&founder))
    },
    || {
        let (mut harness, ..) = Harness::with_reputation();
        let cy = harness.person("Cy");
        Ready::new("open_standing", harness, |harness| harness.open_standing(&cy))
    },
    || {
        let (harness, ada, _) = Harness::with_reputation();
        Ready::new("seed", harness, |harness| harness.seed(&ada, 10 * REPUTATION))
    },
    // The harness accepts the claim that the bounty program's address has signed.
    || {
        let (mut harness, ada, _) = Harness::with_reputation();
        harness.trust_everybody();
        Ready::new("record_award", harness, |harness| harness.record_award(&ada, 1_000_000_000))
    },
    || {
        let (mut harness, ada, _) = Harness::with_citizens();
        harness.open_token_account(&ada);
        Ready::new("sync", harness, |harness| harness.sync(&ada))
    },
    || {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.open_token_account(&ada);
        harness.sync(&ada).run();
        harness.endorse(&ada, &bo, 10 * REPUTATION).run();
        Ready::new("sync that burns", harness, |harness| harness.sync(&ada))
    },
    || {
        let (harness, ada, _) = Harness::with_citizens();
        Ready::new("close_standing", harness, |harness| harness.close_standing(&ada))
    },
    || {
        let (mut harness, ada, _) = Harness::with_citizens();
        harness.open_token_account(&ada);
        harness.sync(&ada).run();
        Ready::new("close_standing with tokens", harness, |harness| harness.close_standing(&ada))
    },
    || {
        let (harness, ..) = Harness::with_reputation();
        let founder = harness.founder();
        Ready::new("propose_parameters", harness, |harness| harness.propose_parameters(&founder, &Parameters::PERSONAL))
    },
    || {
        let (mut harness, ..) = Harness::with_reputation();
        harness.propose_parameters(&harness.founder(), &Parameters::PERSONAL).run();
        harness.advance(Rules::PERSONAL.rules_delay.0 as i64);
        Ready::new("apply_parameters", harness, |harness| harness.apply_parameters())
    },
];
