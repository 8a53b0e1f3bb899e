//! The specification of `sync`. What holders can do with their tokens is in `token.rs`.

use bmail_sdk::{
    PROGRAMS, TOKEN_2022_ID, accounts::Verdict, generated::reputation::layout::arguments::sync::BUMP, pda,
};
use bmail_testing::{DAY, FORTUNE, Harness, Person, REPUTATION, ReputationError, events::Synced};
use reputation_core::{Parameters, SHORTEST_HALF_LIFE};
use solana_account::Account;
use solana_pubkey::Pubkey;

use crate::elsewhere;

/// Ada and Bo have 50 reputation, and token accounts.
pub fn with_tokens() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.open_token_account(&ada);
    harness.open_token_account(&bo);
    (harness, ada, bo)
}

/// Shows reputation.md: Anyone can sync a holder's tokens to what their standing holds: own shares, and what others
///   staked on the holder.
#[test]
fn it_mints_and_burns_until_the_tokens_are_what_lies_at_the_standing() {
    let (mut harness, ada, bo) = with_tokens();
    assert_eq!(harness.tokens_of(&ada), Some(0));
    harness.sync(&ada).run();
    assert_eq!(harness.tokens_of(&ada), Some(50 * REPUTATION));
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    // Nothing happens to tokens until someone syncs them.
    assert_eq!(harness.tokens_of(&ada), Some(50 * REPUTATION));
    harness.sync(&ada).run();
    harness.sync(&bo).run();
    assert_eq!([&ada, &bo].map(|person| harness.tokens_of(person)), [Some(40 * REPUTATION), Some(60 * REPUTATION)]);
    harness.advance(100 * DAY);
    harness.exchange(&ada, &bo, Verdict::Valuable);
    harness.exchange(&bo, &ada, Verdict::Spam);
    for person in [&ada, &bo] {
        harness.sync(person).run();
        assert_eq!(harness.tokens_of(person), Some(harness.standing(person).held()));
    }
    assert!(harness.tokens_of(&bo) < Some(60 * REPUTATION));
}

/// Shows reputation.md: Anyone can sync a holder's tokens to what their standing holds: own shares, and what others
///   staked on the holder.
#[test]
fn anybody_may_call_it() {
    let (mut harness, ada, _) = with_tokens();
    assert!(harness.sync(&ada).instruction().accounts.iter().all(|meta| !meta.is_signer));
    harness.sync(&ada).run();
}

/// Shows reputation.sync: `standing` must belong to the reputation's network.
#[test]
fn the_standing_is_of_the_reputations_network_and_the_mint_its_token() {
    let (mut harness, ada, _) = with_tokens();
    let (standing, mint) = (harness.standing_of(&ada), PROGRAMS.mint(&harness.network).0);
    let here = elsewhere(&mut harness);
    harness.open_standing(&ada).run();
    harness.open_token_account(&ada);
    harness.sync(&ada).account("standing", standing).expect_error(ReputationError::OtherNetwork);
    let reputation = PROGRAMS.reputation(&here).0;
    harness.sync(&ada).account("reputation", reputation).expect_error(ReputationError::OtherNetwork);
    harness.sync(&ada).account("mint", mint).expect_error(ReputationError::WrongMint);
    harness.sync(&ada).account("mint", ada.address()).expect_error(ReputationError::WrongMint);
    harness.sync(&ada).run();
}

/// Shows reputation.sync: `token_account` must be the owner's associated token account
/// Shows reputation.md: Other token accounts of the same owner get no tokens and count for nothing.
#[test]
fn the_token_account_is_the_owners_associated_one() {
    let (mut harness, ada, bo) = with_tokens();
    let bos = harness.token_account_of(&bo);
    harness.sync(&ada).account("token_account", bos).expect_error(ReputationError::WrongTokenAccount);
    let mint = PROGRAMS.mint(&harness.network).0;
    let (address, bump) = pda::token_account(&ada.address(), &mint);
    let of_bump = |bump: u8| {
        let seeds = [ada.address().as_ref(), TOKEN_2022_ID.as_ref(), mint.as_ref()].map(<[u8]>::to_vec);
        let seeds: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).collect();
        Pubkey::create_program_address(&[&seeds[..], &[&[bump]]].concat(), &bmail_sdk::ASSOCIATED_TOKEN_ID).ok()
    };
    // At a bump that is not the canonical one there is no token account, only what someone may have sent to its
    // address.
    for (other, at) in (0..bump).filter_map(|bump| Some((bump, of_bump(bump)?))).take(5) {
        harness.sync(&ada).data(move |data| data[BUMP] = other).expect_error(ReputationError::WrongTokenAccount);
        let call = harness.sync(&ada).data(move |data| data[BUMP] = other).account("token_account", at);
        call.expect_error(ReputationError::NoTokenAccount);
    }
    assert_eq!(of_bump(bump), Some(address));
    harness.sync(&ada).run();
}

/// Shows reputation.sync: `token_account` must be the owner's associated token account
#[test]
fn it_has_to_be_there() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let address = harness.token_account_of(&ada);
    harness.sync(&ada).expect_error(ReputationError::NoTokenAccount);
    harness.give(address, 1_000_000_000);
    harness.sync(&ada).expect_error(ReputationError::NoTokenAccount);
    // No one can create these, and nothing is read from them.
    for (owner, bytes) in [(TOKEN_2022_ID, 0), (TOKEN_2022_ID, 71), (Person::named("another program").address(), 165)] {
        harness.forge(address, Account { lamports: FORTUNE, data: vec![0; bytes], owner, ..Account::default() });
        harness.sync(&ada).expect_error(ReputationError::NoTokenAccount);
    }
}

/// Shows reputation.sync: The supply must have room for what is minted.
/// Shows reputation.md: The token shows no more than its supply has room for.
#[test]
fn the_supply_has_room_for_what_is_minted() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.reputation(Parameters { half_life: SHORTEST_HALF_LIFE, ..Parameters::PERSONAL });
    // By then a millionth is 2^40 shares, so that each amount fits 64 bits and their sum does not.
    harness.advance(40 * SHORTEST_HALF_LIFE.0 as i64);
    for person in [&ada, &bo] {
        harness.open_standing(person).run();
        harness.seed(person, 10 * REPUTATION).run();
        harness.open_token_account(person);
    }
    harness.sync(&ada).run();
    harness.sync(&bo).expect_error(ReputationError::IndexRunOut);
    // Tokens are only for show: burning them takes nothing from Bo's reputation.
    assert_eq!(harness.reputation_of(&bo).0, 10 * REPUTATION);
    harness.close_standing(&ada).run();
    harness.sync(&bo).run();
}

/// Shows reputation.sync: Emits `Synced`.
#[test]
fn it_emits_synced() {
    let (mut harness, ada, bo) = with_tokens();
    let standing = harness.standing_of(&ada);
    let event: Synced = harness.sync(&ada).run().event();
    assert_eq!(event, Synced { standing, before: 0, after: 50 * REPUTATION });
    let event: Synced = harness.sync(&ada).run().event();
    assert_eq!(event, Synced { standing, before: 50 * REPUTATION, after: 50 * REPUTATION });
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    let event: Synced = harness.sync(&ada).run().event();
    assert_eq!(event, Synced { standing, before: 50 * REPUTATION, after: 40 * REPUTATION });
}
