//! What the compiled program answers to a page that calls a command: asked of Tauri's own resolved
//! access list, for every command that any plugin in the program knows (R52).

use std::collections::BTreeSet;

use serde_json::Value;
use tauri::{Context, Wry, ipc::Origin};

use super::contract;
use crate::{
    context,
    windows::{HOLDER, STAFF},
};

/// What each plugin of the program could be allowed to do, as the build found it.
const MANIFESTS: &str = include_str!(concat!(env!("OUT_DIR"), "/acl-manifests.json"));

/// Every command of every plugin, as a page would call it.
fn all_commands() -> BTreeSet<String> {
    let manifests: Value = serde_json::from_str(MANIFESTS).unwrap();
    let mut all = BTreeSet::new();
    for (plugin, manifest) in manifests.as_object().unwrap() {
        let plugin = plugin.trim_start_matches("core:");
        for permission in manifest["permissions"].as_object().unwrap().values() {
            for list in ["allow", "deny"] {
                for command in permission["commands"][list].as_array().unwrap() {
                    all.insert(format!("plugin:{plugin}|{}", command.as_str().unwrap()));
                }
            }
        }
    }
    all
}

/// Every command of the contract with the web view, as a page would call it.
fn our_own() -> BTreeSet<String> {
    let named = contract().into_iter();
    named.map(|name| format!("plugin:desk|{name}")).collect()
}

fn allowed(window: &str) -> BTreeSet<String> {
    let mut context: Context<Wry> = context();
    let authority = context.runtime_authority_mut();
    all_commands()
        .into_iter()
        .chain(our_own())
        .filter(|command| {
            authority
                .resolve_access(command, window, window, &Origin::Local)
                .is_some()
        })
        .collect()
}

#[test]
fn the_list_of_all_commands_is_one() {
    let all = all_commands();
    assert!(all.len() > 150, "{}", all.len());
    assert!(all.contains("plugin:window|set_title") && all.contains("plugin:event|emit"));
    assert!(
        our_own().is_subset(&all),
        "a command of the contract is not compiled in"
    );
}

#[test]
fn r52_the_holder_window_may_call_nothing_at_all() {
    assert_eq!(allowed(HOLDER), BTreeSet::new());
}

#[test]
fn r52_the_staff_window_may_call_the_contract_and_listen_and_nothing_else() {
    let mut expected = our_own();
    expected.extend(["plugin:event|listen", "plugin:event|unlisten"].map(str::to_owned));
    assert_eq!(allowed(STAFF), expected);
    let golden: Vec<_> = expected.into_iter().collect();
    insta::assert_snapshot!("staff_may_call", golden.join("\n"));
}

#[test]
fn r52_a_window_of_any_other_name_and_a_page_from_elsewhere_may_call_nothing() {
    for window in ["", "main", "staff2", "holder\0", "STAFF"] {
        assert_eq!(allowed(window), BTreeSet::new(), "{window:?}");
    }
    let mut context: Context<Wry> = context();
    let authority = context.runtime_authority_mut();
    let url = "https://tenant.example/".parse().unwrap();
    let remote = Origin::Remote { url };
    for command in all_commands() {
        for window in [STAFF, HOLDER] {
            let answer = authority.resolve_access(&command, window, window, &remote);
            assert!(answer.is_none(), "{command} from elsewhere in {window}");
        }
    }
}
