//! Endorsements: staking reputation on someone, and taking it back.

use solana_pubkey::Pubkey;

use crate::{
    Programs,
    accounts::Endorsement,
    generated::reputation::instructions::{
        BeginUnendorseBuilder, CollectBuilder, EndorseBuilder, FinishUnendorseBuilder,
    },
    instructions::{Chain, NewAccount, Plan, Purpose, Step},
};

/// All units of an endorsement.
pub const ALL: u64 = u64::MAX;

/// Stakes shares on someone who has a standing. The stake stops counting for the endorser and counts, at a discount, for
/// the endorsed, whose spam burns a part of it. It adds to an existing stake; if there is none (`is_new`), the
/// endorsement's account is created.
pub fn endorse(
    chain: &Chain,
    network: &Pubkey,
    endorser: &Pubkey,
    endorsed: &Pubkey,
    shares: u64,
    is_new: bool,
) -> Plan {
    let Places { of_endorser, of_endorsed, endorsement } = Places::of(&chain.programs, network, endorser, endorsed);
    let endorse = EndorseBuilder::new()
        .endorser(*endorser)
        .reputation(chain.programs.reputation(network).0)
        .endorser_standing(of_endorser)
        .endorsed_standing(of_endorsed)
        .endorsement(endorsement)
        .shares(shares)
        .instruction();
    if !is_new {
        return chain.step(endorse).into();
    }
    let (address, seed) = chain.programs.endorsement(endorser, &of_endorsed);
    let (space, program) = (Endorsement::LEN, chain.programs.reputation);
    let account = NewAccount { author: *endorser, address, seed, space, program };
    Step::creating(chain.creation(account), vec![chain.programs.relocate(endorse)]).into()
}

/// Begins to take back units of an endorsement, or [`ALL`] of it. One of the two people signs: the endorser takes back, the
/// endorsed sends all of it back. That part counts for nobody any more. A new cool-down begins, also for parts that were
/// leaving already. After it, [`finish_unendorse`] returns what is left.
pub fn begin_unendorse(
    chain: &Chain,
    network: &Pubkey,
    signer: &Pubkey,
    endorser: &Pubkey,
    endorsed: &Pubkey,
    units: u64,
) -> Plan {
    let Places { of_endorser, of_endorsed, endorsement } = Places::of(&chain.programs, network, endorser, endorsed);
    let begin = BeginUnendorseBuilder::new()
        .signer(*signer)
        .network(*network)
        .reputation(chain.programs.reputation(network).0)
        .endorser_standing(of_endorser)
        .endorsed_standing(of_endorsed)
        .endorsement(endorsement)
        .units(units)
        .instruction();
    chain.step(begin).into()
}

/// Returns the leaving part to the endorser after the cool-down, and the endorsement's rent if nothing else is left: all
/// lamports of its account, or zero. Anyone may do this.
pub fn finish_unendorse(chain: &Chain, network: &Pubkey, endorser: &Pubkey, endorsed: &Pubkey, rent: u64) -> Plan {
    let Places { of_endorser, of_endorsed, endorsement } = Places::of(&chain.programs, network, endorser, endorsed);
    let finish = FinishUnendorseBuilder::new()
        .endorser(*endorser)
        .endorser_standing(of_endorser)
        .endorsed_standing(of_endorsed)
        .endorsement(endorsement)
        .instruction();
    chain.step(finish).returning(Purpose::Rent, rent, endorsement, *endorser).into()
}

/// Burns the part of an endorsement that its endorser's own spam has cost since the endorsement was last settled, so that
/// this part no longer supports the endorsed. Anyone may do this.
pub fn collect(chain: &Chain, network: &Pubkey, endorser: &Pubkey, endorsed: &Pubkey) -> Plan {
    let Places { of_endorser, of_endorsed, endorsement } = Places::of(&chain.programs, network, endorser, endorsed);
    let collect = CollectBuilder::new()
        .endorser_standing(of_endorser)
        .endorsed_standing(of_endorsed)
        .endorsement(endorsement)
        .instruction();
    chain.step(collect).into()
}

/// The addresses of two standings and of the endorsement between them.
struct Places {
    of_endorser: Pubkey,
    of_endorsed: Pubkey,
    endorsement: Pubkey,
}

impl Places {
    fn of(programs: &Programs, network: &Pubkey, endorser: &Pubkey, endorsed: &Pubkey) -> Self {
        let [of_endorser, of_endorsed] = [endorser, endorsed].map(|owner| programs.standing(network, owner).0);
        Self { of_endorser, of_endorsed, endorsement: programs.endorsement(endorser, &of_endorsed).0 }
    }
}
