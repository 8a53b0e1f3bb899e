//! Lamports sent to where they do not belong, before or after an account was created: nothing breaks, nothing is lost,
//! and no promise depends on them. Gifts to endorsements are in `stake_account.rs`.

use bmail_sdk::PROGRAMS;
use bmail_testing::{FORTUNE, Harness, Person, REPUTATION, at_every_rent};
use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use crate::{REPUTATION_SPACE, STANDING};

/// Gives lamports in a transaction, as a stranger would. If the runtime refuses so little, adds them directly.
fn donate(harness: &mut Harness, to: Pubkey, lamports: u64) {
    let mallory = harness.person("Mallory");
    let given = harness.execute(&[transfer(&mallory.address(), &to, lamports)]);
    if given.result.is_err() {
        harness.give(to, lamports);
    }
}

/// Runs a test at every rent, on a network without reputation, with every gift: one lamport, less than an empty
/// account's rent, exactly that rent, what the accounts need, and far more.
fn with_every_gift(test: impl Fn(Harness, u64)) {
    at_every_rent(|harness| {
        let rent = harness.rent(1) - harness.rent(0);
        let needed = harness.rent(REPUTATION_SPACE);
        for gift in [1, harness.rent(0) - 1, harness.rent(0), needed - 1, needed, needed + 1, 10 * harness.rent(1_000)]
        {
            let mut harness = Harness::with_rent(rent);
            harness.network();
            test(harness, gift);
        }
    });
}

/// The length of the network's mint, in bytes.
fn mint_bytes(harness: &Harness) -> usize {
    harness.svm.get_account(&PROGRAMS.mint(&harness.network).0).unwrap().data.len()
}

#[test]
fn a_prefunded_mint_is_made_all_the_same_and_saves_its_founder_the_gift() {
    with_every_gift(|mut harness, gift| {
        let (mint, founder) = (PROGRAMS.mint(&harness.network).0, harness.founder());
        donate(&mut harness, mint, gift);
        let before = harness.lamports(founder.address());
        harness.reputation(Parameters::PERSONAL);
        let rent = harness.rent(mint_bytes(&harness));
        assert_eq!(harness.lamports(mint), gift.max(rent));
        let spent = harness.rent(REPUTATION_SPACE) + rent.saturating_sub(gift);
        assert_eq!(harness.lamports(founder.address()), before - spent);
        let cy = harness.citizen("Cy", REPUTATION);
        harness.open_token_account(&cy);
        harness.sync(&cy).run();
        assert_eq!(harness.tokens_of(&cy), Some(REPUTATION));
    });
}

#[test]
fn a_mint_that_holds_more_than_it_needs_without_metadata_and_less_than_with_them_is_topped_up() {
    let mut harness = Harness::new();
    harness.network();
    harness.reputation(Parameters::PERSONAL);
    let (whole, bare) = (mint_bytes(&harness), 330);
    for gift in [
        harness.rent(bare) - 1,
        harness.rent(bare),
        harness.rent(bare) + 1,
        harness.rent(whole) - 1,
        harness.rent(whole),
    ] {
        let mut harness = Harness::new();
        harness.network();
        let mint = PROGRAMS.mint(&harness.network).0;
        donate(&mut harness, mint, gift);
        harness.reputation(Parameters::PERSONAL);
        assert_eq!(harness.lamports(mint), harness.rent(whole));
    }
}

#[test]
fn prefunded_reputations_and_standings_open_all_the_same() {
    with_every_gift(|mut harness, gift| {
        let (reputation, founder) = (PROGRAMS.reputation(&harness.network).0, harness.founder());
        donate(&mut harness, reputation, gift);
        harness.create_reputation(&founder).run();
        assert_eq!(harness.lamports(reputation), gift.max(harness.rent(REPUTATION_SPACE)));

        let cy = harness.person("Cy");
        let standing = harness.standing_of(&cy);
        donate(&mut harness, standing, gift);
        harness.open_standing(&cy).run();
        let rent = harness.rent(STANDING);
        assert_eq!(harness.lamports(standing), gift.max(rent));
        assert_eq!(harness.lamports(cy.address()), FORTUNE - rent.saturating_sub(gift));
        // The gift belongs to the owner once they leave.
        harness.close_standing(&cy).run();
        assert_eq!(harness.lamports(cy.address()), FORTUNE + gift.min(rent) + gift.saturating_sub(rent));
    });
}

#[test]
fn lamports_given_to_a_standing_are_no_reputation_and_return_to_its_owner() {
    with_every_gift(|mut harness, gift| {
        harness.reputation(Parameters::PERSONAL);
        let cy = harness.citizen("Cy", 5 * REPUTATION);
        let (address, standing, before) =
            (harness.standing_of(&cy), harness.standing(&cy), harness.lamports(cy.address()));
        donate(&mut harness, address, gift);
        assert_eq!(harness.standing(&cy), standing);
        harness.close_standing(&cy).run();
        assert_eq!(harness.lamports(cy.address()), before + harness.rent(STANDING) + gift);
    });
}

#[test]
fn lamports_given_to_a_reputation_or_its_mint_stay_there_and_change_nothing() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let (reputation, mint) = (PROGRAMS.reputation(&harness.network).0, PROGRAMS.mint(&harness.network).0);
    let held = [reputation, mint].map(|address| harness.lamports(address));
    donate(&mut harness, reputation, 777);
    donate(&mut harness, mint, 777);
    harness.open_token_account(&ada);
    harness.sync(&ada).run();
    harness.endorse(&ada, &bo, REPUTATION).run();
    harness.exchange(&ada, &bo, bmail_sdk::accounts::Verdict::Valuable);
    assert_eq!([reputation, mint].map(|address| harness.lamports(address)), held.map(|lamports| lamports + 777));
}

#[test]
fn nobody_is_paid_for_prefunding_an_address() {
    let mut harness = Harness::new();
    harness.network();
    harness.reputation(Parameters::PERSONAL);
    let cy = Person::named("Cy");
    let standing = harness.standing_of(&cy);
    donate(&mut harness, standing, FORTUNE / 2);
    let mallory = Person::named("Mallory").address();
    let before = harness.lamports(mallory);
    harness.person("Cy");
    harness.open_standing(&cy).run();
    harness.close_standing(&cy).run();
    assert_eq!(harness.lamports(mallory), before);
    assert_eq!(harness.lamports(cy.address()), FORTUNE + FORTUNE / 2);
}
