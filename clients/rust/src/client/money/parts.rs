//! Why a transaction moved a wallet's lamports: by its instructions, its events, and what the accounts had before and after.

use solana_pubkey::Pubkey;

use super::{Changes, MoneyPart, Why};
use crate::{
    Client, Program, Programs,
    client::transaction::{Done, Past, Record},
    events::{AnyEvent, records},
    generated::{
        bounty::layout as bounty,
        mail::layout::{self as mail, arguments},
        reputation::layout as reputation,
    },
};

/// The roles of wallets, the one who gives and gets an instruction's lamports first.
const WALLETS: [&str; 14] = [
    "sender",
    "payer",
    "payee",
    "submitter",
    "contributor",
    "issuer",
    "owner",
    "author",
    "endorser",
    "founder",
    "authority",
    "signer",
    "recipient",
    "reviewer",
];
const SYSTEM: Pubkey = Pubkey::from_str_const("11111111111111111111111111111111");
/// The system program's instructions that move lamports.
const CREATE: u32 = 0;
const TRANSFER: u32 = 2;
const CREATE_WITH_SEED: u32 = 3;

/// An instruction of one of the programs.
struct Call<'p> {
    program: Program,
    name: &'static str,
    roles: &'static [&'static str],
    done: &'p Done,
    data: &'p [u8],
}

/// What is explained of a transaction so far.
struct Explained<'c> {
    parts: Vec<MoneyPart>,
    /// The accounts whose lamports are explained.
    seen: Vec<Pubkey>,
    changes: &'c Changes,
}

impl Client {
    /// The parts, which together are `rest`.
    pub(super) fn parts(&self, record: &Record, wallet: &Pubkey, changes: &Changes, rest: i128) -> Vec<MoneyPart> {
        let mut explained = Explained { parts: Vec::new(), seen: Vec::new(), changes };
        let mut of_bounty = None;
        if let Some(past) = Past::of(record) {
            let (calls, events) = (calls(&past, self.programs()), events(record, self.programs()));
            for call in &calls {
                match call.program {
                    Program::Bounty => of_bounty = of_bounty.or(call.main()),
                    _ => explained.call(call, wallet, &events, &past),
                }
            }
            events.iter().for_each(|event| explained.bounty(event, wallet));
            let ours: Vec<_> = calls.iter().flat_map(Call::holders).map(|(_, account)| account).collect();
            explained.transfers(&past, wallet, &ours);
        }
        let left = rest - explained.parts.iter().map(|part| part.lamports).sum::<i128>();
        match of_bounty {
            // What a bounty's account holds besides is rent, a stake or a bond.
            Some((role, account)) if left < 0 => explained.add(Why::SetAside(role), left, Some(account)),
            Some((role, account)) => explained.add(Why::CameBack(role), left, Some(account)),
            None => explained.add(Why::Other, left, None),
        }
        explained.parts
    }
}

impl Explained<'_> {
    fn add(&mut self, why: Why, lamports: i128, account: Option<Pubkey>) {
        if lamports != 0 {
            self.parts.push(MoneyPart { why, lamports, account });
        }
    }

    /// What an instruction of mail or of reputation moved.
    fn call(&mut self, call: &Call<'_>, wallet: &Pubkey, events: &[AnyEvent], past: &Past) {
        match (call.name, call.account("message")) {
            ("send" | "post", Some(message)) if call.account("sender") == Some(*wallet) => {
                self.sent(call, &message, past);
            }
            (_, Some(message)) => self.ended(call, &message, wallet, events),
            _ => {}
        }
        if call.party() == Some(*wallet) {
            self.accounts(call);
        }
    }

    /// Of what its sender put into a message, the rent is what is not the most that it may cost. What it does not cost came
    /// back at once.
    fn sent(&mut self, call: &Call<'_>, message: &Pubkey, past: &Past) {
        let Some((before, after)) = self.changes.of_account(message) else { return };
        let offset = if call.name == "send" { arguments::send::MAX_FEE } else { arguments::post::MAX_FEE };
        let most = call.number(offset).unwrap_or(0);
        let put: u64 =
            past.done().filter_map(paid).filter(|(_, to, _)| to == message).map(|(.., lamports)| lamports).sum();
        let Some(rent) = put.checked_sub(most).filter(|rent| before < after && *rent <= after) else { return };
        self.seen.push(*message);
        self.add(Why::Postage, -i128::from(after - rent), Some(*message));
        self.add(Why::SetAside("message"), -i128::from(rent), Some(*message));
    }

    /// What a message's recipient earned, or what its sender got back.
    fn ended(&mut self, call: &Call<'_>, message: &Pubkey, wallet: &Pubkey, events: &[AnyEvent]) {
        let (is_sender, is_recipient) =
            (call.account("sender") == Some(*wallet), call.account("recipient") == Some(*wallet));
        let held = self.changes.of_account(message).map_or(0, |(before, after)| before.saturating_sub(after));
        let mut taken = None;
        for event in events {
            match event {
                AnyEvent::MessageAcknowledged(event) if event.message == *message => {
                    taken = Some(event.earned.saturating_add(event.cut));
                    if is_recipient {
                        self.add(Why::Earned, event.earned.into(), Some(*message));
                    }
                }
                AnyEvent::MessageExpired(event) if event.message == *message => taken = Some(event.refunded),
                AnyEvent::MessageRefunded(event) if event.message == *message => taken = Some(event.refunded),
                _ => continue,
            }
            let is_returned = !matches!(event, AnyEvent::MessageAcknowledged(_));
            if is_sender && is_returned {
                self.add(Why::PostageReturned, taken.unwrap_or(0).into(), Some(*message));
            }
        }
        let Some(taken) = taken else { return };
        self.seen.push(*message);
        if is_sender {
            self.add(Why::CameBack("message"), i128::from(held.saturating_sub(taken)), Some(*message));
        }
    }

    /// The accounts that an instruction created or closed.
    fn accounts(&mut self, call: &Call<'_>) {
        for (role, account) in call.holders() {
            let Some((before, after)) = self.changes.of_account(&account) else { continue };
            if self.seen.contains(&account) {
                continue;
            }
            match (before, after) {
                (0, 1..) => self.add(Why::SetAside(role), -i128::from(after), Some(account)),
                (1.., 0) => self.add(Why::CameBack(role), before.into(), Some(account)),
                _ => continue,
            }
            self.seen.push(account);
        }
    }

    fn bounty(&mut self, event: &AnyEvent, wallet: &Pubkey) {
        match event {
            AnyEvent::Contributed(event) if event.contributor == *wallet => {
                self.add(Why::Contribution, -i128::from(event.amount), Some(event.to));
            }
            AnyEvent::ContributionWithdrawn(event) if event.contributor == *wallet => {
                self.add(Why::ContributionReturned, event.amount.into(), Some(event.bounty));
            }
            AnyEvent::Claimed(event) if event.submitter == *wallet => {
                self.add(Why::Award, event.reward.into(), Some(event.submission));
            }
            _ => {}
        }
    }

    /// Transfers from wallet to wallet, and not to accounts of the programs.
    fn transfers(&mut self, past: &Past, wallet: &Pubkey, ours: &[Pubkey]) {
        for (from, to, lamports) in past.done().filter_map(paid) {
            let (other, lamports) = match (from == *wallet, to == *wallet) {
                (true, false) => (to, -i128::from(lamports)),
                (false, true) => (from, i128::from(lamports)),
                _ => continue,
            };
            if !ours.contains(&other) {
                self.add(Why::Transfer, lamports, Some(other));
            }
        }
    }
}

