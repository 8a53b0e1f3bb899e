//! How long to wait.

use crate::prelude::*;

/// How long to wait: until a message's deadline or past it, until rules or parameters are due, a correspondence can be
/// closed, a stake has cooled down or a bounty's phase is over, or until just before that.
#[derive(Clone, Copy, Debug)]
pub enum Wait {
    Seconds(i64),
    Deadline {
        message: Which,
        past: bool,
    },
    Rules {
        net: Net,
        early: bool,
    },
    Parameters {
        net: Net,
        early: bool,
    },
    Silence {
        pair: Whose,
        early: bool,
    },
    CoolDown {
        tie: Tie,
        early: bool,
    },
    Phase {
        bounty: WhichBounty,
        early: bool,
    },
    /// The end of whichever bounty's phase ends first.
    NextPhase {
        early: bool,
    },
    Limit {
        net: Net,
        early: bool,
    },
}

pub fn wait() -> impl Strategy<Value = Wait> {
    const HOUR: i64 = 3_600;
    const DAY: i64 = 24 * HOUR;
    let deadline = (which(), any::<bool>()).prop_map(|(message, past)| Wait::Deadline { message, past });
    let rules = (net(), any::<bool>()).prop_map(|(net, early)| Wait::Rules { net, early });
    let parameters = (net_with_reputation(), any::<bool>()).prop_map(|(net, early)| Wait::Parameters { net, early });
    let cool_down = (leaving(), weighted(0.3)).prop_map(|(tie, early)| Wait::CoolDown { tie, early });
    let phase = (bounty(), weighted(0.2)).prop_map(|(bounty, early)| Wait::Phase { bounty, early });
    let limit = (net_with_reputation(), weighted(0.3)).prop_map(|(net, early)| Wait::Limit { net, early });
    let silence = (whose(), any::<bool>()).prop_map(|(pair, early)| Wait::Silence { pair, early });
    prop_oneof![
        12 => (0..100_i64).prop_map(Wait::Seconds),
        12 => (0..5 * HOUR).prop_map(Wait::Seconds),
        8 => (0..4 * DAY).prop_map(Wait::Seconds),
        2 => (0..40 * DAY).prop_map(Wait::Seconds),
        // Sometimes until an index has run out.
        1 => (0..800 * DAY, weighted(0.4))
            .prop_map(|(seconds, long)| Wait::Seconds(if long { 12 * seconds } else { seconds })),
        8 => deadline,
        8 => rules,
        2 => silence,
        3 => parameters,
        10 => cool_down,
        4 => phase,
        8 => weighted(0.3).prop_map(|early| Wait::NextPhase { early }),
        3 => limit,
    ]
}

impl Builder<'_> {
    /// The moment at which to stop waiting. None if it is not known.
    pub fn until(&mut self, wait: Wait) -> Option<i64> {
        match wait {
            Wait::Seconds(seconds) => Some(self.model.now + seconds),
            Wait::Deadline { message, past } => Some(self.message(message)?.1.deadline + i64::from(past)),
            Wait::Rules { net, early } => {
                let (_, due_at) = self.model.networks.get(&net.address())?.proposed?;
                Some(due_at - i64::from(early))
            }
            Wait::Parameters { net, early } => {
                let (_, due_at) = self.model.reputations.get(&net.reputation())?.proposed?;
                Some(due_at - i64::from(early))
            }
            Wait::CoolDown { tie, early } => {
                let (endorser, endorsed, net) = self.tie(tie)?;
                let stake = self.model.endorsements.get(&endorser.endorsement(endorsed, net))?;
                Some(stake.ready_at - i64::from(early))
            }
            Wait::Phase { bounty, early } => {
                let (_, state) = self.bounty(bounty)?;
                let end = state.ends()?.into_iter().find(|end| *end > self.model.now)?;
                Some(end - i64::from(early))
            }
            Wait::NextPhase { early } => {
                let all = self.model.bounties.values().filter_map(|bounty| bounty.ends()).flatten();
                Some(all.filter(|end| *end > self.model.now).min()? - i64::from(early))
            }
            Wait::Limit { net, early } => {
                let (_, due_at) = self.model.treasuries.get(&net.chest())?.proposed?;
                Some(due_at - i64::from(early))
            }
            Wait::Silence { pair, early } => {
                let (who, other, net) = self.whose(pair)?;
                let pair = self.model.pairs.get(&who.pair(other, net))?;
                Some(pair.updated_at.after(units::Seconds::days(365)).0 - i64::from(early))
            }
        }
    }
}
