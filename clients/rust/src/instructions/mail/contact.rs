//! Contacts, between whom mail is free once both have each other, and closing a correspondence after a year of silence.

use solana_pubkey::Pubkey;

use super::{MessageAt, refund};
use crate::{
    BuildError,
    accounts::Correspondence,
    format::{Limits, pack},
    generated::mail::instructions::{CloseCorrespondenceBuilder, SetContactBuilder},
    instructions::{Chain, Plan, Purpose, Until},
};

/// Makes the owner of another mailbox a contact, or ends that. It applies from the next message on.
///
/// If the two have no correspondence yet (`is_new`), the owner pays its rent.
pub fn set_contact(
    chain: &Chain,
    network: &Pubkey,
    owner: &Pubkey,
    other: &Pubkey,
    contact: bool,
    is_new: bool,
) -> Plan {
    let [own, theirs] = [owner, other].map(|person| chain.programs.mailbox(network, person).0);
    let correspondence = chain.programs.correspondence(&own, &theirs).0;
    let set = SetContactBuilder::new()
        .owner(*owner)
        .mailbox(own)
        .other_mailbox(theirs)
        .correspondence(correspondence)
        .contact(contact)
        .instruction();
    let opened = is_new.then_some((correspondence, Correspondence::LEN));
    chain.opening(set, opened.as_slice(), owner).until(Until::Silence).into()
}

/// Makes someone a contact, and refunds these messages of theirs: as many in the same transaction as fit, and the others
/// in further ones.
///
/// # Errors
/// [`BuildError::TooLong`] if the limits leave no room for a transaction.
pub fn add_contact(
    chain: &Chain,
    network: &Pubkey,
    owner: &Pubkey,
    other: &Pubkey,
    is_new: bool,
    refunded: &[MessageAt],
    limits: &Limits,
) -> Result<Plan, BuildError> {
    let first = set_contact(chain, network, owner, other, true, is_new).steps;
    let refunds = refunded.iter().flat_map(|message| refund(chain, owner, message).steps);
    let packed = pack(first, refunds.map(|step| vec![step]), |steps| limits.fit(steps));
    packed.iter().try_for_each(|steps| limits.check(steps))?;
    let plans = packed.into_iter().map(|steps| Plan::together(steps.into_iter().map(Plan::from)));
    Ok(plans.fold(Plan::default(), Plan::then))
}

/// Closes the correspondence of two people who have not written to each other for a year. The rent, all lamports of its
/// account, goes back to the one who paid it, who may be the other one.
pub fn close_correspondence(
    chain: &Chain,
    network: &Pubkey,
    owner: &Pubkey,
    other: &Pubkey,
    paid_by_other: bool,
    rent: u64,
) -> Plan {
    let [own, theirs] = [owner, other].map(|person| chain.programs.mailbox(network, person).0);
    let correspondence = chain.programs.correspondence(&own, &theirs).0;
    let close = CloseCorrespondenceBuilder::new()
        .owner(*owner)
        .network(*network)
        .correspondence(correspondence)
        .payer(paid_by_other.then_some(*other))
        .instruction();
    let payer = if paid_by_other { other } else { owner };
    chain.step(close).returning(Purpose::Rent, rent, correspondence, *payer).into()
}
