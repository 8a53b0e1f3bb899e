//! Reputation that mail earns: verdicts change standings, endorsements lend reputation, and a token shows it. Each
//! instruction's doc comment is its specification; its file has the accounts.

use anchor_lang::prelude::*;

mod errors;
mod events;
mod instructions;
mod seeds;
mod state;
mod token;

pub use errors::ReputationError;
pub use events::*;
use instructions::*;
use kit::are_equal;
pub use postage::Verdict;
pub use reputation_core::Parameters;
use reputation_interface::{RECORD_AWARD, RECORD_VERDICT};
pub use state::Standing;

declare_id!(addresses::REPUTATION);

#[cfg(not(feature = "no-entrypoint"))]
solana_security_txt::security_txt! {
    name: "b-mail: reputation",
    project_url: "https://github.com/b-mail/b-mail",
    contacts: "link:https://github.com/b-mail/b-mail/security/advisories/new",
    policy: "https://github.com/b-mail/b-mail/blob/main/SECURITY.md",
    preferred_languages: "en",
    source_code: "https://github.com/b-mail/b-mail"
}

#[program]
pub mod reputation {
    use super::*;

    /// Gives a network its reputation, at an address derived from the network, with a token of its own.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`. It can be called once per network. The
    ///   authority pays the rent of the reputation and of the mint.
    /// - `parameters` must pass `reputation_core::Parameters::validate`. Each bound has its own error.
    /// - `name`, `symbol` and `uri` are what wallets show of the token: 1 to 32, 1 to 10 and 0 to 200 bytes, without
    ///   control characters. Otherwise: `InvalidText`.
    /// - `mint` is a new Token-2022 mint at an address derived from the network. It has six decimals and metadata, is
    ///   non-transferable, bears interest at the rate that matches the half-life, and has the reputation as its mint
    ///   authority and permanent delegate. Nobody can freeze it or change its rate or metadata.
    /// - The index starts at one. Nothing has been seeded or proposed.
    /// - Emits `ReputationCreated`.
    #[discrim = 0]
    pub fn create_reputation(
        ctx: &mut Context<CreateReputation>,
        parameters: Parameters,
        name: String,
        symbol: String,
        uri: String,
    ) -> Result<()> {
        let bumps = &ctx.bumps;
        ctx.accounts.run(parameters, token::Texts { name, symbol, uri }, bumps)
    }

    /// Opens the signer's standing on a network.
    ///
    /// - Each person has one standing per network, at an address derived from both. The owner pays its rent.
    /// - It starts without shares, and nobody has staked anything on its owner.
    /// - Emits `StandingOpened`.
    #[discrim = 1]
    pub fn open_standing(ctx: &mut Context<OpenStanding>) -> Result<()> {
        let bump = ctx.bumps.standing;
        ctx.accounts.run(bump)
    }

    /// Gives reputation to a first citizen, from a budget that was fixed when the reputation was created.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`. `reputation` and `standing` must belong
    ///   to that network. Otherwise: `OtherNetwork`.
    /// - `amount` is in millionths of reputation. Together with everything seeded before, it must stay within the
    ///   budget. Otherwise: `BudgetSpent`. If its shares do not fit 64 bits: `IndexRunOut`.
    /// - Emits `Seeded`.
    #[discrim = 2]
    pub fn seed(ctx: &mut Context<Seed>, amount: u64) -> Result<()> {
        ctx.accounts.run(amount)
    }

