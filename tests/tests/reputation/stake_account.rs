//! `endorse`: the account of a first stake, which the system program creates for its endorser.

use bmail_sdk::{MAIL_ID, NewAccount, PROGRAMS, REPUTATION_ID, accounts::ProgramAccount};
use bmail_testing::{FORTUNE, Harness, InstructionError, Person, REPUTATION, ReputationError, at_every_rent};
use solana_account::Account;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::{create_account, create_account_with_seed, transfer};
use units::Q32;

use crate::{ENDORSEMENT, ada_endorsed_bo, elsewhere, endorsement};

/// Lamports that are enough for any account in these tests.
const ENOUGH: u64 = 1_000_000_000;

/// An account of `author` for a stake on `endorsed`, and the instructions that create it.
fn create(author: &Person, endorsed: &Pubkey) -> (Pubkey, Vec<Instruction>) {
    let (address, seed) = PROGRAMS.endorsement(&author.address(), endorsed);
    let new = NewAccount { author: author.address(), address, seed, space: ENDORSEMENT, program: REPUTATION_ID };
    (address, new.create(ENOUGH))
}

/// Stakes for Ada on Bo in another account, after other instructions.
#[track_caller]
fn refused_at(
    harness: &mut Harness,
    address: Pubkey,
    mut instructions: Vec<Instruction>,
    what: &str,
    error: ReputationError,
) {
    let (ada, bo) = (Person::named("Ada"), Person::named("Bo"));
    let call = harness.endorse(&ada, &bo, REPUTATION).uncreated();
    instructions.push(call.account("endorsement", address).instruction());
    let last = instructions.len() - 1;
    harness.execute(&instructions).failed_at(last as u8, what, error);
}

/// Shows reputation.endorse: `endorsement` is the account of these two standings
/// Shows reputation.md: Two people have one endorsement in each direction, at an address derived from the endorser and
///   the endorsed.
#[test]
fn its_address_follows_from_the_signer_and_the_endorsed_and_it_keeps_who_they_are() {
    let (harness, ada, bo) = ada_endorsed_bo();
    let seed = harness.standing_of(&bo).to_bytes().map(|byte| byte & 0x7f).to_vec();
    let address = Pubkey::create_with_seed(&ada.address(), &String::from_utf8(seed).unwrap(), &REPUTATION_ID).unwrap();
    let expected = bmail_sdk::accounts::Endorsement {
        discriminator: <bmail_sdk::accounts::Endorsement as ProgramAccount>::DISCRIMINATOR,
        endorser: harness.standing_of(&ada),
        endorsed: harness.standing_of(&bo),
        units: 10 * REPUTATION,
        leaving: 0,
        generation: 0,
        stake_factor: Q32::ONE.0,
        ready_at: 0,
    };
    assert_eq!(harness.account::<bmail_sdk::accounts::Endorsement>(address), expected);
}

/// Shows reputation.endorse: `endorsement` is the account of these two standings
#[test]
fn the_signer_pays_its_rent() {
    at_every_rent(|mut harness| {
        harness.network();
        harness.reputation(reputation_core::Parameters::PERSONAL);
        let (ada, bo) = (harness.citizen("Ada", 50 * REPUTATION), harness.citizen("Bo", 0));
        let before = harness.lamports(ada.address());
        harness.endorse(&ada, &bo, REPUTATION).run();
        assert_eq!(harness.lamports(ada.address()), before - harness.rent(ENDORSEMENT));
        assert_eq!(harness.lamports(harness.endorsement_of(&ada, &bo)), harness.rent(ENDORSEMENT));
    });
}

/// Shows reputation.endorse: `endorsement` is the account of these two standings
#[test]
fn the_endorsement_of_other_people_is_refused() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let cy = harness.citizen("Cy", 10 * REPUTATION);
    harness.endorse(&bo, &cy, REPUTATION).run();
    harness.endorse(&cy, &bo, REPUTATION).run();
    harness.endorse(&ada, &cy, REPUTATION).run();
    for (one, other) in [(&bo, &cy), (&cy, &bo), (&ada, &cy)] {
        let theirs = harness.endorsement_of(one, other);
        let call = harness.endorse(&ada, &bo, REPUTATION).account("endorsement", theirs);
        call.expect_error(ReputationError::WrongEndorsement);
    }
    // Bo endorses her too, which is a separate endorsement.
    harness.endorse(&bo, &ada, REPUTATION).run();
    assert_eq!(endorsement(&harness, &ada, &bo).units, 10 * REPUTATION);
}

/// Shows reputation.endorse: `endorsement` is the account of these two standings
/// Shows reputation.md: Two people have one endorsement in each direction, at an address derived from the endorser and
///   the endorsed.
#[test]
fn an_account_of_another_author_or_for_somebody_else_is_refused() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let eve = harness.citizen("Eve", 0);
    let (bos, eves) = (harness.standing_of(&bo), harness.standing_of(&eve));
    let here = elsewhere(&mut harness);
    let elsewhere = harness.standing_of(&bo);
    harness.network = here;
    let others = [
        ("another author", create(&eve, &bos)),
        ("a stake on another", create(&ada, &eves)),
        ("a stake on Bo elsewhere", create(&ada, &elsewhere)),
        ("a stake on a wallet", create(&ada, &bo.address())),
    ];
    for (what, (address, instructions)) in others {
        refused_at(&mut harness, address, instructions, what, ReputationError::WrongAddress);
        assert_eq!(harness.lamports(address), 0);
    }
    harness.endorse(&ada, &bo, REPUTATION).run();
}

