//! What Eve and Cora own on a network.

use bmail_sdk::PROGRAMS;
use bmail_testing::{Harness, Person, REPUTATION};
use bounty_core::Terms;
use solana_pubkey::Pubkey;

use crate::every::Kind;

/// What the two have written on the harness's network.
pub fn letters(harness: &mut Harness, eve: &Person, cora: &Person, is_here: bool) -> [(Kind, Pubkey, bool); 3] {
    harness.open_mailbox(eve).run();
    harness.open_mailbox(cora).run();
    let message = harness.send(eve, cora).run_and_find();
    [
        (Kind::Mailbox, harness.mailbox_of(eve), is_here),
        (Kind::Correspondence, harness.correspondence_of(eve, cora), is_here),
        (Kind::Message, message, is_here),
    ]
}

/// What the two have staked on each other, and the seeds that made it possible.
pub fn stakes(
    harness: &mut Harness,
    authority: &Person,
    eve: &Person,
    cora: &Person,
    is_here: bool,
) -> [(Kind, Pubkey, bool); 3] {
    harness.open_standing(eve).run();
    harness.open_standing(cora).run();
    harness.seed(eve, 10 * REPUTATION).account("authority", authority.address()).run();
    harness.endorse(eve, cora, 5 * REPUTATION).run();
    harness.open_token_account(eve);
    harness.sync(eve).run();
    [
        (Kind::Standing, harness.standing_of(eve), is_here),
        (Kind::Endorsement, harness.endorsement_of(eve, cora), is_here),
        (Kind::TokenAccount, harness.token_account_of(eve), is_here),
    ]
}

/// A bounty that Eve has created and funded, and to which Cora has submitted.
pub fn work(harness: &mut Harness, eve: &Person, cora: &Person, is_here: bool) -> [(Kind, Pubkey, bool); 3] {
    let judge = harness.person("Judge");
    let terms = Terms { awards: 1, ..Terms::EXAMPLE };
    let bounty = harness.create_bounty(eve, &[&judge], &terms).run_and_find();
    harness.fund(eve, bounty, terms.total()).run();
    harness.open(eve, bounty).run();
    harness.commit(cora, bounty).run();
    [
        (Kind::Bounty, bounty, is_here),
        (Kind::Contribution, PROGRAMS.contribution(&eve.address(), &bounty).0, is_here),
        (Kind::Submission, harness.submission_of(cora, bounty), is_here),
    ]
}
