//! Reputations, standings and the token.

use bmail_testing::{REPUTATION, Stage};
use postage::Rules;
use standing::Parameters;

use super::{Ready, Scene};

pub const SCENES: &[Scene] = &[
    || {
        let (stage, ..) = Stage::with_ada_and_bo();
        let founder = stage.founder();
        Ready::new("create_reputation", stage, |stage| stage.create_reputation(&founder))
    },
    || {
        let (mut stage, ..) = Stage::with_reputation();
        let cy = stage.person("Cy");
        Ready::new("open_standing", stage, |stage| stage.open_standing(&cy))
    },
    || {
        let (stage, ada, _) = Stage::with_reputation();
        Ready::new("seed", stage, |stage| stage.seed(&ada, 10 * REPUTATION))
    },
    // The bounty program's address is said to have signed: the stage believes it.
    || {
        let (mut stage, ada, _) = Stage::with_reputation();
        stage.trust_everybody();
        Ready::new("record_award", stage, |stage| stage.record_award(&ada, 1_000_000_000))
    },
    || {
        let (mut stage, ada, _) = Stage::with_citizens();
        stage.open_token_account(&ada);
        Ready::new("sync", stage, |stage| stage.sync(&ada))
    },
    || {
        let (mut stage, ada, bo) = Stage::with_citizens();
        stage.open_token_account(&ada);
        stage.sync(&ada).run();
        stage.endorse(&ada, &bo, 10 * REPUTATION).run();
        Ready::new("sync that burns", stage, |stage| stage.sync(&ada))
    },
    || {
        let (stage, ada, _) = Stage::with_citizens();
        Ready::new("close_standing", stage, |stage| stage.close_standing(&ada))
    },
    || {
        let (mut stage, ada, _) = Stage::with_citizens();
        stage.open_token_account(&ada);
        stage.sync(&ada).run();
        Ready::new("close_standing with tokens", stage, |stage| stage.close_standing(&ada))
    },
    || {
        let (stage, ..) = Stage::with_reputation();
        let founder = stage.founder();
        Ready::new("propose_parameters", stage, |stage| stage.propose_parameters(&founder, &Parameters::PERSONAL))
    },
    || {
        let (mut stage, ..) = Stage::with_reputation();
        stage.propose_parameters(&stage.founder(), &Parameters::PERSONAL).run();
        stage.advance(Rules::PERSONAL.rules_delay.0 as i64);
        Ready::new("apply_parameters", stage, |stage| stage.apply_parameters())
    },
];
