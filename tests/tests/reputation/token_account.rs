//! Token accounts: nothing that a holder does to one keeps or moves tokens.

use bmail_sdk::{TOKEN_2022_ID, accounts::Standing};
use bmail_testing::{Harness, InstructionError, Person, REPUTATION, ReputationError};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::create_account;
use spl_token_2022_interface::{
    extension::{ExtensionType, cpi_guard::instruction::enable_cpi_guard},
    instruction::{self as token, AuthorityType},
};

use crate::{
    sync::with_tokens,
    token::{accounts, close, supply},
};

/// Shows reputation.md: The token cannot be transferred, frozen or changed.
#[test]
fn a_token_account_with_tokens_does_not_close_and_a_permanent_delegate_empties_it_without_its_owner() {
    let (mut harness, ada, _) = with_tokens();
    harness.sync(&ada).run();
    let instruction = close(&harness, &ada);
    // `NonNativeHasBalance`
    harness.execute(std::slice::from_ref(&instruction)).failed_at(0, "closing", InstructionError::Custom(11));
    let cy = harness.citizen("Cy", 0);
    harness.endorse(&ada, &cy, 40 * REPUTATION).run();
    assert!(harness.sync(&ada).instruction().accounts.iter().all(|meta| !meta.is_signer));
    harness.sync(&ada).run();
    assert_eq!(harness.tokens_of(&ada), Some(10 * REPUTATION));
}

/// Shows reputation.md: The token cannot be transferred, frozen or changed.
/// Shows security.md: Selling tokens or giving them away.
#[test]
fn tokens_are_not_transferred_to_others_nor_between_accounts_of_one_owner() {
    let (mut harness, ada, bo) = with_tokens();
    harness.sync(&ada).run();
    let (from, mint) = accounts(&harness, &ada);
    let second = second_account(&mut harness, &ada);
    for to in [harness.token_account_of(&bo), second] {
        let owner = ada.address();
        let checked = token::transfer_checked(&TOKEN_2022_ID, &from, &mint, &to, &owner, &[], 1, 6).unwrap();
        // `NonTransferable`
        harness.execute(&[checked]).failed_at(0, "a transfer", InstructionError::Custom(37));
        #[expect(deprecated, reason = "someone may still try it")]
        let unchecked = token::transfer(&TOKEN_2022_ID, &from, &to, &owner, &[], 1).unwrap();
        assert!(harness.execute(&[unchecked]).result.is_err());
    }
}

/// A token account of the holder that is not the associated one.
fn second_account(harness: &mut Harness, holder: &Person) -> Pubkey {
    let (associated, mint) = accounts(harness, holder);
    let space = harness.svm.get_account(&associated).unwrap().data.len();
    let second = harness.person("a second token account").address();
    harness.set_lamports(second, 0);
    let all = [
        create_account(&holder.address(), &second, harness.rent(space), space as u64, &TOKEN_2022_ID),
        token::initialize_immutable_owner(&TOKEN_2022_ID, &second).unwrap(),
        token::initialize_account3(&TOKEN_2022_ID, &second, &mint, &holder.address()).unwrap(),
    ];
    harness.execute(&all).succeeded("making a second token account");
    second
}

/// Shows reputation.md: Other token accounts of the same owner get no tokens and count for nothing.
/// Shows security.md: Burning tokens, closing the token account, or hiding tokens in another account.
#[test]
fn other_token_accounts_of_the_same_owner_get_nothing_and_stand_for_nothing() {
    let (mut harness, ada, _) = with_tokens();
    let second = second_account(&mut harness, &ada);
    harness.sync(&ada).account("token_account", second).expect_error(ReputationError::WrongTokenAccount);
    harness.sync(&ada).run();
    harness.close_standing(&ada).account("token_account", second).expect_error(ReputationError::WrongTokenAccount);
    harness.close_standing(&ada).run();
    assert_eq!((supply(&harness), harness.tokens_of(&ada)), (0, Some(0)));
}

/// What an owner can do to their token account to keep tokens there.
fn defences(harness: &Harness, ada: &Person, mallory: &Person) -> Vec<(&'static str, Vec<Instruction>)> {
    let ((account, mint), id) = (accounts(harness, ada), TOKEN_2022_ID);
    let (owner, other) = (ada.address(), mallory.address());
    let guard = [ExtensionType::CpiGuard];
    let authority = |kind| token::set_authority(&id, &account, Some(&other), kind, &owner, &[]).unwrap();
    vec![
        ("a delegate", vec![token::approve_checked(&id, &account, &mint, &other, &owner, &[], u64::MAX, 6).unwrap()]),
        ("another close authority", vec![authority(AuthorityType::CloseAccount)]),
        (
            "the CPI guard",
            vec![
                token::reallocate(&id, &account, &owner, &owner, &[], &guard).unwrap(),
                enable_cpi_guard(&id, &account, &owner, &[]).unwrap(),
            ],
        ),
    ]
}

/// Shows security.md: Burning tokens, closing the token account, or hiding tokens in another account.
#[test]
fn nothing_that_an_owner_does_to_their_token_account_keeps_tokens_in_it() {
    for place in 0..3 {
        let (mut harness, ada, _) = with_tokens();
        let (mallory, cy) = (harness.person("Mallory"), harness.citizen("Cy", 0));
        harness.sync(&ada).run();
        let (what, instructions) = defences(&harness, &ada, &mallory).remove(place);
        harness.execute(&instructions).succeeded(what);
        harness.endorse(&ada, &cy, 40 * REPUTATION).run();
        harness.sync(&ada).run();
        assert_eq!(harness.tokens_of(&ada), Some(10 * REPUTATION), "{what}");
    }
}

/// Shows security.md: Selling tokens or giving them away.
#[test]
fn a_token_account_cannot_be_handed_to_somebody_else() {
    let (mut harness, ada, bo) = with_tokens();
    harness.sync(&ada).run();
    let (account, owner) = (harness.token_account_of(&ada), ada.address());
    let handed =
        token::set_authority(&TOKEN_2022_ID, &account, Some(&bo.address()), AuthorityType::AccountOwner, &owner, &[]);
    // `ImmutableOwner`
    harness.execute(&[handed.unwrap()]).failed_at(0, "handing it over", InstructionError::Custom(34));
}

#[test]
fn who_has_no_standing_has_no_tokens() {
    let (mut harness, ..) = Harness::with_reputation();
    let cy = harness.person("Cy");
    harness.open_token_account(&cy);
    assert!(harness.find_account::<Standing>(harness.standing_of(&cy)).is_none());
    harness.sync(&cy).expect_error(InstructionError::UninitializedAccount);
}
