//! The specification of `close_standing`. What a reopened standing looks like is in `reopen.rs`.

use bmail_sdk::{PROGRAMS, accounts::Standing, pda};
use bmail_testing::{
    FORTUNE, Harness, InstructionError, REPUTATION, ReputationError, at_every_rent, events::StandingClosed,
};
use reputation_core::Parameters;
use units::Reputation;

use crate::{COOL_DOWN, ada_endorsed_bo, elsewhere, sync::with_tokens};

/// Shows reputation.md: A person who closes their standing loses its shares and tokens, and gets the rent back.
#[test]
fn the_shares_and_the_tokens_that_mirror_them_are_gone() {
    let (mut harness, ada, bo) = with_tokens();
    harness.sync(&ada).run();
    harness.close_standing(&ada).run();
    assert!(harness.find_account::<Standing>(harness.standing_of(&ada)).is_none());
    assert_eq!((harness.tokens_of(&ada), harness.reputation_of(&ada)), (Some(0), Reputation(0)));
    // The same holds if the tokens were never minted or exceed the shares by now.
    harness.sync(&bo).run();
    let cy = harness.citizen("Cy", 0);
    harness.endorse(&bo, &cy, 10 * REPUTATION).run();
    harness.begin_unendorse(&bo, &cy).run();
    harness.advance(COOL_DOWN);
    harness.finish_unendorse(&bo, &cy).run();
    harness.close_standing(&bo).run();
    harness.close_standing(&cy).run();
    assert_eq!((harness.tokens_of(&bo), harness.tokens_of(&cy)), (Some(0), None));
}

/// Shows reputation.close_standing: Only its owner may call it.
#[test]
fn only_the_owner() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let (adas, founder) = (harness.standing_of(&ada), harness.founder());
    harness.close_standing(&bo).account("standing", adas).expect_error(ReputationError::NotYourStanding);
    let call = harness.close_standing(&ada).account("owner", founder.address());
    call.expect_error(ReputationError::NotYourStanding);
    harness.close_standing(&ada).unsigned("owner").expect_error(InstructionError::MissingRequiredSignature);
    harness.close_standing(&ada).run();
}

/// Shows reputation.close_standing: The owner must not endorse anyone.
/// Shows reputation.md: A standing can be closed only if its owner endorses nobody and nobody endorses the owner.
#[test]
fn only_who_endorses_nobody_and_is_endorsed_by_nobody() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    harness.close_standing(&ada).expect_error(ReputationError::StillEndorsing);
    harness.close_standing(&bo).expect_error(ReputationError::StillEndorsed);
    harness.begin_unendorse(&ada, &bo).by(&bo).run();
    harness.close_standing(&ada).expect_error(ReputationError::StillEndorsing);
    harness.close_standing(&bo).expect_error(ReputationError::StillEndorsed);
    harness.advance(COOL_DOWN);
    harness.finish_unendorse(&ada, &bo).run();
    harness.close_standing(&ada).run();
    harness.close_standing(&bo).run();
}

/// Shows reputation.close_standing: `token_account` must be the owner's associated token account
#[test]
fn the_token_account_is_the_owners_associated_one_and_need_not_be_there() {
    let (mut harness, ada, bo) = with_tokens();
    harness.sync(&ada).run();
    let (bos, mint) = (harness.token_account_of(&bo), PROGRAMS.mint(&harness.network).0);
    let (adas, bump) = pda::token_account(&ada.address(), &mint);
    let seeds = [ada.address().to_bytes(), bmail_sdk::TOKEN_2022_ID.to_bytes(), mint.to_bytes()];
    let other = |bump| {
        let seeds = [&seeds[0][..], &seeds[1], &seeds[2], &[bump]];
        solana_pubkey::Pubkey::create_program_address(&seeds, &bmail_sdk::ASSOCIATED_TOKEN_ID).ok()
    };
    // With another bump the address holds no tokens, and the existing tokens would remain.
    let others = (0..bump).filter_map(other).take(5).chain([bos, PROGRAMS.mint(&harness.network).0]);
    for account in others {
        let call = harness.close_standing(&ada).account("token_account", account);
        let refusal = match account == mint {
            true => bmail_testing::DUPLICATE,
            false => InstructionError::Custom(ReputationError::WrongTokenAccount as u32),
        };
        call.expect_error(refusal);
    }
    assert_eq!((other(bump), harness.tokens_of(&ada)), (Some(adas), Some(50 * REPUTATION)));
    harness.close_standing(&ada).run();

    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.give(harness.token_account_of(&bo), 1_000_000_000);
    harness.close_standing(&ada).run();
    harness.close_standing(&bo).run();
}

/// Shows reputation.close_standing: `token_account` must be the owner's associated token account
#[test]
fn the_mint_is_the_reputations_token() {
    let (mut harness, ada, _) = with_tokens();
    let (mint, standing, tokens) =
        (PROGRAMS.mint(&harness.network).0, harness.standing_of(&ada), harness.token_account_of(&ada));
    let here = elsewhere(&mut harness);
    harness.open_standing(&ada).run();
    harness.close_standing(&ada).account("mint", mint).expect_error(ReputationError::WrongMint);
    let call = harness.close_standing(&ada).account("mint", mint).account("token_account", tokens);
    call.expect_error(ReputationError::WrongMint);
    harness.close_standing(&ada).account("standing", standing).expect_error(ReputationError::OtherNetwork);
    let reputation = PROGRAMS.reputation(&here).0;
    harness.close_standing(&ada).account("reputation", reputation).expect_error(ReputationError::OtherNetwork);
    harness.close_standing(&ada).run();
}

/// Shows reputation.close_standing: The rent, and any lamports that were sent to the standing's address
/// Shows reputation.md: The rent of a standing or an endorsement returns to the person who paid it when the account
///   closes.
/// Shows reputation.md: A person who closes their standing loses its shares and tokens, and gets the rent back.
#[test]
fn rent_and_gifts_return_to_the_owner() {
    at_every_rent(|mut harness| {
        harness.network();
        harness.reputation(Parameters::PERSONAL);
        let cy = harness.person("Cy");
        harness.open_standing(&cy).run();
        harness.give(harness.standing_of(&cy), 12_345);
        harness.close_standing(&cy).run();
        assert_eq!(harness.lamports(cy.address()), FORTUNE + 12_345);
    });
}

/// Shows reputation.close_standing: Emits `StandingClosed`.
#[test]
fn it_emits_standing_closed() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let (standing, network, owner) = (harness.standing_of(&ada), harness.network, ada.address());
    let event: StandingClosed = harness.close_standing(&ada).run().event();
    assert_eq!(event, StandingClosed { standing, network, owner, forfeited: 50 * REPUTATION });
}
