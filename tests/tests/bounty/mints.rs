//! Which tokens a bounty pays in: those of the two token programs, without extensions except metadata and groups.

use bmail_sdk::{SPL_TOKEN_ID, TOKEN_2022_ID, accounts::Bounty};
use bmail_testing::{BountyError as E, Harness, Money};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::{
    extension::{
        ExtensionType as Kind, confidential_transfer, confidential_transfer_fee, default_account_state,
        group_member_pointer, group_pointer, interest_bearing_mint, metadata_pointer, pausable, scaled_ui_amount,
        transfer_fee::instruction::initialize_transfer_fee_config, transfer_hook,
    },
    instruction as token,
    state::AccountState,
};

use crate::{Scenario, TERMS};

type Made = (Kind, Instruction);

/// Panics unless `create_vault` and `create_token_treasury` accept a mint with these extensions, or refuse it.
#[track_caller]
fn check(accepted: bool, extensions: impl FnOnce(&Pubkey, &Pubkey) -> Vec<Made>) {
    let mut scenario = Scenario::draft();
    let (mint, authority) = (scenario.harness.token_address(), scenario.harness.minter().address());
    let money = scenario.harness.token(TOKEN_2022_ID, &extensions(&mint, &authority), 6);
    check_money(&mut scenario, &money, accepted);
}

#[track_caller]
fn check_money(scenario: &mut Scenario, money: &Money, accepted: bool) {
    let (founder, bounty) = (scenario.harness.founder(), bounty_in(scenario, money));
    if accepted {
        scenario.harness.create_vault(&scenario.issuer, bounty, money).run();
        scenario.harness.create_token_treasury(&founder, money).run();
    } else {
        scenario.harness.create_vault(&scenario.issuer, bounty, money).expect_error(E::InvalidMint);
        scenario.harness.create_token_treasury(&founder, money).expect_error(E::InvalidMint);
    }
}

/// A bounty that pays in this currency, valid or not.
fn bounty_in(scenario: &mut Scenario, money: &Money) -> Pubkey {
    let [rex, ria, rob] = &scenario.reviewers;
    // Each bounty gets its own number, because a test checks several bounties with one mint.
    let number = (0..).find(|number| {
        let create =
            scenario.harness.create_bounty(&scenario.issuer, &[rex, ria, rob], &TERMS).pays_in(money).number(*number);
        let address = create.address();
        scenario.harness.find_account::<Bounty>(address).is_none()
    });
    let create = scenario.harness.create_bounty(&scenario.issuer, &[rex, ria, rob], &TERMS).pays_in(money);
    create.number(number.unwrap()).run_and_find()
}

const PROGRAM: &Pubkey = &TOKEN_2022_ID;

fn metadata_pointer(mint: &Pubkey, who: &Pubkey) -> Made {
    let made = metadata_pointer::instruction::initialize(PROGRAM, mint, Some(*who), Some(*mint));
    (Kind::MetadataPointer, made.unwrap())
}

/// Shows bounties.md: Metadata and groups are accepted.
#[test]
fn pointers_to_metadata_and_groups_are_accepted() {
    check(true, |mint, who| vec![metadata_pointer(mint, who)]);
    check(true, |mint, who| {
        let group = group_pointer::instruction::initialize(PROGRAM, mint, Some(*who), Some(*mint));
        let member = group_member_pointer::instruction::initialize(PROGRAM, mint, Some(*who), Some(*mint));
        vec![
            (Kind::GroupPointer, group.unwrap()),
            (Kind::GroupMemberPointer, member.unwrap()),
            metadata_pointer(mint, who),
        ]
    });
}

/// Shows bounties.md: Metadata and groups are accepted.
#[test]
fn metadata_in_the_mint_is_accepted() {
    let mut scenario = Scenario::draft();
    let (mint, minter) = (scenario.harness.token_address(), scenario.harness.minter().address());
    let money = scenario.harness.token(TOKEN_2022_ID, &[metadata_pointer(&mint, &minter)], 6);
    scenario.harness.give(mint, 10_000_000);
    let [name, symbol, uri] = ["Pea", "PEA", "https://example.org/pea"].map(str::to_owned);
    let metadata = spl_token_metadata_interface::instruction::initialize(
        PROGRAM, &mint, &minter, &mint, &minter, name, symbol, uri,
    );
    scenario.harness.execute(&[metadata]).succeeded("giving a mint metadata");
    check_money(&mut scenario, &money, true);
}

