//! Link letters: sending one, taking what is behind it, and taking it back. See [`crate::link`].

use postage::settle;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use super::{Draft, MessageAt, acknowledge, close_mailbox, expire, open_mailbox, refund, send};
use crate::{
    BuildError, Limits,
    accounts::{FeeSplit, Mailbox, Verdict},
    instructions::{Chain, Lock, Plan, Purpose, Step, Until},
    link::{KEY_VERSION, LinkError, LinkKey},
    sealing::EncryptionKey,
};

/// What a transaction costs that the link's key alone signs and pays for, without a priority, in lamports.
pub const LINK_FEE: u64 = postage::SIGNATURE_FEE.0;
/// How many transactions the link's key is given the fees of: taking and one more attempt that fails on the chain.
const FEES: u64 = 2;

/// A letter to a link's key, before anything is charged.
#[derive(Clone, Debug)]
pub struct LinkDraft {
    /// The link's key.
    pub key: LinkKey,
    /// The letter to it, with what is offered.
    pub draft: Draft,
    /// The lamports that the link's key still needs: the rent of its mailbox, a wallet's minimum, and fees.
    pub funds: u64,
    /// The lamports that the link's key and its mailbox hold already.
    pub held: u64,
    /// Whether its mailbox is open already, because an earlier attempt was interrupted.
    pub is_open: bool,
    /// The last moment to take it if it is sent now, in unix seconds.
    pub deadline: i64,
    /// How the network's rules divide the postage.
    pub split: FeeSplit,
}

/// What waits behind a link. All of it is from the same moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkAt {
    /// The address of the link's key.
    pub owner: Pubkey,
    /// The network.
    pub network: Pubkey,
    /// The lamports that the link's key holds.
    pub wallet: u64,
    /// What comes back when its mailbox closes, if it has one, in lamports.
    pub mailbox: Option<u64>,
    /// The letter, if it is still there, and its deadline in unix seconds.
    pub message: Option<(MessageAt, i64)>,
    /// The cluster's time, in unix seconds.
    pub now: i64,
}

/// The mailbox that a link's key is going to open.
pub fn link_mailbox(owner: &Pubkey, network: &Pubkey, key: EncryptionKey) -> Mailbox {
    let mut mailbox = Mailbox::from_bytes(&[0; Mailbox::LEN]).expect("zeros are the bytes of a mailbox");
    (mailbox.owner, mailbox.network) = (*owner, *network);
    (mailbox.encryption_key, mailbox.key_version, mailbox.accepting) = (key.to_bytes(), KEY_VERSION, 1);
    mailbox
}

/// The lamports that a link's key needs before it opens its mailbox: the mailbox's rent, a wallet's minimum, so that even a
/// small postage can arrive, and fees.
pub fn link_funds(chain: &Chain) -> u64 {
    let rents = chain.rent_of(Mailbox::LEN).saturating_add(chain.rent_of(0));
    rents.saturating_add(LINK_FEE.saturating_mul(FEES))
}

/// Gives a link's key what it needs, opens its mailbox, and sends the letter to it: one transaction where it fits, two
/// otherwise. The maker signs, and the link's key. What it costs is [`Cost::of`](crate::cost::Cost::of) the plan.
///
/// # Errors
/// Those of [`send`], and [`BuildError::TooLong`] if the letter does not even fit in the second one: upload its text as a
/// body.
pub fn make_link(chain: &Chain, link: &LinkDraft, limits: &Limits) -> Result<Plan, BuildError> {
    let mut sent = send(chain, &link.draft)?;
    // Nobody answers the letter of a link: it is taken.
    for lock in sent.steps.iter_mut().flat_map(|step| &mut step.locks) {
        if let Until::Answered { by } = lock.until {
            lock.until = Until::Taken { by };
        }
    }
    if link.is_open {
        limits.check(&sent.steps)?;
        return Ok(sent);
    }
    let (owner, maker, network) = (link.key.address(), link.draft.envelope.sender, link.draft.envelope.network);
    let mut opened = open_mailbox(chain, &network, &owner, link.draft.sealed_to).only();
    // The link's key pays this rent from what it is given, which is told once.
    opened.locks.clear();
    opened.actions.insert(0, transfer(&maker, &owner, link.funds));
    let given = Lock { purpose: Purpose::Gift, back_to: None, ..Lock::rent(link.funds, owner, maker) };
    let opened = opened.locking(given);
    let together = [&[opened.clone()][..], &sent.steps].concat();
    if limits.fit(&together) {
        return Ok(Step::merged(together).into());
    }
    limits.check(&sent.steps)?;
    Ok(Plan::from(opened).then(sent))
}

