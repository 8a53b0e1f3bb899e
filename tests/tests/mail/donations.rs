//! Lamports that somebody put where they do not belong, before or after an account was made: nothing breaks, nothing
//! is lost, and nothing that was promised depends on them.

use bmail_sdk::{
    accounts::{Mailbox, StoredMessage, Verdict},
    pda,
};
use bmail_testing::{FORTUNE, InstructionError, Person, Stage, at_every_rent};
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use crate::{CORRESPONDENCE, LEDGER, MAILBOX, NETWORK, PERIOD, message_rent, settle};

/// Gives as a stranger does, by a transaction; where the runtime refuses so little, by other means.
fn donate(stage: &mut Stage, to: Pubkey, lamports: u64) {
    let mallory = stage.person("Mallory");
    let given = stage.execute(&[transfer(&mallory.address(), &to, lamports)]);
    if given.result.is_err() {
        stage.give(to, lamports);
    }
}

/// One lamport, less than an empty account's rent, that rent, and more than any rent here.
fn gifts(stage: &Stage) -> [u64; 4] {
    [1, stage.rent(0) - 1, stage.rent(0), 10 * stage.rent(1_000)]
}

/// Runs a test at every rent, with every gift.
fn with_every_gift(test: impl Fn(Stage, u64)) {
    at_every_rent(|stage| {
        let rent = stage.rent(1) - stage.rent(0);
        for gift in gifts(&stage) {
            test(Stage::with_rent(rent), gift);
        }
    });
}

fn network_of_two(stage: &mut Stage) -> (Person, Person, Pubkey) {
    let (ada, bo) = stage.ada_and_bo();
    let message = stage.send(&ada, &bo).address();
    (ada, bo, message)
}

#[test]
fn a_prefunded_message_is_sent_at_the_same_price_and_its_gift_returns_to_the_sender() {
    with_every_gift(|mut stage, gift| {
        let (ada, bo, message) = network_of_two(&mut stage);
        let fee = stage.quote(&ada, &bo, 300).postage.0;
        donate(&mut stage, message, gift);
        let before = stage.lamports(ada.address());
        stage.send(&ada, &bo).max_fee(fee).run();
        // What the account would hold beyond rent and fee is the sender's at once.
        let spent = stage.rent(CORRESPONDENCE) + message_rent(&stage, 300) + fee;
        assert_eq!(stage.lamports(ada.address()), before + gift - spent);
        assert_eq!(stage.lamports(message), message_rent(&stage, 300) + fee);
        assert_eq!(stage.account::<StoredMessage>(message).header.fee, fee);

        stage.acknowledge(&bo, message).run();
        assert_eq!(stage.lamports(ada.address()), before + gift - spent + message_rent(&stage, 300));
        let earned = settle(fee, Verdict::Valuable).recipient.0;
        assert_eq!(stage.lamports(bo.address()), FORTUNE - stage.rent(MAILBOX) + earned);
    });
}

#[test]
fn a_gift_to_a_messages_address_makes_its_sender_create_the_account_in_two_steps() {
    with_every_gift(|mut stage, gift| {
        let (ada, bo, message) = network_of_two(&mut stage);
        let simple = stage.send(&ada, &bo).instructions();
        donate(&mut stage, message, gift);
        // The system program's `AccountAlreadyInUse`.
        stage.execute(&simple).failed_at(0, "creating it in one step", InstructionError::Custom(0));
        let (call, two) = (simple.len() - 1, stage.send(&ada, &bo).instructions());
        assert_eq!((call, two.len() - 1), (1, 2));
        stage.execute(&two).succeeded("creating it in two steps");
    });
}

#[test]
fn a_prefunded_message_that_nobody_answers_returns_whole() {
    with_every_gift(|mut stage, gift| {
        let (ada, bo, message) = network_of_two(&mut stage);
        let before = stage.lamports(ada.address());
        donate(&mut stage, message, gift);
        stage.send(&ada, &bo).run();
        stage.advance(PERIOD + 1);
        stage.expire(message).run();
        assert_eq!(stage.lamports(ada.address()), before - stage.rent(CORRESPONDENCE) + gift);
    });
}

#[test]
fn a_prefunded_correspondence_saves_rent_and_changes_no_price() {
    with_every_gift(|mut stage, gift| {
        let (ada, bo, message) = network_of_two(&mut stage);
        let pair = stage.correspondence_of(&ada, &bo);
        let (fee, rent) = (stage.quote(&ada, &bo, 300).postage.0, stage.rent(CORRESPONDENCE));
        donate(&mut stage, pair, gift);
        let before = stage.lamports(ada.address());
        stage.send(&ada, &bo).max_fee(fee).run();
        let missing = rent.saturating_sub(gift);
        assert_eq!(stage.lamports(pair), gift.max(rent));
        assert_eq!(stage.lamports(ada.address()), before - missing - message_rent(&stage, 300) - fee);
        stage.acknowledge(&bo, message).run();
        stage.send(&bo, &ada).run();
    });
}

#[test]
fn prefunded_mailboxes_networks_and_ledgers_open_all_the_same() {
    with_every_gift(|mut stage, gift| {
        let ada = stage.person("Ada");
        let network = stage.create_network(&ada).address();
        let (ledger, _) = pda::ledger(&network);
        donate(&mut stage, network, gift);
        donate(&mut stage, ledger, gift);
        stage.create_network(&ada).run();
        assert_eq!(stage.lamports(network), gift.max(stage.rent(NETWORK)));
        assert_eq!(stage.lamports(ledger), gift.max(stage.rent(LEDGER)));

        stage.network = network;
        let mailbox = stage.mailbox_of(&ada);
        donate(&mut stage, mailbox, gift);
        stage.open_mailbox(&ada).run();
        assert_eq!(stage.lamports(mailbox), gift.max(stage.rent(MAILBOX)));
    });
}

#[test]
fn lamports_given_to_a_mailbox_or_a_correspondence_stay_there_and_are_nobodys_cut() {
    with_every_gift(|mut stage, gift| {
        let (ada, bo, message) = network_of_two(&mut stage);
        stage.send(&ada, &bo).run();
        let fee = stage.account::<StoredMessage>(message).header.fee;
        let (mailbox, pair) = (stage.mailbox_of(&bo), stage.correspondence_of(&ada, &bo));
        donate(&mut stage, mailbox, gift);
        donate(&mut stage, pair, gift);
        stage.acknowledge(&bo, message).verdict(Verdict::Spam).run();
        let cut = settle(fee, Verdict::Spam).treasury.0;
        assert_eq!(stage.account::<Mailbox>(mailbox).cut, cut);
        assert_eq!(stage.lamports(mailbox), stage.rent(MAILBOX) + cut + gift);
        assert_eq!(stage.lamports(pair), stage.rent(CORRESPONDENCE) + gift);
    });
}
