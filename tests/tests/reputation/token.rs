//! The token's supply, and holders who burn what they have: it changes nothing that counts. What else they can do is in
//! `token_account.rs`.

use bmail_sdk::{TOKEN_2022_ID, accounts::Verdict, pda};
use bmail_testing::{Person, REPUTATION, ReputationError, Stage, YEAR, events::Synced};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction as token;

use crate::{COOL_DOWN, mint::with_mint, sync::with_tokens};

/// The associated account of a holder, and the mint.
pub fn accounts(stage: &Stage, holder: &Person) -> (Pubkey, Pubkey) {
    (stage.token_account_of(holder), pda::mint(&stage.network).0)
}

/// What burns tokens of a holder's own.
fn burn(stage: &Stage, holder: &Person, amount: u64) -> Instruction {
    let (account, mint) = accounts(stage, holder);
    token::burn(&TOKEN_2022_ID, &account, &mint, &holder.address(), &[], amount).unwrap()
}

/// What closes a holder's token account.
pub fn close(stage: &Stage, holder: &Person) -> Instruction {
    let (account, owner) = (stage.token_account_of(holder), holder.address());
    token::close_account(&TOKEN_2022_ID, &account, &owner, &owner, &[]).unwrap()
}

pub fn supply(stage: &Stage) -> u64 {
    with_mint(stage, |mint| mint.base.supply)
}

#[test]
fn after_everybody_synced_the_supply_is_the_sum_of_all_that_lies_at_standings() {
    let (mut stage, ada, bo) = with_tokens();
    let cy = stage.citizen("Cy", 30 * REPUTATION);
    stage.open_token_account(&cy);
    let all = [&ada, &bo, &cy];
    let synced = |stage: &mut Stage| {
        all.iter().for_each(|person| drop(stage.sync(person).run()));
        let held: u64 = all.iter().map(|person| stage.standing(person).held()).sum();
        assert_eq!(supply(stage), held);
        held
    };
    assert_eq!(synced(&mut stage), 130 * REPUTATION);
    stage.endorse(&ada, &bo, 20 * REPUTATION).run();
    stage.endorse(&bo, &cy, 30 * REPUTATION).run();
    assert_eq!(synced(&mut stage), 130 * REPUTATION);
    stage.exchange(&bo, &ada, Verdict::Spam);
    assert!(supply(&stage) > all.iter().map(|person| stage.standing(person).held()).sum());
    synced(&mut stage);
    stage.collect(&bo, &cy).run();
    stage.exchange(&cy, &ada, Verdict::Valuable);
    stage.begin_unendorse(&ada, &bo).run();
    stage.advance(COOL_DOWN.max(YEAR));
    synced(&mut stage);
    stage.finish_unendorse(&ada, &bo).run();
    let (before, forfeited) = (synced(&mut stage), stage.standing(&ada).held());
    stage.close_standing(&ada).run();
    assert_eq!(supply(&stage), before - forfeited);
}

#[test]
fn a_holder_who_burns_their_own_tokens_gains_nothing_and_the_next_sync_mints_them_again() {
    let (mut stage, ada, bo) = with_tokens();
    stage.sync(&ada).run();
    let (standing, price) = (stage.standing(&ada), stage.quote(&ada, &bo, 300).postage);
    for burned in [1, 30 * REPUTATION, 50 * REPUTATION] {
        let instruction = burn(&stage, &ada, burned);
        stage.execute(&[instruction]).succeeded("burning one's own tokens");
        assert_eq!((stage.standing(&ada), stage.quote(&ada, &bo, 300).postage), (standing.clone(), price));
        let event: Synced = stage.sync(&ada).run().event();
        assert_eq!((event.before, event.after), (50 * REPUTATION - burned, 50 * REPUTATION));
    }
    assert_eq!(supply(&stage), 50 * REPUTATION);
}

#[test]
fn a_mark_of_spam_burns_as_much_of_who_burned_their_tokens_before() {
    let burned = [0, 50 * REPUTATION].map(|own| {
        let (mut stage, ada, bo) = with_tokens();
        stage.sync(&ada).run();
        let instruction = burn(&stage, &ada, own);
        stage.execute(&[instruction]).succeeded("burning one's own tokens");
        let event = stage.exchange(&ada, &bo, Verdict::Spam);
        stage.sync(&ada).run();
        assert_eq!(stage.tokens_of(&ada), Some(event.shares_after));
        event.shares_before - event.shares_after
    });
    assert!(burned[0] > 8 * REPUTATION && burned[0] == burned[1], "{burned:?}");
}

#[test]
fn a_verdict_binds_without_a_token_account_and_with_a_closed_one() {
    for closed in [false, true] {
        let (mut stage, ada, bo) = Stage::with_citizens();
        if closed {
            stage.open_token_account(&ada);
            stage.sync(&ada).run();
            let both = [burn(&stage, &ada, 50 * REPUTATION), close(&stage, &ada)];
            stage.execute(&both).succeeded("burning all, and closing the token account");
        }
        assert_eq!(stage.tokens_of(&ada), None);
        let (up, down) = (stage.exchange(&ada, &bo, Verdict::Valuable), stage.exchange(&ada, &bo, Verdict::Spam));
        assert!(up.shares_after > up.shares_before && down.shares_after < 43 * REPUTATION);
        stage.sync(&ada).expect_error(ReputationError::NoTokenAccount);
        // Opening it again does not bring back what was burned.
        stage.open_token_account(&ada);
        stage.sync(&ada).run();
        assert_eq!(stage.tokens_of(&ada), Some(down.shares_after));
    }
}
