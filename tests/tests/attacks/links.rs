//! Link letters on the programs themselves: whatever a reader signs, either exactly what was shown moves, or nothing.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Mailbox, Message, StoredMessage},
    instructions::mail::{self, LinkAt, MessageAt},
    link::{LinkError, LinkKey},
};
use bmail_testing::{Harness, Person, at_every_rent};
use sha2::{Digest, Sha256};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

/// Ada has written to a link's key, which holds what [`mail::link_funds`] says.
struct Scene {
    harness: Harness,
    ada: Person,
    key: LinkKey,
    message: Pubkey,
}

impl Scene {
    fn on(mut harness: Harness) -> Self {
        harness.network();
        let (ada, link) = (harness.resident("Ada"), harness.person("link"));
        let key = LinkKey::from_seed(Sha256::digest(b"link").into());
        assert_eq!(key.address(), link.address());
        let funds = mail::link_funds(&harness.chain());
        harness.set_lamports(link.address(), funds);
        harness.open_mailbox(&link).run();
        let message = harness.send(&ada, &link).run_and_find();
        Self { harness, ada, key, message }
    }

    fn at(&self) -> LinkAt {
        let (harness, owner) = (&self.harness, self.key.address());
        let mailbox = PROGRAMS.mailbox(&harness.network, &owner).0;
        let message = harness.find_account::<StoredMessage>(self.message);
        LinkAt {
            owner,
            network: harness.network,
            wallet: harness.lamports(owner),
            mailbox: harness.find_account::<Mailbox>(mailbox).map(|found| harness.lamports(mailbox) - found.cut),
            message: message.map(|message| {
                let deadline = message.header.deadline;
                (MessageAt::new(&self.message, &message, harness.lamports(self.message)), deadline)
            }),
            now: harness.now(),
        }
    }

    /// What a reader signs who was shown this state.
    fn taking(&self, at: &LinkAt, to: &Pubkey) -> Vec<Instruction> {
        let sum = at.sum(0).unwrap();
        mail::take_link(&self.harness.chain(), at, to, sum, 0).unwrap().only().instructions()
    }

    fn refused(&mut self, instructions: &[Instruction], what: &str) {
        // The harness checks that a failed transaction changes nothing.
        let outcome = self.harness.execute(instructions);
        assert!(outcome.result.is_err(), "{what}");
    }
}

/// Shows security.md: A link that gives another sum than was shown.
/// Shows security.md: Blocking others with a wallet that is too poor to be paid.
#[test]
fn exactly_what_was_shown_reaches_an_empty_wallet_or_nothing_moves_at_every_rent() {
    at_every_rent(|harness| {
        let mut scene = Scene::on(harness);
        let at = scene.at();
        let (sum, bo) = (at.sum(0).unwrap(), Person::named("Bo").address());
        scene.harness.set_lamports(bo, 0);
        let mut signed = scene.taking(&at, &bo);
        for wrong in [sum - 1, sum + 1] {
            let place = signed.len() - 1;
            signed[place] = transfer(&at.owner, &bo, wrong);
            scene.refused(&signed, "another sum");
        }

        // Somebody gives the key a lamport after the reader has seen the sum.
        let signed = scene.taking(&at, &bo);
        scene.harness.give(at.owner, 1);
        scene.refused(&signed, "a lamport more");
        let again = mail::take_link(&scene.harness.chain(), &scene.at(), &bo, sum, 0);
        assert_eq!(again, Err(LinkError::OtherSum { shown: sum, now: sum + 1 }));
        scene.harness.set_lamports(at.owner, at.wallet);

        assert!(sum >= scene.harness.rent(0), "an empty wallet could not receive it");
        let before = scene.harness.lamports(scene.ada.address());
        let rent = scene.harness.rent(Message::LEN + 300);
        scene.harness.execute(&signed).succeeded("taking");
        assert_eq!(scene.harness.lamports(bo), sum);
        assert_eq!(scene.harness.lamports(at.owner), 0);
        assert_eq!(scene.harness.lamports(scene.ada.address()), before + rent);
        scene.refused(&signed, "taking again");
        assert_eq!(scene.at().sum(0), Err(LinkError::Gone));
    });
}

/// Shows security.md: Two who have one link.
#[test]
fn whoever_has_the_link_can_take_it_or_take_it_back_but_not_after_somebody_else_did() {
    let steal = |scene: &Scene, to: &Pubkey| scene.taking(&scene.at(), to);
    let back = |scene: &Scene, to: &Pubkey| {
        mail::take_back_link(&scene.harness.chain(), &scene.at(), to, 0).unwrap().only().instructions()
    };
    type Act<'a> = &'a dyn Fn(&Scene, &Pubkey) -> Vec<Instruction>;
    let acts: [Act<'_>; 2] = [&steal, &back];
    for first in acts {
        for second in acts {
            let mut scene = Scene::on(Harness::new());
            let [eve, bo] = ["Eve", "Bo"].map(|name| Person::named(name).address());
            let (first, second) = (first(&scene, &eve), second(&scene, &bo));
            scene.harness.execute(&first).succeeded("the first");
            scene.refused(&second, "the second");
        }
    }
}

/// Shows letters.md: After the deadline its maker collects all of it.
#[test]
fn at_the_deadline_it_can_be_taken_and_a_second_later_only_collected() {
    let mut scene = Scene::on(Harness::new());
    let (_, deadline) = scene.at().message.unwrap();
    let (ada, bo) = (scene.ada.address(), Person::named("Bo").address());
    scene.harness.set_time(deadline);
    let signed = scene.taking(&scene.at(), &bo);
    scene.harness.set_time(deadline + 1);
    scene.refused(&signed, "a second late");
    assert_eq!(scene.at().sum(0), Err(LinkError::Late { deadline }));

    let (at, before) = (scene.at(), scene.harness.lamports(ada));
    let (message, _) = at.message.unwrap();
    let plan = mail::take_back_link(&scene.harness.chain(), &at, &ada, 0).unwrap().only();
    scene.harness.execute(&plan.instructions()).succeeded("collecting");
    let all = message.fee + message.rent + at.wallet + at.mailbox.unwrap();
    assert_eq!(scene.harness.lamports(ada), before + all);
    assert_eq!(mail::take_back_link(&scene.harness.chain(), &scene.at(), &ada, 0), Err(LinkError::Gone));
}