impl<'p> Call<'p> {
    fn account(&self, role: &str) -> Option<Pubkey> {
        self.done.account(self.roles, role).copied()
    }

    /// The accounts that are no wallets, with their roles.
    fn holders(&self) -> impl Iterator<Item = (&'static str, Pubkey)> + use<'p> {
        let all = self.roles.iter().copied().zip(self.done.accounts().iter().copied());
        all.filter(|(role, _)| !WALLETS.contains(role))
    }

    fn number(&self, offset: usize) -> Option<u64> {
        Some(u64::from_le_bytes(*self.data.get(offset..)?.first_chunk()?))
    }

    /// The wallet that pays for what it creates, and gets what it closes.
    fn party(&self) -> Option<Pubkey> {
        WALLETS.iter().find_map(|role| self.account(role))
    }

    /// The account that it is about.
    fn main(&self) -> Option<(&'static str, Pubkey)> {
        let roles = ["submission", "contribution", "vault", "bounty", "treasury"];
        let known = roles.iter().filter(|role| self.roles.contains(role));
        known.filter_map(|role| Some((*role, self.account(role)?))).next()
    }
}

/// The calls of our programs, also those that other programs made.
fn calls<'p>(past: &'p Past, programs: &Programs) -> Vec<Call<'p>> {
    let all = [
        (Program::Mail, mail::INSTRUCTIONS),
        (Program::Reputation, reputation::INSTRUCTIONS),
        (Program::Bounty, bounty::INSTRUCTIONS),
    ];
    let found = past.done().flat_map(|done| {
        all.into_iter().filter_map(move |(program, instructions)| {
            let data = done.arguments(&programs.address(program), &[])?;
            let (_, name, roles) = instructions.iter().find(|(first, ..)| data.first() == Some(first))?;
            Some(Call { program, name, roles, done, data })
        })
    });
    found.collect()
}

fn events(record: &Record, programs: &Programs) -> Vec<AnyEvent> {
    let logs: Option<Vec<String>> = record.transaction.meta.as_ref().and_then(|meta| meta.log_messages.clone().into());
    records(&logs.unwrap_or_default()).iter().filter_map(|record| AnyEvent::decode(record, programs)).collect()
}

/// Who paid whom by an instruction of the system program, and how much.
fn paid(done: &Done) -> Option<(Pubkey, Pubkey, u64)> {
    let data = done.arguments(&SYSTEM, &[])?;
    let number = |offset: usize| Some(u64::from_le_bytes(*data.get(offset..)?.first_chunk()?));
    let lamports = match u32::from_le_bytes(*data.first_chunk()?) {
        CREATE | TRANSFER => number(4)?,
        // After the base, and the seed with its length.
        CREATE_WITH_SEED => number(44_usize.checked_add(usize::try_from(number(36)?).ok()?)?)?,
        _ => return None,
    };
    let [from, to] = *done.accounts().first_chunk()?;
    Some((from, to, lamports))
}
