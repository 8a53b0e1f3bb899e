//! Washing a bad name off: with a new standing, a new wallet, or a reputation from elsewhere.

use bmail_sdk::{TOKEN_2022_ID, accounts::Verdict, pda};
use bmail_testing::{MailError, Person, REPUTATION, Stage, events::StandingClosed};
use postage::{Lamports, Q32};
use solana_instruction::{AccountMeta, Instruction};

use crate::deeds::{burn, judged, settle, weight_of};

/// The price of 300 bytes for whoever has no reputation and wrote to nobody.
pub const NEWCOMERS: Lamports = Lamports(650_000);

#[test]
fn whoever_reopens_a_standing_starts_at_zero_and_pays_what_a_new_wallet_pays() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    stage.seed(&ada, 50 * REPUTATION).run();
    stage.seed(&bo, 50 * REPUTATION).run();
    stage.open_token_account(&ada);
    stage.sync(&ada).run();
    let left = stage.exchange(&ada, &bo, Verdict::Spam).shares_after;
    let (cy, eve) = (stage.resident("Cy"), stage.citizen("Eve", 0));
    assert!(stage.quote(&ada, &cy, 300).postage < NEWCOMERS);

    // Of the tokens, which were never brought down after the mark, none stays.
    assert_eq!(stage.tokens_of(&ada), Some(50 * REPUTATION));
    let closed: StandingClosed = stage.close_standing(&ada).run().event();
    assert_eq!((closed.forfeited, stage.tokens_of(&ada)), (left, Some(0)));
    assert_eq!(stage.quote(&ada, &cy, 300).postage, NEWCOMERS);
    stage.open_standing(&ada).run();
    stage.sync(&ada).run();
    assert_eq!(stage.tokens_of(&ada), Some(0));

    let (renewed, new) = (stage.standing(&ada), stage.standing(&eve));
    assert_eq!((renewed.own, renewed.support, renewed.pool_value, renewed.kept), (0, 0, 0, new.kept));
    for person in [&ada, &eve] {
        assert_eq!(stage.quote(person, &cy, 300).postage, NEWCOMERS);
        stage.send(person, &cy).max_fee(NEWCOMERS.0 - 1).expect_error(MailError::PriceAboveMax);
        stage.send(person, &cy).max_fee(NEWCOMERS.0).run();
    }
}

#[test]
fn a_sender_who_closes_their_standing_does_not_keep_the_recipient_from_earning() {
    for (verdict, said) in [
        (Verdict::Valuable, postage::Verdict::Valuable),
        (Verdict::Abstain, postage::Verdict::Abstain),
        (Verdict::Spam, postage::Verdict::Spam),
    ] {
        let (mut stage, ada, bo) = Stage::with_reputation();
        stage.seed(&ada, 50 * REPUTATION).run();
        stage.seed(&bo, 50 * REPUTATION).run();
        let fee = stage.quote(&ada, &bo, 300).postage.0;
        let message = stage.send(&ada, &bo).max_fee(fee).run_and_find();
        stage.close_standing(&ada).run();
        let before = stage.lamports(bo.address());
        let report = judged(&stage.judge(&bo, message).verdict(verdict).run());
        assert_eq!((report.shares_before, report.shares_after), (0, 0));
        assert_eq!(stage.lamports(bo.address()), before + settle(fee, said).recipient.0);
    }
}

#[test]
fn whoever_gives_their_standing_up_before_a_mark_loses_all_of_it_instead_of_a_part() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    stage.seed(&ada, 50 * REPUTATION).run();
    stage.seed(&bo, 50 * REPUTATION).run();
    let message = stage.send(&ada, &bo).run_and_find();
    let mut stayed = stage.clone();
    stayed.judge(&bo, message).verdict(Verdict::Spam).run();
    let left = 50 * REPUTATION - burn(Q32::ZERO, weight_of(&stage, &bo)).of(50 * REPUTATION);
    assert_eq!(stayed.standing(&ada).own, left);

    stage.close_standing(&ada).run();
    stage.open_standing(&ada).run();
    let report = judged(&stage.judge(&bo, message).verdict(Verdict::Spam).run());
    assert_eq!((report.shares_before, report.shares_after), (0, 0));
    assert!(stage.standing(&ada).own == 0 && left > 0);
}

#[test]
fn a_wallet_that_burns_its_own_tokens_gains_nothing() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    stage.seed(&ada, 50 * REPUTATION).run();
    stage.seed(&bo, 50 * REPUTATION).run();
    stage.open_token_account(&ada);
    stage.sync(&ada).run();
    let before = stage.standing(&ada);
    let price = stage.quote(&ada, &bo, 300);

    let instruction = burn_tokens(&stage, &ada, 20 * REPUTATION);
    stage.execute(&[instruction]).succeeded("burning one's own tokens");
    assert_eq!(stage.tokens_of(&ada), Some(30 * REPUTATION));
    assert_eq!((stage.standing(&ada), stage.quote(&ada, &bo, 300)), (before, price));
    let after = stage.exchange(&ada, &bo, Verdict::Spam).shares_after;
    assert_eq!(after, 50 * REPUTATION - burn(Q32::ZERO, weight_of(&stage, &bo)).of(50 * REPUTATION));
    stage.sync(&ada).run();
    assert_eq!(stage.tokens_of(&ada), Some(after));
}

/// Of Token-2022: `Burn`, by the tokens' owner.
fn burn_tokens(stage: &Stage, owner: &Person, amount: u64) -> Instruction {
    let accounts = vec![
        AccountMeta::new(stage.token_account_of(owner), false),
        AccountMeta::new(pda::mint(&stage.network).0, false),
        AccountMeta::new_readonly(owner.address(), true),
    ];
    Instruction { program_id: TOKEN_2022_ID, accounts, data: [&[8][..], &amount.to_le_bytes()].concat() }
}
