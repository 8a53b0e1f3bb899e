//! Treasuries, and what they give.

use bmail_sdk::accounts::Opinion;
use bmail_testing::Stage;
use postage::Rules;

use super::{Ready, Scene, work::*};

pub const SCENES: &[Scene] = &[
    || {
        let (stage, ..) = Stage::with_ada_and_bo();
        let founder = stage.founder();
        Ready::new("create_treasury", stage, |stage| stage.create_treasury(&founder))
    },
    || {
        let stage = Stage::with_treasury();
        Ready::new("contribute", stage, |stage| stage.contribute(&ada(), HALF))
    },
    || {
        let (stage, bounty) = draft();
        Ready::new("allocate", stage, |stage| stage.allocate(bounty, HALF))
    },
    || {
        let (stage, bounty) = funded(draft());
        let founder = stage.founder();
        Ready::new("return_allocation of a draft", stage, |stage| stage.return_allocation(bounty).by(&founder))
    },
    || {
        let (stage, bounty) = settled(open(draft()), Opinion::Accept);
        Ready::new("return_allocation", stage, |stage| stage.return_allocation(bounty))
    },
    || {
        let (stage, bounty) = cancelled(open(draft()));
        Ready::new("return_allocation of a cancelled bounty", stage, |stage| stage.return_allocation(bounty))
    },
    || {
        let stage = Stage::with_treasury();
        Ready::new("tally", stage, Stage::tally)
    },
    || {
        let stage = Stage::with_treasury();
        let founder = stage.founder();
        Ready::new("propose_limit", stage, |stage| stage.propose_limit(&founder, HALF))
    },
    || {
        let mut stage = Stage::with_treasury();
        stage.propose_limit(&stage.founder(), HALF).run();
        stage.advance(Rules::PERSONAL.rules_delay.0 as i64);
        Ready::new("apply_limit", stage, Stage::apply_limit)
    },
];
