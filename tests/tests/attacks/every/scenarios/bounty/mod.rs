//! The bounty program's scenarios, and the roles that several of its instructions have.

mod bounties;
mod contributions;
mod submissions;
mod tokens;
mod treasuries;
mod work;

use bmail_sdk::BOUNTY_ID;
use bmail_testing::{
    BountyError::{self, *},
    InstructionError, Refusal,
};

use super::Scenario;
use crate::every::{Kind, Role, Wanted, address, any_here, ignored, local, signed, stored};

pub fn scenarios() -> Vec<Scenario> {
    let in_sol =
        [treasuries::SCENARIOS, bounties::SCENARIOS, contributions::SCENARIOS, submissions::SCENARIOS].concat();
    [in_sol.as_slice(), tokens::SCENARIOS].concat()
}

/// The authority's signature, and the network.
fn governing() -> [Role; 2] {
    [signed("authority", NotAuthority), any_here("network", Kind::Network, NotAuthority)]
}

/// An account that its author created for a bounty or a submission.
fn created(role: &'static str) -> Role {
    (role, Wanted::Created(BOUNTY_ID, WrongAddress.into(), NotNew.into()))
}

/// A bounty. Another one's contributions or submissions are refused.
fn the_bounty() -> Role {
    stored("bounty", Kind::Bounty, OtherBounty)
}

/// The same, of a specific network.
fn the_networks_bounty() -> Role {
    local("bounty", Kind::Bounty, OtherBounty, OtherNetwork)
}

fn submission() -> Role {
    stored("submission", Kind::Submission, OtherBounty)
}

fn treasury() -> Role {
    any_here("treasury", Kind::Treasury, OtherNetwork)
}

fn weekly_stats() -> Role {
    any_here("weekly_stats", Kind::WeeklyStats, OtherNetwork)
}

fn token_program() -> Role {
    address("token_program", WrongTokenProgram)
}

/// A vault out of which money moves. The program signs for no other account.
fn paying_vault() -> Role {
    address("vault", InstructionError::PrivilegeEscalation)
}

/// Accounts that the program ignores if a bounty pays in SOL.
fn unused(account: &'static str) -> [Role; 3] {
    ["vault", account, "token_program"].map(ignored)
}

fn funding(contributor: BountyError, contribution_copy: impl Into<Refusal>, money: [Role; 3]) -> Vec<Role> {
    let funded = [
        signed("contributor", contributor),
        local("bounty", Kind::Bounty, WrongPhase, OtherNetwork),
        ("contribution", Wanted::Given(contribution_copy.into())),
        weekly_stats(),
    ];
    funded.into_iter().chain(money).collect()
}

fn withdrawing() -> [Role; 3] {
    let contribution = stored("contribution", Kind::Contribution, OtherBounty);
    [address("contributor", WrongContributor), the_bounty(), contribution]
}

/// What `claim` wants, with what depends on the bounty's money.
fn claiming(payee: Role, contribution: Role, money: [Role; 3]) -> Vec<Role> {
    let paid = [the_networks_bounty(), submission(), payee, contribution, weekly_stats()];
    paid.into_iter().chain(money).collect()
}
