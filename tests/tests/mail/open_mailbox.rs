//! The specification of `open_mailbox`.

use bmail_sdk::accounts::Mailbox;
use bmail_testing::{FORTUNE, InstructionError, MailError, Stage, at_every_rent, events::MailboxOpened};

use crate::MAILBOX;

#[test]
fn bullet_1_the_owner_pays_the_rent_of_an_address_that_follows_from_person_and_network() {
    at_every_rent(|mut stage| {
        let network = stage.network();
        let ada = stage.person("Ada");
        stage.open_mailbox(&ada).run();
        let address = stage.mailbox_of(&ada);
        let mailbox: Mailbox = stage.account(address);
        assert_eq!((mailbox.network, mailbox.owner), (network, ada.address()));
        assert_eq!(stage.lamports(address), stage.rent(MAILBOX));
        assert_eq!(stage.lamports(ada.address()), FORTUNE - stage.rent(MAILBOX));
    });
}

#[test]
fn bullet_1_a_person_has_one_mailbox_on_a_network_and_cannot_reset_it() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    // The system program's `AccountAlreadyInUse`.
    stage.open_mailbox(&ada).key([9; 32]).expect_error(InstructionError::Custom(0));
}

#[test]
fn bullet_1_a_person_may_have_a_mailbox_on_each_network() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let first = stage.mailbox_of(&ada);
    stage.network();
    stage.open_mailbox(&ada).run();
    assert_ne!(stage.mailbox_of(&ada), first);
}

#[test]
fn bullet_1_nobody_opens_the_mailbox_of_somebody_else() {
    let mut stage = Stage::new();
    stage.network();
    let (ada, eve) = (stage.person("Ada"), stage.person("Eve"));
    let adas = stage.mailbox_of(&ada);
    stage.open_mailbox(&eve).account("mailbox", adas).expect_error(InstructionError::InvalidSeeds);
    stage.open_mailbox(&ada).unsigned("owner").expect_error(InstructionError::MissingRequiredSignature);
}

#[test]
fn bullet_2_the_key_is_not_zero_and_is_version_1() {
    let mut stage = Stage::new();
    stage.network();
    let ada = stage.person("Ada");
    stage.open_mailbox(&ada).key([0; 32]).expect_error(MailError::InvalidKey);
    let almost_zero = std::array::from_fn(|index| u8::from(index == 31));
    stage.open_mailbox(&ada).key(almost_zero).run();
    let mailbox: Mailbox = stage.account(stage.mailbox_of(&ada));
    assert_eq!((mailbox.encryption_key, mailbox.key_version), (almost_zero, 1));
}

#[test]
fn bullet_3_the_mailbox_accepts_everybody_asks_no_minimum_and_has_no_load() {
    let (stage, ada, _) = Stage::with_ada_and_bo();
    let mailbox: Mailbox = stage.account(stage.mailbox_of(&ada));
    assert_eq!((mailbox.accepting, mailbox.min_fee, mailbox.min_reputation), (1, 0, 0));
    assert_eq!((mailbox.load, mailbox.next_sequence, mailbox.cut), (0, 0, 0));
}

#[test]
fn bullet_4_it_emits_mailbox_opened() {
    let mut stage = Stage::new();
    let network = stage.network();
    let ada = stage.person("Ada");
    let event: MailboxOpened = stage.open_mailbox(&ada).run().event();
    assert_eq!(event, MailboxOpened { mailbox: stage.mailbox_of(&ada), network, owner: ada.address() });
}
