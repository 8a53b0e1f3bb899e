//! Finds out which program logged which data. Any program can log data that looks like another program's event. But the
//! runtime logs which program runs, in lines that no program can forge.

use base64::{Engine, prelude::BASE64_STANDARD};
use solana_pubkey::Pubkey;

/// Data that a program logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The program.
    pub program: Pubkey,
    /// The data.
    pub data: Vec<u8>,
}

/// The runtime's line at the end of logs that are longer than it keeps.
const TRUNCATED: &str = "Log truncated";

/// Whether the runtime cut these logs, so that what was logged after them is unknown.
pub fn are_cut(logs: &[String]) -> bool {
    logs.iter().any(|line| line == TRUNCATED)
}

/// The data that a transaction's programs logged, in order. If the runtime cut the logs, the rest is unknown: [`are_cut`].
///
/// A program's own lines begin with `Program log: ` or `Program data: `, and a message with line breaks is still one
/// entry. So only the runtime's lines have an address as their second word.
pub fn records(logs: &[String]) -> Vec<Record> {
    let (mut running, mut records) = (Vec::new(), Vec::new());
    for line in logs.iter().take_while(|line| *line != TRUNCATED) {
        if let Some(encoded) = line.strip_prefix("Program data: ") {
            let record = |program: &Pubkey| {
                let data = BASE64_STANDARD.decode(encoded).ok()?;
                Some(Record { program: *program, data })
            };
            records.extend(running.last().and_then(record));
        } else if let Some((program, what)) = of_runtime(line) {
            match what.strip_prefix("invoke [").and_then(|rest| rest.strip_suffix(']')) {
                Some(_) => running.push(program),
                None if what == "success" || what.starts_with("failed") => drop(running.pop()),
                None => {}
            }
        }
    }
    records
}

/// Splits a line of the runtime into the program and the rest.
fn of_runtime(line: &str) -> Option<(Pubkey, &str)> {
    let (program, what) = line.strip_prefix("Program ")?.split_once(' ')?;
    Some((program.parse().ok()?, what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        MAIL_ID, PROGRAMS, REPUTATION_ID,
        events::{AnyEvent, Seeded, discriminator},
    };

    const HOSTILE: Pubkey = Pubkey::new_from_array([7; 32]);

    /// Data that looks like the reputation program's `Seeded` event.
    fn seeded() -> Vec<u8> {
        [&discriminator("Seeded")[..], &[9; 32], &1u64.to_le_bytes()].concat()
    }

    fn data(bytes: &[u8]) -> String {
        format!("Program data: {}", BASE64_STANDARD.encode(bytes))
    }

    fn invoke(program: Pubkey, depth: usize) -> String {
        format!("Program {program} invoke [{depth}]")
    }

    fn success(program: Pubkey) -> String {
        format!("Program {program} success")
    }

    fn programs(logs: &[String]) -> Vec<Pubkey> {
        records(logs).iter().map(|record| record.program).collect()
    }

    fn bytes(logs: &[String]) -> Vec<u8> {
        records(logs).into_iter().flat_map(|record| record.data).collect()
    }

    #[test]
    fn each_record_belongs_to_the_program_that_runs_and_not_to_its_caller_or_callee() {
        let logs = [
            invoke(HOSTILE, 1),
            data(b"1"),
            invoke(MAIL_ID, 2),
            data(b"2"),
            invoke(REPUTATION_ID, 3),
            data(b"3"),
            format!("Program {REPUTATION_ID} consumed 5 of 200000 compute units"),
            success(REPUTATION_ID),
            data(b"4"),
            success(MAIL_ID),
            data(b"5"),
            success(HOSTILE),
            invoke(REPUTATION_ID, 1),
            format!("Program {REPUTATION_ID} failed: custom program error: 0x1b58"),
            data(b"6"),
        ];
        assert_eq!(programs(&logs), [HOSTILE, MAIL_ID, REPUTATION_ID, MAIL_ID, HOSTILE]);
        assert_eq!(bytes(&logs), b"12345");
    }

    #[test]
    fn a_program_cannot_pretend_that_another_one_runs() {
        let logs = [
            invoke(HOSTILE, 1),
            format!("Program log: {}", invoke(REPUTATION_ID, 2)),
            format!("Program log: x\n{}", invoke(REPUTATION_ID, 2)),
            format!("Program return: {REPUTATION_ID} aaaa"),
            data(&seeded()),
            success(HOSTILE),
        ];
        let found = records(&logs);
        assert_eq!(programs(&logs), [HOSTILE]);
        assert_eq!((AnyEvent::decode(&found[0], &PROGRAMS), found[0].decode::<Seeded>(&PROGRAMS)), (None, None));
    }

    #[test]
    fn an_event_is_decoded_only_if_it_is_complete_and_nothing_follows() {
        let of = |bytes: Vec<u8>| {
            let logs = [invoke(REPUTATION_ID, 1), data(&bytes), success(REPUTATION_ID)];
            AnyEvent::decode(&records(&logs)[0], &PROGRAMS)
        };
        let expected = Seeded { standing: Pubkey::new_from_array([9; 32]), shares: 1 };
        assert_eq!(of(seeded()), Some(AnyEvent::Seeded(expected)));
        assert_eq!(of(seeded()[..47].to_vec()), None);
        assert_eq!(of([seeded(), vec![0]].concat()), None);
    }

    #[test]
    fn nothing_after_a_truncation_is_trusted() {
        let logs = [
            invoke(REPUTATION_ID, 1),
            data(b"1"),
            "Log truncated".to_owned(),
            data(b"2"),
            "Program data: not base64".to_owned(),
        ];
        assert_eq!(bytes(&logs), b"1");
        assert!(are_cut(&logs) && !are_cut(&logs[..2]));
    }
}
