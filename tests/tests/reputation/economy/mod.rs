//! What people would do for reputation, or to keep it: each a test, and each in vain.

mod cash_in;
mod cool_down;
mod decay;
mod dust;
mod elsewhere;
mod friends;
mod marks;
mod ring;
mod run_out;
mod shield;
mod whitewash;
