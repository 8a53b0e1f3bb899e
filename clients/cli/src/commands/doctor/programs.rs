//! Whether the programs are there, can be run, and speak the version of this command.

use bmail_sdk::{
    Client, ClientError, Program,
    generated::{bounty::layout as bounty, mail::layout as mail, reputation::layout as reputation},
};
use solana_instruction::Instruction;
use solana_message::{VersionedMessage, v0};
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use solana_transaction::versioned::VersionedTransaction;

use super::check::Check;

const ALL: [(Program, &str); 3] =
    [(Program::Mail, "mail"), (Program::Reputation, "reputation"), (Program::Bounty, "bounty")];
/// No program has as many instructions.
const NO_INSTRUCTION: u8 = 255;

/// Whether the programs are there, and can be run.
pub async fn present(client: &Client) -> (bool, Check) {
    let addresses = ALL.map(|(program, _)| client.programs().address(program));
    let found = match client.rpc().get_multiple_accounts(&addresses).await {
        Ok(found) => found,
        Err(error) => return (false, Check::failed("programs", &ClientError::from(error).into())),
    };
    let mut missing = Vec::new();
    for (((_, name), address), account) in ALL.iter().zip(addresses).zip(&found) {
        match account {
            Some(account) if account.executable => {}
            Some(_) => missing.push(format!("{name} at {address} cannot be run")),
            None => missing.push(format!("{name} is not at {address}")),
        }
    }
    if missing.is_empty() && found.len() == ALL.len() {
        return (true, Check::ok("programs", "mail, reputation and bounty are there"));
    }
    let remedy = "choose a cluster where they are deployed, or start one with `bmail localnet`";
    (false, Check::wrong("programs", missing.join("; "), remedy))
}

/// Whether they know the newest instructions that this command knows. What they say to one is compared with what they say to
/// one that does not exist. Nothing is sent or signed, but a payer has to exist for the simulation.
pub async fn version(client: &Client, payer: &Pubkey) -> Check {
    let mut old = Vec::new();
    for (program, name) in ALL {
        let (address, newest) = (client.programs().address(program), newest(program));
        let said = (says(client, payer, &address, newest).await, says(client, payer, &address, NO_INSTRUCTION).await);
        match said {
            (Some(known), Some(unknown)) if known == unknown => old.push(name),
            (Some(_), Some(_)) => {}
            _ => return Check::not_checked("version", "the node does not simulate for a wallet that has nothing"),
        }
    }
    match old.as_slice() {
        [] => Check::ok("version", "the programs know all that this bmail knows"),
        old => Check::wrong(
            "version",
            format!("{} on this cluster is older than this bmail", old.join(" and ")),
            "use the bmail of the version that is deployed, or have the programs upgraded",
        ),
    }
}

/// The instruction that was added last: their numbers only grow.
fn newest(program: Program) -> u8 {
    let instructions = match program {
        Program::Mail => mail::INSTRUCTIONS,
        Program::Reputation => reputation::INSTRUCTIONS,
        Program::Bounty => bounty::INSTRUCTIONS,
    };
    instructions.iter().map(|(number, ..)| *number).max().unwrap_or(0)
}

/// What a program says to an instruction without accounts and arguments: an error, whatever it is.
async fn says(client: &Client, payer: &Pubkey, program: &Pubkey, instruction: u8) -> Option<String> {
    let instruction = Instruction { program_id: *program, accounts: Vec::new(), data: vec![instruction] };
    let message = v0::Message::try_compile(payer, &[instruction], &[], client.blockhash().await.ok()?).ok()?;
    let unsigned =
        VersionedTransaction { signatures: vec![Signature::default()], message: VersionedMessage::V0(message) };
    let error = client.rpc().simulate_transaction(&unsigned).await.ok()?.value.err?;
    let text = format!("{error:?}");
    text.contains("InstructionError").then_some(text)
}