impl LinkDraft {
    /// What the reader gets who takes it, in lamports: what the network does not take of the postage, and all that the link's
    /// key has then, less the fee of its transaction. The postage can be less if the price falls.
    pub fn reader_gets(&self) -> u64 {
        let earned = settle(self.draft.quote.postage, self.split, Verdict::Abstain).recipient.0;
        let own = self.held.saturating_add(self.funds);
        earned.saturating_add(own).saturating_sub(LINK_FEE)
    }
}

impl LinkAt {
    /// The lamports that a reader gets who takes all of it, if the link's key pays a fee of so many.
    ///
    /// # Errors
    /// [`LinkError::Gone`], [`LinkError::Late`], [`LinkError::Empty`].
    pub fn sum(&self, fee: u64) -> Result<u64, LinkError> {
        let (message, deadline) = self.message.as_ref().ok_or(LinkError::Gone)?;
        if self.now > *deadline {
            return Err(LinkError::Late { deadline: *deadline });
        }
        Ok(self.own(fee)?.saturating_add(message.earned_by(Verdict::Abstain)))
    }

    /// What the link's key has or gets back, without the letter's postage.
    fn own(&self, fee: u64) -> Result<u64, LinkError> {
        let wallet = self.wallet.checked_sub(fee).ok_or(LinkError::Empty { lamports: self.wallet })?;
        Ok(wallet.saturating_add(self.mailbox.unwrap_or(0)))
    }

    fn close(&self, chain: &Chain) -> Option<Plan> {
        self.mailbox.map(|rent| close_mailbox(chain, &self.network, &self.owner, rent))
    }

    /// Moves so many lamports from the link's key.
    fn paying(&self, plans: Vec<Plan>, to: &Pubkey, lamports: u64) -> Plan {
        let mut step = Plan::together(plans).steps.pop().unwrap_or_default();
        step.actions.push(transfer(&self.owner, to, lamports));
        step.returning(Purpose::Gift, lamports, self.owner, *to).into()
    }
}

/// Takes what waits behind a link, in one transaction: acknowledges the letter, closes the mailbox, and moves exactly the
/// `sum` that the reader was shown to their wallet. If anything is otherwise by then, nothing happens. Nothing is left. The
/// link's key signs, and pays `fee` lamports for the transaction, or zero if somebody else does.
///
/// # Errors
/// [`LinkError::Gone`] if it was taken before, [`LinkError::Late`], [`LinkError::Empty`], and [`LinkError::OtherSum`].
pub fn take_link(chain: &Chain, at: &LinkAt, to: &Pubkey, sum: u64, fee: u64) -> Result<Plan, LinkError> {
    let now = at.sum(fee)?;
    if now != sum {
        return Err(LinkError::OtherSum { shown: sum, now });
    }
    let (message, _) = at.message.as_ref().ok_or(LinkError::Gone)?;
    let acknowledged = acknowledge(chain, &at.owner, message, Verdict::Abstain);
    let plans = [Some(acknowledged), at.close(chain)].into_iter().flatten().collect();
    Ok(at.paying(plans, to, sum))
}

/// Takes a link back, in one transaction: refunds the letter's postage to its sender, or expires it after its deadline, and
/// moves all that the link's key has to the maker. It also collects what an interrupted attempt left. The link's key signs,
/// and pays `fee` lamports for the transaction, or zero if somebody else does.
///
/// # Errors
/// [`LinkError::Gone`] if nothing is left, and [`LinkError::Empty`].
pub fn take_back_link(chain: &Chain, at: &LinkAt, maker: &Pubkey, fee: u64) -> Result<Plan, LinkError> {
    if at.message.is_none() && at.mailbox.is_none() && at.wallet == 0 {
        return Err(LinkError::Gone);
    }
    let own = at.own(fee)?;
    let mut plans = Vec::new();
    match &at.message {
        Some((message, deadline)) if at.now > *deadline => plans.push(expire(chain, message)),
        Some((message, _)) => {
            if message.fee > 0 {
                plans.push(refund(chain, &at.owner, message));
            }
            plans.push(acknowledge(chain, &at.owner, &MessageAt { fee: 0, ..*message }, Verdict::Abstain));
        }
        None => {}
    }
    plans.extend(at.close(chain));
    Ok(at.paying(plans, maker, own))
}

/// The numbers of the messages that a mailbox has sent, and the next one. Links are among them: the wallet alone finds their
/// keys. `next` is the mailbox's next number; its upper bits are the second at which it opened.
pub fn link_numbers(next: u64) -> impl Iterator<Item = u64> {
    const SECOND: u64 = 1 << 20;
    (next & !(SECOND - 1))..=next
}
