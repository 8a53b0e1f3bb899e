//! Bounties for work: contributors and a treasury fund them, submitters commit and reveal, reviewers judge, and the
//! first accepted submissions, in order of commitment, are paid. Weekly stats count what a community earns, invests and
//! spends. Each instruction's doc comment is its specification; its file has the accounts.

use anchor_lang::prelude::*;

mod errors;
mod events;
mod instructions;
mod seeds;
mod state;
mod tokens;

pub use bounty_core::{Opinion, Terms};
pub use errors::BountyError;
pub use events::*;
use instructions::*;

declare_id!(addresses::BOUNTY);

#[cfg(not(feature = "no-entrypoint"))]
solana_security_txt::security_txt! {
    name: "b-mail: bounty",
    project_url: "https://github.com/b-mail/b-mail",
    contacts: "link:https://github.com/b-mail/b-mail/security/advisories/new",
    policy: "https://github.com/b-mail/b-mail/blob/main/SECURITY.md",
    preferred_languages: "en",
    source_code: "https://github.com/b-mail/b-mail"
}

#[program]
pub mod bounty {
    use super::*;

    /// Gives a network its treasury for SOL and its weekly stats, at addresses derived from the network.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`. It can be called once per network. The
    ///   authority pays the rent of both accounts.
    /// - `limit` is how many lamports the authority can allocate at once. `period` is how many seconds it takes until
    ///   all of it can be allocated again, between a day and a year. Otherwise: `InvalidAllowance`.
    /// - Nothing has been spent, and no other limit is waiting. If the network names this treasury, its share of the
    ///   postage flows in.
    /// - Emits `TreasuryCreated`.
    #[discrim = 0]
    pub fn create_treasury(ctx: &mut Context<CreateTreasury>, limit: u64, period: u64) -> Result<()> {
        let bumps = &ctx.bumps;
        ctx.accounts.run(limit, period, bumps)
    }

    /// Gives lamports to a network's treasury for SOL. They cannot be taken back. To give tokens, transfer them to a
    /// token account that the treasury for that token owns.
    ///
    /// - `amount` is in lamports and must be above zero. Otherwise: `NothingGiven`.
    /// - `treasury` must be for SOL. Otherwise: `OtherMint`.
    /// - `weekly_stats` must belong to the treasury's network. Otherwise: `OtherNetwork`. It counts the amount as
    ///   invested.
    /// - Emits `Contributed`.
    #[discrim = 1]
    pub fn contribute(ctx: &mut Context<Contribute>, amount: u64) -> Result<()> {
        ctx.accounts.run(amount)
    }

    /// Gives money from the treasury to a bounty that is not open yet. Otherwise: `WrongPhase` or `Cancelled`. Both
    /// must belong to the same network. Otherwise: `OtherNetwork`.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`.
    /// - `treasury` must hold what the bounty pays in: SOL, or the bounty's token. Otherwise: `OtherMint`.
    /// - `amount` must be above zero. Otherwise: `NothingGiven`. The treasury gives as much of it as the bounty lacks,
    ///   which can be nothing. That must be within the allowance. Otherwise: `OverAllowance`. The treasury must keep
    ///   its rent. Otherwise: `TreasuryTooPoor`.
    /// - If the bounty pays in a token: `source` is a token account that the treasury owns. Otherwise:
    ///   `WrongTokenAccount`. `vault` must be the bounty's. Otherwise: `WrongVault`. What is given must arrive there.
    ///   Otherwise: `Underfunded`. `token_program` must be SPL Token or Token-2022. Otherwise: `WrongTokenProgram`.
    /// - Emits `Allocated`, with what was given.
    #[discrim = 2]
    pub fn allocate(ctx: &mut Context<Allocate>, amount: u64) -> Result<()> {
        ctx.accounts.run(amount)
    }

