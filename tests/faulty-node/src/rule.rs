//! What the binary is told: rules, one for each kind of call that meets a fate.

use std::{fs, ops::RangeInclusive, str::FromStr, time::Duration};

use crate::Fate;

/// Which calls meet a fate: `METHOD[~TEXT][#COUNT]=FATE`.
///
/// `METHOD` is `*` for any. `TEXT` must be in the call's body. `COUNT` says which calls of the method, counted from one:
/// `3`, `1-5` or `4-`. `FATE` is `pass`, `delay:MILLISECONDS`, `lose-request`, `lose-response`, `limit:SECONDS` (429 with
/// `Retry-After`), `status:CODE`, `error:CODE` (of JSON-RPC), `forge:JSON` or `forge:@FILE` (the whole response).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    method: String,
    text: String,
    counts: RangeInclusive<usize>,
    fate: Fate,
}

/// The fate of a call: that of the first rule that matches.
pub fn fate_of(rules: &[Rule], method: &str, count: usize, body: &[u8]) -> Fate {
    let body = String::from_utf8_lossy(body);
    let matches = |rule: &&Rule| {
        ["*", method].contains(&rule.method.as_str()) && rule.counts.contains(&count) && body.contains(&rule.text)
    };
    rules.iter().find(matches).map_or(Fate::Arrives, |rule| rule.fate)
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(rule: &str) -> Result<Self, String> {
        let wrong = || format!("`{rule}` is not METHOD[~TEXT][#COUNT]=FATE");
        let (calls, fate) = rule.split_once('=').ok_or_else(wrong)?;
        let (calls, counts) = calls.split_once('#').unwrap_or((calls, "1-"));
        let (method, text) = calls.split_once('~').unwrap_or((calls, ""));
        Ok(Self {
            method: method.trim().to_owned(),
            text: text.to_owned(),
            counts: counts_of(counts).ok_or_else(wrong)?,
            fate: fate_named(fate)?,
        })
    }
}

fn counts_of(text: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let last = if last.is_empty() { usize::MAX } else { last.parse().ok()? };
    Some(first.parse().ok()?..=last)
}

fn fate_named(fate: &str) -> Result<Fate, String> {
    let (name, value) = fate.trim().split_once(':').unwrap_or((fate.trim(), ""));
    let number = || value.parse::<u64>().map_err(|_| format!("`{fate}` needs a number after the colon"));
    Ok(match name {
        "pass" => Fate::Arrives,
        "delay" => Fate::Delayed(Duration::from_millis(number()?)),
        "lose-request" => Fate::RequestLost,
        "lose-response" => Fate::ResponseLost,
        "limit" => Fate::Refused { status: 429, retry_after: Some(number()?) },
        "status" => {
            Fate::Refused { status: value.parse().map_err(|_| format!("no status: {value}"))?, retry_after: None }
        }
        "error" => {
            Fate::Forged(kept(format!(r#"{{"jsonrpc":"2.0","id":0,"error":{{"code":{value},"message":"forged"}}}}"#)))
        }
        "forge" => Fate::Forged(kept(match value.strip_prefix('@') {
            Some(file) => fs::read_to_string(file).map_err(|error| format!("could not read {file}: {error}"))?,
            None => value.to_owned(),
        })),
        _ => return Err(format!("there is no fate `{name}`")),
    })
}

/// A response lives as long as the process, which ends with the node.
fn kept(response: String) -> &'static str {
    response.leak()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_matches_decides() {
        let rules: Vec<Rule> = [
            "getSignatureStatuses~History#1-2=error:-32011",
            "getSignatureStatuses#3-=lose-response",
            "sendTransaction#2=limit:7",
            "getSlot=delay:40",
            "*#9=status:503",
        ]
        .map(|rule| rule.parse().unwrap())
        .to_vec();
        let forged = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32011,"message":"forged"}}"#;
        for (method, count, body, fate) in [
            ("getSignatureStatuses", 1, "searchTransactionHistory", Fate::Forged(forged)),
            ("getSignatureStatuses", 1, "", Fate::Arrives),
            ("getSignatureStatuses", 5, "", Fate::ResponseLost),
            ("sendTransaction", 2, "", Fate::Refused { status: 429, retry_after: Some(7) }),
            ("sendTransaction", 3, "", Fate::Arrives),
            ("getSlot", 4, "", Fate::Delayed(Duration::from_millis(40))),
            ("getHealth", 9, "", Fate::Refused { status: 503, retry_after: None }),
        ] {
            assert_eq!(fate_of(&rules, method, count, body.as_bytes()), fate, "{method} {count}");
        }
    }

    #[test]
    fn a_rule_that_is_none_is_refused() {
        for rule in ["getSlot", "getSlot#x=pass", "getSlot=vanish", "getSlot=delay:soon", "getSlot=forge:@/no/file"] {
            assert!(rule.parse::<Rule>().is_err(), "{rule}");
        }
    }
}