/// Shows reputation.endorse: `endorsement` is the account of these two standings
#[test]
fn an_account_that_is_at_no_seed_of_the_signers_is_refused() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let keypair = harness.person("a keypair").address();
    harness.set_lamports(keypair, 0);
    let created = create_account(&ada.address(), &keypair, ENOUGH, ENDORSEMENT as u64, &REPUTATION_ID);
    refused_at(&mut harness, keypair, vec![created], "an account with a key", ReputationError::WrongAddress);
}

/// Shows reputation.endorse: `endorsement` is the account of these two standings
/// Shows reputation.md: Two people have one endorsement in each direction, at an address derived from the endorser and
///   the endorsed.
#[test]
fn nobody_but_the_signer_creates_an_account_at_their_address() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let eve = harness.person("Eve");
    let (address, seed) = PROGRAMS.endorsement(&ada.address(), &harness.standing_of(&bo));
    let space = ENDORSEMENT as u64;
    let mut forced =
        create_account_with_seed(&eve.address(), &address, &ada.address(), &seed, ENOUGH, space, &REPUTATION_ID);
    let base = forced.accounts.iter_mut().find(|meta| meta.pubkey == ada.address()).unwrap();
    base.is_signer = false;
    let outcome = harness.execute(&[forced]);
    outcome.failed_at(0, "creating in another's name", InstructionError::MissingRequiredSignature);
    harness.endorse(&ada, &bo, REPUTATION).run();
}

/// Shows reputation.endorse: `endorsement` is the account of these two standings
#[test]
fn an_account_that_is_not_the_programs_or_has_another_size_is_not_new() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let address = harness.endorsement_of(&ada, &bo);
    refused_at(&mut harness, address, vec![], "nothing", ReputationError::NotNew);
    let (_, seed) = PROGRAMS.endorsement(&ada.address(), &harness.standing_of(&bo));
    let author = ada.address();
    for space in [0, 7, 8, ENDORSEMENT - 1, ENDORSEMENT + 1, 2 * ENDORSEMENT, 10_240] {
        let new = NewAccount { author, address, seed: seed.clone(), space, program: REPUTATION_ID };
        let what = format!("an account of {space} bytes");
        refused_at(&mut harness, address, new.create(ENOUGH), &what, ReputationError::NotNew);
    }
    // The same bytes at the same address, owned by other programs and by none.
    for owner in [MAIL_ID, Person::named("another program").address(), Pubkey::default()] {
        let zeros = Account { lamports: ENOUGH, data: vec![0; ENDORSEMENT], owner, ..Account::default() };
        harness.forge(address, zeros);
        refused_at(&mut harness, address, vec![], "an account of others", ReputationError::NotNew);
    }
}

/// Shows reputation.endorse: `endorsement` is the account of these two standings
#[test]
fn an_account_that_was_created_earlier_is_new_until_it_is_used() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let (address, created) = create(&ada, &harness.standing_of(&bo));
    harness.execute(&created).succeeded("creating");
    harness.endorse(&ada, &bo, REPUTATION).uncreated().run();
    assert_eq!(harness.lamports(address), ENOUGH);
    // The system program does not create it again: `AccountAlreadyInUse`.
    harness.execute(&created).failed_at(0, "creating it again", InstructionError::Custom(0));
    assert_eq!(endorsement(&harness, &ada, &bo).units, REPUTATION);
}

/// Shows reputation.endorse: `endorsement` is the account of these two standings
#[test]
fn an_account_with_less_than_its_rent_cannot_be_made_and_one_without_lamports_is_not_new() {
    at_every_rent(|mut harness| {
        harness.network();
        harness.reputation(reputation_core::Parameters::PERSONAL);
        let (ada, bo) = (harness.citizen("Ada", 50 * REPUTATION), harness.citizen("Bo", 0));
        let (address, seed) = PROGRAMS.endorsement(&ada.address(), &harness.standing_of(&bo));
        let (author, space) = (ada.address(), ENDORSEMENT);
        let endorse = harness.endorse(&ada, &bo, REPUTATION).uncreated().instruction();
        for too_little in [1, harness.rent(0), harness.rent(ENDORSEMENT) - 1] {
            let new = NewAccount { author, address, seed: seed.clone(), space, program: REPUTATION_ID };
            let all = [new.create(too_little), vec![endorse.clone()]].concat();
            let refused = bmail_testing::TransactionError::InsufficientFundsForRent { account_index: 0 };
            let outcome = harness.execute(&all);
            assert_eq!(
                outcome.result.map_err(|error| std::mem::discriminant(&error)),
                Err(std::mem::discriminant(&refused)),
                "{too_little} lamports"
            );
        }
        let new = NewAccount { author, address, seed, space, program: REPUTATION_ID };
        let all = [new.create(0), vec![endorse]].concat();
        harness.execute(&all).failed_at(1, "an account without lamports", ReputationError::NotNew);
        assert_eq!(harness.standing(&ada).given, 0);
    });
}

#[test]
fn lamports_given_to_its_address_return_with_the_rent_and_hinder_nobody() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let mallory = harness.person("Mallory");
    let address = harness.endorsement_of(&ada, &bo);
    let before = harness.lamports(ada.address());
    for gift in [harness.rent(0), FORTUNE / 4] {
        harness.execute(&[transfer(&mallory.address(), &address, gift)]).succeeded("giving");
    }
    harness.endorse(&ada, &bo, REPUTATION).run();
    harness.begin_unendorse(&ada, &bo).run();
    harness.advance(crate::COOL_DOWN);
    harness.finish_unendorse(&ada, &bo).run();
    assert_eq!(harness.lamports(ada.address()), before + harness.rent(0) + FORTUNE / 4);
}
