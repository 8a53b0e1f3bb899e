//! A statement adds up, to the lamport, and says why.

use serde_json::Value;

use crate::harness::{Localnet, Machine};

fn lines(statement: &Value) -> &[Value] {
    statement["lines"].as_array().unwrap()
}

fn sum<'a>(lines: impl IntoIterator<Item = &'a Value>) -> i64 {
    lines.into_iter().map(|line| line["lamports"].as_i64().unwrap()).sum()
}

/// The amounts of a kind.
fn of<'a>(statement: &'a Value, what: &str) -> Vec<&'a Value> {
    lines(statement).iter().filter(|line| line["what"] == what).collect()
}

/// That it adds up to the wallet's balance, and explains everything since the wallet was given its first money.
fn adds_up(statement: &Value, balance: u64) {
    let before = statement["before_lamports"].as_i64().unwrap();
    assert_eq!(before + sum(lines(statement)), balance as i64, "{statement:#}");
    assert_eq!(statement["after_lamports"], balance);
    assert_eq!(statement["left_out"], serde_json::json!([]));
    assert_eq!(of(statement, "other").len(), 0, "{statement:#}");
    let months = statement["months"].as_array().unwrap();
    for month in months {
        let parts: i64 = month
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, _)| *name != "total_lamports")
            .filter_map(|(_, value)| value.as_i64())
            .sum();
        assert_eq!(parts, month["total_lamports"].as_i64().unwrap());
    }
    let total: i64 = months.iter().map(|month| month["total_lamports"].as_i64().unwrap()).sum();
    assert_eq!(total, sum(lines(statement)));
}

#[test]
fn letters_and_their_verdicts_add_up_for_both_and_say_what_is_still_to_come() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let to = bo.wallet();
    ada.json(&["send", &to, "-m", "One", "--offer", "0.002", "--yes"]);
    ada.json(&["send", &to, "-m", "Two", "--offer", "0.003", "--yes"]);
    bo.json(&["sync"]);
    let earned = bo.json(&["ack", "1", "valuable"])["earned_lamports"].as_i64().unwrap();
    ada.json(&["sync"]);

    let adas = ada.json(&["log"]);
    adds_up(&adas, ada.balance(localnet));
    let postage: Vec<_> = of(&adas, "postage").iter().map(|line| line["lamports"].as_i64().unwrap()).collect();
    assert_eq!(postage, [-2_000_000, -3_000_000]);
    assert_eq!(of(&adas, "postage")[0]["person"]["wallet"], to.as_str());
    let rent = |what, kind| -> i64 { sum(of(&adas, what).into_iter().filter(|line| line["kind"] == kind)) };
    assert!(rent("set_aside", "mailbox") < 0 && rent("set_aside", "correspondence") < 0);
    assert_eq!(
        rent("came_back", "message") * 2,
        -rent("set_aside", "message"),
        "one of two equal letters was answered"
    );

    let still = adas["still_to_come"].as_array().unwrap();
    let kinds: Vec<_> = still.iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["message", "correspondence", "mailbox"]);
    assert_eq!(still[0]["escrow_lamports"], 3_000_000);
    let held: i64 = still.iter().map(|one| one["lamports"].as_i64().unwrap()).sum();
    let given: i64 = ["set_aside", "came_back", "postage"].iter().map(|what| sum(of(&adas, what))).sum();
    assert_eq!(held, -given - 2_000_000, "what is held is what was set aside, without what the reader has earned");

    let bos = bo.json(&["log"]);
    adds_up(&bos, bo.balance(localnet));
    assert_eq!(of(&bos, "earned").iter().map(|line| line["lamports"].as_i64().unwrap()).collect::<Vec<_>>(), [earned]);
    assert_eq!(of(&bos, "earned")[0]["letter"], 1);
}

#[test]
fn a_month_without_money_is_empty_and_a_statement_is_csv() {
    let localnet = Localnet::shared();
    let ada = Machine::set_up(localnet);
    let empty = ada.json(&["log", "--month", "2001-01"]);
    assert_eq!((lines(&empty).len(), empty["months"].as_array().unwrap().len()), (0, 0));
    assert_eq!(empty["before_lamports"], Value::Null);
    assert_eq!(ada.failure(&["log", "--network", "nonsense"])["code"], "usage");
    assert_eq!(ada.run(&["log", "--month", "2001"]).code, 2);

    let all = ada.json(&["log"]);
    let csv = ada.run(&["log", "--csv"]).stdout;
    let mut rows = csv.lines();
    assert_eq!(
        rows.next().unwrap(),
        "month,earned_sol,awards_sol,postage_sol,postage_returned_sol,contributions_sol,set_aside_sol,fees_sol,other_sol,total_sol"
    );
    let total: f64 = rows.map(|row| row.rsplit(',').next().unwrap().parse::<f64>().unwrap()).sum();
    assert!((total * 1e9 - sum(lines(&all)) as f64).abs() < 1.0, "{csv}");
}
