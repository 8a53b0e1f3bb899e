//! Getting rid of a bad reputation: with a new standing, a new wallet, or a reputation from another network.

use bmail_sdk::{PROGRAMS, TOKEN_2022_ID, accounts::Verdict};
use bmail_testing::{Harness, MailError, Person, REPUTATION, events::StandingClosed};
use solana_instruction::{AccountMeta, Instruction};
use units::{Lamports, Q32};

use crate::deeds::{burn, judged, settle, weight_of};

/// The price of 300 bytes for a sender who has no reputation and has written to no one.
pub const NEWCOMERS: Lamports = Lamports(650_000);

/// Shows reputation.md: A person who comes back starts at zero.
/// Shows security.md: Replacing a marked standing or wallet with a new one.
#[test]
fn whoever_reopens_a_standing_starts_at_zero_and_pays_what_a_new_wallet_pays() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.seed(&ada, 50 * REPUTATION).run();
    harness.seed(&bo, 50 * REPUTATION).run();
    harness.open_token_account(&ada);
    harness.sync(&ada).run();
    let left = harness.exchange(&ada, &bo, Verdict::Spam).shares_after;
    let (cy, eve) = (harness.resident("Cy"), harness.citizen("Eve", 0));
    assert!(harness.quote(&ada, &cy, 300).postage < NEWCOMERS);

    // The tokens were never reduced after the mark, yet none of them remain.
    assert_eq!(harness.tokens_of(&ada), Some(50 * REPUTATION));
    let closed: StandingClosed = harness.close_standing(&ada).run().event();
    assert_eq!((closed.forfeited, harness.tokens_of(&ada)), (left, Some(0)));
    assert_eq!(harness.quote(&ada, &cy, 300).postage, NEWCOMERS);
    harness.open_standing(&ada).run();
    harness.sync(&ada).run();
    assert_eq!(harness.tokens_of(&ada), Some(0));

    let (renewed, new) = (harness.standing(&ada), harness.standing(&eve));
    assert_eq!((renewed.own, renewed.support, renewed.pool_value, renewed.stake_factor), (0, 0, 0, new.stake_factor));
    for person in [&ada, &eve] {
        assert_eq!(harness.quote(person, &cy, 300).postage, NEWCOMERS);
        harness.send(person, &cy).max_fee(NEWCOMERS.0 - 1).expect_error(MailError::PriceAboveMax);
        harness.send(person, &cy).max_fee(NEWCOMERS.0).run();
    }
}

/// Shows reputation.md: A sender who closes their standing does not keep the recipient from earning the fee.
/// Shows security.md: Closing a standing to keep the recipient from earning.
#[test]
fn a_sender_who_closes_their_standing_does_not_keep_the_recipient_from_earning() {
    for (verdict, said) in [
        (Verdict::Valuable, postage::Verdict::Valuable),
        (Verdict::Abstain, postage::Verdict::Abstain),
        (Verdict::Spam, postage::Verdict::Spam),
    ] {
        let (mut harness, ada, bo) = Harness::with_reputation();
        harness.seed(&ada, 50 * REPUTATION).run();
        harness.seed(&bo, 50 * REPUTATION).run();
        let fee = harness.quote(&ada, &bo, 300).postage.0;
        let message = harness.send(&ada, &bo).max_fee(fee).run_and_find();
        harness.close_standing(&ada).run();
        let before = harness.lamports(bo.address());
        let event = judged(&harness.judge(&bo, message).verdict(verdict).run());
        assert_eq!((event.shares_before, event.shares_after), (0, 0));
        assert_eq!(harness.lamports(bo.address()), before + settle(fee, said).recipient.0);
    }
}

/// Shows reputation.md: A person who comes back starts at zero.
/// Shows security.md: Replacing a marked standing or wallet with a new one.
#[test]
fn whoever_gives_their_standing_up_before_a_mark_loses_all_of_it_instead_of_a_part() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.seed(&ada, 50 * REPUTATION).run();
    harness.seed(&bo, 50 * REPUTATION).run();
    let message = harness.send(&ada, &bo).run_and_find();
    let mut stayed = harness.clone();
    stayed.judge(&bo, message).verdict(Verdict::Spam).run();
    let left = 50 * REPUTATION - burn(Q32::ZERO, weight_of(&harness, &bo)).of(50 * REPUTATION);
    assert_eq!(stayed.standing(&ada).own, left);

    harness.close_standing(&ada).run();
    harness.open_standing(&ada).run();
    let event = judged(&harness.judge(&bo, message).verdict(Verdict::Spam).run());
    assert_eq!((event.shares_before, event.shares_after), (0, 0));
    assert!(harness.standing(&ada).own == 0 && left > 0);
}

/// Shows reputation.md: A holder who burns their own tokens gains nothing.
#[test]
fn a_wallet_that_burns_its_own_tokens_gains_nothing() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.seed(&ada, 50 * REPUTATION).run();
    harness.seed(&bo, 50 * REPUTATION).run();
    harness.open_token_account(&ada);
    harness.sync(&ada).run();
    let before = harness.standing(&ada);
    let price = harness.quote(&ada, &bo, 300);

    let instruction = burn_tokens(&harness, &ada, 20 * REPUTATION);
    harness.execute(&[instruction]).succeeded("burning one's own tokens");
    assert_eq!(harness.tokens_of(&ada), Some(30 * REPUTATION));
    assert_eq!((harness.standing(&ada), harness.quote(&ada, &bo, 300)), (before, price));
    let after = harness.exchange(&ada, &bo, Verdict::Spam).shares_after;
    assert_eq!(after, 50 * REPUTATION - burn(Q32::ZERO, weight_of(&harness, &bo)).of(50 * REPUTATION));
    harness.sync(&ada).run();
    assert_eq!(harness.tokens_of(&ada), Some(after));
}

/// Token-2022's `Burn`, signed by the tokens' owner.
fn burn_tokens(harness: &Harness, owner: &Person, amount: u64) -> Instruction {
    let accounts = vec![
        AccountMeta::new(harness.token_account_of(owner), false),
        AccountMeta::new(PROGRAMS.mint(&harness.network).0, false),
        AccountMeta::new_readonly(owner.address(), true),
    ];
    Instruction { program_id: TOKEN_2022_ID, accounts, data: [&[8][..], &amount.to_le_bytes()].concat() }
}
