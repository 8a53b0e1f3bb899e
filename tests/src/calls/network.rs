//! Creating a network, and what its authority changes.

use bmail_sdk::{PROGRAMS, Plan, generated::mail::layout::roles, instructions::mail};
use postage::Rules;
use solana_pubkey::Pubkey;

use super::planned;
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `create_network`.
pub struct CreateNetwork {
    founder: Pubkey,
    name: [u8; 32],
    treasury: Pubkey,
    rules: Rules,
}

planned!(mail:
    /// `propose_rules`
    ProposeRules "propose_rules" PROPOSE_RULES,
    /// `apply_rules`
    ApplyRules "apply_rules" APPLY_RULES,
    /// `propose_authority`
    ProposeAuthority "propose_authority" PROPOSE_AUTHORITY,
    /// `accept_authority`
    AcceptAuthority "accept_authority" ACCEPT_AUTHORITY,
    /// `set_sending`
    SetSending "set_sending" SET_SENDING,
    /// `adopt_treasury`
    AdoptTreasury "adopt_treasury" ADOPT_TREASURY,
);

impl Parts for CreateNetwork {
    const NAME: &'static str = "create_network";
    const ROLES: &'static [&'static str] = roles::CREATE_NETWORK;

    fn plan(&self, harness: &Harness) -> Plan {
        mail::create_network_of_any_name(&harness.chain(), &self.founder, &self.name, &self.treasury, &self.rules)
    }
}

impl Harness {
    /// Creates a network with default rules and makes it the current one.
    pub fn network(&mut self) -> Pubkey {
        self.network_with(Rules::PERSONAL)
    }

    /// Creates a network with these rules and a new name, and makes it the current one.
    pub fn network_with(&mut self, rules: Rules) -> Pubkey {
        let founder = self.person("Founder");
        self.networks += 1;
        let name = format!("network {}", self.networks);
        let call = self.create_network(&founder).name(&name).rules(rules);
        let network = call.address();
        call.run();
        self.network = network;
        network
    }

    /// Creates a network called "letters" with default rules.
    pub fn create_network(&mut self, founder: &Person) -> Call<'_, CreateNetwork> {
        let (founder, treasury) = (founder.address(), Person::named("treasury").address());
        Call::new(self, CreateNetwork { founder, name: [0; 32], treasury, rules: Rules::PERSONAL }).name("letters")
    }

    /// The founder of the harness's networks, who is also their authority.
    pub fn founder(&self) -> Person {
        Person::named("Founder")
    }

    /// Proposes rules for the network.
    pub fn propose_rules(&mut self, authority: &Person, rules: Rules) -> Call<'_, ProposeRules> {
        let plan = mail::propose_rules(&self.chain(), &self.network, &authority.address(), &rules);
        Call::new(self, ProposeRules(plan))
    }

    /// Puts the proposed rules in force.
    pub fn apply_rules(&mut self) -> Call<'_, ApplyRules> {
        let plan = mail::apply_rules(&self.chain(), &self.network);
        Call::new(self, ApplyRules(plan))
    }

    /// Offers the network's authority to someone.
    pub fn propose_authority(&mut self, authority: &Person, heir: Pubkey) -> Call<'_, ProposeAuthority> {
        // To the program, the default address means that nobody gets it.
        let heir = Some(&heir).filter(|heir| **heir != Pubkey::default());
        let plan = mail::propose_authority(&self.chain(), &self.network, &authority.address(), heir);
        Call::new(self, ProposeAuthority(plan.expect("an heir, or nobody")))
    }

    /// Accepts the network's authority.
    pub fn accept_authority(&mut self, heir: &Person) -> Call<'_, AcceptAuthority> {
        let plan = mail::accept_authority(&self.chain(), &self.network, &heir.address());
        Call::new(self, AcceptAuthority(plan))
    }

    /// Pauses sending on the network, or resumes it.
    pub fn set_sending(&mut self, authority: &Person, paused: bool) -> Call<'_, SetSending> {
        let plan = mail::set_sending(&self.chain(), &self.network, &authority.address(), paused);
        Call::new(self, SetSending(plan))
    }

    /// Makes the bounty program's treasury the network's treasury.
    pub fn adopt_treasury(&mut self, authority: &Person) -> Call<'_, AdoptTreasury> {
        let plan = mail::adopt_treasury(&self.chain(), &self.network, &authority.address());
        Call::new(self, AdoptTreasury(plan))
    }
}

impl Call<'_, CreateNetwork> {
    /// Sets a name of at most 32 bytes, and the address that follows from it.
    pub fn name(self, name: &str) -> Self {
        let mut bytes = [0; 32];
        bytes[..name.len()].copy_from_slice(name.as_bytes());
        self.raw_name(bytes)
    }

    /// Sets any bytes as the name, and the address that follows from them.
    pub fn raw_name(mut self, name: [u8; 32]) -> Self {
        self.parts.name = name;
        self
    }

    /// Sets where the network's cut goes.
    pub fn treasury(mut self, treasury: Pubkey) -> Self {
        self.parts.treasury = treasury;
        self
    }

    /// Sets the network's rules.
    pub fn rules(mut self, rules: Rules) -> Self {
        self.parts.rules = rules;
        self
    }

    /// The address of the network.
    pub fn address(&self) -> Pubkey {
        PROGRAMS.network(&self.parts.founder, &self.parts.name).0
    }
}
