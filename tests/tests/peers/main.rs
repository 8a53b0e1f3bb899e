//! The programs of `bench/peers` judge calls as ours do, which makes their compute units a floor and not a shortcut.
//! The tests make thousands of calls, valid and spoiled, on many states: either both programs accept, and leave the
//! same accounts and events, or both refuse. The peers refuse what they omit, with a named code.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

mod call;
mod changes;
mod codes;
mod left_out;
mod scenarios;
mod twins;

use std::collections::{BTreeMap, BTreeSet};

use call::Call;
use codes::Codes;
use scenarios::Scenario;
use twins::Twins;

/// How many pairs of changes to try on each scenario, in addition to every single change.
const PAIRS: usize = 3_000;

/// How often the two programs judged a call, and how often they disagreed, by the peer's code.
#[derive(Debug, Default)]
struct Tally {
    calls: usize,
    accepted: usize,
    disagreed: BTreeMap<String, usize>,
    codes: BTreeSet<u32>,
}

/// Runs every scenario unchanged, spoiled in each way, and spoiled in two ways at once.
fn judge(scenarios: Vec<Scenario>, codes: &Codes) -> Tally {
    let mut tally = Tally::default();
    for scenario in scenarios {
        let mut twins = Twins::new(&scenario.harness);
        let call = Call::new(&scenario.harness, scenario.instruction.clone());
        assert!(tally.count(&mut twins, &call, scenario.what, codes), "{} should succeed", scenario.what);
        let changes = changes::all(&call);
        for change in &changes {
            let mut spoiled = call.clone();
            (change.apply)(&mut spoiled);
            tally.count(&mut twins, &spoiled, &format!("{}: {}", scenario.what, change.what), codes);
        }
        let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..PAIRS {
            let [one, other] = [(); 2].map(|()| &changes[roll(&mut dice) % changes.len()]);
            let mut spoiled = call.clone();
            (one.apply)(&mut spoiled);
            (other.apply)(&mut spoiled);
            let what = format!("{}: {}, and {}", scenario.what, one.what, other.what);
            tally.count(&mut twins, &spoiled, &what, codes);
        }
    }
    tally
}

/// The next pseudorandom number (xorshift).
fn roll(dice: &mut u64) -> usize {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    *dice as usize
}

impl Tally {
    /// Runs a call on both programs. Returns whether ours accepts it.
    fn count(&mut self, twins: &mut Twins, call: &Call, what: &str, codes: &Codes) -> bool {
        let (ours, theirs) = twins.judge(call);
        self.calls += 1;
        self.accepted += usize::from(ours.is_ok());
        let code = theirs.as_ref().err().and_then(|refusal| refusal.code);
        let code = code.filter(|code| call.is_the_same() || *code == Codes::UNKNOWN_INSTRUCTION);
        self.codes.extend(code);
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs, "{what}: both accept, but with different results"),
            (Err(_), Err(_)) => (),
            (Ok(_), Err(refusal)) => {
                let name = code.and_then(|code| codes.allowed(code));
                let name = name.unwrap_or_else(|| panic!("{what}: only the peer refuses: {refusal:?}"));
                *self.disagreed.entry(name.to_owned()).or_default() += 1;
            }
            (Err(refusal), Ok(_)) => panic!("{what}: only ours refuses: {refusal:?}"),
        }
        ours.is_ok()
    }

    /// Prints the tally. Panics if a code never occurred, because then nothing is known about its check.
    fn check(&self, name: &str, codes: &Codes) {
        println!("{name}: {} calls, {} accepted; disagreed: {:?}", self.calls, self.accepted, self.disagreed);
        let unmet: Vec<_> = codes.reachable().filter(|(_, code)| !self.codes.contains(code)).collect();
        assert!(unmet.is_empty(), "{name}: no call was refused with these: {unmet:?}");
    }
}

#[test]
fn send_by_hand_judges_as_send_does() {
    let codes = Codes::of_send();
    judge(scenarios::send(), &codes).check("send", &codes);
}

#[test]
fn acknowledge_by_hand_judges_as_acknowledge_does() {
    let codes = Codes::of_acknowledge();
    judge(scenarios::acknowledge(), &codes).check("acknowledge", &codes);
}

#[test]
fn claim_by_hand_judges_as_claim_does() {
    let codes = Codes::of_claim();
    judge(scenarios::claim(), &codes).check("claim", &codes);
}

#[test]
fn what_is_left_out_is_refused_by_name() {
    for (scenario, codes, name) in left_out::scenarios() {
        let (ours, theirs) =
            Twins::new(&scenario.harness).judge(&Call::new(&scenario.harness, scenario.instruction.clone()));
        assert!(ours.is_ok(), "{} should succeed", scenario.what);
        let code = theirs.expect_err(scenario.what).code;
        assert_eq!(code.and_then(|code| codes.name(code)), Some(name), "{}", scenario.what);
    }
}
