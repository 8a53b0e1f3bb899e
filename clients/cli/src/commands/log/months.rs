//! An earnings statement by month.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::book::Line;
use crate::{
    amount::{plain, signed},
    terminal::Look,
    when::Zone,
};

/// What moved the wallet's money in a month, in lamports: positive if it came, negative if it went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Month {
    /// Such as 2026-11; `unknown` for what the cluster knows no time of.
    pub month: String,
    /// What answering earned.
    pub earned_lamports: i64,
    /// Awards of bounties.
    pub awards_lamports: i64,
    /// Postage, with what was offered.
    pub postage_lamports: i64,
    /// Postage that came back.
    pub postage_returned_lamports: i64,
    /// Contributions, less what came back of them.
    pub contributions_lamports: i64,
    /// Rents and stakes that were set aside, less those that came back.
    pub set_aside_lamports: i64,
    /// The network's fees.
    pub fees_lamports: i64,
    /// Transfers, links and everything else.
    pub other_lamports: i64,
    /// All of it: what the balance changed by.
    pub total_lamports: i64,
}

impl Month {
    /// The months of lines, oldest first.
    pub fn all(lines: &[Line], zone: &Zone) -> Vec<Self> {
        let mut months = BTreeMap::<String, Self>::new();
        for line in lines {
            let name = line.at.map_or_else(|| "unknown".to_owned(), |at| zone.month(at));
            let month = months.entry(name.clone()).or_insert_with(|| Self { month: name, ..Self::default() });
            let field = match line.what {
                "earned" => &mut month.earned_lamports,
                "award" => &mut month.awards_lamports,
                "postage" => &mut month.postage_lamports,
                "postage_returned" => &mut month.postage_returned_lamports,
                "contribution" | "contribution_returned" => &mut month.contributions_lamports,
                "set_aside" | "came_back" => &mut month.set_aside_lamports,
                "fee" => &mut month.fees_lamports,
                _ => &mut month.other_lamports,
            };
            *field = field.saturating_add(line.lamports);
            month.total_lamports = month.total_lamports.saturating_add(line.lamports);
        }
        months.into_values().collect()
    }

    fn amounts(&self) -> [i64; 9] {
        [
            self.earned_lamports,
            self.awards_lamports,
            self.postage_lamports,
            self.postage_returned_lamports,
            self.contributions_lamports,
            self.set_aside_lamports,
            self.fees_lamports,
            self.other_lamports,
            self.total_lamports,
        ]
    }
}

const COLUMNS: [&str; 9] =
    ["earned", "awards", "postage", "postage_returned", "contributions", "set_aside", "fees", "other", "total"];

/// The months as CSV, with amounts in SOL.
pub fn csv(months: &[Month]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = COLUMNS.map(|name| format!("{name}_sol"));
    let mut rows = vec![["month".to_owned()].into_iter().chain(header).collect::<Vec<_>>()];
    rows.extend(months.iter().map(|month| {
        let amounts = month.amounts().map(|lamports| plain(lamports.into()));
        [month.month.clone()].into_iter().chain(amounts).collect()
    }));
    for row in rows {
        writer.write_record(&row).expect("a row of texts fits in memory");
    }
    let bytes = writer.into_inner().expect("it is written to memory");
    String::from_utf8_lossy(&bytes).trim_end().to_owned()
}

/// The months as a table: what stands out.
pub fn table(months: &[Month], look: &Look) -> String {
    let rows = months.iter().map(|month| {
        let paid = month.postage_lamports.saturating_add(month.postage_returned_lamports);
        let rest =
            month.awards_lamports.saturating_add(month.contributions_lamports).saturating_add(month.other_lamports);
        let amounts =
            [month.earned_lamports, paid, month.set_aside_lamports, month.fees_lamports, rest, month.total_lamports];
        [month.month.clone()].into_iter().chain(amounts.map(|lamports| signed(lamports.into()))).collect()
    });
    look.table(&["MONTH", "EARNED", "POSTAGE", "SET ASIDE", "FEES", "OTHER", "TOTAL"], rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(at: Option<i64>, what: &'static str, lamports: i64) -> Line {
        Line {
            at,
            what,
            lamports,
            before_lamports: 0,
            after_lamports: 0,
            kind: None,
            person: None,
            letter: None,
            account: None,
            signature: None,
        }
    }

    #[test]
    fn each_month_adds_up_and_is_exact_in_csv() {
        let may = 1_777_593_600; // 2026-05-01 00:00 UTC
        let lines = [
            line(Some(may - 1), "postage", -632_450),
            line(Some(may), "earned", 1),
            line(Some(may), "fee", -5_000),
            line(Some(may + 60), "set_aside", -2_000_000_000),
            line(Some(may + 60), "came_back", 1_500_000_000),
            line(None, "outside", 7),
        ];
        let months = Month::all(&lines, &Zone::utc());
        let totals: Vec<_> = months.iter().map(|month| (&*month.month, month.total_lamports)).collect();
        assert_eq!(totals, [("2026-04", -632_450), ("2026-05", -500_004_999), ("unknown", 7)]);
        for month in &months {
            let [parts @ .., total] = month.amounts();
            assert_eq!(parts.iter().sum::<i64>(), total);
        }
        let text = csv(&months);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[1], "2026-04,0,0,-0.00063245,0,0,0,0,0,-0.00063245");
        assert_eq!(lines[2], "2026-05,0.000000001,0,0,0,0,-0.5,-0.000005,0,-0.500004999");
        assert_eq!(lines[0].split(',').count(), lines[1].split(',').count());
    }
}
