//! The specification of `apply_rules`.

use bmail_sdk::accounts::{Network, StoredMessage, Verdict};
use bmail_testing::{Harness, MailError, events::RulesApplied};
use postage::Rules;
use units::{Lamports, Seconds};

use super::{DELAY, NEW};
use crate::{PERIOD, VERDICTS, settle};

/// Shows mail.apply_rules: Rules must be waiting (`NothingProposed`), and they must be due (`RulesNotDue`).
#[test]
fn without_a_proposal_there_is_nothing_to_apply() {
    let mut harness = Harness::new();
    harness.network();
    harness.apply_rules().expect_error(MailError::NothingProposed);
    harness.change_rules(NEW);
    harness.advance(DELAY);
    harness.apply_rules().expect_error(MailError::NothingProposed);
}

/// Shows mail.apply_rules: Rules must be waiting (`NothingProposed`), and they must be due (`RulesNotDue`).
/// Shows mail.md: Anyone can apply them, but not before they are due.
#[test]
fn rules_are_applied_from_the_time_on_at_which_they_are_due() {
    for (offset, due) in [(-DELAY, false), (-1, false), (0, true), (1, true), (1_000 * DELAY, true)] {
        let mut harness = Harness::new();
        let network = harness.network();
        harness.propose_rules(&harness.founder(), NEW).run();
        harness.set_time(harness.account::<Network>(network).rules_due_at + offset);
        match due {
            true => harness.apply_rules().run(),
            false => harness.apply_rules().expect_error(MailError::RulesNotDue),
        };
    }
}

/// Shows mail.apply_rules: Rules must be waiting (`NothingProposed`), and they must be due (`RulesNotDue`).
/// Shows security.md: A clock at its limits, or one that stops, jumps or goes back.
#[test]
fn a_clock_at_its_end_does_not_bring_them_sooner() {
    let mut harness = Harness::new();
    let network = harness.network();
    harness.set_time(i64::MAX - 1);
    harness.propose_rules(&harness.founder(), NEW).run();
    assert_eq!(harness.account::<Network>(network).rules_due_at, i64::MAX);
    harness.apply_rules().expect_error(MailError::RulesNotDue);
    harness.set_time(i64::MAX);
    harness.apply_rules().run();
}

/// Shows mail.md: Anyone can apply them, but not before they are due.
#[test]
fn anybody_may_call_it_because_nobody_has_to_sign() {
    let mut harness = Harness::new();
    harness.network();
    let instruction = harness.apply_rules().instruction();
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer));
}

/// Shows mail.apply_rules: The rules' version increases by one, so earlier quotes are refused.
#[test]
fn the_version_rises_by_one_and_what_was_quoted_before_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let before: Network = harness.account(harness.network);
    let old = harness.quote(&ada, &bo, 300).postage.0;
    harness.change_rules(NEW);
    let after: Network = harness.account(harness.network);
    let (rules, due) = (NEW, 0);
    let expected = Network { rules: after.rules, pending_rules: rules, rules_due_at: due, ..before };
    assert_eq!(after, Network { rules_version: 2, ..expected });
    assert_eq!(after.rules, NEW);

    for version in [0, 1, 3] {
        harness.send(&ada, &bo).rules_version(version).expect_error(MailError::RulesChanged);
    }
    assert_eq!(harness.quote(&ada, &bo, 300).postage.0, 2 * old);
    harness.send(&ada, &bo).rules_version(2).max_fee(2 * old - 1).expect_error(MailError::PriceAboveMax);
    harness.send(&ada, &bo).rules_version(2).max_fee(2 * old).run();
}

/// Shows mail.apply_rules: The rules' version increases by one, so earlier quotes are refused.
/// Shows mail.md: If `rules_version` is not the network's, the send fails and nothing is charged.
/// Shows security.md: A price or rules that change between quote and send.
#[test]
fn a_quote_in_the_transaction_that_applies_rules_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.propose_rules(&harness.founder(), NEW).run();
    harness.advance(DELAY);
    let send = harness.send(&ada, &bo).instructions();
    let apply = harness.apply_rules().instruction();
    let both = [vec![apply.clone()], send.clone()].concat();
    harness.execute(&both).failed_at(2, "a quote of before", MailError::RulesChanged);
    harness.execute(&[send, vec![apply]].concat()).succeeded("sending before");
}

/// Shows mail.apply_rules: The rules' version increases by one, so earlier quotes are refused.
/// Shows mail.md: A message keeps the fee split of the rules under which it was sent, whatever rules come later.
/// Shows security.md: Rules that take what people were promised.
#[test]
fn messages_that_were_sent_keep_their_shares() {
    for verdict in VERDICTS {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let [before, after] = [false, true].map(|changed| {
            if changed {
                harness.change_rules(NEW);
            }
            let message = harness.send(&ada, &bo).run_and_find();
            (message, harness.account::<StoredMessage>(message).header.fee)
        });
        let under_new = |fee| {
            let verdict = match verdict {
                Verdict::Valuable => postage::Verdict::Valuable,
                Verdict::Abstain => postage::Verdict::Abstain,
                Verdict::Spam => postage::Verdict::Spam,
            };
            postage::settle(Lamports(fee), NEW.fee_split(), verdict)
        };
        for (message, share) in [(before.0, settle(before.1, verdict)), (after.0, under_new(after.1))] {
            let wallet = harness.lamports(bo.address());
            harness.acknowledge(&bo, message).verdict(verdict).run();
            assert_eq!(harness.lamports(bo.address()), wallet + share.recipient.0);
        }
    }
}

/// Shows mail.apply_rules: The rules' version increases by one, so earlier quotes are refused.
/// Shows mail.md: It also keeps its deadline and its answering period, which starts when the message is revealed.
/// Shows security.md: Rules that take what people were promised.
#[test]
fn messages_that_were_sent_keep_their_deadline() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let hour = Rules { answering_period: Seconds(3_600), ..Rules::PERSONAL };
    harness.propose_rules(&harness.founder(), hour).run();
    harness.advance(DELAY);
    let before = harness.send(&ada, &bo).run_and_find();
    harness.apply_rules().run();
    let after = harness.send(&ada, &bo).run_and_find();
    let periods =
        [before, after].map(|message| harness.account::<StoredMessage>(message).header.deadline - harness.now());
    assert_eq!(periods, [PERIOD, 3_600]);
    harness.advance(3_601);
    harness.acknowledge(&bo, after).expect_error(MailError::AnswerTooLate);
    harness.expire(before).expect_error(MailError::NotExpired);
    harness.acknowledge(&bo, before).run();
}

/// Shows mail.apply_rules: Emits `RulesApplied`.
#[test]
fn it_emits_rules_applied() {
    let mut harness = Harness::new();
    let network = harness.network();
    for rules_version in [2, 3] {
        harness.propose_rules(&harness.founder(), NEW).run();
        harness.advance(DELAY);
        let event: RulesApplied = harness.apply_rules().run().event();
        assert_eq!(event, RulesApplied { network, rules_version });
    }
}
