//! The specification of `apply_rules`.

use bmail_sdk::accounts::{Network, StoredMessage, Verdict};
use bmail_testing::{MailError, Stage, events::RulesApplied};
use postage::{Lamports, Rules, Seconds};

use super::{DELAY, NEW};
use crate::{PERIOD, VERDICTS, settle};

#[test]
fn bullet_1_without_a_proposal_there_is_nothing_to_apply() {
    let mut stage = Stage::new();
    stage.network();
    stage.apply_rules().expect_error(MailError::NothingProposed);
    stage.change_rules(NEW);
    stage.advance(DELAY);
    stage.apply_rules().expect_error(MailError::NothingProposed);
}

#[test]
fn bullet_1_rules_are_applied_from_the_time_on_at_which_they_are_due() {
    for (offset, due) in [(-DELAY, false), (-1, false), (0, true), (1, true), (1_000 * DELAY, true)] {
        let mut stage = Stage::new();
        let network = stage.network();
        stage.propose_rules(&stage.founder(), NEW).run();
        stage.set_time(stage.account::<Network>(network).rules_due_at + offset);
        match due {
            true => stage.apply_rules().run(),
            false => stage.apply_rules().expect_error(MailError::RulesNotDue),
        };
    }
}

#[test]
fn bullet_1_a_clock_at_its_end_does_not_bring_them_sooner() {
    let mut stage = Stage::new();
    let network = stage.network();
    stage.set_time(i64::MAX - 1);
    stage.propose_rules(&stage.founder(), NEW).run();
    assert_eq!(stage.account::<Network>(network).rules_due_at, i64::MAX);
    stage.apply_rules().expect_error(MailError::RulesNotDue);
    stage.set_time(i64::MAX);
    stage.apply_rules().run();
}

#[test]
fn anybody_may_call_it_because_nobody_has_to_sign() {
    let mut stage = Stage::new();
    stage.network();
    let instruction = stage.apply_rules().instruction();
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer));
}

#[test]
fn bullet_2_the_version_rises_by_one_and_what_was_quoted_before_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let before: Network = stage.account(stage.network);
    let old = stage.quote(&ada, &bo, 300).postage.0;
    stage.change_rules(NEW);
    let after: Network = stage.account(stage.network);
    let (rules, due) = ((&NEW).into(), 0);
    let expected = Network { rules: after.rules.clone(), pending_rules: rules, rules_due_at: due, ..before };
    assert_eq!(after, Network { rules_version: 2, ..expected });
    assert_eq!(Rules::from(&after.rules), NEW);

    for version in [0, 1, 3] {
        stage.send(&ada, &bo).rules_version(version).expect_error(MailError::RulesChanged);
    }
    assert_eq!(stage.quote(&ada, &bo, 300).postage.0, 2 * old);
    stage.send(&ada, &bo).rules_version(2).max_fee(2 * old - 1).expect_error(MailError::PriceAboveMax);
    stage.send(&ada, &bo).rules_version(2).max_fee(2 * old).run();
}

#[test]
fn bullet_2_a_quote_in_the_transaction_that_applies_rules_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.propose_rules(&stage.founder(), NEW).run();
    stage.advance(DELAY);
    let send = stage.send(&ada, &bo).instructions();
    let apply = stage.apply_rules().instruction();
    let both = [vec![apply.clone()], send.clone()].concat();
    stage.execute(&both).failed_at(2, "a quote of before", MailError::RulesChanged);
    stage.execute(&[send, vec![apply]].concat()).succeeded("sending before");
}

#[test]
fn bullet_2_messages_that_were_sent_keep_their_shares() {
    for verdict in VERDICTS {
        let (mut stage, ada, bo) = Stage::with_ada_and_bo();
        let [before, after] = [false, true].map(|changed| {
            if changed {
                stage.change_rules(NEW);
            }
            let message = stage.send(&ada, &bo).run_and_find();
            (message, stage.account::<StoredMessage>(message).header.fee)
        });
        let under_new = |fee| {
            let verdict = match verdict {
                Verdict::Valuable => postage::Verdict::Valuable,
                Verdict::Abstain => postage::Verdict::Abstain,
                Verdict::Spam => postage::Verdict::Spam,
            };
            postage::settle(Lamports(fee), NEW.terms(), verdict)
        };
        for (message, share) in [(before.0, settle(before.1, verdict)), (after.0, under_new(after.1))] {
            let wallet = stage.lamports(bo.address());
            stage.acknowledge(&bo, message).verdict(verdict).run();
            assert_eq!(stage.lamports(bo.address()), wallet + share.recipient.0);
        }
    }
}

#[test]
fn bullet_2_messages_that_were_sent_keep_their_deadline() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let hour = Rules { answering_period: Seconds(3_600), ..Rules::PERSONAL };
    stage.propose_rules(&stage.founder(), hour).run();
    stage.advance(DELAY);
    let before = stage.send(&ada, &bo).run_and_find();
    stage.apply_rules().run();
    let after = stage.send(&ada, &bo).run_and_find();
    let periods = [before, after].map(|message| stage.account::<StoredMessage>(message).header.deadline - stage.now());
    assert_eq!(periods, [PERIOD, 3_600]);
    stage.advance(3_601);
    stage.acknowledge(&bo, after).expect_error(MailError::AnswerTooLate);
    stage.expire(before).expect_error(MailError::NotExpired);
    stage.acknowledge(&bo, before).run();
}

#[test]
fn bullet_3_it_emits_rules_applied() {
    let mut stage = Stage::new();
    let network = stage.network();
    for rules_version in [2, 3] {
        stage.propose_rules(&stage.founder(), NEW).run();
        stage.advance(DELAY);
        let event: RulesApplied = stage.apply_rules().run().event();
        assert_eq!(event, RulesApplied { network, rules_version });
    }
}
