//! Key files, as the Solana command line has them.

use std::{
    fs::OpenOptions,
    io::{self, Cursor, Write},
    path::Path,
};

use bmail_sdk::files::read_file;
use solana_keypair::{Keypair, keypair_from_seed_phrase_and_passphrase, read_keypair};
use zeroize::Zeroizing;

use crate::{
    config::private_folder,
    failure::{Code, Failure, Outcome},
    input,
};

/// The longest key file, in bytes: 64 numbers with much space between them.
const LONGEST: usize = 4096;
/// The random bytes of a backup phrase of 12 words.
const ENTROPY: usize = 16;

/// Reads a key file; - is standard input.
///
/// # Errors
/// If there is none, or it is no key file.
pub fn read(path: &Path) -> Outcome<Keypair> {
    let text = path.to_string_lossy();
    if text.contains("://") || text == "ASK" {
        let says = format!("{text} is not supported: name a key file, as `solana-keygen new` makes them");
        return Err(Failure::usage(says));
    }
    let bytes = match &*text {
        "-" => input::standard_input(LONGEST)?,
        _ => read_file(path, LONGEST).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                Failure::not_set_up(format!("there is no key file {text}: run `bmail setup`, or name one with -k"))
            }
            _ => Failure::file(path)(error),
        })?,
    };
    let bytes = Zeroizing::new(bytes);
    // What is wrong with a secret is not said in more detail.
    let wrong = |_| Failure::usage(format!("{text} is no key file: 64 numbers in brackets are one"));
    read_keypair(&mut Cursor::new(&*bytes)).map_err(wrong)
}

/// Makes a key with a backup phrase of 12 words, which `solana-keygen recover` understands, too. Nothing is stored.
///
/// # Errors
/// If the system has no random bytes.
pub fn new() -> Outcome<(Keypair, Zeroizing<String>)> {
    let mut entropy = Zeroizing::new([0; ENTROPY]);
    getrandom::fill(&mut *entropy)
        .map_err(|error| Failure::new(Code::Failed, format!("the system has no random bytes: {error}")))?;
    let phrase = bip39::Mnemonic::from_entropy(&*entropy).expect("16 bytes are 12 words");
    let phrase = Zeroizing::new(phrase.to_string());
    let keypair =
        keypair_from_seed_phrase_and_passphrase(&phrase, "").expect("a seed has 64 bytes, of which 32 are used");
    Ok((keypair, phrase))
}

/// Stores a key in a file that only its owner can read. It replaces none.
///
/// # Errors
/// If the file exists, or cannot be written.
pub fn write(path: &Path, keypair: &Keypair) -> Outcome<()> {
    if let Some(folder) = path.parent() {
        private_folder(folder)?;
    }
    let bytes = Zeroizing::new(keypair.to_bytes());
    let text = Zeroizing::new(serde_json::to_string(&bytes[..]).expect("numbers"));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written =
        options.open(path).and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    written.map_err(Failure::file(path))
}

#[cfg(test)]
mod tests {
    use solana_signer::Signer;

    use super::*;

    #[test]
    fn a_new_key_comes_back_from_its_phrase_and_its_file() {
        let (keypair, phrase) = new().unwrap();
        assert_eq!(phrase.split(' ').count(), 12);
        assert_eq!(keypair_from_seed_phrase_and_passphrase(&phrase, "").unwrap(), keypair);
        let folder = std::env::temp_dir().join(format!("bmail-keys-{}", keypair.pubkey()));
        let path = folder.join("id.json");
        write(&path, &keypair).unwrap();
        assert_eq!(read(&path).unwrap(), keypair);
        assert_eq!(write(&path, &Keypair::new()).unwrap_err().code, Code::Storage);
        assert_eq!(read(&path).unwrap(), keypair, "a key is never replaced");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_no_key_file_is_refused_without_showing_it() {
        for (text, code) in
            [("usb://ledger", Code::Usage), ("/nowhere/id.json", Code::NotSetUp), ("/etc/passwd", Code::Usage)]
        {
            let failure = read(Path::new(text)).unwrap_err();
            assert_eq!(failure.code, code, "{text}");
            assert!(!failure.message.contains("root"), "{}", failure.message);
        }
        assert_eq!(read(Path::new("/dev/zero")).unwrap_err().code, Code::Storage);
    }
}
