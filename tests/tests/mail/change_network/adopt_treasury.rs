//! The specification of `adopt_treasury`. What flows to a treasury that was adopted is in `bounty/adoption.rs`.

use bmail_sdk::{MAIL_ID, accounts::Network, pda};
use bmail_testing::{InstructionError, MailError, Person, Stage, events::TreasuryAdopted};
use solana_account::Account;
use solana_pubkey::Pubkey;

use super::founded;

/// A network with a treasury that it has not named, its founder, and Ada who has no part in it.
fn with_treasury() -> (Stage, Person, Person) {
    let (mut stage, founder, ada) = founded();
    stage.create_treasury(&founder).run();
    (stage, founder, ada)
}

/// The address of the network's treasury, which only the bounty program can sign for.
fn treasury(stage: &Stage) -> Pubkey {
    pda::treasury(&stage.network).0
}

#[test]
fn bullet_1_only_the_authority_adopts_it() {
    let (mut stage, founder, ada) = with_treasury();
    stage.adopt_treasury(&ada).expect_error(MailError::NotAuthority);
    let unsigned = stage.adopt_treasury(&founder).unsigned("authority");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    // To whom the authority is offered does not have it, and who passed it on has it no more.
    stage.propose_authority(&founder, ada.address()).run();
    stage.adopt_treasury(&ada).expect_error(MailError::NotAuthority);
    stage.accept_authority(&ada).run();
    stage.adopt_treasury(&founder).expect_error(MailError::NotAuthority);
    stage.adopt_treasury(&ada).run();
}

#[test]
fn bullet_2_it_is_the_treasury_of_this_network() {
    let (mut stage, founder, _) = with_treasury();
    let here = stage.network;
    stage.network();
    stage.create_treasury(&founder).run();
    let elsewhere = treasury(&stage);
    stage.network = here;
    stage.adopt_treasury(&founder).account("treasury", elsewhere).expect_error(MailError::OtherNetwork);
}

#[test]
fn bullet_2_a_treasury_for_a_token_would_keep_lamports_for_ever() {
    let (mut stage, founder, _) = with_treasury();
    for token in [Stage::spl_token, Stage::token_2022] {
        let money = token(&mut stage);
        stage.create_token_treasury(&founder, &money).run();
        let tokens = stage.treasury_for(&money);
        stage.adopt_treasury(&founder).account("treasury", tokens).expect_error(MailError::NotForSol);
    }
    stage.adopt_treasury(&founder).run();
}

#[test]
fn bullet_2_it_is_the_bounty_programs_and_a_treasury() {
    let (mut stage, founder, ada) = with_treasury();
    // The same bytes of another program, of the mail program itself, and in a wallet.
    let original = treasury(&stage);
    for owner in [ada.address(), MAIL_ID, solana_system_interface::program::ID] {
        let copy = stage.forge_copy(original, owner);
        stage.adopt_treasury(&founder).account("treasury", copy).expect_error(InstructionError::IllegalOwner);
    }
    // Another account of the bounty program that begins with the network, too, and one that is too short.
    let weeks = pda::weeks(&stage.network).0;
    stage.adopt_treasury(&founder).account("treasury", weeks).expect_error(InstructionError::InvalidAccountData);
    let (short, bytes) = (Person::named("short").address(), stage.svm.get_account(&original).unwrap());
    stage.forge(short, Account { data: bytes.data[..71].to_vec(), ..bytes });
    stage.adopt_treasury(&founder).account("treasury", short).expect_error(InstructionError::AccountDataTooSmall);
}

#[test]
fn bullet_2_a_treasury_that_is_not_there_is_not_adopted() {
    let (mut stage, founder, _) = founded();
    stage.adopt_treasury(&founder).expect_error(InstructionError::UninitializedAccount);
    // Nor one that only holds lamports.
    stage.give(treasury(&stage), 1_000_000_000);
    stage.adopt_treasury(&founder).expect_error(InstructionError::IllegalOwner);
}

#[test]
fn bullet_3_once_and_nothing_else_of_the_network_changes() {
    let (mut stage, founder, _) = with_treasury();
    let before: Network = stage.account(stage.network);
    let treasury = treasury(&stage);
    let adopt = stage.adopt_treasury(&founder).instruction();
    stage.execute(&[adopt.clone(), adopt]).failed_at(1, "adopting twice", MailError::AlreadyAdopted);
    stage.adopt_treasury(&founder).run();
    assert_eq!(stage.account::<Network>(stage.network), Network { treasury, ..before });
    stage.adopt_treasury(&founder).expect_error(MailError::AlreadyAdopted);
}

#[test]
fn bullet_3_a_network_that_named_it_from_its_foundation_has_nothing_to_adopt() {
    let mut stage = Stage::new();
    let founder = stage.person("Founder");
    let network = stage.create_network(&founder).address();
    let treasury = pda::treasury(&network).0;
    stage.create_network(&founder).treasury(treasury).run();
    stage.network = network;
    stage.adopt_treasury(&founder).expect_error(InstructionError::UninitializedAccount);
    stage.create_treasury(&founder).run();
    stage.adopt_treasury(&founder).expect_error(MailError::AlreadyAdopted);
    assert_eq!(stage.account::<Network>(network).treasury, treasury);
}

#[test]
fn bullet_4_and_5_the_cut_goes_there_and_it_emits_treasury_adopted() {
    let (mut stage, founder, _) = with_treasury();
    let (network, treasury) = (stage.network, treasury(&stage));
    let event: TreasuryAdopted = stage.adopt_treasury(&founder).run().event();
    assert_eq!(event, TreasuryAdopted { network, treasury });
    let bo = stage.resident("Bo");
    let before = Person::named("treasury").address();
    stage.sweep(&bo).account("treasury", before).expect_error(MailError::WrongTreasury);
    stage.sweep(&bo).run();
}
