//! `close_correspondence`: after a year of silence, whoever paid for it gets the rent back.

use bmail_sdk::generated::mail::instructions as generated;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct CloseCorrespondence {
    pub pair: Whose,
    pub other_payer: bool,
    /// Who closes it, if not one of the two.
    pub by: Option<Who>,
}

impl Modeled for CloseCorrespondence {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (who, other, net) = builder.whose(self.pair)?;
        let correspondence = who.pair(other, net);
        let pair = builder.model.pairs.get(&correspondence);
        let paid = pair.is_some_and(|pair| pair.sides[pair.payer].mailbox == who.mailbox(net));
        let payer = (paid == self.other_payer).then(|| other.address());
        let (owner, network) = (self.by.unwrap_or(who).address(), net.address());
        Some(vec![generated::CloseCorrespondence { owner, network, correspondence, payer }.instruction()])
    }

    fn choices() -> Weighted<Self> {
        (
            30,
            (whose(), weighted(0.2), option::weighted(0.1, who()))
                .prop_map(|(pair, other_payer, by)| Self { pair, other_payer, by })
                .boxed(),
        )
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [owner, network, address, payer] = sent.addresses();
        let pair = known(&model.pairs, address)?;
        let own = ROSTER.mailbox(network, owner);
        let paid = Some(pair.sides[pair.payer].mailbox);
        let payee = if payer == bmail_sdk::MAIL_ID { owner } else { payer };
        let silent_from = pair.updated_at.after(Seconds::days(365));
        Reasons::default()
            .when(!pair.sides.iter().any(|side| Some(side.mailbox) == own), MailError::NotYourCorrespondence)
            .when(ROSTER.mailbox(network, payee) != paid, MailError::WrongPayer)
            .when(Timestamp(model.now) < silent_from, MailError::NotSilent)
            .none()?;

        model.pairs.remove(&address);
        model.pay_all(address, payee);
        Ok(())
    }
}
