//! Strangers' mail apart from that of people one knows. Nothing here acknowledges anything.

use postage::Verdict;
use solana_pubkey::Pubkey;
use units::{Reputation, Timestamp};

use super::{MessageHeader, Order, screen};

/// What the owner of a mailbox has said about strangers' mail. It does not apply to people they know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrayRules {
    /// Below this reputation of the sender, the answer is to abstain, once the message was read.
    pub min_reputation: Reputation,
    /// Below this fee, in lamports, a message is not shown. Its sender gets everything back after the deadline.
    pub min_fee: u64,
}

/// A list, filed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filed<'h> {
    /// The mail of people one knows, newest first.
    pub known: Vec<&'h MessageHeader>,
    /// The tray: strangers' mail, by what waits for reading it, and then by the sender's reputation.
    pub tray: Vec<Stranger<'h>>,
    /// What the rules do not show, newest first. It is not gone: a client says how much there is.
    pub hidden: Vec<&'h MessageHeader>,
}

/// A stranger's message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stranger<'h> {
    /// The message.
    pub header: &'h MessageHeader,
    /// The sender's reputation.
    pub reputation: Reputation,
    /// The answer that the owner's rules give once they have read it: to abstain, or none, so that they choose.
    pub answer: Option<Verdict>,
}

/// Files a list: people whom the owner knows, the tray, and what is not shown.
///
/// `is_known` says whom the owner knows: contacts, and people to whom they have written
/// ([`Client::correspondents`](crate::Client::correspondents)), or whoever has a petname. A message that cannot be read yet is
/// in the tray, too, where nothing waits for it.
pub fn file<'h>(
    headers: &'h [MessageHeader],
    is_known: impl Fn(&MessageHeader) -> bool,
    reputation: impl Fn(&Pubkey) -> Reputation,
    rules: &TrayRules,
    now: Timestamp,
) -> Filed<'h> {
    let (known, strangers): (Vec<_>, Vec<_>) = headers.iter().partition(|header| is_known(header));
    let (shown, hidden): (Vec<_>, Vec<_>) = strangers.into_iter().partition(|header| header.fee >= rules.min_fee);
    let stranger = |header: &'h MessageHeader| {
        let reputation = reputation(&header.sender);
        let answer = (reputation < rules.min_reputation).then_some(Verdict::Abstain);
        Stranger { header, reputation, answer }
    };
    let mut tray: Vec<_> = screen(shown, &Order::Waiting(now), 0, usize::MAX).into_iter().map(stranger).collect();
    tray.sort_by_key(|one| std::cmp::Reverse((one.header.waiting(now), one.reputation)));
    let newest = |headers: Vec<&'h MessageHeader>| screen(headers, &Order::Newest, 0, usize::MAX);
    Filed { known: newest(known), tray, hidden: newest(hidden) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::header::tests::header;

    /// Shows letters.md: Strangers' mail is apart from that of people one knows
    #[test]
    fn strangers_are_apart_sorted_by_what_waits_and_then_by_reputation() {
        let headers = [header(1, 1, 0), header(2, 2, 700), header(3, 3, 700), header(4, 4, 90_000), header(5, 5, 99)];
        let reputation = |sender: &Pubkey| Reputation(u64::from(sender.to_bytes()[0]) * 10);
        let rules = TrayRules { min_reputation: Reputation(30), min_fee: 100 };
        let knows_the_first = |header: &MessageHeader| header.sender == Pubkey::from([1; 32]);
        let filed = file(&headers, knows_the_first, reputation, &rules, Timestamp(0));
        assert_eq!(filed.known, [&headers[0]], "whom one knows, no fee hides");
        assert_eq!(filed.hidden, [&headers[4]]);
        let tray: Vec<_> = filed.tray.iter().map(|one| (one.header.sequence, one.reputation.0, one.answer)).collect();
        assert_eq!(tray, [(4, 40, None), (3, 30, None), (2, 20, Some(Verdict::Abstain))]);
    }

    /// Shows letters.md: Without a rule of the owner's, everything is shown, and no answer is given
    #[test]
    fn without_rules_everything_is_shown_and_nothing_is_answered() {
        let headers = [header(1, 1, 0), header(2, 2, 5)];
        let filed = file(&headers, |_| false, |_| Reputation(0), &TrayRules::default(), Timestamp(0));
        assert_eq!((filed.known.len(), filed.hidden.len(), filed.tray.len()), (0, 0, 2));
        assert!(filed.tray.iter().all(|one| one.answer.is_none()));
    }
}
