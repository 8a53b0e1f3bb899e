//! The specification of `accept_authority`.

use bmail_sdk::accounts::Network;
use bmail_testing::{InstructionError, MailError, events::AuthorityAccepted};
use postage::Rules;
use solana_pubkey::Pubkey;

use super::{DELAY, NEW, founded};

#[test]
fn bullet_1_only_who_it_is_offered_to_accepts_it() {
    let (mut stage, founder, ada) = founded();
    let eve = stage.person("Eve");
    for nobody in [&founder, &ada, &eve] {
        stage.accept_authority(nobody).expect_error(MailError::NotProposed);
    }
    stage.propose_authority(&founder, ada.address()).run();
    for other in [&founder, &eve] {
        stage.accept_authority(other).expect_error(MailError::NotProposed);
    }
    let unsigned = stage.accept_authority(&ada).unsigned("authority");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    stage.accept_authority(&ada).run();
}

#[test]
fn bullet_1_without_an_offer_the_default_address_cannot_accept_because_it_cannot_sign() {
    let (mut stage, founder, _) = founded();
    let call = stage.accept_authority(&founder).account("authority", Pubkey::default()).unsigned("authority");
    call.expect_error(InstructionError::MissingRequiredSignature);
}

#[test]
fn bullet_1_an_offer_is_for_one_network() {
    let (mut stage, founder, ada) = founded();
    stage.propose_authority(&founder, ada.address()).run();
    stage.network();
    stage.accept_authority(&ada).expect_error(MailError::NotProposed);
}

#[test]
fn bullet_2_whoever_had_it_has_it_no_more() {
    let (mut stage, founder, ada) = founded();
    let before: Network = stage.account(stage.network);
    stage.propose_authority(&founder, ada.address()).run();
    // Until it is accepted, the old authority decides.
    stage.set_sending(&founder, true).run();
    stage.set_sending(&founder, false).run();
    stage.accept_authority(&ada).run();
    assert_eq!(stage.account::<Network>(stage.network), Network { authority: ada.address(), ..before });

    stage.propose_rules(&founder, NEW).expect_error(MailError::NotAuthority);
    stage.propose_authority(&founder, founder.address()).expect_error(MailError::NotAuthority);
    stage.set_sending(&founder, true).expect_error(MailError::NotAuthority);
    stage.accept_authority(&founder).expect_error(MailError::NotProposed);
    stage.propose_rules(&ada, NEW).run();
    stage.set_sending(&ada, true).run();
    stage.propose_authority(&ada, founder.address()).run();
    stage.accept_authority(&founder).run();
}

#[test]
fn bullet_2_rules_that_wait_keep_waiting() {
    let (mut stage, founder, ada) = founded();
    stage.propose_rules(&founder, NEW).run();
    stage.advance(DELAY - 1);
    stage.propose_authority(&founder, ada.address()).run();
    stage.accept_authority(&ada).run();
    stage.apply_rules().expect_error(MailError::RulesNotDue);
    stage.advance(1);
    stage.apply_rules().run();
    assert_eq!(Rules::from(&stage.account::<Network>(stage.network).rules), NEW);
}

#[test]
fn bullet_3_it_emits_authority_accepted() {
    let (mut stage, founder, ada) = founded();
    stage.propose_authority(&founder, ada.address()).run();
    let event: AuthorityAccepted = stage.accept_authority(&ada).run().event();
    assert_eq!(event, AuthorityAccepted { network: stage.network, authority: ada.address() });
}
