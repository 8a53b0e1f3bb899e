//! Every account of every instruction replaced by every kind of account that does not belong there.

use bmail_sdk::MAIL_ID;
use bmail_testing::{Call, InstructionError, MailError, NOT_WRITABLE, Parts, Person, Stage, Substitute};
use solana_pubkey::Pubkey;

use crate::PERIOD;

/// What is tried in a role; the columns of the tables below.
const WRONG: [&str; 9] = [
    "another network",
    "a mailbox of somebody else",
    "a correspondence of others",
    "a message of others",
    "a wallet",
    "an address without account",
    "a program",
    "a sysvar",
    "a copy of another program's",
];

type Row = (&'static str, [InstructionError; 9]);

use InstructionError::{
    AccountDataTooSmall as SMALL, IllegalOwner as OWNER, IncorrectProgramId as PROGRAM, InvalidAccountData as KIND,
    InvalidSeeds as SEEDS, PrivilegeEscalation as SIGN, UninitializedAccount as EMPTY,
};
const WRITE: InstructionError = NOT_WRITABLE;
/// Anchor's `ConstraintExecutable`.
const NO_PROGRAM: InstructionError = InstructionError::Custom(2007);
const NETWORK: InstructionError = mail(MailError::OtherNetwork);
const MAILBOX: InstructionError = mail(MailError::NotYourMailbox);
const PAIR: InstructionError = mail(MailError::WrongCorrespondence);
const MESSAGE: InstructionError = mail(MailError::NotYourMessage);
const SENDER: InstructionError = mail(MailError::WrongSender);

const SYSTEM_PROGRAM: Row = (
    "system_program",
    [NO_PROGRAM, NO_PROGRAM, NO_PROGRAM, NO_PROGRAM, NO_PROGRAM, NO_PROGRAM, PROGRAM, NO_PROGRAM, NO_PROGRAM],
);

const fn mail(error: MailError) -> InstructionError {
    InstructionError::Custom(error as u32)
}

/// Ada wrote to Bo (`message`), and Bo to Eve (`theirs`).
struct Scene {
    stage: Stage,
    ada: Person,
    bo: Person,
    message: Pubkey,
    wrong: [Pubkey; 8],
    theirs: Pubkey,
}

impl Scene {
    fn new() -> Self {
        let mut stage = Stage::new();
        let other = stage.network();
        let (ada, bo) = stage.ada_and_bo();
        let eve = stage.resident("Eve");
        let message = stage.send(&ada, &bo).run_and_find();
        let theirs = stage.send(&bo, &eve).run_and_find();
        let wrong = [
            other,
            stage.mailbox_of(&eve),
            stage.correspondence_of(&bo, &eve),
            theirs,
            eve.address(),
            Person::named("nobody").address(),
            MAIL_ID,
            Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111"),
        ];
        Self { stage, ada, bo, message, wrong, theirs }
    }

    /// Tries every wrong account in the roles, and then the right ones.
    fn refuses<P: Parts>(
        mut self,
        call: impl for<'s> Fn(&'s mut Stage, &Person, &Person) -> Call<'s, P>,
        rows: &[Row],
    ) {
        let (ada, bo) = (self.ada.clone(), self.bo.clone());
        for (role, refusals) in rows {
            let accounts = call(&mut self.stage, &ada, &bo).instruction().accounts;
            let index = P::ROLES.iter().position(|name| name == role).unwrap();
            let right = accounts[index].pubkey;
            // Of what is yet to be made, and of a program, there is nothing to copy: then a message.
            let copyable = self.stage.svm.get_account(&right).is_some_and(|account| !account.executable);
            let original = if copyable { right } else { self.theirs };
            let copy = self.stage.forge_copy(original, Person::named("another program").address());
            let wrong = self.wrong.iter().chain([&copy]);
            for ((address, what), refusal) in wrong.zip(WRONG).zip(refusals) {
                let row = Substitute::new(role, what, *address, refusal.clone());
                row.refused_by(call(&mut self.stage, &ada, &bo));
            }
        }
        call(&mut self.stage, &ada, &bo).run();
    }
}