    /// Records a recipient's verdict at the sender's standing.
    ///
    /// - Only the mail program may call it. It signs as the recipient's mailbox. Otherwise: `NotMail`.
    /// - `reputation`, `sender_standing` and `recipient_standing` must belong to the mailbox's network. Otherwise:
    ///   `OtherNetwork`.
    /// - `recipient_standing` must belong to the mailbox's owner. Otherwise: `WrongStanding`. The mail program checks
    ///   that `sender_standing` belongs to the sender.
    /// - `now` is the time, in unix seconds, that the mail program read from the clock.
    /// - `Valuable`: the sender earns `reputation_core::minted` of `cut` and `earlier`, weighted by the recipient's
    ///   reputation before this verdict.
    /// - `Spam`: `reputation_core::Burn` of `earlier`, with the same weight, burns part of the sender's own shares, of
    ///   what others staked on the sender, and of what the sender staked on others. Stakes on others are burned when
    ///   they are next touched or collected. `Abstain` is ignored: nothing changes.
    /// - It never fails because of an amount, since a fee depends on it. Shares that do not fit 64 bits are lost.
    /// - Emits nothing. The mail program's event has the sender's shares before and after.
    #[discrim = 3]
    #[inline(always)]
    pub fn record_verdict(
        ctx: &mut Context<RecordVerdict>,
        verdict: Verdict,
        cut: u64,
        earlier: u64,
        now: i64,
    ) -> Result<()> {
        ctx.accounts.run(&VerdictRecord { verdict, cut, earlier, now })
    }

    /// Records an award that was paid from the treasury.
    ///
    /// - Only the bounty program may call it. It signs as the address that the reputation names. Otherwise:
    ///   `NotBounty`.
    /// - `standing` must belong to the reputation's network. Otherwise: `OtherNetwork`.
    /// - `spent` is what the treasury paid, in lamports. The standing earns `award_rate` for each of them.
    /// - Emits `Awarded`.
    #[discrim = 4]
    pub fn record_award(ctx: &mut Context<RecordAward>, spent: u64) -> Result<()> {
        ctx.accounts.run(spent)
    }

    /// Mints or burns a holder's tokens until they equal the shares held at their standing: the owner's own shares and
    /// what others staked on the owner. Anyone may call it.
    ///
    /// - `standing` must belong to the reputation's network. Otherwise: `OtherNetwork`. `mint` must be the reputation's
    ///   token. Otherwise: `WrongMint`.
    /// - `token_account` must be the owner's associated token account, at the address that `bump` gives. Otherwise:
    ///   `WrongTokenAccount`. It must exist. Otherwise: `NoTokenAccount`.
    /// - The supply must have room for what is minted. Otherwise: `IndexRunOut`.
    /// - Emits `Synced`.
    #[discrim = 5]
    pub fn sync(ctx: &mut Context<Sync>, bump: u8) -> Result<()> {
        ctx.accounts.run(bump)
    }

    /// Stakes the signer's own shares on another person. They stop counting for the signer and count, at a discount,
    /// for the endorsed.
    ///
    /// - The shares come from the signer's own standing. Otherwise: `NotYourStanding`. Both standings must belong to
    ///   the reputation's network. Otherwise: `OtherNetwork`. They must be two different standings.
    /// - `shares` must be worth at least one reputation. Otherwise: `StakeTooSmall`. The signer must keep the reserve.
    ///   Otherwise: `ReserveNeeded`. If one reputation no longer fits 64 bits: `IndexRunOut`. If the pool has no room
    ///   for more units: `Diluted`.
    /// - `endorsement` is the account of these two standings (otherwise: `WrongEndorsement`) or a new account. The
    ///   signer has the system program create the new account for this program, with its rent. Otherwise: `NotNew`. Its
    ///   address is derived from the signer and a seed: the endorsed standing without the high bits of its bytes.
    ///   Otherwise: `WrongAddress`.
    /// - A signer whose spam has burned nearly all that they lent must first take all of it back. Otherwise:
    ///   `TaintedStakes`.
    /// - What the signer's spam burned of an earlier stake on the same person is taken out first. That emits
    ///   `Collected`.
    /// - Emits `Endorsed`.
    #[discrim = 6]
    #[inline(always)]
    pub fn endorse(ctx: &mut Context<Endorse>, shares: u64) -> Result<()> {
        ctx.accounts.run(shares)
    }

