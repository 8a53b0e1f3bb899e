//! The specification of `propose_authority`.

use bmail_sdk::accounts::Network;
use bmail_testing::{InstructionError, MailError, events::AuthorityProposed};
use solana_pubkey::Pubkey;

use super::{authorities, founded};

/// Shows mail.propose_authority: Only the network's authority may call it.
#[test]
fn only_the_authority_offers_it() {
    let (mut harness, founder, ada) = founded();
    harness.propose_authority(&ada, ada.address()).expect_error(MailError::NotAuthority);
    let unsigned = harness.propose_authority(&founder, ada.address()).unsigned("authority");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    harness.propose_authority(&founder, ada.address()).run();
    // Until it is accepted, the authority cannot be passed on.
    harness.propose_authority(&ada, ada.address()).expect_error(MailError::NotAuthority);
}

/// Shows mail.propose_authority: `new_authority` replaces any earlier offer.
/// Shows mail.md: The authority is handed over in two steps.
#[test]
fn an_offer_changes_nothing_but_to_whom_it_is_made() {
    let (mut harness, founder, ada) = founded();
    let before: Network = harness.account(harness.network);
    harness.propose_authority(&founder, ada.address()).run();
    let after: Network = harness.account(harness.network);
    assert_eq!(after, Network { pending_authority: ada.address(), ..before });
}

/// Shows mail.propose_authority: `new_authority` replaces any earlier offer.
#[test]
fn a_second_offer_takes_the_first_back() {
    let (mut harness, founder, ada) = founded();
    let bo = harness.person("Bo");
    harness.propose_authority(&founder, ada.address()).run();
    harness.propose_authority(&founder, bo.address()).run();
    harness.accept_authority(&ada).expect_error(MailError::NotProposed);
    harness.accept_authority(&bo).run();
    assert_eq!(authorities(&harness), (bo.address(), Pubkey::default()));
}

/// Shows mail.propose_authority: `new_authority` replaces any earlier offer.
#[test]
fn an_offer_can_be_made_twice() {
    let (mut harness, founder, ada) = founded();
    harness.propose_authority(&founder, ada.address()).run();
    harness.propose_authority(&founder, ada.address()).run();
    harness.accept_authority(&ada).run();
    harness.accept_authority(&ada).expect_error(MailError::NotProposed);
}

/// Shows mail.propose_authority: `new_authority` replaces any earlier offer.
/// Shows security.md: A captured or mistyped authority.
#[test]
fn the_default_address_takes_an_offer_back() {
    let (mut harness, founder, ada) = founded();
    harness.propose_authority(&founder, ada.address()).run();
    harness.propose_authority(&founder, Pubkey::default()).run();
    assert_eq!(authorities(&harness), (founder.address(), Pubkey::default()));
    harness.accept_authority(&ada).expect_error(MailError::NotProposed);
    // Without an offer it does nothing.
    harness.propose_authority(&founder, Pubkey::default()).run();
    assert_eq!(authorities(&harness), (founder.address(), Pubkey::default()));
}

/// Shows mail.propose_authority: Emits `AuthorityProposed`.
#[test]
fn it_emits_authority_proposed() {
    let (mut harness, founder, ada) = founded();
    for authority in [ada.address(), Pubkey::default()] {
        let event: AuthorityProposed = harness.propose_authority(&founder, authority).run().event();
        assert_eq!(event, AuthorityProposed { network: harness.network, authority });
    }
}
