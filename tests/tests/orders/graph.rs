//! All states that a set of calls reaches.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use bmail_sdk::{BOUNTY_ID, accounts::WeeklyStats};
use bmail_testing::Harness;
use solana_account::ReadableAccount;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

/// A call that anyone may make, with a name for failures.
pub type Free = (&'static str, Instruction);

/// What is at each address: lamports, owner and data.
pub type State = BTreeMap<Pubkey, (u64, Pubkey, Vec<u8>)>;

/// What a walk has found.
pub struct Graph {
    /// The states in which no call changes anything, each with one way that leads there.
    pub ends: Vec<(Harness, Vec<&'static str>)>,
    /// How many states there are.
    pub states: usize,
    /// The calls that changed something somewhere.
    pub used: BTreeSet<&'static str>,
}

/// Walks all orders of the calls, each of which may be made any number of times. A stranger pays the fees, so nobody else
/// signs anything. A state that was reached before, in another order, is not walked again.
#[track_caller]
pub fn walk(start: Harness, calls: &[Free]) -> Graph {
    assert!(calls.iter().all(|(_, call)| call.accounts.iter().all(|meta| !meta.is_signer)), "somebody has to sign");
    let mut seen = HashSet::from([state(&start)]);
    let mut waiting = VecDeque::from([(start, Vec::new())]);
    let mut graph = Graph { ends: Vec::new(), states: 0, used: BTreeSet::new() };
    while let Some((harness, way)) = waiting.pop_front() {
        graph.states += 1;
        let (before, mut is_end) = (state(&harness), true);
        for (name, call) in calls {
            let mut next = harness.clone();
            let outcome = next.execute(std::slice::from_ref(call));
            let after = state(&next);
            if outcome.result.is_err() || after == before {
                continue;
            }
            is_end = false;
            graph.used.insert(name);
            if seen.insert(after) {
                waiting.push_back((next, [way.clone(), vec![*name]].concat()));
            }
        }
        if is_end {
            graph.ends.push((harness, way));
        }
    }
    graph
}

/// The owner of the sysvars.
const SYSVARS: Pubkey = Pubkey::from_str_const("Sysvar1111111111111111111111111111111111111");

/// Everything but the sysvars, the stranger who pays the fees, and a network's weekly figures. Those say when something
/// happened, and count what a winner paid themselves only while their contribution is there.
fn state(harness: &Harness) -> State {
    let all = harness.svm.accounts_db().inner.iter();
    let stranger = harness.payer().address();
    all.filter(|(address, account)| {
        let is_figures = *account.owner() == BOUNTY_ID && account.data().len() == WeeklyStats::LEN;
        let is_left_out = *account.owner() == SYSVARS || account.executable() || account.lamports() == 0;
        **address != stranger && !is_figures && !is_left_out
    })
    .map(|(address, account)| (*address, (account.lamports(), *account.owner(), account.data().to_vec())))
    .collect()
}

impl Graph {
    /// The only end. Panics if there are several, or if a call never changed anything.
    #[track_caller]
    pub fn end(mut self, calls: &[Free]) -> Harness {
        for (name, _) in calls {
            assert!(self.used.contains(name), "{name} changed nothing in any of {} states", self.states);
        }
        if let [(first, way), (other, detour), ..] = self.ends.as_slice() {
            let (one, two) = (state(first), state(other));
            let addresses: BTreeSet<_> = one.keys().chain(two.keys()).collect();
            let unlike = addresses.into_iter().filter(|at| one.get(at) != two.get(at));
            let unlike: Vec<_> = unlike.map(|at| (at, one.get(at), two.get(at))).collect();
            panic!("after {way:?} and after {detour:?} these differ: {unlike:?}");
        }
        self.ends.remove(0).0
    }
}

/// Walks all orders and returns the harness at their only end.
#[track_caller]
pub fn only_end(start: &Harness, calls: &[Free]) -> Harness {
    let graph = walk(start.clone(), calls);
    println!("{} states", graph.states);
    assert!(graph.states > calls.len(), "{} states of {} calls", graph.states, calls.len());
    graph.end(calls)
}
