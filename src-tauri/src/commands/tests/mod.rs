//! The commands as a hostile page meets them.

mod acl;
mod k16;

use std::collections::BTreeSet;

use ts_rs::{Config, TS};

use crate::ipc::Commands;

/// The names of all commands, as the contract with the web view lists them.
fn contract() -> BTreeSet<String> {
    let declared = Commands::decl(&Config::new());
    let is_name = |text: &&str| {
        text.bytes()
            .all(|byte| byte == b'_' || byte.is_ascii_lowercase())
    };
    declared
        .split(": [")
        .filter_map(|before| before.rsplit([' ', '\n', '{']).next())
        .filter(|name| !name.is_empty())
        .filter(is_name)
        .map(str::to_owned)
        .collect()
}
