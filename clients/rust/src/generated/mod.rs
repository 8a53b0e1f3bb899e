pub mod bounty;
pub mod mail;
pub mod reputation;
