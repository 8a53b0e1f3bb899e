//! People and networks.

use crate::{prelude::*, roster::NAMES};

/// Small enough that items in a sequence meet again, large enough to reach any of them.
pub const MANY: usize = 64;

pub fn who() -> impl Strategy<Value = Who> + Clone {
    select(vec![0, 0, 0, 1, 1, 1, 2, 2, 3, 4]).prop_map(Who)
}

/// Anyone, whether or not they write mail.
pub fn anybody() -> impl Strategy<Value = Who> + Clone {
    (0..NAMES.len()).prop_map(Who)
}

/// Two people, seldom the same one twice.
pub fn two() -> impl Strategy<Value = (Who, Who)> + Clone {
    let distance = select([vec![1; 9], vec![4; 7], vec![2; 3], vec![3; 3], vec![0]].concat());
    (who(), distance).prop_map(|(who, distance)| (who, Who((who.0 + distance) % WRITERS)))
}

pub fn net() -> impl Strategy<Value = Net> + Clone {
    select([vec![0; 11], vec![1; 6], vec![2]].concat()).prop_map(Net)
}

/// Most often a network with a reputation.
pub fn net_with_reputation() -> impl Strategy<Value = Net> + Clone {
    select([vec![0; 14], vec![1; 3], vec![2]].concat()).prop_map(Net)
}
