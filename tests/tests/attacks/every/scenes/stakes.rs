//! Endorsements.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, REPUTATION, Stage};

use super::{Ready, Scene, ada_endorsed_bo};

pub const SCENES: &[Scene] = &[
    || {
        let (stage, ada, bo) = Stage::with_citizens();
        Ready::new("endorse for the first time", stage, |stage| stage.endorse(&ada, &bo, 10 * REPUTATION))
    },
    || {
        let (stage, ada, bo) = ada_endorsed_bo();
        Ready::new("endorse", stage, |stage| stage.endorse(&ada, &bo, 5 * REPUTATION))
    },
    || {
        let (stage, ada, bo) = ada_endorsed_bo();
        Ready::new("begin_unendorse", stage, |stage| stage.begin_unendorse(&ada, &bo))
    },
    || {
        let (stage, ada, bo) = ada_endorsed_bo();
        Ready::new("begin_unendorse by the endorsed", stage, |stage| stage.begin_unendorse(&ada, &bo).by(&bo))
    },
    || {
        let (mut stage, ada, bo) = ada_endorsed_bo();
        stage.begin_unendorse(&ada, &bo).run();
        stage.advance(60 * DAY);
        Ready::new("finish_unendorse", stage, |stage| stage.finish_unendorse(&ada, &bo))
    },
    || {
        let (mut stage, ada, bo) = ada_endorsed_bo();
        stage.begin_unendorse(&ada, &bo).units(REPUTATION).run();
        stage.advance(60 * DAY);
        Ready::new("finish_unendorse of a part", stage, |stage| stage.finish_unendorse(&ada, &bo))
    },
    || {
        let (stage, ada, bo) = ada_endorsed_bo();
        Ready::new("collect with nothing to burn", stage, |stage| stage.collect(&ada, &bo))
    },
    || {
        let (mut stage, ada, bo) = ada_endorsed_bo();
        let cy = stage.citizen("Cy", 20 * REPUTATION);
        let message = stage.send(&ada, &cy).run_and_find();
        stage.judge(&cy, message).verdict(Verdict::Spam).run();
        Ready::new("collect", stage, |stage| stage.collect(&ada, &bo))
    },
];