/// Shows bounties.md: Transfer fees, transfer hooks and permanent delegates are refused.
#[test]
fn a_transfer_fee_is_refused_because_less_would_arrive_than_was_sent() {
    check(false, |mint, who| {
        let made = initialize_transfer_fee_config(PROGRAM, mint, Some(who), Some(who), 0, 0);
        vec![(Kind::TransferFeeConfig, made.unwrap())]
    });
}

/// Shows bounties.md: Transfer fees, transfer hooks and permanent delegates are refused.
/// Shows security.md: A token that takes, blocks or hides payments.
#[test]
fn a_transfer_hook_is_refused_because_it_could_stop_every_payment() {
    check(false, |mint, who| {
        vec![(Kind::TransferHook, transfer_hook::instruction::initialize(PROGRAM, mint, Some(*who), None).unwrap())]
    });
}

/// Shows bounties.md: Transfer fees, transfer hooks and permanent delegates are refused.
/// Shows security.md: A token that takes, blocks or hides payments.
#[test]
fn a_permanent_delegate_is_refused_because_it_could_empty_the_vault() {
    check(false, |mint, who| {
        vec![(Kind::PermanentDelegate, token::initialize_permanent_delegate(PROGRAM, mint, who).unwrap())]
    });
}

/// Shows bounties.md: Mints that can be closed or paused are refused, and so are mints whose accounts start frozen.
#[test]
fn a_mint_close_authority_is_refused_because_another_mint_could_take_its_address() {
    check(false, |mint, who| {
        vec![(Kind::MintCloseAuthority, token::initialize_mint_close_authority(PROGRAM, mint, Some(who)).unwrap())]
    });
}

/// Shows bounties.md: Mints that can be closed or paused are refused, and so are mints whose accounts start frozen.
#[test]
fn accounts_that_begin_frozen_are_refused() {
    for state in [AccountState::Frozen, AccountState::Initialized] {
        check(false, |mint, _| {
            let made = default_account_state::instruction::initialize_default_account_state(PROGRAM, mint, &state);
            vec![(Kind::DefaultAccountState, made.unwrap())]
        });
    }
}

/// Shows bounties.md: Mints that can be closed or paused are refused, and so are mints whose accounts start frozen.
#[test]
fn a_mint_that_can_be_paused_is_refused() {
    check(false, |mint, who| vec![(Kind::Pausable, pausable::instruction::initialize(PROGRAM, mint, who).unwrap())]);
}

/// Shows bounties.md: Confidential and non-transferable tokens are refused, and so are interest-bearing tokens and
///   scaled amounts.
#[test]
fn confidential_transfers_are_refused_because_nobody_could_measure_them() {
    check(false, |mint, who| {
        let made = confidential_transfer::instruction::initialize_mint(PROGRAM, mint, Some(*who), true, None);
        vec![(Kind::ConfidentialTransferMint, made.unwrap())]
    });
}

/// Shows bounties.md: Confidential and non-transferable tokens are refused, and so are interest-bearing tokens and
///   scaled amounts.
#[test]
fn confidential_fees_are_refused() {
    check(false, |mint, who| {
        let fee = initialize_transfer_fee_config(PROGRAM, mint, Some(who), Some(who), 0, 0);
        let confidential = confidential_transfer::instruction::initialize_mint(PROGRAM, mint, Some(*who), true, None);
        let both = confidential_transfer_fee::instruction::initialize_confidential_transfer_fee_config(
            PROGRAM,
            mint,
            Some(*who),
            &Default::default(),
        );
        vec![
            (Kind::TransferFeeConfig, fee.unwrap()),
            (Kind::ConfidentialTransferMint, confidential.unwrap()),
            (Kind::ConfidentialTransferFeeConfig, both.unwrap()),
        ]
    });
}

/// Shows bounties.md: Confidential and non-transferable tokens are refused, and so are interest-bearing tokens and
///   scaled amounts.
#[test]
fn a_token_that_is_not_transferable_is_refused() {
    check(false, |mint, _| {
        vec![(Kind::NonTransferable, token::initialize_non_transferable_mint(PROGRAM, mint).unwrap())]
    });
}