    /// Creates a bounty on the network of a treasury for SOL, which will receive the stakes that are forfeited. If the
    /// treasury is for a token: `OtherMint`.
    ///
    /// - `bounty` is a new account that the signer has the system program create for this program. Its address is
    ///   derived from the signer and a seed: the SHA-256 of network, `number`, `terms`, `mint`, `terms_hash` and
    ///   `reviewers`, encoded as in the instruction's data, without the high bits of its bytes. Otherwise:
    ///   `WrongAddress`. So an address never stands for other terms. The account must be new, with room for the fields
    ///   and `terms_uri`. Otherwise: `NotNew`. It must hold its rent. Otherwise: `Underfunded`.
    /// - `mint` is the token in which the bounty pays, from a vault that is created later; the default address means
    ///   SOL. A bounty that pays in a token cannot earn reputation. Otherwise: `InvalidTerms`.
    /// - `terms` must pass `bounty_core::Terms::validate`. Each bound has its own error.
    /// - `terms_hash` is the SHA-256 of the terms' text. `terms_uri` is where that text can be read: up to 200 visible
    ///   ASCII characters. Otherwise: `InvalidTerms`.
    /// - `reviewers` starts with 1 to 7 wallets; the rest are default addresses. No wallet may be listed twice, and
    ///   none may be the issuer's. Otherwise: `InvalidReviewers`.
    /// - None of it ever changes.
    /// - Emits `BountyCreated`.
    #[discrim = 3]
    #[inline(always)]
    pub fn create_bounty(
        ctx: &mut Context<CreateBounty>,
        number: u64,
        terms: Terms,
        mint: Address,
        terms_hash: [u8; 32],
        reviewers: [Address; 7],
        terms_uri: &[u8],
    ) -> Result<()> {
        ctx.accounts.run(number, terms, mint, terms_hash, reviewers, terms_uri)
    }

    /// Contributes to a bounty that is not open yet. Otherwise: `WrongPhase` or `Cancelled`.
    ///
    /// - `amount` must be above zero. Otherwise: `NothingGiven`. The bounty takes as much of it as it lacks, which can
    ///   be nothing. The rest returns to the signer at once.
    /// - `contribution` is the signer's contribution to this bounty (otherwise: `OtherBounty` or `WrongContributor`) or
    ///   a new account at the address derived from the signer and a seed (otherwise: `WrongAddress` or `NotNew`): the
    ///   bounty's address without the high bits of its bytes. It must hold its rent and, for SOL, also `amount`, which
    ///   moves to the bounty. Otherwise: `Underfunded`. If nothing is taken, a new account does not become a
    ///   contribution: the signer gets all its lamports.
    /// - If the bounty pays in a token: `vault` must be the bounty's. Otherwise: `WrongVault`. `amount` must be in it
    ///   already, on top of what others contributed. Otherwise: `Underfunded`. So transfer it there first, in the same
    ///   transaction. What is not taken goes to `destination`, a token account that the signer owns. Otherwise:
    ///   `WrongTokenAccount`. `token_program` must then be SPL Token or Token-2022. Otherwise: `WrongTokenProgram`.
    /// - `weekly_stats` must belong to the bounty's network. Otherwise: `OtherNetwork`. It counts SOL as invested.
    /// - Emits `Contributed`, with what was taken.
    #[discrim = 4]
    pub fn fund(ctx: &mut Context<Fund>, amount: u64) -> Result<()> {
        ctx.accounts.run(amount)
    }