#[test]
fn create_network_refuses_every_wrong_account() {
    let rows = [("network", [const { SEEDS }; 9]), SYSTEM_PROGRAM];
    Scene::new().refuses(|stage, ada, _| stage.create_network(ada), &rows);
}

#[test]
fn open_mailbox_refuses_every_wrong_account() {
    let rows = [
        ("network", [SEEDS, SMALL, SMALL, KIND, OWNER, EMPTY, OWNER, OWNER, OWNER]),
        ("mailbox", [const { SEEDS }; 9]),
        SYSTEM_PROGRAM,
    ];
    let mut scene = Scene::new();
    scene.bo = scene.stage.person("Cy");
    scene.refuses(|stage, _, cy| stage.open_mailbox(cy), &rows);
}

const OWN_MAILBOX: [InstructionError; 9] = [KIND, MAILBOX, SMALL, KIND, SMALL, SMALL, WRITE, WRITE, OWNER];

#[test]
fn set_mailbox_and_rotate_key_refuse_every_wrong_account() {
    let rows = [("mailbox", OWN_MAILBOX)];
    Scene::new().refuses(|stage, ada, _| stage.set_mailbox(ada), &rows);
    Scene::new().refuses(|stage, ada, _| stage.rotate_key(ada), &rows);
}

const SEND: [Row; 6] = [
    ("network", [NETWORK, SMALL, SMALL, KIND, OWNER, EMPTY, OWNER, OWNER, OWNER]),
    ("sender_mailbox", OWN_MAILBOX),
    ("recipient_mailbox", [KIND, PAIR, SMALL, KIND, OWNER, EMPTY, OWNER, OWNER, OWNER]),
    ("correspondence", [KIND, KIND, PAIR, KIND, PAIR, PAIR, WRITE, WRITE, OWNER]),
    ("message", [SIGN, SIGN, SIGN, SIGN, SIGN, SIGN, WRITE, WRITE, SIGN]),
    SYSTEM_PROGRAM,
];

#[test]
fn send_between_known_people_refuses_every_wrong_account() {
    Scene::new().refuses(|stage, ada, bo| stage.send(ada, bo), &SEND);
}

#[test]
fn send_between_people_who_never_wrote_refuses_every_wrong_account() {
    let mut scene = Scene::new();
    scene.bo = scene.stage.resident("Cy");
    scene.refuses(|stage, ada, cy| stage.send(ada, cy), &SEND);
}

const MESSAGE_KINDS: [InstructionError; 3] = [KIND, SMALL, SMALL];

#[test]
fn acknowledge_refuses_every_wrong_account() {
    let [network, mailbox, pair] = MESSAGE_KINDS;
    let scene = Scene::new();
    let message = scene.message;
    let rows = [
        ("recipient_mailbox", OWN_MAILBOX),
        ("message", [network, mailbox, pair, MESSAGE, SMALL, SMALL, WRITE, WRITE, OWNER]),
        ("sender", [SENDER, SENDER, SENDER, SENDER, SENDER, SENDER, WRITE, WRITE, SENDER]),
    ];
    scene.refuses(move |stage, _, bo| stage.acknowledge(bo, message), &rows);
}

#[test]
fn expire_refuses_every_wrong_account() {
    let [network, mailbox, pair] = MESSAGE_KINDS;
    let mut scene = Scene::new();
    scene.stage.advance(PERIOD + 1);
    let message = scene.message;
    let rows = [
        ("message", [network, mailbox, pair, SENDER, SMALL, SMALL, WRITE, WRITE, OWNER]),
        ("sender", [SENDER, SENDER, SENDER, SENDER, SENDER, SENDER, WRITE, WRITE, SENDER]),
    ];
    scene.refuses(move |stage, _, _| stage.expire(message), &rows);
}

#[test]
fn a_mailbox_of_the_same_person_on_another_network_earns_nothing() {
    let Scene { mut stage, bo, message, wrong, .. } = Scene::new();
    stage.network = wrong[0];
    stage.open_mailbox(&bo).run();
    stage.acknowledge(&bo, message).expect_error(MailError::NotYourMessage);
}
