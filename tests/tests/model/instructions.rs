//! What the instructions are called.

/// How many the mail program has.
pub const MAIL: usize = 26;

/// How many come before those of the bounty program.
pub const BOUNTY: usize = MAIL + 13;

/// How many come before those of tokens.
pub const TOKENS: usize = BOUNTY + 20;

/// Those of the mail, the reputation and the bounty program, in the order of their discriminators; and those of the token
/// programs that holders use.
pub const INSTRUCTIONS: [&str; 62] = [
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
    "create a token account",
    "burn tokens",
    "close a token account",
];
