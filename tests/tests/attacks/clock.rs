//! Every instruction at both ends of time.

use crate::every::every;

#[test]
fn every_instruction_at_both_ends_of_time_succeeds_or_says_that_it_is_too_early_or_too_late() {
    for mut ready in every() {
        let (early, late) = (ready.early.clone(), ready.late.clone());
        let right = ready.harness.now();
        for (time, refusal) in [(i64::MIN, &early), (-1, &early), (0, &early), (i64::MAX, &late)] {
            if let Some(error) = refusal {
                ready.harness.set_time(time);
                ready.refused(&format!("at {time}"), error.clone(), |_| ());
            }
        }
        let last = if late.is_some() { right } else { i64::MAX };
        ready.harness.set_time(if early.is_some() { last } else { i64::MIN });
        ready.run();
    }
    for mut ready in every().filter(|ready| ready.late.is_none()) {
        ready.harness.set_time(i64::MAX);
        ready.run();
    }
}
