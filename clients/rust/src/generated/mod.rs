pub mod mail;
pub mod reputation;
