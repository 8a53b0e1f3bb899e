//! The specification of `accept_authority`.

use bmail_sdk::accounts::Network;
use bmail_testing::{InstructionError, MailError, events::AuthorityAccepted};
use solana_pubkey::Pubkey;

use super::{DELAY, NEW, founded};

/// Shows mail.accept_authority: Only the address to which it is offered may call it.
/// Shows mail.md: The authority is handed over in two steps.
/// Shows security.md: A captured or mistyped authority.
#[test]
fn only_who_it_is_offered_to_accepts_it() {
    let (mut harness, founder, ada) = founded();
    let eve = harness.person("Eve");
    for nobody in [&founder, &ada, &eve] {
        harness.accept_authority(nobody).expect_error(MailError::NotProposed);
    }
    harness.propose_authority(&founder, ada.address()).run();
    for other in [&founder, &eve] {
        harness.accept_authority(other).expect_error(MailError::NotProposed);
    }
    let unsigned = harness.accept_authority(&ada).unsigned("authority");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    harness.accept_authority(&ada).run();
}

/// Shows mail.accept_authority: Only the address to which it is offered may call it.
#[test]
fn without_an_offer_the_default_address_cannot_accept_because_it_cannot_sign() {
    let (mut harness, founder, _) = founded();
    let call = harness.accept_authority(&founder).account("authority", Pubkey::default()).unsigned("authority");
    call.expect_error(InstructionError::MissingRequiredSignature);
}

/// Shows mail.accept_authority: Only the address to which it is offered may call it.
#[test]
fn an_offer_is_for_one_network() {
    let (mut harness, founder, ada) = founded();
    harness.propose_authority(&founder, ada.address()).run();
    harness.network();
    harness.accept_authority(&ada).expect_error(MailError::NotProposed);
}

/// Shows mail.accept_authority: The previous authority loses its rights.
/// Shows mail.md: The authority is handed over in two steps.
#[test]
fn whoever_had_it_has_it_no_more() {
    let (mut harness, founder, ada) = founded();
    let before: Network = harness.account(harness.network);
    harness.propose_authority(&founder, ada.address()).run();
    // Until the offer is accepted, the old authority decides.
    harness.set_sending(&founder, true).run();
    harness.set_sending(&founder, false).run();
    harness.accept_authority(&ada).run();
    assert_eq!(harness.account::<Network>(harness.network), Network { authority: ada.address(), ..before });

    harness.propose_rules(&founder, NEW).expect_error(MailError::NotAuthority);
    harness.propose_authority(&founder, founder.address()).expect_error(MailError::NotAuthority);
    harness.set_sending(&founder, true).expect_error(MailError::NotAuthority);
    harness.accept_authority(&founder).expect_error(MailError::NotProposed);
    harness.propose_rules(&ada, NEW).run();
    harness.set_sending(&ada, true).run();
    harness.propose_authority(&ada, founder.address()).run();
    harness.accept_authority(&founder).run();
}

/// Shows mail.accept_authority: The previous authority loses its rights.
#[test]
fn rules_that_wait_keep_waiting() {
    let (mut harness, founder, ada) = founded();
    harness.propose_rules(&founder, NEW).run();
    harness.advance(DELAY - 1);
    harness.propose_authority(&founder, ada.address()).run();
    harness.accept_authority(&ada).run();
    harness.apply_rules().expect_error(MailError::RulesNotDue);
    harness.advance(1);
    harness.apply_rules().run();
    assert_eq!(harness.account::<Network>(harness.network).rules, NEW);
}

/// Shows mail.accept_authority: Emits `AuthorityAccepted`.
#[test]
fn it_emits_authority_accepted() {
    let (mut harness, founder, ada) = founded();
    harness.propose_authority(&founder, ada.address()).run();
    let event: AuthorityAccepted = harness.accept_authority(&ada).run().event();
    assert_eq!(event, AuthorityAccepted { network: harness.network, authority: ada.address() });
}