    /// Begins to take an endorsement back. It stops counting at once, and can still be burned until `finish_unendorse`.
    ///
    /// - The endorser may take it back, and the endorsed may send it back. Otherwise: `NotYourEndorsement`. The
    ///   endorsement must be the one between these two standings. Otherwise: `WrongEndorsement`. All accounts must
    ///   belong to the same network. Otherwise: `OtherNetwork`.
    /// - `units` are units of the pool: at least one, and at most those of this endorsement that are not leaving yet.
    ///   Otherwise: `TooManyUnits`. The largest number, 2^64 - 1, means all of them. The endorsed must pass that
    ///   number. Otherwise: `AllOrNothing`.
    /// - The cool-down starts now, also for units that were already leaving. It is the reputation's cool-down, or
    ///   longer if a message of this network could still get a verdict after it. So spam by the endorsed still finds
    ///   the stake, no matter when it is marked.
    /// - What the endorser's spam burned of the stake is taken out first. That emits `Collected`.
    /// - Emits `UnendorsementBegun`.
    #[discrim = 7]
    pub fn begin_unendorse(ctx: &mut Context<BeginUnendorse>, units: u64) -> Result<()> {
        ctx.accounts.run(units)
    }

    /// Gives the leaving shares back to the endorser, and closes the endorsement if nothing is left in it. Anyone may
    /// call it.
    ///
    /// - The cool-down must be over. Otherwise: `CoolingDown`. If nothing is leaving: `NothingLeaving`. An endorsement
    ///   that was burned to nothing can be finished at once.
    /// - What the endorser's spam burned of the stake is taken out first. That emits `Collected`.
    /// - The endorsement must be the one between these two standings. Otherwise: `WrongEndorsement`. Its rent, and any
    ///   lamports that were sent to its address, return to the endorser. `endorser` must own the endorser's standing.
    ///   Otherwise: `NotYourStanding`.
    /// - Emits `UnendorsementFinished`.
    #[discrim = 8]
    pub fn finish_unendorse(ctx: &mut Context<FinishUnendorse>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Burns from an endorsement what its endorser's own spam has burned since the endorsement was last touched. Anyone
    /// may call it.
    ///
    /// - `endorsement` must be the one between these two standings. Otherwise: `WrongEndorsement`.
    /// - Emits `Collected` if anything was burned.
    #[discrim = 9]
    pub fn collect(ctx: &mut Context<Collect>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Closes the signer's standing. Its shares, and the tokens that mirror them, are given up.
    ///
    /// - Only its owner may call it. Otherwise: `NotYourStanding`. The standing must belong to the reputation's
    ///   network. Otherwise: `OtherNetwork`.
    /// - The owner must not endorse anyone. Otherwise: `StillEndorsing`. Nobody may endorse the owner. Otherwise:
    ///   `StillEndorsed`.
    /// - `token_account` must be the owner's associated token account, whose address the program derives. Otherwise:
    ///   `WrongTokenAccount`. The account need not exist. `mint` must be the reputation's token. Otherwise:
    ///   `WrongMint`.
    /// - The rent, and any lamports that were sent to the standing's address, return to the owner.
    /// - Emits `StandingClosed`.
    #[discrim = 10]
    pub fn close_standing(ctx: &mut Context<CloseStanding>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Announces new parameters. Anyone can apply them once they are due.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`. The reputation must be that network's.
    ///   Otherwise: `OtherNetwork`.
    /// - `parameters` must pass `reputation_core::Parameters::validate`. Each bound has its own error. The half-life,
    ///   the seed budget and the discount must stay as they are. Otherwise: `FixedParameter`.
    /// - They are due after the `rules_delay` of the network's rules. From then on they are in force, whether or not
    ///   anyone applies them. They replace any parameters that were waiting and are not due yet.
    /// - Emits `ParametersProposed`.
    #[discrim = 11]
    pub fn propose_parameters(ctx: &mut Context<ProposeParameters>, parameters: Parameters) -> Result<()> {
        ctx.accounts.run(parameters)
    }

    /// Stores the proposed parameters as those in force, which they are since they were due. Anyone may call it.
    ///
    /// - Parameters must be waiting. Otherwise: `NothingProposed`. They must be due. Otherwise: `ParametersNotDue`.
    /// - Emits `ParametersApplied`.
    #[discrim = 12]
    pub fn apply_parameters(ctx: &mut Context<ApplyParameters>) -> Result<()> {
        ctx.accounts.run()
    }
}

// The callers use these discriminators.
const _: () = {
    assert!(are_equal(instruction::RecordVerdict::DISCRIMINATOR, &[RECORD_VERDICT]));
    assert!(are_equal(instruction::RecordAward::DISCRIMINATOR, &[RECORD_AWARD]));
};
