//! Says what instructions do, without a network: their names, the roles of their accounts, and what can be read of their
//! data.

use std::collections::HashSet;

use base64::{Engine, prelude::BASE64_STANDARD};
use bmail_sdk::{
    Program, Programs,
    generated::{
        bounty::layout as bounty,
        mail::layout::{self as mail, arguments},
        reputation::layout as reputation,
    },
};
use schemars::JsonSchema;
use serde::Serialize;
use solana_instruction::{AccountMeta, Instruction};
use solana_message::VersionedMessage;
use solana_pubkey::Pubkey;

use crate::{amount::sol, terminal::Look};

const SYSTEM: Pubkey = Pubkey::from_str_const("11111111111111111111111111111111");
/// What no transaction writes to matters to a cluster, not to who signs.
const RESERVED: Option<&HashSet<Pubkey>> = None;
const BUDGET: Pubkey = Pubkey::from_str_const("ComputeBudget111111111111111111111111111111");

/// An instruction, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Explained {
    /// The program's address.
    pub program: String,
    /// The program's name; none if this command does not know it.
    pub program_name: Option<&'static str>,
    /// The instruction's name; none if this command does not know it.
    pub name: Option<&'static str>,
    /// What its data says, as far as that can be read.
    pub says: Vec<String>,
    pub accounts: Vec<Named>,
    /// The data in base64.
    pub data_base64: String,
    /// The data in base58.
    pub data_base58: String,
}

/// An account of an instruction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    /// Its role; none if this command does not know it.
    pub role: Option<&'static str>,
    pub address: String,
    pub is_signer: bool,
    pub is_writable: bool,
}

/// The instructions of a message.
pub fn message(message: &VersionedMessage, programs: &Programs) -> Vec<Explained> {
    let accounts = message.static_account_keys();
    // Lookup tables cannot be read without a network.
    let at = |place: u8| accounts.get(usize::from(place)).copied().unwrap_or_default();
    let all = message.instructions().iter().map(|one| {
        let metas = one.accounts.iter().map(|place| AccountMeta {
            pubkey: at(*place),
            is_signer: message.is_signer(usize::from(*place)),
            is_writable: message.is_maybe_writable_with_reserved_addresses(usize::from(*place), RESERVED),
        });
        Instruction { program_id: at(one.program_id_index), accounts: metas.collect(), data: one.data.clone() }
    });
    all.map(|one| instruction(&one, programs)).collect()
}

/// An instruction.
pub fn instruction(instruction: &Instruction, programs: &Programs) -> Explained {
    let Instruction { program_id, accounts, data } = instruction;
    let (program_name, name, roles, says) = known(program_id, data, accounts, programs);
    let named = accounts.iter().enumerate().map(|(place, meta)| Named {
        role: roles.get(place).copied(),
        address: meta.pubkey.to_string(),
        is_signer: meta.is_signer,
        is_writable: meta.is_writable,
    });
    Explained {
        program: program_id.to_string(),
        program_name,
        name,
        says,
        accounts: named.collect(),
        data_base64: BASE64_STANDARD.encode(data),
        data_base58: bs58::encode(data).into_string(),
    }
}

type Known = (Option<&'static str>, Option<&'static str>, &'static [&'static str], Vec<String>);

fn known(program: &Pubkey, data: &[u8], accounts: &[AccountMeta], programs: &Programs) -> Known {
    let ours = [
        (Program::Mail, "mail", mail::INSTRUCTIONS),
        (Program::Reputation, "reputation", reputation::INSTRUCTIONS),
        (Program::Bounty, "bounty", bounty::INSTRUCTIONS),
    ];
    if let Some((_, title, instructions)) = ours.iter().find(|(one, ..)| programs.address(*one) == *program) {
        let found = instructions.iter().find(|(first, ..)| data.first() == Some(first));
        let Some((_, name, roles)) = found else { return (Some(*title), None, &[], Vec::new()) };
        let says = if *title == "mail" { of_mail(name, data) } else { Vec::new() };
        return (Some(*title), Some(*name), *roles, says);
    }
    if *program == SYSTEM {
        of_system(data, accounts)
    } else if *program == BUDGET {
        (Some("compute budget"), Some(budget_name(data)), &[], of_budget(data))
    } else {
        (None, None, &[], Vec::new())
    }
}

fn number(data: &[u8], offset: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*data.get(offset..)?.first_chunk()?))
}

/// What an instruction of mail says that money or people depend on.
fn of_mail(name: &str, data: &[u8]) -> Vec<String> {
    let amount = |what: &str, offset| number(data, offset).map(|lamports| format!("{what}: {}", sol(lamports)));
    let flag = |what: &str, offset: usize| {
        data.get(offset).map(|value| format!("{what}: {}", if *value == 0 { "no" } else { "yes" }))
    };
    let all = match name {
        "acknowledge" | "acknowledge_with_reputation" => {
            let verdict = data.get(arguments::acknowledge::VERDICT);
            let word = verdict.and_then(|verdict| ["valuable", "abstain", "spam"].get(usize::from(*verdict)));
            vec![Some(format!("verdict: {}", word.unwrap_or(&"unknown")))]
        }
        "send" => vec![amount("most postage", arguments::send::MAX_FEE), amount("offer", arguments::send::OFFER)],
        "post" => vec![amount("most postage", arguments::post::MAX_FEE), amount("offer", arguments::post::OFFER)],
        "set_mailbox" => vec![
            amount("least postage", arguments::set_mailbox::MIN_FEE),
            number(data, arguments::set_mailbox::MIN_REPUTATION)
                .map(|least| format!("least reputation: {least} millionths")),
            flag("takes mail", arguments::set_mailbox::ACCEPTING),
        ],
        "set_contact" => vec![flag("contact", arguments::set_contact::CONTACT)],
        "open_mailbox" => vec![key(data, arguments::open_mailbox::ENCRYPTION_KEY)],
        "rotate_key" => vec![key(data, arguments::rotate_key::ENCRYPTION_KEY)],
        _ => Vec::new(),
    };
    all.into_iter().flatten().collect()
}

