//! What moved the wallet's reputation on the network.

use bmail_sdk::{accounts::Standing, accounts::Verdict, events::AnyEvent};
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;
use units::Timestamp;

use crate::{
    amount::points,
    context::Session,
    failure::Outcome,
    people::{People, Person},
    terminal::Look,
};

/// How many transactions are asked for at once.
const PAGE: usize = 100;

/// A movement of reputation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Change {
    /// When, in unix seconds.
    pub at: Option<i64>,
    /// What it was: `valuable`, `spam`, `seeded`, `award`, `endorsed_somebody`, `was_endorsed`, `stake_leaving`,
    /// `stake_returned`, `stake_left`, `stake_burned`, `opened` or `closed`.
    pub what: &'static str,
    /// What the standing got or gave, as it was worth then, in millionths; none if that cannot be said any more.
    pub millionths: Option<i64>,
    /// The other one's standing, or wallet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// The transaction.
    pub signature: String,
}

/// What moved it, oldest first.
///
/// # Errors
/// If the cluster does not answer, or keeps no history.
pub async fn changes(
    session: &Session,
    people: &People,
    limit: usize,
    left_out: &mut Vec<String>,
) -> Outcome<Vec<Change>> {
    let (client, wallet, network) = (&session.client, session.address(), &session.network);
    let own = client.programs().standing(network, &wallet).0;
    let standing = client.standing(network, &wallet).await?;
    let (mut pages, mut before, mut looked) = (Vec::new(), None, 0);
    while looked < limit {
        let page = client.history(network, &wallet, before, PAGE).await?;
        looked = looked.saturating_add(PAGE);
        before = page.older;
        left_out.extend(page.gap.map(|gap| format!("the reputation: {gap}")));
        pages.push(page.entries);
        if before.is_none() {
            break;
        }
    }
    let entries = pages.into_iter().rev().flatten();
    let changes = entries.filter_map(|entry| {
        let (what, shares, other) = words(&own, &entry.event.ok()?)?;
        let millionths = standing.as_ref().and_then(|standing| worth(standing, shares, entry.at?));
        let person = other.filter(|_| matches!(what, "valuable" | "spam")).map(|other| people.person(&other));
        Some(Change {
            at: entry.at.map(|at| at.0),
            what,
            millionths,
            other: other.map(|other| other.to_string()),
            person,
            signature: entry.signature.to_string(),
        })
    });
    Ok(changes.collect())
}

/// What happened, the shares that the standing got or gave, and the other one.
fn words(own: &Pubkey, event: &AnyEvent) -> Option<(&'static str, i128, Option<Pubkey>)> {
    use AnyEvent as E;
    let other = |endorser: &Pubkey, endorsed: &Pubkey| Some(if endorser == own { *endorsed } else { *endorser });
    Some(match event {
        E::MessageAcknowledged(one) => {
            let what = if one.verdict == Verdict::Spam { "spam" } else { "valuable" };
            (what, i128::from(one.shares_after) - i128::from(one.shares_before), None)
        }
        E::Seeded(one) => ("seeded", one.shares.into(), None),
        E::Awarded(one) => ("award", one.shares.into(), None),
        E::Endorsed(one) if one.endorser == *own => {
            ("endorsed_somebody", -i128::from(one.shares), other(&one.endorser, &one.endorsed))
        }
        E::Endorsed(one) => ("was_endorsed", one.shares.into(), other(&one.endorser, &one.endorsed)),
        E::UnendorsementBegun(one) => ("stake_leaving", 0, other(&one.endorser, &one.endorsed)),
        E::UnendorsementFinished(one) if one.endorser == *own => {
            ("stake_returned", one.shares.into(), other(&one.endorser, &one.endorsed))
        }
        E::UnendorsementFinished(one) => ("stake_left", -i128::from(one.shares), other(&one.endorser, &one.endorsed)),
        E::Collected(one) => ("stake_burned", 0, other(&one.endorser, &one.endorsed)),
        E::StandingOpened(_) => ("opened", 0, None),
        E::StandingClosed(one) => ("closed", -i128::from(one.forfeited), None),
        _ => return None,
    })
}

/// What shares were worth at a moment.
fn worth(standing: &Standing, shares: i128, at: Timestamp) -> Option<i64> {
    let size = u64::try_from(shares.unsigned_abs()).ok()?;
    let worth = i64::try_from(standing.index(at).effective(size).0).ok()?;
    Some(if shares < 0 { worth.saturating_neg() } else { worth })
}

pub fn table(changes: &[Change], look: &Look) -> String {
    let rows = changes.iter().map(|change| {
        let at = change.at.map_or_else(String::new, |at| look.zone.minute(at));
        let what = match change.what {
            "valuable" => "a letter was found valuable",
            "spam" => "a letter was found to be spam",
            "seeded" => "seeded by the authority",
            "award" => "an award",
            "endorsed_somebody" => "staked on somebody",
            "was_endorsed" => "somebody staked on you",
            "stake_leaving" => "a stake is leaving",
            "stake_returned" => "a stake came back",
            "stake_left" => "a stake on you has left",
            "stake_burned" => "a part of a stake was burned",
            "opened" => "the standing was opened",
            _ => "the standing was closed",
        };
        vec![at, what.to_owned(), change.millionths.map_or_else(|| "?".to_owned(), signed_points)]
    });
    format!("{}\n{}", look.bold("Reputation"), look.table(&["WHEN", "WHAT", "REPUTATION"], rows))
}

/// Millionths as whole ones, with a sign.
fn signed_points(millionths: i64) -> String {
    let sign = match millionths {
        0 => "",
        1.. => "+",
        _ => "-",
    };
    format!("{sign}{}", points(millionths.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_exact_and_have_a_sign() {
        for (millionths, said) in
            [(0, "0"), (20_000_000, "+20"), (-1, "-0.000001"), (1_500_000, "+1.5"), (i64::MIN, "-9223372036854.775808")]
        {
            assert_eq!(signed_points(millionths), said);
        }
    }
}
