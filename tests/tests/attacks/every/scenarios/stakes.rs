//! Endorsements.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, Harness, REPUTATION};

use super::{Ready, Scenario, ada_endorsed_bo};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ada, bo) = Harness::with_citizens();
        Ready::new("endorse for the first time", harness, |harness| harness.endorse(&ada, &bo, 10 * REPUTATION))
    },
    || {
        let (harness, ada, bo) = ada_endorsed_bo();
        Ready::new("endorse", harness, |harness| harness.endorse(&ada, &bo, 5 * REPUTATION))
    },
    || {
        let (harness, ada, bo) = ada_endorsed_bo();
        Ready::new("begin_unendorse", harness, |harness| harness.begin_unendorse(&ada, &bo))
    },
    || {
        let (harness, ada, bo) = ada_endorsed_bo();
        Ready::new("begin_unendorse by the endorsed", harness, |harness| harness.begin_unendorse(&ada, &bo).by(&bo))
    },
    || {
        let (mut harness, ada, bo) = ada_endorsed_bo();
        harness.begin_unendorse(&ada, &bo).run();
        harness.advance(60 * DAY);
        Ready::new("finish_unendorse", harness, |harness| harness.finish_unendorse(&ada, &bo))
    },
    || {
        let (mut harness, ada, bo) = ada_endorsed_bo();
        harness.begin_unendorse(&ada, &bo).units(REPUTATION).run();
        harness.advance(60 * DAY);
        Ready::new("finish_unendorse of a part", harness, |harness| harness.finish_unendorse(&ada, &bo))
    },
    || {
        let (harness, ada, bo) = ada_endorsed_bo();
        Ready::new("collect with nothing to burn", harness, |harness| harness.collect(&ada, &bo))
    },
    || {
        let (mut harness, ada, bo) = ada_endorsed_bo();
        let cy = harness.citizen("Cy", 20 * REPUTATION);
        let message = harness.send(&ada, &cy).run_and_find();
        harness.judge(&cy, message).verdict(Verdict::Spam).run();
        Ready::new("collect", harness, |harness| harness.collect(&ada, &bo))
    },
];
