//! The programs at other addresses, as somebody who ran `make keys` builds them.

mod addresses;

use std::path::PathBuf;

use bmail_sdk::{Program, Programs};
use solana_pubkey::Pubkey;

/// Where the programs of `tools/build elsewhere` are.
pub const ELSEWHERE: Programs = Programs {
    mail: Pubkey::from_str_const(addresses::MAIL),
    reputation: Pubkey::from_str_const(addresses::REPUTATION),
    bounty: Pubkey::from_str_const(addresses::BOUNTY),
};

/// The programs, each with the file where `tools/build elsewhere` puts it.
pub fn programs() -> [(Pubkey, PathBuf); 3] {
    let all = [(Program::Mail, "mail.so"), (Program::Reputation, "reputation.so"), (Program::Bounty, "bounty.so")];
    all.map(|(program, file)| {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/elsewhere").join(file);
        assert!(path.exists(), "{} is missing: run `tools/build elsewhere`", path.display());
        (ELSEWHERE.address(program), path)
    })
}
