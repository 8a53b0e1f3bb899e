//! The specification of `propose_authority`.

use bmail_sdk::accounts::Network;
use bmail_testing::{InstructionError, MailError, events::AuthorityProposed};
use solana_pubkey::Pubkey;

use super::{authorities, founded};

#[test]
fn bullet_1_only_the_authority_offers_it() {
    let (mut stage, founder, ada) = founded();
    stage.propose_authority(&ada, ada.address()).expect_error(MailError::NotAuthority);
    let unsigned = stage.propose_authority(&founder, ada.address()).unsigned("authority");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    stage.propose_authority(&founder, ada.address()).run();
    // Before it is accepted, it is not the other's to pass on.
    stage.propose_authority(&ada, ada.address()).expect_error(MailError::NotAuthority);
}

#[test]
fn bullet_2_an_offer_changes_nothing_but_to_whom_it_is_made() {
    let (mut stage, founder, ada) = founded();
    let before: Network = stage.account(stage.network);
    stage.propose_authority(&founder, ada.address()).run();
    let after: Network = stage.account(stage.network);
    assert_eq!(after, Network { pending_authority: ada.address(), ..before });
}

#[test]
fn bullet_2_a_second_offer_takes_the_first_back() {
    let (mut stage, founder, ada) = founded();
    let bo = stage.person("Bo");
    stage.propose_authority(&founder, ada.address()).run();
    stage.propose_authority(&founder, bo.address()).run();
    stage.accept_authority(&ada).expect_error(MailError::NotProposed);
    stage.accept_authority(&bo).run();
    assert_eq!(authorities(&stage), (bo.address(), Pubkey::default()));
}

#[test]
fn bullet_2_an_offer_can_be_made_twice() {
    let (mut stage, founder, ada) = founded();
    stage.propose_authority(&founder, ada.address()).run();
    stage.propose_authority(&founder, ada.address()).run();
    stage.accept_authority(&ada).run();
    stage.accept_authority(&ada).expect_error(MailError::NotProposed);
}

#[test]
fn bullet_2_the_default_address_takes_an_offer_back() {
    let (mut stage, founder, ada) = founded();
    stage.propose_authority(&founder, ada.address()).run();
    stage.propose_authority(&founder, Pubkey::default()).run();
    assert_eq!(authorities(&stage), (founder.address(), Pubkey::default()));
    stage.accept_authority(&ada).expect_error(MailError::NotProposed);
    // And without an offer it does nothing.
    stage.propose_authority(&founder, Pubkey::default()).run();
    assert_eq!(authorities(&stage), (founder.address(), Pubkey::default()));
}

#[test]
fn bullet_3_it_emits_authority_proposed() {
    let (mut stage, founder, ada) = founded();
    for authority in [ada.address(), Pubkey::default()] {
        let event: AuthorityProposed = stage.propose_authority(&founder, authority).run().event();
        assert_eq!(event, AuthorityProposed { network: stage.network, authority });
    }
}
