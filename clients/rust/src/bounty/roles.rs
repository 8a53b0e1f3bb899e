//! What each role can do with a bounty at the moment.

use bounty_core::Phase;
use solana_pubkey::Pubkey;

use super::BountyOverview;
use crate::accounts::Bounty;

/// A person's role in a bounty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The issuer.
    Issuer,
    /// The authority of its network.
    Authority,
    /// A reviewer.
    Reviewer,
    /// A person who submits, or may submit.
    Submitter,
    /// A person who contributed.
    Contributor,
    /// Anyone.
    Anyone,
}

/// An action on a bounty. Each is a method of [`Client`](crate::Client).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// [`Client::fund_bounty`](crate::Client::fund_bounty)
    Fund,
    /// [`Client::allocate`](crate::Client::allocate)
    Allocate,
    /// [`Client::open_bounty`](crate::Client::open_bounty)
    Open,
    /// [`Client::commit`](crate::Client::commit)
    Commit,
    /// [`Client::reveal_submission`](crate::Client::reveal_submission)
    Reveal,
    /// [`Client::review`](crate::Client::review)
    Review,
    /// [`Client::veto`](crate::Client::veto)
    Veto,
    /// [`Client::claim`](crate::Client::claim)
    Claim,
    /// [`Client::earn_reputation`](crate::Client::earn_reputation)
    EarnReputation,
    /// [`Client::withdraw_contribution`](crate::Client::withdraw_contribution)
    WithdrawContribution,
    /// [`Client::return_allocation`](crate::Client::return_allocation)
    ReturnAllocation,
    /// [`Client::close_submission`](crate::Client::close_submission)
    CloseSubmission,
    /// [`Client::cancel_bounty`](crate::Client::cancel_bounty)
    Cancel,
    /// [`Client::return_bond`](crate::Client::return_bond)
    ReturnBond,
    /// [`Client::close_bounty`](crate::Client::close_bounty)
    Close,
}

impl BountyOverview {
    /// What a role can do now, in the order of a bounty's life. A particular person may be able to do less: a reviewer
    /// who has reviewed all submissions, for example, still has [`Action::Review`] here while another reviewer has not.
    pub fn actions(&self, role: Role) -> Vec<Action> {
        use Action as A;
        let of_role: &[A] = match role {
            Role::Issuer => &[A::Open, A::Cancel, A::ReturnBond, A::Close],
            Role::Authority => &[A::Allocate, A::Veto, A::Cancel, A::ReturnAllocation],
            Role::Reviewer => &[A::Review],
            Role::Submitter => &[A::Commit, A::Reveal],
            Role::Contributor => &[A::WithdrawContribution],
            Role::Anyone => &[
                A::Fund,
                A::Claim,
                A::EarnReputation,
                A::WithdrawContribution,
                A::ReturnAllocation,
                A::CloseSubmission,
            ],
        };
        of_role.iter().copied().filter(|action| self.allows(role, *action)).collect()
    }

    /// The roles of a wallet in this bounty.
    pub fn roles(&self, wallet: &Pubkey) -> Vec<Role> {
        let bounty = &self.bounty.header;
        let roles = [
            (Role::Issuer, bounty.issuer == *wallet),
            (Role::Authority, self.authority == *wallet),
            (Role::Reviewer, bounty.judges().contains(wallet)),
            (Role::Submitter, !bounty.is_judge(wallet)),
            (Role::Contributor, self.contributions.iter().any(|(_, one)| one.contributor == *wallet)),
            (Role::Anyone, true),
        ];
        roles.into_iter().filter(|(_, is_one)| *is_one).map(|(role, _)| role).collect()
    }

    fn allows(&self, role: Role, action: Action) -> bool {
        use Action as A;
        let bounty = &self.bounty.header;
        let is_in = |phase| bounty.cancelled == 0 && self.phase == phase;
        let is_draft = is_in(Phase::Draft);
        let is_over = bounty.cancelled != 0 || self.phase == Phase::Settled;
        let mut submissions = self.submissions.iter().map(|one| &one.submission);
        match action {
            A::Fund | A::Allocate => is_draft && bounty.missing() > 0,
            A::Open => is_draft && bounty.missing() == 0,
            A::Commit => is_in(Phase::Submitting) && bounty.submissions < bounty.terms.max_submissions.into(),
            A::Reveal => is_in(Phase::Revealing) && submissions.any(|one| !one.is_revealed()),
            A::Review => {
                is_in(Phase::Reviewing) && bounty.judges().iter().any(|judge| self.to_review(judge).next().is_some())
            }
            A::Veto => is_in(Phase::Challenging) && bounty.ranking().count() > 0,
            A::Claim => self.to_claim().next().is_some(),
            A::EarnReputation => self.to_earn().next().is_some(),
            // Before the bounty opens, only the contributor. After it is over, anyone on their behalf.
            A::WithdrawContribution => bounty.contributions > 0 && (is_over || is_draft && role == Role::Contributor),
            A::ReturnAllocation => bounty.from_treasury > 0 && (is_over || is_draft && role == Role::Authority),
            A::CloseSubmission => self.to_close().next().is_some(),
            A::Cancel => bounty.cancelled == 0 && self.can_cancel(role),
            // Whoever is left waits for an award or a contribution, and is owed none of it.
            A::ReturnBond => {
                let waiting = self.to_claim().count();
                is_over && bounty.bond > 0 && !is_empty(bounty) && bounty.open_submissions as usize == waiting
            }
            A::Close => is_empty(bounty),
        }
    }

    fn can_cancel(&self, role: Role) -> bool {
        self.bounty.header.submissions == 0 || role == Role::Authority && self.phase < Phase::Challenging
    }
}

/// Whether everyone has taken what is theirs.
fn is_empty(bounty: &Bounty) -> bool {
    let Bounty { held, from_treasury, contributions, open_submissions, .. } = *bounty;
    held == 0 && from_treasury == 0 && contributions == 0 && open_submissions == 0
}

#[cfg(test)]
#[path = "roles_tests.rs"]
mod tests;
