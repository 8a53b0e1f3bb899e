//! Where the programs are. Their addresses are data, so that one client serves every deployment.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use crate::{BOUNTY_ID, MAIL_ID, REPUTATION_ID};

/// One of the programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Program {
    /// The mail program.
    Mail,
    /// The reputation program.
    Reputation,
    /// The bounty program.
    Bounty,
}

/// The addresses of the programs of one deployment. All addresses that follow from them are its methods: see
/// [`Programs::mailbox`] and its neighbors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Programs {
    /// The address of the mail program.
    pub mail: Pubkey,
    /// The address of the reputation program.
    pub reputation: Pubkey,
    /// The address of the bounty program.
    pub bounty: Pubkey,
}

/// The programs at the addresses of `crates/addresses`.
pub const PROGRAMS: Programs = Programs { mail: MAIL_ID, reputation: REPUTATION_ID, bounty: BOUNTY_ID };

impl Default for Programs {
    fn default() -> Self {
        PROGRAMS
    }
}

impl Programs {
    /// The address of a program.
    pub const fn address(&self, program: Program) -> Pubkey {
        match program {
            Program::Mail => self.mail,
            Program::Reputation => self.reputation,
            Program::Bounty => self.bounty,
        }
    }

    /// An instruction of the generated client, which knows the default addresses only, for these programs: wherever it
    /// names a program, as the one to run, the one to call, or for an omitted account, it gets the address here.
    pub fn relocate(&self, mut instruction: Instruction) -> Instruction {
        instruction.program_id = self.here(instruction.program_id);
        for meta in instruction.accounts.iter_mut().filter(|meta| !meta.is_signer && !meta.is_writable) {
            meta.pubkey = self.here(meta.pubkey);
        }
        instruction
    }

    fn here(&self, address: Pubkey) -> Pubkey {
        let all = [Program::Mail, Program::Reputation, Program::Bounty];
        let program = all.into_iter().find(|program| PROGRAMS.address(*program) == address);
        program.map_or(address, |program| self.address(program))
    }
}

#[cfg(test)]
mod tests {
    use solana_instruction::AccountMeta;

    use super::*;

    #[test]
    fn an_instruction_is_relocated_wherever_it_names_a_program() {
        let [mail, reputation, bounty, other] = std::array::from_fn(|_| Pubkey::new_unique());
        let programs = Programs { mail, reputation, bounty };
        let accounts =
            [MAIL_ID, REPUTATION_ID, BOUNTY_ID, other].map(|address| AccountMeta::new_readonly(address, false));
        let instruction = Instruction { program_id: MAIL_ID, accounts: accounts.to_vec(), data: vec![1] };
        let relocated = programs.relocate(instruction.clone());
        let addresses: Vec<_> = relocated.accounts.iter().map(|meta| meta.pubkey).collect();
        assert_eq!((relocated.program_id, addresses), (mail, vec![mail, reputation, bounty, other]));
        assert_eq!(PROGRAMS.relocate(instruction.clone()), instruction);
    }

    #[test]
    fn the_accounts_of_each_deployment_are_its_own() {
        let other =
            Programs { mail: Pubkey::new_unique(), reputation: Pubkey::new_unique(), bounty: Pubkey::new_unique() };
        let [network, person] = [Pubkey::new_from_array([1; 32]), Pubkey::new_from_array([2; 32])];
        assert_ne!(PROGRAMS.mailbox(&network, &person), other.mailbox(&network, &person));
        assert_ne!(PROGRAMS.message(&person, &network, 1), other.message(&person, &network, 1));
        assert_ne!(PROGRAMS.standing(&network, &person), other.standing(&network, &person));
        assert_ne!(PROGRAMS.contribution(&person, &network), other.contribution(&person, &network));
    }
}
