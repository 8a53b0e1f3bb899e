//! The token's supply, and holders who burn their tokens, which changes nothing that counts. What else they can do is
//! in `token_account.rs`.

use bmail_sdk::{PROGRAMS, TOKEN_2022_ID, accounts::Verdict};
use bmail_testing::{Harness, Person, REPUTATION, ReputationError, YEAR, events::Synced};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction as token;

use crate::{COOL_DOWN, mint::with_mint, sync::with_tokens};

/// A holder's associated account, and the mint.
pub fn accounts(harness: &Harness, holder: &Person) -> (Pubkey, Pubkey) {
    (harness.token_account_of(holder), PROGRAMS.mint(&harness.network).0)
}

/// An instruction that burns a holder's own tokens.
fn burn(harness: &Harness, holder: &Person, amount: u64) -> Instruction {
    let (account, mint) = accounts(harness, holder);
    token::burn(&TOKEN_2022_ID, &account, &mint, &holder.address(), &[], amount).unwrap()
}

/// An instruction that closes a holder's token account.
pub fn close(harness: &Harness, holder: &Person) -> Instruction {
    let (account, owner) = (harness.token_account_of(holder), holder.address());
    token::close_account(&TOKEN_2022_ID, &account, &owner, &owner, &[]).unwrap()
}

pub fn supply(harness: &Harness) -> u64 {
    with_mint(harness, |mint| mint.base.supply)
}

/// Shows reputation.md: After every holder is synced, the token's supply equals the sum of all shares.
#[test]
fn after_everybody_synced_the_supply_is_the_sum_of_all_that_lies_at_standings() {
    let (mut harness, ada, bo) = with_tokens();
    let cy = harness.citizen("Cy", 30 * REPUTATION);
    harness.open_token_account(&cy);
    let all = [&ada, &bo, &cy];
    let synced = |harness: &mut Harness| {
        all.iter().for_each(|person| drop(harness.sync(person).run()));
        let held: u64 = all.iter().map(|person| harness.standing(person).held()).sum();
        assert_eq!(supply(harness), held);
        held
    };
    assert_eq!(synced(&mut harness), 130 * REPUTATION);
    harness.endorse(&ada, &bo, 20 * REPUTATION).run();
    harness.endorse(&bo, &cy, 30 * REPUTATION).run();
    assert_eq!(synced(&mut harness), 130 * REPUTATION);
    harness.exchange(&bo, &ada, Verdict::Spam);
    assert!(supply(&harness) > all.iter().map(|person| harness.standing(person).held()).sum::<u64>());
    synced(&mut harness);
    harness.collect(&bo, &cy).run();
    harness.exchange(&cy, &ada, Verdict::Valuable);
    harness.begin_unendorse(&ada, &bo).run();
    harness.advance(COOL_DOWN.max(YEAR));
    synced(&mut harness);
    harness.finish_unendorse(&ada, &bo).run();
    let (before, forfeited) = (synced(&mut harness), harness.standing(&ada).held());
    harness.close_standing(&ada).run();
    assert_eq!(supply(&harness), before - forfeited);
}

/// Shows reputation.md: A holder who burns their own tokens gains nothing.
/// Shows security.md: Burning tokens, closing the token account, or hiding tokens in another account.
#[test]
fn a_holder_who_burns_their_own_tokens_gains_nothing_and_the_next_sync_mints_them_again() {
    let (mut harness, ada, bo) = with_tokens();
    harness.sync(&ada).run();
    let (standing, price) = (harness.standing(&ada), harness.quote(&ada, &bo, 300).postage);
    for burned in [1, 30 * REPUTATION, 50 * REPUTATION] {
        let instruction = burn(&harness, &ada, burned);
        harness.execute(&[instruction]).succeeded("burning one's own tokens");
        assert_eq!((harness.standing(&ada), harness.quote(&ada, &bo, 300).postage), (standing.clone(), price));
        let event: Synced = harness.sync(&ada).run().event();
        assert_eq!((event.before, event.after), (50 * REPUTATION - burned, 50 * REPUTATION));
    }
    assert_eq!(supply(&harness), 50 * REPUTATION);
}

/// Shows security.md: Burning tokens, closing the token account, or hiding tokens in another account.
#[test]
fn a_mark_of_spam_burns_as_much_of_who_burned_their_tokens_before() {
    let burned = [0, 50 * REPUTATION].map(|own| {
        let (mut harness, ada, bo) = with_tokens();
        harness.sync(&ada).run();
        let instruction = burn(&harness, &ada, own);
        harness.execute(&[instruction]).succeeded("burning one's own tokens");
        let event = harness.exchange(&ada, &bo, Verdict::Spam);
        harness.sync(&ada).run();
        assert_eq!(harness.tokens_of(&ada), Some(event.shares_after));
        event.shares_before - event.shares_after
    });
    assert!(burned[0] > 8 * REPUTATION && burned[0] == burned[1], "{burned:?}");
}

/// Shows reputation.md: A verdict takes effect even if the sender has no token account or has closed it.
/// Shows security.md: Burning tokens, closing the token account, or hiding tokens in another account.
#[test]
fn a_verdict_binds_without_a_token_account_and_with_a_closed_one() {
    for closed in [false, true] {
        let (mut harness, ada, bo) = Harness::with_citizens();
        if closed {
            harness.open_token_account(&ada);
            harness.sync(&ada).run();
            let both = [burn(&harness, &ada, 50 * REPUTATION), close(&harness, &ada)];
            harness.execute(&both).succeeded("burning all, and closing the token account");
        }
        assert_eq!(harness.tokens_of(&ada), None);
        let (up, down) = (harness.exchange(&ada, &bo, Verdict::Valuable), harness.exchange(&ada, &bo, Verdict::Spam));
        assert!(up.shares_after > up.shares_before && down.shares_after < 43 * REPUTATION);
        harness.sync(&ada).expect_error(ReputationError::NoTokenAccount);
        // Opening it again does not bring back what was burned.
        harness.open_token_account(&ada);
        harness.sync(&ada).run();
        assert_eq!(harness.tokens_of(&ada), Some(down.shares_after));
    }
}
