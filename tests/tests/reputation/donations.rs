//! Lamports that somebody put where they do not belong, before or after an account was made: nothing breaks, nothing is
//! lost, and nothing that was promised depends on them. Those for endorsements are in `stake_account.rs`.

use bmail_sdk::pda;
use bmail_testing::{FORTUNE, Person, REPUTATION, Stage, at_every_rent};
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;
use standing::Parameters;

use crate::{REPUTATION_SPACE, STANDING};

/// Gives as a stranger does, by a transaction; where the runtime refuses so little, by other means.
fn donate(stage: &mut Stage, to: Pubkey, lamports: u64) {
    let mallory = stage.person("Mallory");
    let given = stage.execute(&[transfer(&mallory.address(), &to, lamports)]);
    if given.result.is_err() {
        stage.give(to, lamports);
    }
}

/// Runs a test at every rent, on a network without reputation, with every gift: one lamport, less than an empty account's
/// rent, that rent, what the accounts need, and far more.
fn with_every_gift(test: impl Fn(Stage, u64)) {
    at_every_rent(|stage| {
        let rent = stage.rent(1) - stage.rent(0);
        let needed = stage.rent(REPUTATION_SPACE);
        for gift in [1, stage.rent(0) - 1, stage.rent(0), needed - 1, needed, needed + 1, 10 * stage.rent(1_000)] {
            let mut stage = Stage::with_rent(rent);
            stage.network();
            test(stage, gift);
        }
    });
}

/// Bytes of the network's mint.
fn mint_bytes(stage: &Stage) -> usize {
    stage.svm.get_account(&pda::mint(&stage.network).0).unwrap().data.len()
}

#[test]
fn a_prefunded_mint_is_made_all_the_same_and_saves_its_founder_the_gift() {
    with_every_gift(|mut stage, gift| {
        let (mint, founder) = (pda::mint(&stage.network).0, stage.founder());
        donate(&mut stage, mint, gift);
        let before = stage.lamports(founder.address());
        stage.reputation(Parameters::PERSONAL);
        let rent = stage.rent(mint_bytes(&stage));
        assert_eq!(stage.lamports(mint), gift.max(rent));
        let spent = stage.rent(REPUTATION_SPACE) + rent.saturating_sub(gift);
        assert_eq!(stage.lamports(founder.address()), before - spent);
        let cy = stage.citizen("Cy", REPUTATION);
        stage.open_token_account(&cy);
        stage.sync(&cy).run();
        assert_eq!(stage.tokens_of(&cy), Some(REPUTATION));
    });
}

#[test]
fn a_mint_that_holds_more_than_it_needs_without_metadata_and_less_than_with_them_is_topped_up() {
    let mut stage = Stage::new();
    stage.network();
    stage.reputation(Parameters::PERSONAL);
    let (whole, bare) = (mint_bytes(&stage), 330);
    for gift in [stage.rent(bare) - 1, stage.rent(bare), stage.rent(bare) + 1, stage.rent(whole) - 1, stage.rent(whole)]
    {
        let mut stage = Stage::new();
        stage.network();
        let mint = pda::mint(&stage.network).0;
        donate(&mut stage, mint, gift);
        stage.reputation(Parameters::PERSONAL);
        assert_eq!(stage.lamports(mint), stage.rent(whole));
    }
}

#[test]
fn prefunded_reputations_and_standings_open_all_the_same() {
    with_every_gift(|mut stage, gift| {
        let (reputation, founder) = (pda::reputation(&stage.network).0, stage.founder());
        donate(&mut stage, reputation, gift);
        stage.create_reputation(&founder).run();
        assert_eq!(stage.lamports(reputation), gift.max(stage.rent(REPUTATION_SPACE)));

        let cy = stage.person("Cy");
        let standing = stage.standing_of(&cy);
        donate(&mut stage, standing, gift);
        stage.open_standing(&cy).run();
        let rent = stage.rent(STANDING);
        assert_eq!(stage.lamports(standing), gift.max(rent));
        assert_eq!(stage.lamports(cy.address()), FORTUNE - rent.saturating_sub(gift));
        // What was given is the owner's, once they leave.
        stage.close_standing(&cy).run();
        assert_eq!(stage.lamports(cy.address()), FORTUNE + gift.min(rent) + gift.saturating_sub(rent));
    });
}

#[test]
fn lamports_given_to_a_standing_are_no_reputation_and_return_to_its_owner() {
    with_every_gift(|mut stage, gift| {
        stage.reputation(Parameters::PERSONAL);
        let cy = stage.citizen("Cy", 5 * REPUTATION);
        let (address, standing, before) = (stage.standing_of(&cy), stage.standing(&cy), stage.lamports(cy.address()));
        donate(&mut stage, address, gift);
        assert_eq!(stage.standing(&cy), standing);
        stage.close_standing(&cy).run();
        assert_eq!(stage.lamports(cy.address()), before + stage.rent(STANDING) + gift);
    });
}

#[test]
fn lamports_given_to_a_reputation_or_its_mint_stay_there_and_change_nothing() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let (reputation, mint) = (pda::reputation(&stage.network).0, pda::mint(&stage.network).0);
    let held = [reputation, mint].map(|address| stage.lamports(address));
    donate(&mut stage, reputation, 777);
    donate(&mut stage, mint, 777);
    stage.open_token_account(&ada);
    stage.sync(&ada).run();
    stage.endorse(&ada, &bo, REPUTATION).run();
    stage.exchange(&ada, &bo, bmail_sdk::accounts::Verdict::Valuable);
    assert_eq!([reputation, mint].map(|address| stage.lamports(address)), held.map(|lamports| lamports + 777));
}

#[test]
fn nobody_is_paid_for_prefunding_an_address() {
    let mut stage = Stage::new();
    stage.network();
    stage.reputation(Parameters::PERSONAL);
    let cy = Person::named("Cy");
    let standing = stage.standing_of(&cy);
    donate(&mut stage, standing, FORTUNE / 2);
    let mallory = Person::named("Mallory").address();
    let before = stage.lamports(mallory);
    stage.person("Cy");
    stage.open_standing(&cy).run();
    stage.close_standing(&cy).run();
    assert_eq!(stage.lamports(mallory), before);
    assert_eq!(stage.lamports(cy.address()), FORTUNE + FORTUNE / 2);
}
