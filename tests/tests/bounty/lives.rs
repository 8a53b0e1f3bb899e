//! Whole lives of bounties, from the first lamport to the last.

use bmail_sdk::{accounts::Opinion::*, pda};
use bmail_testing::FORTUNE;

use crate::{CHALLENGE, REVIEW, Scene, TERMS, TOTAL};

#[test]
fn the_first_three_of_five_are_paid_and_in_the_end_nothing_is_left() {
    let mut scene = Scene::settled(&[Accept, Spam, Accept, Accept, Accept]);
    let (bounty, treasury) = (scene.bounty, pda::treasury(&scene.stage.network).0);
    let before = scene.stage.lamports(treasury);
    for place in [0, 2, 3] {
        scene.stage.claim(&scene.submitters[place], bounty).run();
    }
    for submitter in &scene.submitters {
        scene.stage.close_submission(submitter, bounty).run();
    }
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    scene.stage.close_bounty(&scene.issuer, bounty).run();
    let gains = [TERMS.reward as i64, -(TERMS.stake.0 as i64), TERMS.reward as i64, TERMS.reward as i64, 0];
    for (submitter, gain) in scene.submitters.iter().zip(gains) {
        assert_eq!(scene.stage.lamports(submitter.address()), FORTUNE.strict_add_signed(gain));
    }
    assert_eq!(scene.stage.lamports(treasury), before + TERMS.stake.0);
    assert_eq!(scene.stage.lamports(scene.patron.address()), FORTUNE - TOTAL);
    assert_eq!(scene.stage.lamports(scene.issuer.address()), FORTUNE);
}

#[test]
fn too_few_answers_leave_the_rest_to_who_contributed_it() {
    let mut scene = Scene::settled(&[Accept]);
    let bounty = scene.bounty;
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    assert_eq!(scene.state().held, TERMS.reward);
    scene.stage.claim(&scene.submitters[0], bounty).run();
    scene.stage.close_submission(&scene.submitters[0], bounty).run();
    scene.stage.close_bounty(&scene.issuer, bounty).run();
    assert_eq!(scene.stage.lamports(scene.patron.address()), FORTUNE - TERMS.reward);
}

#[test]
fn a_veto_of_all_leaves_everything_to_who_contributed_it() {
    let mut scene = Scene::judged(&[Accept; 2]);
    let bounty = scene.bounty;
    scene.stage.advance(REVIEW);
    for submitter in &scene.submitters {
        scene.stage.veto(submitter, bounty).run();
    }
    scene.stage.advance(CHALLENGE);
    for submitter in &scene.submitters {
        scene.stage.close_submission(submitter, bounty).run();
        assert_eq!(scene.stage.lamports(submitter.address()), FORTUNE);
    }
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    scene.stage.close_bounty(&scene.issuer, bounty).run();
    assert_eq!(scene.stage.lamports(scene.patron.address()), FORTUNE);
}

#[test]
fn lamports_that_somebody_gave_to_a_bounty_are_nobodys_reward() {
    let mut scene = Scene::settled(&[Accept]);
    let bounty = scene.bounty;
    scene.stage.give(bounty, 12_345);
    scene.stage.claim(&scene.submitters[0], bounty).run();
    scene.stage.close_submission(&scene.submitters[0], bounty).run();
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    assert_eq!(scene.stage.lamports(scene.patron.address()), FORTUNE - TERMS.reward);
    scene.stage.close_bounty(&scene.issuer, bounty).run();
    assert_eq!(scene.stage.lamports(scene.issuer.address()), FORTUNE + 12_345);
}
