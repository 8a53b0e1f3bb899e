//! The specification of `close_standing`. What a standing is that opens again is in `reopen.rs`.

use bmail_sdk::{accounts::Standing, pda};
use bmail_testing::{
    FORTUNE, InstructionError, REPUTATION, ReputationError, Stage, at_every_rent, events::StandingClosed,
};
use postage::Reputation;
use standing::Parameters;

use crate::{COOL_DOWN, ada_endorsed_bo, elsewhere, sync::with_tokens};

#[test]
fn the_shares_and_the_tokens_that_mirror_them_are_gone() {
    let (mut stage, ada, bo) = with_tokens();
    stage.sync(&ada).run();
    stage.close_standing(&ada).run();
    assert!(stage.find_account::<Standing>(stage.standing_of(&ada)).is_none());
    assert_eq!((stage.tokens_of(&ada), stage.reputation_of(&ada)), (Some(0), Reputation(0)));
    // Whose tokens were never minted, or are more than the shares by now, likewise.
    stage.sync(&bo).run();
    let cy = stage.citizen("Cy", 0);
    stage.endorse(&bo, &cy, 10 * REPUTATION).run();
    stage.begin_unendorse(&bo, &cy).run();
    stage.advance(COOL_DOWN);
    stage.finish_unendorse(&bo, &cy).run();
    stage.close_standing(&bo).run();
    stage.close_standing(&cy).run();
    assert_eq!((stage.tokens_of(&bo), stage.tokens_of(&cy)), (Some(0), None));
}

#[test]
fn bullet_1_only_the_owner() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let (adas, founder) = (stage.standing_of(&ada), stage.founder());
    stage.close_standing(&bo).account("standing", adas).expect_error(ReputationError::NotYourStanding);
    let call = stage.close_standing(&ada).account("owner", founder.address());
    call.expect_error(ReputationError::NotYourStanding);
    stage.close_standing(&ada).unsigned("owner").expect_error(InstructionError::MissingRequiredSignature);
    stage.close_standing(&ada).run();
}

#[test]
fn bullet_2_only_who_endorses_nobody_and_is_endorsed_by_nobody() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    stage.close_standing(&ada).expect_error(ReputationError::StillEndorsing);
    stage.close_standing(&bo).expect_error(ReputationError::StillEndorsed);
    stage.begin_unendorse(&ada, &bo).by(&bo).run();
    stage.close_standing(&ada).expect_error(ReputationError::StillEndorsing);
    stage.close_standing(&bo).expect_error(ReputationError::StillEndorsed);
    stage.advance(COOL_DOWN);
    stage.finish_unendorse(&ada, &bo).run();
    stage.close_standing(&ada).run();
    stage.close_standing(&bo).run();
}

#[test]
fn bullet_3_the_token_account_is_the_owners_associated_one_and_need_not_be_there() {
    let (mut stage, ada, bo) = with_tokens();
    stage.sync(&ada).run();
    let (bos, mint) = (stage.token_account_of(&bo), pda::mint(&stage.network).0);
    let (adas, bump) = pda::token_account(&ada.address(), &mint);
    let seeds = [ada.address().to_bytes(), bmail_sdk::TOKEN_2022_ID.to_bytes(), mint.to_bytes()];
    let other = |bump| {
        let seeds = [&seeds[0][..], &seeds[1], &seeds[2], &[bump]];
        solana_pubkey::Pubkey::create_program_address(&seeds, &bmail_sdk::ASSOCIATED_TOKEN_ID).ok()
    };
    // At another bump there are no tokens, and those that there are would stay.
    let others = (0..bump).filter_map(other).take(5).chain([bos, pda::mint(&stage.network).0]);
    for account in others {
        let call = stage.close_standing(&ada).account("token_account", account);
        let refusal = match account == mint {
            true => bmail_testing::DUPLICATE,
            false => InstructionError::Custom(ReputationError::WrongTokenAccount as u32),
        };
        call.expect_error(refusal);
    }
    assert_eq!((other(bump), stage.tokens_of(&ada)), (Some(adas), Some(50 * REPUTATION)));
    stage.close_standing(&ada).run();

    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.give(stage.token_account_of(&bo), 1_000_000_000);
    stage.close_standing(&ada).run();
    stage.close_standing(&bo).run();
}

#[test]
fn bullet_3_the_mint_is_the_reputations_token() {
    let (mut stage, ada, _) = with_tokens();
    let (mint, standing, tokens) = (pda::mint(&stage.network).0, stage.standing_of(&ada), stage.token_account_of(&ada));
    let here = elsewhere(&mut stage);
    stage.open_standing(&ada).run();
    stage.close_standing(&ada).account("mint", mint).expect_error(ReputationError::WrongMint);
    let call = stage.close_standing(&ada).account("mint", mint).account("token_account", tokens);
    call.expect_error(ReputationError::WrongMint);
    stage.close_standing(&ada).account("standing", standing).expect_error(ReputationError::OtherNetwork);
    let reputation = pda::reputation(&here).0;
    stage.close_standing(&ada).account("reputation", reputation).expect_error(ReputationError::OtherNetwork);
    stage.close_standing(&ada).run();
}

#[test]
fn bullet_4_rent_and_gifts_return_to_the_owner() {
    at_every_rent(|mut stage| {
        stage.network();
        stage.reputation(Parameters::PERSONAL);
        let cy = stage.person("Cy");
        stage.open_standing(&cy).run();
        stage.give(stage.standing_of(&cy), 12_345);
        stage.close_standing(&cy).run();
        assert_eq!(stage.lamports(cy.address()), FORTUNE + 12_345);
    });
}

#[test]
fn bullet_5_it_emits_standing_closed() {
    let (mut stage, ada, _) = Stage::with_citizens();
    let (standing, network, owner) = (stage.standing_of(&ada), stage.network, ada.address());
    let event: StandingClosed = stage.close_standing(&ada).run().event();
    assert_eq!(event, StandingClosed { standing, network, owner, forfeited: 50 * REPUTATION });
}
