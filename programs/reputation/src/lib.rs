//! Reputation that mail earns: standings, which verdicts move; endorsements, which lend it; and a token, which shows it.
//! See each instruction for its specification and its file for the accounts.

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

    /// Gives a network a reputation: one, at an address that follows from the network, with a token of its own.
    ///
    /// - Only the network's authority (`NotAuthority`), who pays the rent of both. Once.
    /// - `parameters`: any that `reputation_core::Parameters::validate` accepts; each bound has its own error.
    /// - `name`, `symbol`, `uri`: what wallets show of the token: 1 to 32, 1 to 10 and up to 200 bytes without control
    ///   characters. Else `InvalidText`.
    /// - `mint`: a mint of Token-2022 at an address that follows from the network: six decimals, non-transferable,
    ///   interest-bearing at the rate of the half-life, with the reputation as its permanent delegate and mint authority,
    ///   and with metadata. Nobody can freeze it, or change its rate or metadata.
    /// - The index is one now. Nothing is seeded, nothing is proposed.
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
    /// - One per person and network, at an address that follows from both; the owner pays its rent.
    /// - It has no shares, and nobody's stake.
    /// - Emits `StandingOpened`.
    #[discrim = 1]
    pub fn open_standing(ctx: &mut Context<OpenStanding>) -> Result<()> {
        let bump = ctx.bumps.standing;
        ctx.accounts.run(bump)
    }

    /// Gives a first citizen reputation, from a budget that was chosen with the reputation.
    ///
    /// - Only the network's authority (`NotAuthority`), to a standing of the same network (`OtherNetwork`).
    /// - `amount`: millionths of reputation; with all that was given before, at most the budget. Else `BudgetSpent`.
    /// - Emits `Seeded`.
    #[discrim = 2]
    pub fn seed(ctx: &mut Context<Seed>, amount: u64) -> Result<()> {
        ctx.accounts.run(amount)
    }

    /// Records a verdict of valuable or spam. (Abstaining changes nothing, and is not reported.)
    ///
    /// - Only the mail program, which signs as the recipient's mailbox. Else `NotMail`.
    /// - `reputation`, `sender_standing`, `recipient_standing`: of the same network as the mailbox. Else `OtherNetwork`.
    /// - `recipient_standing`: of the mailbox's owner. Else `WrongStanding`. Whose the sender's is, the mail program sees to.
    /// - `now`: the time, as the mail program asked for it.
    /// - Valuable: the sender earns `reputation_core::minted` of `cut` and `earlier`, weighed with the recipient's reputation as
    ///   it was before.
    /// - Spam: `reputation_core::Burn` of `earlier`, weighed likewise, is burned of what the sender has, of what others staked on
    ///   them, and of what they staked on others; the last when that is next touched, or collected.
    /// - It does not fail for any amounts, because a fee depends on it: what fits no number is lost.
    /// - Emits nothing: the mail program's event says what became of the standing.
    #[discrim = 3]
    #[inline(always)]
    pub fn record_verdict(
        ctx: &mut Context<RecordVerdict>,
        verdict: Verdict,
        cut: u64,
        earlier: u64,
        now: i64,
    ) -> Result<()> {
        ctx.accounts.run(&Report { verdict, cut, earlier, now })
    }

    /// Records an award of the treasury.
    ///
    /// - Only the bounty program, which signs as the address that the reputation names. Else `NotBounty`.
    /// - `standing`: of the same network. Else `OtherNetwork`.
    /// - `spent`: lamports of the treasury. It earns `award_rate` of them.
    /// - Emits `Awarded`.
    #[discrim = 4]
    pub fn record_award(ctx: &mut Context<RecordAward>, spent: u64) -> Result<()> {
        ctx.accounts.run(spent)
    }

    /// Mints or burns a holder's tokens until they are the shares that lie at their standing: their own, and what others
    /// staked on them. Anybody may call it.
    ///
    /// - `standing`: of the reputation's network (`OtherNetwork`); `mint`: its token. Else `WrongMint`.
    /// - `token_account`: the owner's associated one, at the address that `bump` gives (`WrongTokenAccount`); it has to be
    ///   there. Else `NoTokenAccount`.
    /// - The supply has room for what is minted. Else `IndexRunOut`.
    /// - Emits `Synced`.
    #[discrim = 5]
    pub fn sync(ctx: &mut Context<Sync>, bump: u8) -> Result<()> {
        ctx.accounts.run(bump)
    }

    /// Stakes own shares on somebody: they stop counting for the signer and count, at a discount, for the endorsed.
    ///
    /// - Only from the signer's own standing (`NotYourStanding`), on another of the same network. Else `OtherNetwork`.
    /// - `shares`: worth one reputation at least (`StakeTooSmall`), and such that the reserve is left. Else
    ///   `ReserveNeeded`.
    /// - `endorsement`: that of the two (`WrongEndorsement`); or a new account (`NotNew`), which the signer had the system
    ///   program create for this program with its rent, at the address that the signer and a seed give, the endorsed
    ///   standing without the high bits of its bytes. Else `WrongAddress`.
    /// - Not by whose spam burned nearly all that they lent, before they took all of that back. Else `TaintedStakes`.
    /// - What the signer's spam burned of an earlier stake on the endorsed is taken out first (`Collected`).
    /// - Emits `Endorsed`.
    #[discrim = 6]
    #[inline(always)]
    pub fn endorse(ctx: &mut Context<Endorse>, shares: u64) -> Result<()> {
        ctx.accounts.run(shares)
    }

    /// Begins to take an endorsement back: it counts for nobody any more, and burns on until `finish_unendorse`.
    ///
    /// - Only by its endorser, or by the endorsed, who sends it back. Else `NotYourEndorsement`. It is that of these two
    ///   standings (`WrongEndorsement`), and everything is of the same network. Else `OtherNetwork`.
    /// - `units`: of the pool, as many as the endorsement has that are not leaving (`TooManyUnits`); the largest number
    ///   stands for all of them. The endorsed sends back all. Else `AllOrNothing`.
    /// - The cool-down begins now, for what was leaving before, too. It is the reputation's, and longer where a message of
    ///   this network could get its verdict later: so the endorsed's spam finds the stake, whenever it is marked.
    /// - What the endorser's spam burned of the stake is taken out first (`Collected`).
    /// - Emits `UnendorsementBegun`.
    #[discrim = 7]
    pub fn begin_unendorse(ctx: &mut Context<BeginUnendorse>, units: u64) -> Result<()> {
        ctx.accounts.run(units)
    }

    /// Gives what was leaving back to the endorser, and closes the endorsement where nothing is left of it. Anybody may
    /// call it.
    ///
    /// - Only after the cool-down. Else `CoolingDown`; where nothing is leaving, `NothingLeaving`. An endorsement that was
    ///   burned to nothing ends at once.
    /// - What the endorser's spam burned of the stake is taken out first (`Collected`).
    /// - Rent, and whatever else was given to the endorsement's address, returns to the endorser (`NotYourStanding`),
    ///   whose standing it names beside the endorsed's. Else `WrongEndorsement`.
    /// - Emits `UnendorsementFinished`.
    #[discrim = 8]
    pub fn finish_unendorse(ctx: &mut Context<FinishUnendorse>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Burns of an endorsement what its endorser's own spam has burned since it was last touched. Anybody may call it.
    ///
    /// - `endorsement`: of these two standings. Else `WrongEndorsement`.
    /// - Emits `Collected`, if there is anything to burn.
    #[discrim = 9]
    pub fn collect(ctx: &mut Context<Collect>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Gives the signer's standing up, with all its shares and the tokens that mirror them.
    ///
    /// - Only the owner (`NotYourStanding`), on the reputation's network. Else `OtherNetwork`.
    /// - Only who endorses nobody (`StillEndorsing`) and is endorsed by nobody. Else `StillEndorsed`.
    /// - `token_account`: the owner's associated one, which is searched for (`WrongTokenAccount`) and need not be there;
    ///   `mint`: the reputation's token. Else `WrongMint`.
    /// - Rent, and whatever else was given to the standing's address, returns to the owner.
    /// - Emits `StandingClosed`.
    #[discrim = 10]
    pub fn close_standing(ctx: &mut Context<CloseStanding>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Makes new parameters public. Anybody can apply them when they are due.
    ///
    /// - Only the network's authority. Else `NotAuthority`.
    /// - `parameters`: any that `reputation_core::Parameters::validate` accepts; each bound has its own error. The half-life, the
    ///   seed budget and the discount stay as they are. Else `FixedParameter`.
    /// - They are due after the `rules_delay` of the network's rules. Parameters that waited before are forgotten.
    /// - Emits `ParametersProposed`.
    #[discrim = 11]
    pub fn propose_parameters(ctx: &mut Context<ProposeParameters>, parameters: Parameters) -> Result<()> {
        ctx.accounts.run(parameters)
    }

    /// Puts the proposed parameters in force. Anybody may call it.
    ///
    /// - Only where parameters wait (`NothingProposed`), from the time on at which they are due. Else
    ///   `ParametersNotDue`.
    /// - Emits `ParametersApplied`.
    #[discrim = 12]
    pub fn apply_parameters(ctx: &mut Context<ApplyParameters>) -> Result<()> {
        ctx.accounts.run()
    }
}

// As those who call it know it.
const _: () = {
    assert!(are_equal(instruction::RecordVerdict::DISCRIMINATOR, &[RECORD_VERDICT]));
    assert!(are_equal(instruction::RecordAward::DISCRIMINATOR, &[RECORD_AWARD]));
};
