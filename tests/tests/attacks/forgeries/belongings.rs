//! What Eve and Cora have on a network.

use bmail_sdk::pda;
use bmail_testing::{Person, REPUTATION, Stage};
use bounties::Terms;
use solana_pubkey::Pubkey;

use super::Kind;

/// What two people wrote on the stage's network.
pub fn letters(stage: &mut Stage, eve: &Person, cora: &Person, is_here: bool) -> [(Kind, Pubkey, bool); 3] {
    stage.open_mailbox(eve).run();
    stage.open_mailbox(cora).run();
    let message = stage.send(eve, cora).run_and_find();
    [
        (Kind::Mailbox, stage.mailbox_of(eve), is_here),
        (Kind::Correspondence, stage.correspondence_of(eve, cora), is_here),
        (Kind::Message, message, is_here),
    ]
}

/// What they staked on each other, with what the network's authority gave them.
pub fn stakes(
    stage: &mut Stage,
    authority: &Person,
    eve: &Person,
    cora: &Person,
    is_here: bool,
) -> [(Kind, Pubkey, bool); 3] {
    stage.open_standing(eve).run();
    stage.open_standing(cora).run();
    stage.seed(eve, 10 * REPUTATION).account("authority", authority.address()).run();
    stage.endorse(eve, cora, 5 * REPUTATION).run();
    stage.open_token_account(eve);
    stage.sync(eve).run();
    [
        (Kind::Standing, stage.standing_of(eve), is_here),
        (Kind::Endorsement, stage.endorsement_of(eve, cora), is_here),
        (Kind::TokenAccount, stage.token_account_of(eve), is_here),
    ]
}

/// A bounty that Eve made and paid for, and at which Cora works.
pub fn work(stage: &mut Stage, eve: &Person, cora: &Person, is_here: bool) -> [(Kind, Pubkey, bool); 3] {
    let judge = stage.person("Judge");
    let terms = Terms { awards: 1, ..Terms::EXAMPLE };
    let bounty = stage.create_bounty(eve, &[&judge], &terms).run_and_find();
    stage.fund(eve, bounty, terms.total()).run();
    stage.open(eve, bounty).run();
    stage.commit(cora, bounty).run();
    [
        (Kind::Bounty, bounty, is_here),
        (Kind::Contribution, pda::contribution(&eve.address(), &bounty).0, is_here),
        (Kind::Submission, stage.submission_of(cora, bounty), is_here),
    ]
}
