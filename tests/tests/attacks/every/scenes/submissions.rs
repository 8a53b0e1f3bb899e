//! Submissions, and what becomes of them.

use bmail_sdk::accounts::Opinion;
use bmail_testing::{REPUTATION, Stage};

use super::{Ready, Scene, work::*};

pub const SCENES: &[Scene] = &[
    || {
        let (stage, bounty) = open(draft());
        Ready::new("commit", stage, |stage| stage.commit(&bo(), bounty))
    },
    || {
        let draft = draft_with(with_standings(), |terms| terms.min_reputation = 5 * REPUTATION);
        let (mut stage, bounty) = open(draft);
        stage.seed(&bo(), 10 * REPUTATION).run();
        Ready::new("commit with a standing", stage, |stage| stage.commit(&bo(), bounty))
    },
    || {
        let (stage, bounty) = revealing(open(draft()));
        Ready::new("reveal of a submission", stage, |stage| stage.reveal_submission(&bo(), bounty))
    },
    || {
        let (stage, bounty) = revealed(open(draft()));
        Ready::new("review", stage, |stage| stage.review(&reviewer(), &bo(), bounty, Opinion::Accept))
    },
    || {
        let (stage, bounty) = judged(open(draft()), Opinion::Accept);
        Ready::new("veto", stage, |stage| stage.veto(&bo(), bounty))
    },
    || {
        let (stage, bounty) = settled(open(draft()), Opinion::Accept);
        Ready::new("claim", stage, |stage| stage.claim(&bo(), bounty))
    },
    || {
        let (mut stage, bounty) = draft();
        stage.fund(&bo(), bounty, HALF / 2).run();
        stage.fund(&ada(), bounty, HALF / 2).run();
        stage.allocate(bounty, HALF).run();
        stage.open(&issuer(), bounty).run();
        let (stage, bounty) = settled((stage, bounty), Opinion::Accept);
        Ready::new("claim of one's own", stage, |stage| stage.claim(&bo(), bounty))
    },
    || {
        let (stage, bounty) = paid(open(draft()));
        Ready::new("close_submission", stage, |stage| stage.close_submission(&bo(), bounty))
    },
    || {
        let (stage, bounty) = settled(open(draft()), Opinion::Spam);
        Ready::new("close_submission of spam", stage, |stage| stage.close_submission(&bo(), bounty))
    },
    || {
        let (stage, bounty) = paid(open(draft_with(with_standings(), |terms| terms.earns_reputation = 1)));
        Ready::new("earn_reputation", stage, |stage| stage.earn_reputation(&bo(), bounty))
    },
];

/// With a treasury, and a reputation in which Ada and Bo have standings.
fn with_standings() -> Stage {
    let mut stage = Stage::with_treasury();
    stage.reputation(standing::Parameters::PERSONAL);
    stage.open_standing(&ada()).run();
    stage.open_standing(&bo()).run();
    stage
}