    /// Opens a bounty for submissions. Its periods run from now on, one after the other.
    ///
    /// - Only its issuer may call it. Otherwise: `NotIssuer`. It can be opened once (otherwise: `WrongPhase`), and not
    ///   after it was cancelled (otherwise: `Cancelled`).
    /// - All awards must be funded. Otherwise: `NotFunded`.
    /// - If the terms ask for a bond, `bounty` must hold it, on top of its rent and of what was contributed in SOL.
    ///   Otherwise: `Underfunded`. So transfer it there first, in the same transaction. Lamports that were sent to the
    ///   bounty's address count, because they are the issuer's. The bond is held apart from the awards.
    /// - Emits `BountyOpened`.
    #[discrim = 5]
    pub fn open(ctx: &mut Context<Open>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Commits to a submission, which gets the next number.
    ///
    /// - The bounty must be in its submission period. Otherwise: `WrongPhase` or `Cancelled`. It takes at most
    ///   `max_submissions` submissions. Otherwise: `TooManySubmissions`.
    /// - The issuer and the reviewers cannot submit, because they cannot be paid. Otherwise: `JudgesCannotSubmit`.
    /// - `standing` must be the signer's on the bounty's network. Otherwise: `WrongStanding`. It must have the
    ///   reputation that the terms ask for. Otherwise: `ReputationTooLow`. If they ask for none, the account is
    ///   ignored.
    /// - `commitment` is the SHA-256 of the content's hash, a salt, the submitter and the bounty, 32 bytes each. So
    ///   nobody can copy what they cannot see, and a copied commitment does not open.
    /// - `submission` is a new account at the address derived from the signer and the bounty: one per person and
    ///   bounty. Otherwise: `WrongAddress` or `NotNew`. The seed is the bounty's address without the high bits of its
    ///   bytes, with the last eight bytes first. It must hold its rent and the stake. Otherwise: `Underfunded`.
    /// - Emits nothing: the submission's account is the record.
    #[discrim = 6]
    #[inline(always)]
    pub fn commit(ctx: &mut Context<Commit>, commitment: [u8; 32]) -> Result<()> {
        ctx.accounts.run(commitment)
    }

    /// Reveals what was committed to.
    ///
    /// - Anyone who knows the content's hash and the salt may call it. The bounty must be the submission's (otherwise:
    ///   `OtherBounty`) and in its reveal period. Otherwise: `WrongPhase` or `Cancelled`. It can be called once.
    ///   Otherwise: `AlreadyRevealed`.
    /// - `content_hash` and `salt` must hash to the commitment, with the submitter and the bounty. Otherwise:
    ///   `WrongCommitment`. So a copied commitment does not open.
    /// - Emits nothing: the submission's account is the record.
    #[discrim = 7]
    pub fn reveal(ctx: &mut Context<Reveal>, content_hash: [u8; 32], salt: [u8; 32]) -> Result<()> {
        ctx.accounts.run(content_hash, salt)
    }

    /// Records a reviewer's opinion of a submission.
    ///
    /// - Only a reviewer of the bounty may call it. Otherwise: `NotReviewer` or `OtherBounty`. The bounty must be in
    ///   its review period. Otherwise: `WrongPhase` or `Cancelled`. Each reviewer reviews a submission once. Otherwise:
    ///   `AlreadyReviewed`. The submission must be revealed. Otherwise: `NotRevealed`.
    /// - A submission is accepted as soon as `threshold` reviewers accept it. If `threshold` reviewers call it spam, it
    ///   is not accepted. The order of the reviews does not matter.
    /// - Emits nothing: the submission's account is the record.
    #[discrim = 8]
    #[inline(always)]
    pub fn review(ctx: &mut Context<Review>, opinion: Opinion) -> Result<()> {
        ctx.accounts.run(opinion)
    }

    /// Takes an award away before it is paid. The next accepted submission moves up.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority` or `OtherNetwork`. The bounty must be in
    ///   its challenge period. Otherwise: `WrongPhase` or `Cancelled`.
    /// - `submission` must belong to the bounty. Otherwise: `OtherBounty`. It must be accepted. Otherwise:
    ///   `NotAccepted`.
    /// - Emits `Vetoed`.
    #[discrim = 9]
    pub fn veto(ctx: &mut Context<Veto>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Pays an award to its winner. Anyone may call it.
    ///
    /// - The challenge period must be over. Otherwise: `WrongPhase`. The bounty must not be cancelled. Otherwise:
    ///   `Cancelled`.
    /// - `submission` must belong to the bounty. Otherwise: `OtherBounty`. It must be accepted. Otherwise:
    ///   `NotAccepted`. In order of commitment it must be among the first `awards` accepted ones. Otherwise:
    ///   `NoAwardLeft`. It must not be paid yet. Otherwise: `AlreadyPaid`.
    /// - For SOL, `payee` is the submitter's wallet. Otherwise: `WrongSubmitter`.
    /// - For a token, the reward goes from the bounty's vault to `payee`, a token account that the submitter owns.
    ///   Unless `submitter` signs, it must be the associated one, without a delegate, and without a close authority
    ///   other than the submitter. Otherwise: `WrongTokenAccount`. If `submitter` is given, it must be the submitter.
    ///   Otherwise: `WrongSubmitter`. `token_program` must be SPL Token or Token-2022. Otherwise: `WrongTokenProgram`.
    /// - `contribution` is the address of the submitter's contribution to this bounty, whether or not it exists. For
    ///   SOL, an existing contribution must be that one. Otherwise: `OtherBounty` or `WrongContributor`. The part of
    ///   the reward that the winner had contributed counts as `self_funded`. That figure is a lower bound: a caller can
    ///   pass an account that is no contribution, and the winner may have withdrawn it before.
    /// - `weekly_stats` must belong to the bounty's network. Otherwise: `OtherNetwork`. It counts SOL as spent.
    /// - Emits `Claimed`.
    #[discrim = 10]
    #[inline(always)]
    pub fn claim(ctx: &mut Context<Claim>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Cancels a bounty. All contributions and stakes can then be taken back.
    ///
    /// - Before the first commitment, only the issuer or the network's authority may call it. Otherwise: `NotIssuer`.
    /// - After the first commitment, only the network's authority may call it, and only until the review period ends.
    ///   Otherwise: `TooLateToCancel`.
    /// - `network` must be the bounty's. Otherwise: `OtherNetwork`.
    /// - It can be called once. Otherwise: `Cancelled`.
    /// - Emits `BountyCancelled`.
    #[discrim = 11]
    pub fn cancel(ctx: &mut Context<Cancel>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Pays a contribution back and closes it. Before the bounty opens it returns in full. After the bounty is settled
    /// or cancelled, it returns its share of what was not awarded. In between: `WrongPhase`.
    ///
    /// - The money goes to the contributor whom the contribution names. Otherwise: `WrongContributor`. The contribution
    ///   must be to this bounty. Otherwise: `OtherBounty`.
    /// - Before the bounty opens, the contributor must sign. Otherwise: `WrongContributor`. After it is settled or
    ///   cancelled, anyone may call it.
    /// - Tokens go from the bounty's vault to `destination`, a token account that the contributor owns. Unless the
    ///   contributor signs, it must be their associated token account, without a delegate, and without a close
    ///   authority other than the contributor. Otherwise: `WrongTokenAccount`. `token_program` must be SPL Token or
    ///   Token-2022. Otherwise: `WrongTokenProgram`. The rent of the contribution goes to the contributor.
    /// - The shares add up to exactly what was not awarded, to the last lamport or base unit.
    /// - Emits `ContributionWithdrawn`.
    #[discrim = 12]
    pub fn withdraw_contribution(ctx: &mut Context<WithdrawContribution>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Does what `withdraw_contribution` does, for what the treasury allocated. The money goes to the treasury of the
    /// bounty's network (otherwise: `OtherNetwork`) for SOL or for the bounty's token (otherwise: `OtherMint`).
    ///
    /// - Before the bounty opens, only the network's authority may call it. Otherwise: `NotAuthority`. After it is
    ///   settled or cancelled, anyone may call it. The authority's signature stands for that of the treasury, which
    ///   cannot sign for a `destination` other than its associated token account.
    /// - Emits `ContributionWithdrawn`.
    #[discrim = 13]
    pub fn return_allocation(ctx: &mut Context<ReturnAllocation>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Closes a submission after the bounty is settled or cancelled. Anyone may call it.
    ///
    /// - A winner's award must be claimed first. Otherwise: `AwardUnclaimed`. If it earns reputation, that must be
    ///   recorded first. Otherwise: `ReputationUnearned`. This does not apply if the winner has no standing: `standing`
    ///   must then be the address of the submitter's standing on the bounty's network. Otherwise: `WrongStanding`.
    /// - The stake of spam, or of a submission that was never revealed, goes to the treasury of the bounty's network
    ///   (otherwise: `WrongTreasury`) for SOL (otherwise: `OtherMint`). Any other stake, and every stake of a cancelled
    ///   bounty, goes to the submitter whom the submission names. Otherwise: `WrongSubmitter`.
    /// - If the submission was revealed and fewer than `threshold` reviewers have judged it, whether or not the bounty
    ///   was cancelled meanwhile, the submitter also gets `bond / max_submissions` lamports of the bond, rounded down.
    /// - The rent, and any lamports that were sent to the submission's address, return to the submitter.
    /// - Emits `SubmissionClosed`.
    #[discrim = 14]
    pub fn close_submission(ctx: &mut Context<CloseSubmission>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Closes a bounty from which everyone has taken what is theirs. Before that, it returns what is left of the bond.
    ///
    /// - Only its issuer may call it. Otherwise: `NotIssuer`.
    /// - No money, contribution or submission may be left. Its vault must be closed. Otherwise: `VaultExists`.
    /// - If something is left, the bounty stays. If it is settled or cancelled, and no submission is left but those of
    ///   winners who have not taken their awards, what is left of the bond returns to the issuer. Otherwise, and if nothing
    ///   is left of it: `BountyInUse`. Emits `BondReturned`.
    /// - The rent, what is left of the bond, and any lamports that were sent to the bounty's address, return to the
    ///   issuer.
    /// - Emits `BountyClosed`.
    #[discrim = 15]
    pub fn close_bounty(ctx: &mut Context<CloseBounty>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Records a paid award at the winner's standing, for the part that the treasury paid. Anyone may call it.
    ///
    /// - The terms must allow it. Otherwise: `NoReputation`. The award must be claimed first. Otherwise:
    ///   `AwardUnclaimed`. It can be called once per award. Otherwise: `AlreadyPaid`.
    /// - `standing` must be the submitter's. Otherwise: `WrongStanding`. The reputation program checks that it is on
    ///   the bounty's network.
    /// - Emits nothing. The reputation program emits `Awarded`.
    #[discrim = 16]
    pub fn earn_reputation(ctx: &mut Context<EarnReputation>) -> Result<()> {
        let bump = ctx.bumps.awards;
        ctx.accounts.run(bump)
    }

    /// Adds what the mail program's ledger has counted since the last tally to the current week. Anyone may call it.
    ///
    /// - `ledger` and `weekly_stats` must belong to the same network. Otherwise: `OtherNetwork`.
    /// - Emits nothing: `weekly_stats` is the record.
    #[discrim = 17]
    pub fn tally(ctx: &mut Context<Tally>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Announces a new limit for a treasury. Anyone can apply it once it is due.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`. The treasury must be that network's.
    ///   Otherwise: `OtherNetwork`.
    /// - It is due after the `rules_delay` of the network's rules. It replaces any limit that was waiting.
    /// - Emits `LimitProposed`.
    #[discrim = 18]
    pub fn propose_limit(ctx: &mut Context<ProposeLimit>, limit: u64) -> Result<()> {
        ctx.accounts.run(limit)
    }

    /// Puts the proposed limit into force. Anyone may call it.
    ///
    /// - A limit must be waiting. Otherwise: `NothingProposed`. It must be due. Otherwise: `LimitNotDue`.
    /// - Emits `LimitApplied`.
    #[discrim = 19]
    pub fn apply_limit(ctx: &mut Context<ApplyLimit>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Creates the vault of a bounty that pays in a token. Its rewards, contributions and allocations are base units of
    /// that token. Stakes and rent stay in SOL.
    ///
    /// - Only its issuer may call it. Otherwise: `NotIssuer`. The bounty must have no vault yet (otherwise:
    ///   `VaultExists`) and must not be open (otherwise: `WrongPhase` or `Cancelled`).
    /// - `mint` must be the bounty's. Otherwise: `OtherMint`. It must belong to SPL Token or Token-2022. Otherwise:
    ///   `WrongTokenProgram`. It must have no extensions except metadata and groups. Otherwise: `InvalidMint`.
    /// - `vault` is at an address derived from the bounty. The signer pays its rent.
    /// - Emits nothing: the bounty's account is the record.
    #[discrim = 20]
    pub fn create_vault(ctx: &mut Context<CreateVault>) -> Result<()> {
        let bump = ctx.bumps.vault;
        ctx.accounts.run(bump)
    }

    /// Closes the vault of a bounty from which everyone has taken what is theirs.
    ///
    /// - Only the bounty's issuer may call it. Otherwise: `NotIssuer`.
    /// - No money, contribution or submission may be left. Otherwise: `BountyInUse`.
    /// - `vault` must be the bounty's. Otherwise: `WrongVault`.
    /// - Tokens that were sent to the vault without a contribution go to `destination`, a token account that the issuer
    ///   owns. Otherwise: `WrongTokenAccount`. The rent returns to the issuer.
    /// - Emits nothing.
    #[discrim = 21]
    pub fn close_vault(ctx: &mut Context<CloseVault>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Gives a network a treasury for a token. It holds what lies in token accounts that it owns.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`. It can be called once per network and
    ///   token. The authority pays the rent.
    /// - `mint` must meet the conditions of `create_vault`. Otherwise: `WrongTokenProgram` or `InvalidMint`.
    /// - `limit` is how many base units the authority can allocate at once. `period` is as in `create_treasury`.
    ///   Otherwise: `InvalidAllowance`.
    /// - Emits `TreasuryCreated`.
    #[discrim = 22]
    pub fn create_token_treasury(ctx: &mut Context<CreateTokenTreasury>, limit: u64, period: u64) -> Result<()> {
        let bump = ctx.bumps.treasury;
        ctx.accounts.run(limit, period, bump)
    }
}
