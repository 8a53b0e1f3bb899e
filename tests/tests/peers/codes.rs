//! The peers' codes, as their sources list them.

/// An instruction's codes, by the names of its checks.
pub struct Codes(Vec<(&'static str, u32)>);

/// What peers may refuse although ours accept it: features that they omit, and accounts that are longer than their
/// kind, which the programs never create.
const OTHERWISE: [&str; 10] = [
    "UnknownInstruction",
    "CreationLeftOut",
    "BodyLeftOut",
    "TokensLeftOut",
    "NetworkLength",
    "SenderMailboxLength",
    "RecipientMailboxLength",
    "CorrespondenceLength",
    "SubmissionLength",
    "WeeksLength",
];
/// Codes that no call can trigger.
const UNREACHABLE: [&str; 7] = [
    "WrongProgram",  // The programs run nowhere else.
    "ClockFailed",   // The runtime always succeeds.
    "RentFailed",    // The runtime always succeeds.
    "RentTooHigh",   // The runtime itself would fail with such a rent.
    "TooLong",       // An instruction has fewer bytes.
    "BountyTwice",   // No account precedes the first one.
    "NoInstruction", // The program's address, which is read in that case, starts with another number.
];

impl Codes {
    /// The program's own code. The codes of an instruction follow it.
    pub const UNKNOWN_INSTRUCTION: u32 = 1;

    /// The codes of `send`.
    pub fn of_send() -> Self {
        Self::listed(include_str!("../../../bench/peers/mail/src/send/refusal.rs"))
    }

    /// The codes of `acknowledge`.
    pub fn of_acknowledge() -> Self {
        Self::listed(include_str!("../../../bench/peers/mail/src/acknowledge/refusal.rs"))
    }

    /// The codes of `claim`.
    pub fn of_claim() -> Self {
        Self::listed(include_str!("../../../bench/peers/bounty/src/refusal.rs"))
    }

    /// The enum's variants.
    fn listed(source: &'static str) -> Self {
        let variants = source.lines().filter_map(|line| line.strip_prefix("    ")?.strip_suffix(','));
        let names = variants.map(|variant| variant.split(' ').next().unwrap());
        Self(std::iter::once("UnknownInstruction").chain(names).zip(Self::UNKNOWN_INSTRUCTION..).collect())
    }

    /// The name of the check that a code stands for.
    pub fn name(&self, code: u32) -> Option<&'static str> {
        self.0.iter().find(|(_, known)| *known == code).map(|(name, _)| *name)
    }

    /// The name of a code, if a peer may return it for a call that ours accepts.
    pub fn allowed(&self, code: u32) -> Option<&'static str> {
        self.name(code).filter(|name| OTHERWISE.contains(name))
    }

    /// The codes that some call must trigger.
    pub fn reachable(&self) -> impl Iterator<Item = (&'static str, u32)> + '_ {
        self.0.iter().filter(|(name, _)| !UNREACHABLE.contains(name)).copied()
    }
}
