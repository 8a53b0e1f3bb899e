//! Lamports sent to where they do not belong, before or after an account was created: nothing breaks, nothing is lost,
//! and no promise depends on them.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Mailbox, StoredMessage, Verdict},
};
use bmail_testing::{FORTUNE, Harness, InstructionError, Person, at_every_rent};
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use crate::{CORRESPONDENCE, LEDGER, MAILBOX, NETWORK, PERIOD, message_rent, settle};

/// Gives lamports in a transaction, as a stranger would. If the runtime refuses so little, adds them directly.
fn donate(harness: &mut Harness, to: Pubkey, lamports: u64) {
    let mallory = harness.person("Mallory");
    let given = harness.execute(&[transfer(&mallory.address(), &to, lamports)]);
    if given.result.is_err() {
        harness.give(to, lamports);
    }
}

/// One lamport, less than an empty account's rent, exactly that rent, and more than any rent in these tests.
fn gifts(harness: &Harness) -> [u64; 4] {
    [1, harness.rent(0) - 1, harness.rent(0), 10 * harness.rent(1_000)]
}

/// Runs a test at every rent and with every gift.
fn with_every_gift(test: impl Fn(Harness, u64)) {
    at_every_rent(|harness| {
        let rent = harness.rent(1) - harness.rent(0);
        for gift in gifts(&harness) {
            test(Harness::with_rent(rent), gift);
        }
    });
}

fn network_of_two(harness: &mut Harness) -> (Person, Person, Pubkey) {
    let (ada, bo) = harness.ada_and_bo();
    let message = harness.send(&ada, &bo).address();
    (ada, bo, message)
}

/// Shows mail.md: Lamports at the address of a future account block nobody, and change no price.
/// Shows security.md: Prefunded addresses.
#[test]
fn a_prefunded_message_is_sent_at_the_same_price_and_its_gift_returns_to_the_sender() {
    with_every_gift(|mut harness, gift| {
        let (ada, bo, message) = network_of_two(&mut harness);
        let fee = harness.quote(&ada, &bo, 300).postage.0;
        donate(&mut harness, message, gift);
        let before = harness.lamports(ada.address());
        harness.send(&ada, &bo).max_fee(fee).run();
        // The sender immediately gets what the account would hold beyond rent and fee.
        let spent = harness.rent(CORRESPONDENCE) + message_rent(&harness, 300) + fee;
        assert_eq!(harness.lamports(ada.address()), before + gift - spent);
        assert_eq!(harness.lamports(message), message_rent(&harness, 300) + fee);
        assert_eq!(harness.account::<StoredMessage>(message).header.fee, fee);

        harness.acknowledge(&bo, message).run();
        assert_eq!(harness.lamports(ada.address()), before + gift - spent + message_rent(&harness, 300));
        let earned = settle(fee, Verdict::Valuable).recipient.0;
        assert_eq!(harness.lamports(bo.address()), FORTUNE - harness.rent(MAILBOX) + earned);
    });
}

#[test]
fn a_gift_to_a_messages_address_makes_its_sender_create_the_account_in_two_steps() {
    with_every_gift(|mut harness, gift| {
        let (ada, bo, message) = network_of_two(&mut harness);
        let simple = harness.send(&ada, &bo).instructions();
        donate(&mut harness, message, gift);
        // The system program's `AccountAlreadyInUse`.
        harness.execute(&simple).failed_at(0, "creating it in one step", InstructionError::Custom(0));
        let (call, two) = (simple.len() - 1, harness.send(&ada, &bo).instructions());
        assert_eq!((call, two.len() - 1), (1, 2));
        harness.execute(&two).succeeded("creating it in two steps");
    });
}

#[test]
fn a_prefunded_message_that_nobody_answers_returns_whole() {
    with_every_gift(|mut harness, gift| {
        let (ada, bo, message) = network_of_two(&mut harness);
        let before = harness.lamports(ada.address());
        donate(&mut harness, message, gift);
        harness.send(&ada, &bo).run();
        harness.advance(PERIOD + 1);
        harness.expire(message).run();
        assert_eq!(harness.lamports(ada.address()), before - harness.rent(CORRESPONDENCE) + gift);
    });
}

/// Shows mail.md: Lamports at the address of a future account block nobody, and change no price.
#[test]
fn a_prefunded_correspondence_saves_rent_and_changes_no_price() {
    with_every_gift(|mut harness, gift| {
        let (ada, bo, message) = network_of_two(&mut harness);
        let pair = harness.correspondence_of(&ada, &bo);
        let (fee, rent) = (harness.quote(&ada, &bo, 300).postage.0, harness.rent(CORRESPONDENCE));
        donate(&mut harness, pair, gift);
        let before = harness.lamports(ada.address());
        harness.send(&ada, &bo).max_fee(fee).run();
        let missing = rent.saturating_sub(gift);
        assert_eq!(harness.lamports(pair), gift.max(rent));
        assert_eq!(harness.lamports(ada.address()), before - missing - message_rent(&harness, 300) - fee);
        harness.acknowledge(&bo, message).run();
        harness.send(&bo, &ada).run();
    });
}

/// Shows mail.md: Lamports at the address of a future account block nobody, and change no price.
/// Shows security.md: Prefunded addresses.
#[test]
fn prefunded_mailboxes_networks_and_ledgers_open_all_the_same() {
    with_every_gift(|mut harness, gift| {
        let ada = harness.person("Ada");
        let network = harness.create_network(&ada).address();
        let (ledger, _) = PROGRAMS.ledger(&network);
        donate(&mut harness, network, gift);
        donate(&mut harness, ledger, gift);
        harness.create_network(&ada).run();
        assert_eq!(harness.lamports(network), gift.max(harness.rent(NETWORK)));
        assert_eq!(harness.lamports(ledger), gift.max(harness.rent(LEDGER)));

        harness.network = network;
        let mailbox = harness.mailbox_of(&ada);
        donate(&mut harness, mailbox, gift);
        harness.open_mailbox(&ada).run();
        assert_eq!(harness.lamports(mailbox), gift.max(harness.rent(MAILBOX)));
    });
}

/// Shows mail.md: Lamports donated to any account of any instruction change no other amount.
#[test]
fn lamports_given_to_a_mailbox_or_a_correspondence_stay_there_and_are_nobodys_cut() {
    with_every_gift(|mut harness, gift| {
        let (ada, bo, message) = network_of_two(&mut harness);
        harness.send(&ada, &bo).run();
        let fee = harness.account::<StoredMessage>(message).header.fee;
        let (mailbox, pair) = (harness.mailbox_of(&bo), harness.correspondence_of(&ada, &bo));
        donate(&mut harness, mailbox, gift);
        donate(&mut harness, pair, gift);
        harness.acknowledge(&bo, message).verdict(Verdict::Spam).run();
        let cut = settle(fee, Verdict::Spam).treasury.0;
        assert_eq!(harness.account::<Mailbox>(mailbox).cut, cut);
        assert_eq!(harness.lamports(mailbox), harness.rent(MAILBOX) + cut + gift);
        assert_eq!(harness.lamports(pair), harness.rent(CORRESPONDENCE) + gift);
    });
}
