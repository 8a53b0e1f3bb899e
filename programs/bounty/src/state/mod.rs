//! Accounts. Each file has a layout, and the rules that whoever changes it must keep.

mod bounty;
mod contribution;
mod new;
mod submission;
mod terms;
mod treasury;
mod weeks;

pub use bounty::Bounty;
pub use contribution::Contribution;
pub use new::{is_new, take_over};
pub use submission::{Opinion, Submission};
pub use terms::Terms;
pub use treasury::Treasury;
pub use weeks::Weeks;