/// An encryption key, which decides who reads the mail.
fn key(data: &[u8], offset: usize) -> Option<String> {
    let key: &[u8; 32] = data.get(offset..)?.first_chunk()?;
    Some(format!("encryption key: {}", bs58::encode(key).into_string()))
}

fn of_system(data: &[u8], accounts: &[AccountMeta]) -> Known {
    const TRANSFER: &[&str] = &["from", "to"];
    const CREATE: &[&str] = &["from", "to", "base"];
    const ADVANCE: &[&str] = &["nonce", "recent_blockhashes", "authority"];
    let kind = data.first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
    let at = |place: usize| accounts.get(place).map_or_else(String::new, |meta| meta.pubkey.to_string());
    let paid = |offset| number(data, offset).map(|lamports| format!("{} from {} to {}", sol(lamports), at(0), at(1)));
    let (name, roles, says) = match kind {
        Some(0) => ("create_account", TRANSFER, paid(4)),
        Some(2) => ("transfer", TRANSFER, paid(4)),
        Some(3) => {
            let length = number(data, 36).and_then(|length| usize::try_from(length).ok());
            ("create_account_with_seed", CREATE, length.and_then(|length| paid(length.checked_add(44)?)))
        }
        Some(4) => ("advance_nonce_account", ADVANCE, Some("so that this transaction can land later".to_owned())),
        Some(9) => ("allocate_with_seed", &["account", "base"][..], None),
        _ => return (Some("system"), None, &[], Vec::new()),
    };
    (Some("system"), Some(name), roles, says.into_iter().collect())
}

fn budget_name(data: &[u8]) -> &'static str {
    match data.first() {
        Some(2) => "set_compute_unit_limit",
        Some(3) => "set_compute_unit_price",
        _ => "unknown",
    }
}

fn of_budget(data: &[u8]) -> Vec<String> {
    let says = match data.first() {
        Some(2) => data
            .get(1..5)
            .and_then(|bytes| bytes.first_chunk())
            .map(|bytes| format!("at most {} compute units", u32::from_le_bytes(*bytes))),
        Some(3) => number(data, 1).map(|price| format!("{price} micro-lamports for each compute unit")),
        _ => None,
    };
    says.into_iter().collect()
}

/// As people read it.
pub fn shown(place: usize, one: &Explained, with_data: bool, look: &Look) -> String {
    let name = match (one.program_name, one.name) {
        (Some(program), Some(name)) => look.bold(&format!("{program}: {name}")),
        (Some(program), None) => look.red(&format!("{program}: an instruction that this bmail does not know")),
        (None, _) => look.red("a program that this bmail does not know"),
    };
    let mut lines = vec![format!("{}. {name}", place.saturating_add(1)), format!("   program  {}", one.program)];
    lines.extend(one.says.iter().map(|says| format!("   {says}")));
    for account in &one.accounts {
        let mark = |is: bool, letter: &'static str| if is { letter } else { "-" };
        let (writes, signs) = (mark(account.is_writable, "w"), mark(account.is_signer, "s"));
        lines.push(format!("   [{writes}{signs}] {} {}", account.address, look.dim(account.role.unwrap_or("?"))));
    }
    if with_data {
        lines.push(format!("   base64   {}", one.data_base64));
        lines.push(format!("   base58   {}", one.data_base58));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use bmail_sdk::{MAIL_ID, PROGRAMS};

    use super::*;

    #[test]
    fn our_instructions_are_named_with_their_roles_and_any_others_never_panic() {
        let recipient = AccountMeta::new(Pubkey::new_unique(), true);
        let ours = Instruction { program_id: MAIL_ID, accounts: vec![recipient.clone()], data: vec![5, 2] };
        let explained = instruction(&ours, &PROGRAMS);
        assert_eq!((explained.program_name, explained.name), (Some("mail"), Some("acknowledge")));
        assert_eq!(explained.accounts[0].role, Some("recipient"));
        assert_eq!(explained.says, ["verdict: spam"]);
        assert_eq!((&*explained.data_base64, &*explained.data_base58), ("BQI=", "P7"));
        for program in [MAIL_ID, bmail_sdk::REPUTATION_ID, bmail_sdk::BOUNTY_ID, SYSTEM, BUDGET, Pubkey::new_unique()] {
            for (first, length) in (0..=255).flat_map(|first| [0, 1, 4, 5, 12, 44, 60].map(|length| (first, length))) {
                let mut data = vec![255; length];
                data.iter_mut().take(1).for_each(|byte| *byte = first);
                data.iter_mut().skip(1).take(3).for_each(|byte| *byte = 0);
                instruction(&Instruction { program_id: program, accounts: vec![recipient.clone()], data }, &PROGRAMS);
            }
        }
    }
}
