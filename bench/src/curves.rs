//! How costs grow with a message's size, a sender's correspondences, and the recipients of one body.

use bmail_testing::{Harness, Person};

/// Compute units as a function of one quantity.
pub struct Curve {
    pub name: &'static str,
    pub points: Vec<(u32, u64)>,
    /// Whether the cost should not depend on that quantity.
    pub flat: bool,
}

/// Curves over the same quantity.
pub struct Family {
    pub title: &'static str,
    pub over: &'static str,
    pub curves: Vec<Curve>,
}

/// How many compute units a flat curve may vary by.
const LEVEL: u64 = 60;
/// The longest ciphertext that fits a 4,096-byte transaction along with everything else that `send` needs, rounded
/// down.
const INLINE: usize = 3_400;
const KIB: usize = 1_024;

/// Measures all curves, using the built programs.
pub fn measure() -> Vec<Family> {
    vec![by_size(), by_length(), by_correspondences(), by_recipients()]
}

/// Lists the curves that should be flat and are not.
pub fn complaints(families: &[Family]) -> Vec<String> {
    let flat = families.iter().flat_map(|family| family.curves.iter().map(move |curve| (family, curve)));
    let bent = flat.filter(|(_, curve)| curve.flat && spread(curve) > LEVEL);
    bent.map(|(family, curve)| format!("{} over {} varies by {} units", curve.name, family.over, spread(curve)))
        .collect()
}

/// The difference between a curve's highest and lowest points.
fn spread(curve: &Curve) -> u64 {
    let units = || curve.points.iter().map(|(_, units)| *units);
    units().max().unwrap_or(0) - units().min().unwrap_or(0)
}

/// Ciphertexts stored in the message itself.
fn by_size() -> Family {
    let (mut harness, ada, bo) = acquainted();
    let sizes = (0..=INLINE).step_by(200).map(|size| size.max(1));
    let mut send = |size| rested(&mut harness, |harness| harness.send(&ada, &bo).size(size).run().compute_units);
    let points = sizes.map(|size| (size as u32, send(size))).collect();
    let curves = vec![Curve { name: "send", points, flat: true }];
    Family { title: "A message with its ciphertext", over: "bytes of ciphertext", curves }
}

/// Ciphertexts stored in bodies.
fn by_length() -> Family {
    let (mut harness, ada, bo) = acquainted();
    let curve = |name, flat| Curve { name, points: Vec::new(), flat };
    let [mut send, mut seal] = [curve("send with a body", true), curve("seal_body", false)];
    for kib in [1, 8, 16, 24, 32, 40, 48, 56, 64] {
        let content = vec![kib as u8; kib * KIB];
        let body = harness.unsealed_body(&ada, &content);
        seal.points.push((kib as u32, harness.seal_body(&ada, body).run().compute_units));
        let units = rested(&mut harness, |harness| harness.send(&ada, &bo).body(body).run().compute_units);
        send.points.push((kib as u32, units));
    }
    Family { title: "A message with a body", over: "KiB of ciphertext", curves: vec![send, seal] }
}

/// Mail to the same person from someone who has written to more and more people.
fn by_correspondences() -> Family {
    let (mut harness, ada, bo) = acquainted();
    let mut points = Vec::new();
    for others in 0..=50 {
        if others % 5 == 0 {
            points.push((others, rested(&mut harness, |harness| harness.send(&ada, &bo).run().compute_units)));
        }
        let other = harness.resident(&format!("correspondent {others}"));
        harness.send(&ada, &other).run();
    }
    let curves = vec![Curve { name: "send", points, flat: true }];
    Family { title: "A person with many correspondences", over: "other correspondences", curves }
}

/// One body sent to more and more people, each of whom has received a letter before.
fn by_recipients() -> Family {
    let (mut harness, ada, _) = acquainted();
    let readers: Vec<Person> = (0..50).map(|number| harness.resident(&format!("reader {number}"))).collect();
    for reader in &readers {
        harness.send(&ada, reader).run();
        harness.send(reader, &ada).run();
    }
    let body = harness.body(&ada, &[7; KIB]);
    let mut points = Vec::new();
    for (number, reader) in readers.iter().enumerate() {
        let units = rested(&mut harness, |harness| harness.send(&ada, reader).body(body).run().compute_units);
        if number % 5 == 0 {
            points.push((number as u32 + 1, units));
        }
    }
    let curves = vec![Curve { name: "send with the same body", points, flat: true }];
    Family { title: "One body for many recipients", over: "recipients so far", curves }
}

/// Two people who have written to each other. One message is unanswered, as all later ones are.
fn acquainted() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.send(&ada, &bo).run();
    harness.send(&ada, &bo).run();
    harness.send(&bo, &ada).run();
    (harness, ada, bo)
}

/// Runs `measure` after a year in which everything decays, so that only the measured quantity differs.
fn rested<T>(harness: &mut Harness, measure: impl FnOnce(&mut Harness) -> T) -> T {
    harness.advance(365 * 86_400);
    measure(harness)
}
