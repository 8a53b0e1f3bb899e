//! Standings, what other programs record in them, and the token that shows them.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, REPUTATION, ReputationError::*};

use super::{Scenario, reputation, token};
use crate::every::{
    ANY, GONE, IN_USE, Kind, Ready, Role, SEEDS, Wanted, any_here, free, local, never, signed, stored, system_program,
};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (mut harness, ..) = Harness::with_reputation();
        let cy = harness.person("Cy");
        Ready::new("open_standing", harness, |harness| harness.open_standing(&cy))
            .wants([signed("owner", SEEDS), any_here("reputation", Kind::Reputation, SEEDS)])
            .wants([free("standing"), system_program()])
            .again(IN_USE)
    },
    // Only the mail program can sign for the mailbox, but the harness accepts the claim that it has signed.
    || {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.trust_everybody();
        Ready::new("record_verdict", harness, |harness| harness.record_verdict(&bo, &ada))
            .wants(recording())
            .again_adds()
            .number("cut", ANY)
            .number("earlier", ANY)
            .number("now", ANY)
    },
    || {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.trust_everybody();
        let spam = Verdict::Spam;
        Ready::new("record_verdict of spam", harness, |harness| harness.record_verdict(&bo, &ada).verdict(spam))
            .wants(recording())
            .again_adds()
    },
    // The harness accepts the claim that the bounty program's address has signed.
    || {
        let (mut harness, ada, _) = Harness::with_reputation();
        harness.trust_everybody();
        Ready::new("record_award", harness, |harness| harness.record_award(&ada, 1_000_000_000))
            .wants([signed("awards", NotBounty), any_here("reputation", Kind::Reputation, NotBounty)])
            .wants([any_here("standing", Kind::Standing, OtherNetwork)])
            .again_adds()
            .number("spent", ANY)
    },
    || {
        let (mut harness, ada, _) = Harness::with_citizens();
        harness.open_token_account(&ada);
        Ready::new("sync", harness, |harness| harness.sync(&ada))
            .wants([reputation(), local("standing", Kind::Standing, WrongTokenAccount, OtherNetwork)])
            .wants(token())
            .again_changes_nothing()
            // None of the three is the token account's bump.
            .number("bump", never(WrongTokenAccount))
    },
    || {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.open_token_account(&ada);
        harness.sync(&ada).run();
        harness.endorse(&ada, &bo, 10 * REPUTATION).run();
        Ready::new("sync that burns", harness, |harness| harness.sync(&ada))
            .wants([reputation(), local("standing", Kind::Standing, WrongTokenAccount, OtherNetwork)])
            .wants(token())
            .again_changes_nothing()
    },
    || {
        let (harness, ada, _) = Harness::with_citizens();
        Ready::new("close_standing", harness, |harness| harness.close_standing(&ada))
            .wants(own_standing())
            .wants(token())
            .again(GONE)
    },
    || {
        let (mut harness, ada, _) = Harness::with_citizens();
        harness.open_token_account(&ada);
        harness.sync(&ada).run();
        Ready::new("close_standing with tokens", harness, |harness| harness.close_standing(&ada))
            .wants(own_standing())
            .wants(token())
            .again(GONE)
    },
];

fn recording() -> [Role; 4] {
    [
        ("recipient_mailbox", Wanted::SigningMailbox),
        reputation(),
        // The mail program checks whose standing it is.
        any_here("sender_standing", Kind::Standing, OtherNetwork),
        local("recipient_standing", Kind::Standing, WrongStanding, OtherNetwork),
    ]
}

fn own_standing() -> [Role; 3] {
    [signed("owner", NotYourStanding), reputation(), stored("standing", Kind::Standing, NotYourStanding)]
}
