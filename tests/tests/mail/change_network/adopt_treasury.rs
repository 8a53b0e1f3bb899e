//! The specification of `adopt_treasury`. What flows to an adopted treasury is in `bounty/adoption.rs`.

use bmail_sdk::{MAIL_ID, PROGRAMS, accounts::Network};
use bmail_testing::{Harness, InstructionError, MailError, Person, events::TreasuryAdopted};
use solana_account::Account;
use solana_pubkey::Pubkey;

use super::founded;

/// A network with a treasury that it has not named, its founder, and Ada, who has no role in it.
fn with_treasury() -> (Harness, Person, Person) {
    let (mut harness, founder, ada) = founded();
    harness.create_treasury(&founder).run();
    (harness, founder, ada)
}

/// The address of the network's treasury, for which only the bounty program can sign.
fn treasury(harness: &Harness) -> Pubkey {
    PROGRAMS.treasury(&harness.network).0
}

/// Shows mail.adopt_treasury: Only the network's authority may call it.
/// Shows mail.md: The authority can make the bounty program's treasury the network's, once and permanently.
#[test]
fn only_the_authority_adopts_it() {
    let (mut harness, founder, ada) = with_treasury();
    harness.adopt_treasury(&ada).expect_error(MailError::NotAuthority);
    let unsigned = harness.adopt_treasury(&founder).unsigned("authority");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    // The person to whom the authority is offered does not have it yet, and the one who handed it over no longer has
    // it.
    harness.propose_authority(&founder, ada.address()).run();
    harness.adopt_treasury(&ada).expect_error(MailError::NotAuthority);
    harness.accept_authority(&ada).run();
    harness.adopt_treasury(&founder).expect_error(MailError::NotAuthority);
    harness.adopt_treasury(&ada).run();
}

/// Shows mail.adopt_treasury: `treasury` is the bounty program's treasury of this network (`OtherNetwork`) for SOL
/// Shows mail.md: No other account can be adopted: not a copy, not another kind of account, not a treasury of another
///   network or for a token.
#[test]
fn it_is_the_treasury_of_this_network() {
    let (mut harness, founder, _) = with_treasury();
    let here = harness.network;
    harness.network();
    harness.create_treasury(&founder).run();
    let elsewhere = treasury(&harness);
    harness.network = here;
    harness.adopt_treasury(&founder).account("treasury", elsewhere).expect_error(MailError::OtherNetwork);
}

/// Shows mail.adopt_treasury: `treasury` is the bounty program's treasury of this network (`OtherNetwork`) for SOL
/// Shows mail.md: No other account can be adopted: not a copy, not another kind of account, not a treasury of another
///   network or for a token.
/// Shows security.md: Locking up lamports in a treasury for a token.
#[test]
fn a_treasury_for_a_token_would_keep_lamports_for_ever() {
    let (mut harness, founder, _) = with_treasury();
    for token in [Harness::spl_token, Harness::token_2022] {
        let money = token(&mut harness);
        harness.create_token_treasury(&founder, &money).run();
        let tokens = harness.treasury_for(&money);
        harness.adopt_treasury(&founder).account("treasury", tokens).expect_error(MailError::NotForSol);
    }
    harness.adopt_treasury(&founder).run();
}

/// Shows mail.adopt_treasury: `treasury` is the bounty program's treasury of this network (`OtherNetwork`) for SOL
/// Shows mail.md: No other account can be adopted: not a copy, not another kind of account, not a treasury of another
///   network or for a token.
/// Shows bounties.md: A network can adopt its treasury for SOL once, and nothing else.
#[test]
fn it_is_the_bounty_programs_and_a_treasury() {
    let (mut harness, founder, ada) = with_treasury();
    // The same bytes owned by another program, by the mail program itself, and in a wallet.
    let original = treasury(&harness);
    for owner in [ada.address(), MAIL_ID, solana_system_interface::program::ID] {
        let copy = harness.forge_copy(original, owner);
        harness.adopt_treasury(&founder).account("treasury", copy).expect_error(InstructionError::IllegalOwner);
    }
    // Another account of the bounty program that also begins with the network, and one that is too short.
    let weekly_stats = PROGRAMS.weekly_stats(&harness.network).0;
    harness
        .adopt_treasury(&founder)
        .account("treasury", weekly_stats)
        .expect_error(InstructionError::InvalidAccountData);
    let (short, bytes) = (Person::named("short").address(), harness.svm.get_account(&original).unwrap());
    harness.forge(short, Account { data: bytes.data[..71].to_vec(), ..bytes });
    harness.adopt_treasury(&founder).account("treasury", short).expect_error(InstructionError::AccountDataTooSmall);
}

/// Shows mail.adopt_treasury: `treasury` is the bounty program's treasury of this network (`OtherNetwork`) for SOL
/// Shows mail.md: No other account can be adopted: not a copy, not another kind of account, not a treasury of another
///   network or for a token.
#[test]
fn a_treasury_that_is_not_there_is_not_adopted() {
    let (mut harness, founder, _) = founded();
    harness.adopt_treasury(&founder).expect_error(InstructionError::UninitializedAccount);
    // An account that only holds lamports.
    harness.give(treasury(&harness), 1_000_000_000);
    harness.adopt_treasury(&founder).expect_error(InstructionError::IllegalOwner);
}

/// Shows mail.adopt_treasury: It can be adopted once.
/// Shows mail.md: The authority can make the bounty program's treasury the network's, once and permanently.
/// Shows bounties.md: A network can adopt its treasury for SOL once, and nothing else.
#[test]
fn once_and_nothing_else_of_the_network_changes() {
    let (mut harness, founder, _) = with_treasury();
    let before: Network = harness.account(harness.network);
    let treasury = treasury(&harness);
    let adopt = harness.adopt_treasury(&founder).instruction();
    harness.execute(&[adopt.clone(), adopt]).failed_at(1, "adopting twice", MailError::AlreadyAdopted);
    harness.adopt_treasury(&founder).run();
    assert_eq!(harness.account::<Network>(harness.network), Network { treasury, ..before });
    harness.adopt_treasury(&founder).expect_error(MailError::AlreadyAdopted);
}

/// Shows mail.adopt_treasury: It can be adopted once.
/// Shows mail.md: A network can name that treasury when it is created.
#[test]
fn a_network_that_named_it_from_its_foundation_has_nothing_to_adopt() {
    let mut harness = Harness::new();
    let founder = harness.person("Founder");
    let network = harness.create_network(&founder).address();
    let treasury = PROGRAMS.treasury(&network).0;
    harness.create_network(&founder).treasury(treasury).run();
    harness.network = network;
    harness.adopt_treasury(&founder).expect_error(InstructionError::UninitializedAccount);
    harness.create_treasury(&founder).run();
    harness.adopt_treasury(&founder).expect_error(MailError::AlreadyAdopted);
    assert_eq!(harness.account::<Network>(network).treasury, treasury);
}

/// Shows mail.adopt_treasury: From now on the cut goes there, including what still waits to be swept.
/// Shows mail.adopt_treasury: Emits `TreasuryAdopted`.
#[test]
fn the_cut_goes_there_and_it_emits_treasury_adopted() {
    let (mut harness, founder, _) = with_treasury();
    let (network, treasury) = (harness.network, treasury(&harness));
    let event: TreasuryAdopted = harness.adopt_treasury(&founder).run().event();
    assert_eq!(event, TreasuryAdopted { network, treasury });
    let bo = harness.resident("Bo");
    let before = Person::named("treasury").address();
    harness.sweep(&bo).account("treasury", before).expect_error(MailError::WrongTreasury);
    harness.sweep(&bo).run();
}
