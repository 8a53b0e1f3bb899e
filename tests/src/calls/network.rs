//! Creating a network, and what its authority changes.

use bmail_sdk::generated::mail::layout::roles;
use bmail_sdk::{
    accounts::Rules,
    generated::mail::instructions::{
        self as generated, CreateNetworkInstructionArgs, ProposeAuthorityInstructionArgs, ProposeRulesInstructionArgs,
        SetSendingInstructionArgs,
    },
    pda,
};
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use super::{bare_parts, parts};
use crate::{Call, Harness, Parts, Person};
use solana_instruction::Instruction;

/// Accounts and arguments of `create_network`.
pub struct CreateNetwork {
    pub(crate) accounts: generated::CreateNetwork,
    pub(crate) args: CreateNetworkInstructionArgs,
}

parts!(CreateNetwork, "create_network", roles::CREATE_NETWORK);

/// Accounts and arguments of `propose_rules`.
pub struct ProposeRules {
    accounts: generated::ProposeRules,
    args: ProposeRulesInstructionArgs,
}
parts!(ProposeRules, "propose_rules", roles::PROPOSE_RULES);

/// Accounts and arguments of `apply_rules`.
pub struct ApplyRules {
    accounts: generated::ApplyRules,
}
bare_parts!(ApplyRules, "apply_rules", roles::APPLY_RULES);

/// Accounts and arguments of `propose_authority`.
pub struct ProposeAuthority {
    accounts: generated::ProposeAuthority,
    args: ProposeAuthorityInstructionArgs,
}
parts!(ProposeAuthority, "propose_authority", roles::PROPOSE_AUTHORITY);

/// Accounts and arguments of `accept_authority`.
pub struct AcceptAuthority {
    accounts: generated::AcceptAuthority,
}
bare_parts!(AcceptAuthority, "accept_authority", roles::ACCEPT_AUTHORITY);

/// Accounts and arguments of `set_sending`.
pub struct SetSending {
    accounts: generated::SetSending,
    args: SetSendingInstructionArgs,
}
parts!(SetSending, "set_sending", roles::SET_SENDING);

/// Accounts and arguments of `adopt_treasury`.
pub struct AdoptTreasury {
    accounts: generated::AdoptTreasury,
}
bare_parts!(AdoptTreasury, "adopt_treasury", roles::ADOPT_TREASURY);

impl Harness {
    /// Creates a network with default rules and makes it the current one.
    pub fn network(&mut self) -> Pubkey {
        self.network_with(postage::Rules::PERSONAL)
    }

    /// Creates a network with these rules and a new name, and makes it the current one.
    pub fn network_with(&mut self, rules: postage::Rules) -> Pubkey {
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
        let accounts = generated::CreateNetwork {
            founder: founder.address(),
            network: Pubkey::default(),
            ledger: Pubkey::default(),
            system_program: SYSTEM,
        };
        let treasury = Person::named("treasury").address();
        let args = CreateNetworkInstructionArgs { name: [0; 32], treasury, rules: Rules::PERSONAL };
        Call::new(self, CreateNetwork { accounts, args }).name("letters")
    }

    /// The founder of the harness's networks, who is also their authority.
    pub fn founder(&self) -> Person {
        Person::named("Founder")
    }

    /// Proposes rules for the network.
    pub fn propose_rules(&mut self, authority: &Person, rules: postage::Rules) -> Call<'_, ProposeRules> {
        let accounts = generated::ProposeRules { authority: authority.address(), network: self.network };
        Call::new(self, ProposeRules { accounts, args: ProposeRulesInstructionArgs { rules } })
    }

    /// Puts the proposed rules in force.
    pub fn apply_rules(&mut self) -> Call<'_, ApplyRules> {
        let accounts = generated::ApplyRules { network: self.network };
        Call::new(self, ApplyRules { accounts })
    }

    /// Offers the network's authority to someone.
    pub fn propose_authority(&mut self, authority: &Person, heir: Pubkey) -> Call<'_, ProposeAuthority> {
        let accounts = generated::ProposeAuthority { authority: authority.address(), network: self.network };
        let args = ProposeAuthorityInstructionArgs { new_authority: heir };
        Call::new(self, ProposeAuthority { accounts, args })
    }

    /// Accepts the network's authority.
    pub fn accept_authority(&mut self, heir: &Person) -> Call<'_, AcceptAuthority> {
        let accounts = generated::AcceptAuthority { authority: heir.address(), network: self.network };
        Call::new(self, AcceptAuthority { accounts })
    }

    /// Pauses sending on the network, or resumes it.
    pub fn set_sending(&mut self, authority: &Person, paused: bool) -> Call<'_, SetSending> {
        let accounts = generated::SetSending { authority: authority.address(), network: self.network };
        Call::new(self, SetSending { accounts, args: SetSendingInstructionArgs { paused } })
    }

    /// Makes the bounty program's treasury the network's treasury.
    pub fn adopt_treasury(&mut self, authority: &Person) -> Call<'_, AdoptTreasury> {
        let treasury = pda::treasury(&self.network).0;
        let accounts = generated::AdoptTreasury { authority: authority.address(), network: self.network, treasury };
        Call::new(self, AdoptTreasury { accounts })
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
        self.parts.args.name = name;
        let network = pda::network(&self.parts.accounts.founder, &name).0;
        self.parts.accounts.network = network;
        self.parts.accounts.ledger = pda::ledger(&network).0;
        self
    }

    /// Sets where the network's cut goes.
    pub fn treasury(mut self, treasury: Pubkey) -> Self {
        self.parts.args.treasury = treasury;
        self
    }

    /// Sets the network's rules.
    pub fn rules(mut self, rules: Rules) -> Self {
        self.parts.args.rules = rules;
        self
    }

    /// The address of the network.
    pub fn address(&self) -> Pubkey {
        self.parts.accounts.network
    }
}
