//! A network's treasuries, what they allocate to bounties, and the weekly figures of its economy.

use bmail_sdk::{
    Plan,
    generated::bounty::{
        instructions::{CreateTokenTreasuryInstructionArgs, CreateTreasuryInstructionArgs},
        layout::roles,
    },
    instructions::bounty::{self, BountyAt},
};
use solana_pubkey::Pubkey;
use units::Seconds;

use super::planned;
use crate::{Call, Harness, Money, Parts, Person};

const WEEK: Seconds = Seconds::days(7);

planned!(bounty:
    /// `create_treasury`
    CreateTreasury "create_treasury" CREATE_TREASURY,
    /// `create_token_treasury`
    CreateTokenTreasury "create_token_treasury" CREATE_TOKEN_TREASURY,
    /// `contribute`
    Contribute "contribute" CONTRIBUTE,
    /// `allocate`
    Allocate "allocate" ALLOCATE,
    /// `tally`
    Tally "tally" TALLY,
    /// `propose_limit`
    ProposeLimit "propose_limit" PROPOSE_LIMIT,
    /// `apply_limit`
    ApplyLimit "apply_limit" APPLY_LIMIT,
);

/// Accounts of `return_allocation`.
pub struct ReturnAllocation {
    bounty: BountyAt,
    authority: Option<Pubkey>,
}

impl Parts for ReturnAllocation {
    const NAME: &'static str = "return_allocation";
    const ROLES: &'static [&'static str] = roles::RETURN_ALLOCATION;

    fn plan(&self, harness: &Harness) -> Plan {
        bounty::return_allocation(&harness.chain(), &self.bounty, self.authority.as_ref(), None)
    }
}

impl Harness {
    /// A harness with a network whose treasury holds ten SOL.
    pub fn with_treasury() -> Self {
        let (mut harness, ..) = Self::with_ada_and_bo();
        let founder = harness.founder();
        harness.create_treasury(&founder).run();
        harness.contribute(&founder, 10_000_000_000).run();
        harness
    }

    /// Creates the network's treasury, with an allowance of one SOL per week.
    pub fn create_treasury(&mut self, authority: &Person) -> Call<'_, CreateTreasury> {
        let plan = bounty::create_treasury(&self.chain(), &self.network, &authority.address(), 1_000_000_000, WEEK);
        Call::new(self, CreateTreasury(plan))
    }

    /// Creates the network's treasury for a token, with an allowance of 1,000,000 base units per week.
    pub fn create_token_treasury(&mut self, authority: &Person, money: &Money) -> Call<'_, CreateTokenTreasury> {
        let (chain, authority) = (self.chain(), authority.address());
        let plan = bounty::create_token_treasury(&chain, &self.network, &authority, money, 1_000_000, WEEK);
        Call::new(self, CreateTokenTreasury(plan))
    }

    /// Gives lamports to the network's treasury.
    pub fn contribute(&mut self, contributor: &Person, lamports: u64) -> Call<'_, Contribute> {
        let plan = bounty::contribute(&self.chain(), &self.network, &contributor.address(), lamports);
        Call::new(self, Contribute(plan))
    }

    /// Allocates from the network's treasury for the bounty's currency, signed by the founder.
    pub fn allocate(&mut self, bounty: Pubkey, amount: u64) -> Call<'_, Allocate> {
        let plan = bounty::allocate(&self.chain(), &self.bounty_at(bounty), &self.founder().address(), amount);
        Call::new(self, Allocate(plan))
    }

    /// Returns a bounty's allocation to the treasury, without a signature.
    pub fn return_allocation(&mut self, bounty: Pubkey) -> Call<'_, ReturnAllocation> {
        let bounty = self.bounty_at(bounty);
        Call::new(self, ReturnAllocation { bounty, authority: None })
    }

    /// Adds what mail's ledger has counted to the current week.
    pub fn tally(&mut self) -> Call<'_, Tally> {
        let plan = bounty::tally(&self.chain(), &self.network);
        Call::new(self, Tally(plan))
    }

    /// Proposes another limit for the treasury's allowance.
    pub fn propose_limit(&mut self, authority: &Person, limit: u64) -> Call<'_, ProposeLimit> {
        let plan = bounty::propose_limit(&self.chain(), &self.network, &authority.address(), None, limit);
        Call::new(self, ProposeLimit(plan))
    }

    /// Puts the proposed limit in force.
    pub fn apply_limit(&mut self) -> Call<'_, ApplyLimit> {
        let plan = bounty::apply_limit(&self.chain(), &self.network, None);
        Call::new(self, ApplyLimit(plan))
    }
}

impl Call<'_, CreateTreasury> {
    /// Sets how many lamports can be allocated at once.
    pub fn limit(self, lamports: u64) -> Self {
        self.args(move |args: &mut CreateTreasuryInstructionArgs| args.limit = lamports)
    }

    /// Sets the period in seconds after which the whole limit is available again.
    pub fn period(self, seconds: u64) -> Self {
        self.args(move |args: &mut CreateTreasuryInstructionArgs| args.period = seconds)
    }
}

impl Call<'_, CreateTokenTreasury> {
    /// Sets how many base units can be allocated at once.
    pub fn limit(self, amount: u64) -> Self {
        self.args(move |args: &mut CreateTokenTreasuryInstructionArgs| args.limit = amount)
    }

    /// Sets the period in seconds after which the whole limit is available again.
    pub fn period(self, seconds: u64) -> Self {
        self.args(move |args: &mut CreateTokenTreasuryInstructionArgs| args.period = seconds)
    }
}

impl Call<'_, ReturnAllocation> {
    /// Sets the signer.
    pub fn by(mut self, authority: &Person) -> Self {
        self.parts.authority = Some(authority.address());
        self
    }
}
