//! Submissions and everything that happens to them.

use bmail_sdk::accounts::Opinion;
use bmail_testing::{
    BountyError::{self, *},
    Harness, REPUTATION, ReputationError,
};

use super::{Scenario, claiming, created, governing, submission, the_bounty, the_networks_bounty, work::*};
use crate::every::{
    GONE, Kind, Ready, Role, SEEDS, Wanted, address, any_here, fails, ignored, local, possible, signed, stored,
};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, bounty) = open(draft());
        Ready::new("commit", harness, |harness| harness.commit(&bo(), bounty))
            .wants(committing(WrongAddress))
            .wants([ignored("standing")])
            .again(NotNew)
            .late(WrongPhase)
    },
    || {
        let draft = draft_with(with_standings(), |terms| terms.min_reputation = units::Reputation(5 * REPUTATION));
        let (mut harness, bounty) = open(draft);
        harness.seed(&bo(), 10 * REPUTATION).run();
        Ready::new("commit with a standing", harness, |harness| harness.commit(&bo(), bounty))
            .wants(committing(WrongStanding))
            .wants([possible("standing", Kind::Standing, fails(ReputationTooLow), WrongStanding)])
            .again(NotNew)
            .late(WrongPhase)
    },
    || {
        let (harness, bounty) = revealing(open(draft()));
        Ready::new("reveal of a submission", harness, |harness| harness.reveal_submission(&bo(), bounty))
            .wants([the_bounty(), submission()])
            .again(AlreadyRevealed)
            .early(WrongPhase)
            .late(WrongPhase)
    },
    || {
        let (harness, bounty) = revealed(open(draft()));
        Ready::new("review", harness, |harness| harness.review(&reviewer(), &bo(), bounty, Opinion::Accept))
            .wants([signed("reviewer", NotReviewer), the_bounty(), submission()])
            .again(AlreadyReviewed)
            .early(WrongPhase)
            .late(WrongPhase)
    },
    || {
        let (harness, bounty) = judged(open(draft()), Opinion::Accept);
        Ready::new("veto", harness, |harness| harness.veto(&bo(), bounty))
            .wants(governing())
            .wants([the_networks_bounty(), submission()])
            .again(NotAccepted)
            .early(WrongPhase)
            .late(WrongPhase)
    },
    || {
        let (harness, bounty) = settled(open(draft()), Opinion::Accept);
        Ready::new("claim", harness, |harness| harness.claim(&bo(), bounty))
            .wants(claiming_sol())
            .again(AlreadyPaid)
            .early(WrongPhase)
    },
    || {
        let (mut harness, bounty) = draft();
        harness.fund(&bo(), bounty, HALF / 2).run();
        harness.fund(&ada(), bounty, HALF / 2).run();
        harness.allocate(bounty, HALF).run();
        harness.open(&issuer(), bounty).run();
        let (harness, bounty) = settled((harness, bounty), Opinion::Accept);
        Ready::new("claim of one's own", harness, |harness| harness.claim(&bo(), bounty))
            .wants(claiming_sol())
            .again(AlreadyPaid)
            .early(WrongPhase)
    },
    || {
        let (harness, bounty) = paid(open(draft()));
        Ready::new("close_submission", harness, |harness| harness.close_submission(&bo(), bounty))
            .wants(closing(ignored("standing")))
            .again(GONE)
            .early(WrongPhase)
    },
    || {
        let (harness, bounty) = settled(open(draft()), Opinion::Spam);
        Ready::new("close_submission of spam", harness, |harness| harness.close_submission(&bo(), bounty))
            .wants(closing(ignored("standing")))
            .again(GONE)
            .early(WrongPhase)
    },
    || {
        let mut harness = Harness::with_treasury();
        harness.reputation(reputation_core::Parameters::PERSONAL);
        let (harness, bounty) = paid(open(draft_with(harness, |terms| terms.earns_reputation = 1)));
        Ready::new("close_submission without a standing", harness, |harness| harness.close_submission(&bo(), bounty))
            .wants(closing(address("standing", WrongStanding)))
            .again(GONE)
            .early(WrongPhase)
    },
    || {
        let (harness, bounty) = unjudged(open(draft_with_bond()));
        let what = "close_submission of what nobody judged";
        Ready::new(what, harness, |harness| harness.close_submission(&bo(), bounty))
            .wants(closing(ignored("standing")))
            .again(GONE)
            .early(WrongPhase)
    },
    || {
        let (harness, bounty) = paid(open(draft_with(with_standings(), |terms| terms.earns_reputation = 1)));
        let standing = Wanted::Read(Kind::Standing, WrongStanding.into(), WrongStanding.into());
        Ready::new("earn_reputation", harness, |harness| harness.earn_reputation(&bo(), bounty))
            .wants([local("bounty", Kind::Bounty, OtherBounty, SEEDS), submission(), address("awards", SEEDS)])
            // The reputation program refuses accounts that are not its own.
            .wants([any_here("reputation", Kind::Reputation, ReputationError::NotBounty)])
            .wants([("standing", standing), ("reputation_program", Wanted::Called)])
            .again(AlreadyPaid)
    },
];

/// What `commit` wants before the standing.
fn committing(other_submitter: BountyError) -> [Role; 3] {
    [signed("submitter", other_submitter), stored("bounty", Kind::Bounty, WrongAddress), created("submission")]
}

fn claiming_sol() -> Vec<Role> {
    let contribution = possible("contribution", Kind::Contribution, None, OtherBounty);
    let money = [ignored("vault"), ignored("token_program"), signed("submitter", WrongSubmitter)];
    claiming(address("payee", WrongSubmitter), contribution, money)
}

fn closing(standing: Role) -> [Role; 5] {
    let treasury = any_here("treasury", Kind::Treasury, WrongTreasury);
    [the_bounty(), submission(), address("submitter", WrongSubmitter), treasury, standing]
}

/// A harness with a treasury, and with a reputation in which Ada and Bo have standings.
fn with_standings() -> Harness {
    let mut harness = Harness::with_treasury();
    harness.reputation(reputation_core::Parameters::PERSONAL);
    harness.open_standing(&ada()).run();
    harness.open_standing(&bo()).run();
    harness
}
