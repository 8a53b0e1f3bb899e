//! Bounties that a treasury pays for work: contributors fund them, submitters commit and reveal, reviewers judge, and the
//! first accepted ones are paid in order of commitment. And what a community earns and spends. See each instruction for its
//! specification and its file for the accounts.

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

    /// Gives a network a treasury, and the weeks of its economy: one each, at addresses that follow from the network.
    ///
    /// - Only the network's authority (`NotAuthority`), who pays the rent of both. Once.
    /// - `limit`: lamports that the authority can allocate at once; `period`: seconds after which all of it can be
    ///   allocated again, a day to a year. Else `InvalidAllowance`.
    /// - Nothing is spent, and no other limit waits. The postage of a network that names this treasury flows in.
    /// - Emits `TreasuryCreated`.
    #[discrim = 0]
    pub fn create_treasury(ctx: &mut Context<CreateTreasury>, limit: u64, period: u64) -> Result<()> {
        let bumps = &ctx.bumps;
        ctx.accounts.run(limit, period, bumps)
    }

    /// Gives lamports to a network's treasury for SOL, for ever. A token's treasury is given tokens by its token program.
    ///
    /// - `amount`: above zero. Else `NothingGiven`.
    /// - `treasury`: for SOL. Else `OtherMint`.
    /// - `weeks`: of the same network (`OtherNetwork`). They count it as invested.
    /// - Emits `Contributed`.
    #[discrim = 1]
    pub fn contribute(ctx: &mut Context<Contribute>, amount: u64) -> Result<()> {
        ctx.accounts.run(amount)
    }

    /// Gives of the treasury to a bounty of the same network (`OtherNetwork`) that is not open (`WrongPhase`, `Cancelled`).
    ///
    /// - Only the network's authority. Else `NotAuthority`.
    /// - `treasury`: for SOL or the token in which the bounty pays. Else `OtherMint`.
    /// - `amount`: above zero (`NothingGiven`), within the allowance (`OverAllowance`) and what the bounty lacks
    ///   (`Overfunded`), and such that the treasury keeps its rent. Else `TreasuryTooPoor`.
    /// - For tokens: `source` is a token account of the treasury's, `vault` is the bounty's (`WrongVault`), and `amount`
    ///   arrives there (`Underfunded`). `WrongTokenProgram` for any program but the two.
    /// - Emits `Allocated`.
    #[discrim = 2]
    pub fn allocate(ctx: &mut Context<Allocate>, amount: u64) -> Result<()> {
        ctx.accounts.run(amount)
    }

    /// Makes a bounty on the network of a treasury for SOL (`OtherMint`): stakes that are forfeited go there.
    ///
    /// - `bounty`: an account that the signer had the system program create for this program, at the address that the
    ///   signer and the seed give (`WrongAddress`): the SHA-256 of network, `number`, `terms`, `mint`, `terms_hash` and
    ///   `reviewers`, as they are in the instruction's data, without the high bits. So an address never stands for other
    ///   terms. The account is new, has room for the fields and `terms_uri` (`NotNew`), and holds its rent. Else
    ///   `Underfunded`.
    /// - `mint`: the token in which it pays, by a vault that is made later; the default address for SOL. Tokens earn no
    ///   reputation. Else `InvalidTerms`.
    /// - `terms`: any that `bounty_core::Terms::validate` accepts; each bound has its own error.
    /// - `terms_hash`: SHA-256 of the terms' text; `terms_uri`: where that can be read, a URI of up to 200 visible
    ///   ASCII characters. Else `InvalidTerms`.
    /// - `reviewers`: 1 to 7, then default addresses; none twice, and not the issuer. Else `InvalidReviewers`.
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

    /// Contributes to a bounty that is not open (`WrongPhase`, `Cancelled`).
    ///
    /// - `amount`: above zero (`NothingGiven`), at most what the bounty lacks. Else `Overfunded`.
    /// - `contribution`: the signer's to this bounty (`OtherBounty`, `WrongContributor`), or a new account at the address
    ///   that the signer and the bounty give (`WrongAddress`, `NotNew`). It holds its rent and, for SOL, `amount`
    ///   (`Underfunded`), which goes to the bounty.
    /// - For tokens: `vault` is the bounty's (`WrongVault`), and `amount` is there beside what contributors gave before
    ///   (`Underfunded`): move it there first, in the same transaction.
    /// - `weeks`: of the same network (`OtherNetwork`). They count SOL as invested.
    /// - Emits `Contributed`.
    #[discrim = 4]
    pub fn fund(ctx: &mut Context<Fund>, amount: u64) -> Result<()> {
        ctx.accounts.run(amount)
    }

    /// Opens a bounty for submissions. From now on its periods run, one after the other.
    ///
    /// - Only its issuer (`NotIssuer`), once (`WrongPhase`), unless it is cancelled (`Cancelled`).
    /// - Only when all awards are funded. Else `NotFunded`.
    /// - Emits `BountyOpened`.
    #[discrim = 5]
    pub fn open(ctx: &mut Context<Open>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Commits to a submission, which gets the next number.
    ///
    /// - Only in the submission period (`WrongPhase`, `Cancelled`), while there are less than 512. Else
    ///   `TooManySubmissions`.
    /// - Not by the issuer or a reviewer, who cannot be paid. Else `JudgesCannotSubmit`.
    /// - `standing`: the signer's on the bounty's network (`WrongStanding`), with as much reputation as the terms ask. Else
    ///   `ReputationTooLow`. Where they ask for none, nobody looks at it.
    /// - `commitment`: SHA-256 of the content's hash, a salt, the submitter and the bounty, 32 bytes each: so nobody can copy
    ///   what they cannot see, and no copy of the commitment opens.
    /// - `submission`: a new account at the address that the signer and the bounty give (`WrongAddress`, `NotNew`), with its
    ///   rent and the stake (`Underfunded`): one for each person and bounty.
    /// - Emits nothing: the submission's account is the record.
    #[discrim = 6]
    #[inline(always)]
    pub fn commit(ctx: &mut Context<Commit>, commitment: [u8; 32]) -> Result<()> {
        ctx.accounts.run(commitment)
    }

    /// Shows what was committed to.
    ///
    /// - Only the submitter (`WrongSubmitter`, `OtherBounty`), in the reveal period (`WrongPhase`, `Cancelled`), once. Else
    ///   `AlreadyRevealed`.
    /// - `content_hash` and `salt`: what the commitment is the hash of. Else `WrongCommitment`.
    /// - Emits nothing: the submission's account is the record.
    #[discrim = 7]
    pub fn reveal(ctx: &mut Context<Reveal>, content_hash: [u8; 32], salt: [u8; 32]) -> Result<()> {
        ctx.accounts.run(content_hash, salt)
    }

    /// Says what a reviewer thinks of a submission.
    ///
    /// - Only a reviewer of the bounty (`NotReviewer`, `OtherBounty`), in the review period (`WrongPhase`, `Cancelled`),
    ///   once for each submission (`AlreadyReviewed`) that was revealed. Else `NotRevealed`.
    /// - As soon as the threshold accepts it, it is accepted; where the threshold calls it spam, it is not, whoever came
    ///   first.
    /// - Emits nothing: the submission's account is the record.
    #[discrim = 8]
    #[inline(always)]
    pub fn review(ctx: &mut Context<Review>, opinion: Opinion) -> Result<()> {
        ctx.accounts.run(opinion)
    }

    /// Takes an award away before it is paid; the next accepted submission moves up.
    ///
    /// - Only the network's authority (`NotAuthority`, `OtherNetwork`), in the challenge period (`WrongPhase`, `Cancelled`).
    /// - `submission`: an accepted one of the bounty. Else `OtherBounty`, `NotAccepted`.
    /// - Emits `Vetoed`.
    #[discrim = 9]
    pub fn veto(ctx: &mut Context<Veto>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Pays an award to its winner. Anybody may call it.
    ///
    /// - Only after the challenge period (`WrongPhase`), of a bounty that is not cancelled. Else `Cancelled`.
    /// - `submission`: of the bounty (`OtherBounty`), accepted (`NotAccepted`), among the first so many in order of
    ///   commitment (`NoAwardLeft`), and not paid yet. Else `AlreadyPaid`.
    /// - The reward goes to the submitter, whom the submission names (`WrongSubmitter`); a token from the bounty's vault to a
    ///   token account of theirs (`WrongTokenAccount`), by one of the two token programs (`WrongTokenProgram`).
    /// - `contribution`: the address of the submitter's to this bounty, whether there is one or not. What of the reward they
    ///   had contributed themselves is counted apart.
    /// - `weeks`: of the same network (`OtherNetwork`). They count SOL as spent.
    /// - Emits `Claimed`.
    #[discrim = 10]
    #[inline(always)]
    pub fn claim(ctx: &mut Context<Claim>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Calls a bounty off: contributions and stakes all go back.
    ///
    /// - Before the first commitment, only the issuer or the network's authority. Else `NotIssuer`.
    /// - After it, only the network's authority, before the review period ends. Else `TooLateToCancel`.
    /// - `network`: the bounty's. Else `OtherNetwork`.
    /// - Once. Else `Cancelled`.
    /// - Emits `BountyCancelled`.
    #[discrim = 11]
    pub fn cancel(ctx: &mut Context<Cancel>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Gives a contribution back and closes it: all of it before the bounty opens, and after it is settled or cancelled its
    /// part of what was not awarded. In between, `WrongPhase`.
    ///
    /// - To the contributor, whom the contribution to this bounty names. Else `OtherBounty`, `WrongContributor`.
    /// - Before the bounty opens they have to sign; later anybody may call it.
    /// - Tokens go from the bounty's vault to `destination`, a token account of the contributor's (`WrongTokenAccount`), by
    ///   one of the two token programs (`WrongTokenProgram`); the account's rent, to the contributor.
    /// - The parts are what was not awarded, to the last lamport or base unit.
    /// - Emits `ContributionWithdrawn`.
    #[discrim = 12]
    pub fn withdraw_contribution(ctx: &mut Context<WithdrawContribution>) -> Result<()> {
        ctx.accounts.run()
    }

    /// As `withdraw_contribution`, for what the treasury gave: to the treasury of the bounty's network (`OtherNetwork`) for
    /// SOL or the bounty's token. Else `OtherMint`.
    ///
    /// - Before the bounty opens, only by the network's authority. Else `NotAuthority`.
    /// - Emits `ContributionWithdrawn`.
    #[discrim = 13]
    pub fn return_allocation(ctx: &mut Context<ReturnAllocation>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Closes a submission once the bounty is settled or cancelled. Anybody may call it.
    ///
    /// - An award has to be claimed first. Else `AwardUnclaimed`.
    /// - The stake goes to the treasury of the bounty's network (`WrongTreasury`) for SOL (`OtherMint`) for spam, and for what was never revealed;
    ///   else, and where the bounty is cancelled, to the submitter, whom the submission names. Else `WrongSubmitter`.
    /// - Rent, and whatever else was given to the submission's address, returns to the submitter.
    /// - Emits `SubmissionClosed`.
    #[discrim = 14]
    pub fn close_submission(ctx: &mut Context<CloseSubmission>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Closes a bounty from which everybody has taken what is theirs.
    ///
    /// - Only its issuer. Else `NotIssuer`.
    /// - Only when no money, contribution or submission is left (`BountyInUse`), and no vault. Else `VaultExists`.
    /// - Rent, and whatever else was given to the bounty's address, returns to the issuer.
    /// - Emits `BountyClosed`.
    #[discrim = 15]
    pub fn close_bounty(ctx: &mut Context<CloseBounty>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Takes a paid award to the winner's standing, for what the treasury paid of it. Anybody may call it.
    ///
    /// - Only where the terms say so (`NoReputation`), after the claim (`AwardUnclaimed`), once. Else `AlreadyPaid`.
    /// - `standing`: the submitter's on the bounty's network. Else `WrongStanding`. The reputation program refuses others.
    /// - Emits nothing: the reputation program emits `Awarded`.
    #[discrim = 16]
    pub fn earn_reputation(ctx: &mut Context<EarnReputation>) -> Result<()> {
        let bump = ctx.bumps.awards;
        ctx.accounts.run(bump)
    }

    /// Brings what the mail program's ledger has counted since the last time to the week. Anybody may call it.
    ///
    /// - `ledger`: of the same network. Else `OtherNetwork`.
    /// - Emits nothing: the weeks are the record.
    #[discrim = 17]
    pub fn tally(ctx: &mut Context<Tally>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Makes another limit of the treasury's public. Anybody can apply it when it is due.
    ///
    /// - Only the network's authority (`NotAuthority`), for the network's treasury. Else `OtherNetwork`.
    /// - It is due after the `rules_delay` of the network's rules. A limit that waited before is forgotten.
    /// - Emits `LimitProposed`.
    #[discrim = 18]
    pub fn propose_limit(ctx: &mut Context<ProposeLimit>, limit: u64) -> Result<()> {
        ctx.accounts.run(limit)
    }

    /// Puts the proposed limit in force. Anybody may call it.
    ///
    /// - Only where one waits (`NothingProposed`), from the time on at which it is due. Else `LimitNotDue`.
    /// - Emits `LimitApplied`.
    #[discrim = 19]
    pub fn apply_limit(ctx: &mut Context<ApplyLimit>) -> Result<()> {
        ctx.accounts.run()
    }
    /// Makes the vault of a bounty that pays in a token. Its rewards, contributions and what the treasury gives are base units
    /// of it; stakes and rent stay SOL.
    ///
    /// - Only its issuer (`NotIssuer`), while there is none (`VaultExists`) and before it opens. Else `WrongPhase`,
    ///   `Cancelled`.
    /// - `mint`: the bounty's (`OtherMint`), of SPL Token or Token-2022 (`WrongTokenProgram`), without extensions other than
    ///   metadata and groups. Else `InvalidMint`.
    /// - `vault`: at the address that the bounty gives. The signer pays its rent.
    /// - Emits nothing: the bounty's account is the record.
    #[discrim = 20]
    pub fn create_vault(ctx: &mut Context<CreateVault>) -> Result<()> {
        let bump = ctx.bumps.vault;
        ctx.accounts.run(bump)
    }

    /// Closes the vault of a bounty from which everybody has taken what is theirs.
    ///
    /// - Only the bounty's issuer. Else `NotIssuer`.
    /// - Only when no money, contribution or submission is left. Else `BountyInUse`.
    /// - `vault`: the bounty's. Else `WrongVault`.
    /// - Tokens that were given to it and no contribution counts go to `destination`, a token account of the issuer's (else
    ///   `WrongTokenAccount`); rent returns to the issuer.
    /// - Emits nothing.
    #[discrim = 21]
    pub fn close_vault(ctx: &mut Context<CloseVault>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Gives a network a treasury for a token: whatever lies in token accounts that it owns.
    ///
    /// - Only the network's authority (`NotAuthority`), who pays the rent. Once for each token.
    /// - `mint`: as in `create_vault`. Else `WrongTokenProgram`, `InvalidMint`.
    /// - `limit`: base units that the authority can allocate at once; `period`: as in `create_treasury`. Else
    ///   `InvalidAllowance`.
    /// - Emits `TreasuryCreated`.
    #[discrim = 22]
    pub fn create_token_treasury(ctx: &mut Context<CreateTokenTreasury>, limit: u64, period: u64) -> Result<()> {
        let bump = ctx.bumps.treasury;
        ctx.accounts.run(limit, period, bump)
    }
}
