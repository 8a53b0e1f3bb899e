//! Two friends who find each other's letters valuable.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{REPUTATION, Stage, YEAR, events::MessageAcknowledged};

use crate::COOL_DOWN;

#[test]
fn however_often_they_write_at_once_they_earn_no_more_than_twice_what_the_first_letter_did() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    // As dear as they like: what does not go to the treasury goes to the other.
    stage.set_mailbox(&ada).min_fee(500_000_000).run();
    stage.set_mailbox(&bo).min_fee(500_000_000).run();
    let earned: Vec<u64> = (0..24)
        .map(|number| {
            let (from, to) = if number % 2 == 0 { (&ada, &bo) } else { (&bo, &ada) };
            let event = stage.exchange(from, to, Verdict::Valuable);
            assert_eq!(event.cut, 50_000_000);
            event.shares_after - event.shares_before
        })
        .collect();
    // What they earn makes their verdicts weigh a little more.
    assert!(earned.windows(2).all(|pair| pair[1] <= pair[0] * 52 / 100), "{earned:?}");
    assert!(earned[0] > 4 * REPUTATION && earned.iter().sum::<u64>() < earned[0] * 21 / 10, "{earned:?}");
}

#[test]
fn contacts_of_each_other_earn_nothing_because_they_pay_nothing() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.befriend(&ada, &bo);
    for (from, to) in [(&ada, &bo), (&bo, &ada)] {
        let before = stage.standing(from);
        stage.exchange(from, to, Verdict::Valuable);
        assert_eq!(stage.standing(from), before);
    }
}

#[test]
fn a_fee_that_was_given_back_earns_nothing() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.set_mailbox(&bo).min_fee(500_000_000).run();
    let before = (stage.standing(&ada), stage.lamports(ada.address()));
    let message = stage.send(&ada, &bo).run_and_find();
    stage.refund(&bo, message).run();
    let event: MessageAcknowledged = stage.judge(&bo, message).run().event();
    assert_eq!((event.cut, stage.standing(&ada)), (0, before.0));
    // Nor is it given back after it earned something: the message is gone, and the treasury's part with it.
    let message = stage.send(&ada, &bo).run_and_find();
    let judge = stage.judge(&bo, message).instruction();
    let refund = stage.refund(&bo, message).instruction();
    let outcome = stage.execute(&[judge, refund]);
    outcome.failed_at(1, "a refund after a verdict", bmail_testing::InstructionError::AccountDataTooSmall);
}

#[test]
fn what_the_treasury_got_for_reputation_no_sweep_or_closing_gives_back() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.person("treasury");
    stage.set_mailbox(&bo).min_fee(500_000_000).run();
    let wealth = |stage: &Stage| stage.lamports(ada.address()) + stage.lamports(bo.address());
    let before = wealth(&stage);
    let event = stage.exchange(&ada, &bo, Verdict::Valuable);
    assert!(event.shares_after > event.shares_before);
    let rents = stage.rent(bmail_sdk::accounts::Mailbox::LEN);
    stage.advance(YEAR);
    stage.sweep(&bo).run();
    stage.close_mailbox(&bo).run();
    stage.close_correspondence(&ada, &bo).run();
    assert_eq!(wealth(&stage), before + rents - event.cut);
}

#[test]
fn neither_closing_standings_nor_mailboxes_nor_lending_makes_two_friends_strangers_again() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let first = stage.exchange(&ada, &bo, Verdict::Valuable);
    for _ in 0..9 {
        stage.exchange(&ada, &bo, Verdict::Valuable);
    }
    stage.close_standing(&ada).run();
    stage.open_standing(&ada).run();
    stage.advance(COOL_DOWN / 2);
    stage.close_mailbox(&ada).run();
    stage.open_mailbox(&ada).run();
    let again = stage.exchange(&ada, &bo, Verdict::Valuable);
    // After a month ten still count as five: a thirty-second of what the first earned for a lamport.
    let for_a_lamport =
        |event: &MessageAcknowledged| (event.shares_after - event.shares_before) as f64 / event.cut as f64;
    assert!(for_a_lamport(&again) < for_a_lamport(&first) / 16.0, "{first:?}, {again:?}");
}