/// Shows bounties.md: Confidential and non-transferable tokens are refused, and so are interest-bearing tokens and
///   scaled amounts.
#[test]
fn interest_and_scaled_amounts_are_refused_because_people_would_see_other_numbers_than_the_terms() {
    check(false, |mint, who| {
        let made = interest_bearing_mint::instruction::initialize(PROGRAM, mint, Some(*who), 10);
        vec![(Kind::InterestBearingConfig, made.unwrap())]
    });
    check(false, |mint, who| {
        let made = scaled_ui_amount::instruction::initialize(PROGRAM, mint, Some(*who), 2.0);
        vec![(Kind::ScaledUiAmount, made.unwrap())]
    });
}

/// Shows bounty.create_token_treasury: `mint` must meet the conditions of `create_vault`.
/// Shows bounty.create_vault: `mint` must be the bounty's.
/// Shows bounties.md: Extensions that are newer than the program are refused, and so is any account that is not a mint.
/// Shows security.md: A token that takes, blocks or hides payments.
#[test]
fn what_is_newer_than_this_program_is_refused() {
    let mut scenario = Scenario::draft();
    let (mint, minter) = (scenario.harness.token_address(), scenario.harness.minter().address());
    let money = scenario.harness.token(TOKEN_2022_ID, &[metadata_pointer(&mint, &minter)], 6);
    let real = scenario.harness.svm.get_account(&mint).unwrap();
    // The first extension's type follows a token account's length and the account type.
    for kind in [1, 17, 24, 27, 28, 99, u16::MAX] {
        let mut account = real.clone();
        account.data[166..168].copy_from_slice(&u16::to_le_bytes(kind));
        scenario.harness.forge(mint, account);
        check_money(&mut scenario, &money, false);
    }
}

/// Shows bounty.create_token_treasury: `mint` must meet the conditions of `create_vault`.
/// Shows bounty.create_vault: `mint` must be the bounty's.
/// Shows bounties.md: Extensions that are newer than the program are refused, and so is any account that is not a mint.
#[test]
fn an_extension_behind_harmless_ones_is_found() {
    check(false, |mint, who| {
        let delegate = token::initialize_permanent_delegate(PROGRAM, mint, who).unwrap();
        vec![metadata_pointer(mint, who), (Kind::PermanentDelegate, delegate)]
    });
}

/// Shows bounty.create_token_treasury: `mint` must meet the conditions of `create_vault`.
/// Shows bounty.create_vault: `mint` must be the bounty's.
/// Shows bounties.md: Extensions that are newer than the program are refused, and so is any account that is not a mint.
#[test]
fn what_is_no_mint_of_the_program_is_refused() {
    let scenario = Scenario::in_token(Harness::spl_token);
    let money = scenario.harness.money_of(scenario.bounty);
    let mut fresh = Scenario::draft();
    let of_others = Money { mint: scenario.patron.address(), ..money };
    check_money(&mut fresh, &of_others, false);
    let spl = fresh.harness.spl_token();
    check_money(&mut fresh, &Money { token_program: TOKEN_2022_ID, ..spl }, false);
    let account = Money { mint: fresh.harness.open_account_of(&fresh.patron.address(), &spl), ..spl };
    check_money(&mut fresh, &account, false);
    let newer = fresh.harness.token_2022();
    let account = Money { mint: fresh.harness.open_account_of(&fresh.patron.address(), &newer), ..newer };
    check_money(&mut fresh, &account, false);
    let founder = fresh.harness.founder();
    for program in [bmail_sdk::MAIL_ID, Pubkey::default()] {
        let other = Money { token_program: program, ..spl };
        let bounty = bounty_in(&mut fresh, &other);
        fresh.harness.create_vault(&fresh.issuer, bounty, &other).expect_error(E::WrongTokenProgram);
        fresh.harness.create_token_treasury(&founder, &other).expect_error(E::WrongTokenProgram);
    }
    assert_eq!(spl.token_program, SPL_TOKEN_ID);
    check_money(&mut fresh, &spl, true);
}
