//! Newsletters: one body to many recipients, each of whom gets one copy.

mod deliver;
mod doubt;
