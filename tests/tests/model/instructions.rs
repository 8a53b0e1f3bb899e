//! The names of the instructions, and their numbers in the tally.

/// The mail program's instructions in the order of their discriminators.
const OF_MAIL: &[&str] = &[
    "create_network",
    "open_mailbox",
    "set_mailbox",
    "rotate_key",
    "send",
    "acknowledge",
    "expire",
    "propose_rules",
    "apply_rules",
    "propose_authority",
    "accept_authority",
    "set_sending",
    "set_contact",
    "refund",
    "post",
    "reveal",
    "open_body",
    "write_body",
    "seal_body",
    "close_body",
    "reclaim",
    "sweep",
    "close_mailbox",
    "close_correspondence",
    "acknowledge_with_reputation",
    "adopt_treasury",
];

/// The reputation program's instructions in the order of their discriminators.
const OF_REPUTATION: &[&str] = &[
    "create_reputation",
    "open_standing",
    "seed",
    "record_verdict",
    "record_award",
    "sync",
    "endorse",
    "begin_unendorse",
    "finish_unendorse",
    "collect",
    "close_standing",
    "propose_parameters",
    "apply_parameters",
];

/// The bounty program's instructions in the order of their discriminators.
const OF_BOUNTIES: &[&str] = &[
    "create_treasury",
    "contribute",
    "allocate",
    "create_bounty",
    "fund",
    "open",
    "commit",
    "reveal a submission",
    "review",
    "veto",
    "claim",
    "cancel",
    "withdraw_contribution",
    "return_allocation",
    "close_submission",
    "close_bounty",
    "earn_reputation",
    "tally",
    "propose_limit",
    "apply_limit",
    "create_vault",
    "close_vault",
    "create_token_treasury",
];

/// The token programs' instructions that holders use.
const OF_TOKENS: &[&str] = &["create a token account", "burn tokens", "close a token account", "transfer tokens"];

/// The number of the first instruction of the reputation program.
pub const REPUTATION: usize = OF_MAIL.len();
/// The number of the first instruction of the bounty program.
pub const BOUNTY: usize = REPUTATION + OF_REPUTATION.len();
/// The number of the first instruction on tokens.
pub const TOKENS: usize = BOUNTY + OF_BOUNTIES.len();

/// The names of all instructions, in the order of their numbers.
pub fn names() -> impl Iterator<Item = &'static str> {
    [OF_MAIL, OF_REPUTATION, OF_BOUNTIES, OF_TOKENS].into_iter().flatten().copied()
}

/// The name of an instruction.
pub fn name(number: usize) -> &'static str {
    names().nth(number).expect("the number of an instruction")
}
