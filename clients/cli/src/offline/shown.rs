//! How people see what has to be signed or run elsewhere.

use super::{Carried, Instructions, Landed, TransactionMessage};
use crate::{amount::sol, offline::explain, output::Shown, terminal::Look};

impl Shown for Carried {
    fn shown(&self, look: &Look) -> String {
        match self {
            Self::Landed(landed) => landed.shown(look),
            Self::Message(message) => message.shown(look),
            Self::Instructions(instructions) => instructions.shown(look),
        }
    }
}

impl Shown for Landed {
    fn shown(&self, look: &Look) -> String {
        format!("{} {} (fee: {})", look.green("Sent:"), self.signature, sol(self.network_fee_lamports))
    }
}

/// As the Solana command line prints it, so that what reads that reads this.
impl Shown for TransactionMessage {
    fn shown(&self, look: &Look) -> String {
        let mut lines = vec![String::new(), format!("{} {}", look.bold("Blockhash:"), self.blockhash)];
        if let Some(message) = &self.message {
            lines.push(format!("{} {message}", look.bold("Transaction Message:")));
        }
        for (title, all) in [
            ("Signers (Pubkey=Signature):", &self.signers),
            ("Absent Signers (Pubkey):", &self.absent),
            ("Bad Signatures (Pubkey):", &self.bad_sig),
        ] {
            if !all.is_empty() {
                lines.push(look.bold(title));
                lines.extend(all.iter().map(|one| format!(" {one}")));
            }
        }
        lines.join("\n")
    }
}

impl Shown for Instructions {
    fn shown(&self, look: &Look) -> String {
        let parts = self.instructions.iter().enumerate();
        let parts = parts.map(|(place, one)| explain::shown(place, one, true, look));
        format!("{}\n\nAll of them run in one transaction, in this order.", parts.collect::<Vec<_>>().join("\n\n"))
    }
}
