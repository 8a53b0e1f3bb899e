pub mod bounty;
pub mod events;
pub mod mail;
pub mod reputation;
