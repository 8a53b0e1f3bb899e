//! The presets are what the search chooses, and each condition has an edge beside them.

use units::Lamports;

use super::*;

/// Whether each condition holds: (a), (b), (c) and (d), and those of the single numbers.
fn hold(community: &Community) -> [bool; 11] {
    let known = c::known_after(community).map(|reached| reached.letters);
    let bought = c::bought(community).map_or(0, |bought| bought.letters);
    let friends = c::friends(community);
    [
        known.is_some_and(c::slow_enough),
        known.is_some_and(|letters| bought >= letters as u64),
        friends.pay_less_than(c::spam(community)),
        friends.pay_little(community.rules.base_fee),
        habits::stays_known(community),
        habits::rests(community),
        habits::heard(community) && habits::vouched(community),
        habits::forgives(community) && habits::keeps_out(community),
        community.wishes.mass_mail
            || habits::at_once(community, 10) <= habits::TEN && habits::at_once(community, 50) >= habits::FIFTY,
        community.wishes.mass_mail || habits::reminder(community) <= habits::REMINDER,
        c::spam(community) >= community.wishes.first_letter,
    ]
}

#[test]
fn every_preset_fulfills_every_condition() {
    for community in ALL {
        assert_eq!(hold(&community), [true; 11], "{}", community.name);
    }
}

#[test]
fn the_search_chooses_the_presets() {
    for (preset, Choice { community, .. }) in ALL.iter().zip(&*CHOICES) {
        assert_eq!((community.rules, community.parameters), (preset.rules, preset.parameters), "{}", preset.name);
    }
}

/// The conditions that no longer hold after an edit of each preset.
fn broken(edit: fn(&mut Community)) -> [Vec<usize>; 3] {
    ALL.map(|mut community| {
        edit(&mut community);
        let hold = hold(&community);
        (0..hold.len()).filter(|condition| !hold[*condition]).collect()
    })
}

#[test]
fn a_preset_that_leaves_the_region_is_noticed() {
    for (condition, edit) in [
        (0, (|it| it.parameters.rate.0 *= 2) as fn(&mut Community)),
        (0, |it| it.parameters.rate.0 /= 2),
        (0, |it| it.rules.treasury_share.0 *= 2),
        (1, |it| it.rules.treasury_share.0 -= 200),
        (1, |it| it.rules.newcomer_surcharge.0 *= 2),
        (2, |it| it.rules.friend_discount = Bps(5_000)),
        (3, |it| it.rules.friend_discount = Bps(9_500)),
        (3, |it| it.rules.treasury_share.0 += 400),
        (6, |it| it.parameters.constant.0 *= 2),
        (6, |it| it.rules.newcomer_constant.0 *= 2),
        (7, |it| it.parameters.spam_burn.0 /= 2),
        (7, |it| it.parameters.spam_burn.0 *= 5),
        (10, |it| it.rules.base_fee = Lamports(it.rules.base_fee.0 * 9 / 10)),
    ] {
        let broken = broken(edit);
        assert!(broken.iter().all(|broken| broken.contains(&condition)), "{condition}: {broken:?}");
    }
    // A newsletter's letters may all cost the same.
    for (condition, edit) in [
        (4, (|it| it.parameters.half_life = grid::half_life(90)) as fn(&mut Community)),
        (8, |it| it.rules.window_growth = Growth::per_message(Bps(13_000))),
        (8, |it| it.rules.window_growth = Growth::per_message(Bps(10_500))),
        (9, |it| it.rules.repeat_growth = Growth::per_message(Bps(17_500))),
    ] {
        assert!(broken(edit)[0].contains(&condition), "{condition}");
    }
}
