//! Filing letters by what the owner says of people.

use std::collections::HashMap;

use bmail_sdk::{accounts::Verdict, lists::TrayRules};
use units::Reputation;

use super::*;
use crate::{Filter, Rule, Tray};

/// Shows letters.md: Strangers' mail is apart from that of people one knows
#[test]
fn letters_are_filed_by_whom_the_owner_knows_and_by_their_rules() {
    let folder = Folder::new();
    let store = open(&folder);
    let letter =
        |number: u32, from: u8, fee: u64| (Facts { other: address(from), fee, ..facts(number) }, Content::Elsewhere);
    let sent = Facts { direction: Direction::Sent, other: address(12), ..facts(9) };
    let ended = Facts { outcome: Outcome::Spam, other: address(16), fee: 90_000, ..facts(6) };
    let letters = [
        letter(1, 11, 5),
        letter(2, 12, 5),
        letter(3, 13, 700),
        letter(4, 14, 700),
        letter(5, 15, 99),
        (ended, Content::Elsewhere),
        letter(7, 17, 99_000),
        (sent, Content::Elsewhere),
    ];
    assert_eq!(store.keep(&letters).unwrap().len(), 8);
    store.set_contact(&address(11), |contact| contact.petname = Some("Ada".into())).unwrap();
    store.set_contact(&address(17), |contact| contact.blocked = true).unwrap();
    let reputations: HashMap<_, _> = (11..=17).map(|byte| (address(byte), Reputation(u64::from(byte)))).collect();
    let filed = || store.file(store.letters(&Filter::default(), 99).unwrap(), &reputations, 2_000).unwrap();
    let sequences = |letters: &[crate::Letter]| letters.iter().map(|one| one.facts.sequence).collect::<Vec<_>>();
    let tray =
        |filed: &crate::Filed| filed.tray.iter().map(|one| (one.letter.facts.sequence, one.answer)).collect::<Vec<_>>();

    let all = filed();
    assert_eq!(
        (sequences(&all.known), sequences(&all.hidden), sequences(&all.blocked)),
        (vec![9, 2, 1], vec![], vec![7])
    );
    assert_eq!(tray(&all), [(4, None), (3, None), (5, None), (6, None)], "what waits, then the reputation");
    store.set_tray_rules(&NETWORK, &TrayRules { min_reputation: Reputation(14), min_fee: 100 }).unwrap();
    let some = filed();
    assert_eq!((sequences(&some.known), sequences(&some.hidden)), (vec![9, 2, 1], vec![5]));
    assert_eq!(tray(&some), [(4, None), (3, Some(Verdict::Abstain)), (6, None)]);
}

#[test]
fn of_several_rules_all_apply() {
    let folder = Folder::new();
    let store = open(&folder);
    let rules = vec![Rule::HideBelow(5), Rule::AbstainBelow(7), Rule::HideBelow(9), Rule::AbstainBelow(3)];
    store.put(&Tray { network: NETWORK, rules }).unwrap();
    let all = TrayRules { min_reputation: Reputation(7), min_fee: 9 };
    assert_eq!(store.tray_rules(&NETWORK).unwrap(), all);
    assert_eq!(store.tray_rules(&address(8)).unwrap(), TrayRules::default());
    store.set_tray_rules(&NETWORK, &TrayRules::default()).unwrap();
    assert_eq!(store.tray_rules(&NETWORK).unwrap(), TrayRules::default());
}

#[test]
fn people_are_found_by_their_names_without_case_and_accents() {
    let folder = Folder::new();
    let store = open(&folder);
    store.set_contact(&address(2), |contact| contact.petname = Some("Zoë".into())).unwrap();
    store.set_contact(&address(3), |contact| contact.petname = Some("zoe ".into())).unwrap();
    store.set_contact(&address(4), |contact| contact.remark = "zoe".into()).unwrap();
    let named = store.contacts_named("ZOE").unwrap();
    assert_eq!(named.iter().map(|contact| contact.wallet).collect::<Vec<_>>(), [address(2), address(3)]);
}
