//! Compiles `tauri.conf.json` and the capability files into the program, and the list of the
//! packages it is made of.

use std::{collections::BTreeSet, env, error::Error, fs, path::Path, process::Command};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=Cargo.lock");
    let target = Path::new(&env::var("OUT_DIR")?).join("licences.txt");
    fs::write(target, licences()?)?;
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/**/*")
            .plugin(
                "desk",
                tauri_build::InlinedPlugin::new()
                    .commands(COMMANDS)
                    .default_permission(tauri_build::DefaultPermissionRule::AllowAllCommands),
            ),
    )?;
    Ok(())
}

/// Name, version and licence of every package that is compiled in, one a line.
fn licences() -> Result<String, Box<dyn Error>> {
    let output = Command::new(env::var("CARGO")?)
        .args(["metadata", "--format-version=1", "--locked", "--offline"])
        .args(["--filter-platform", &env::var("TARGET")?])
        .output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let mut compiled_in = BTreeSet::new();
    let mut waiting = vec![metadata["resolve"]["root"].as_str().unwrap_or_default()];
    while let Some(id) = waiting.pop() {
        if compiled_in.insert(id) {
            let nodes = metadata["resolve"]["nodes"].as_array();
            let node = nodes.into_iter().flatten().find(|node| node["id"] == id);
            waiting.extend(node.into_iter().flat_map(needed));
        }
    }
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let lines: BTreeSet<String> = packages
        .filter(|package| {
            package["id"]
                .as_str()
                .is_some_and(|id| compiled_in.contains(id))
        })
        .map(|package| {
            let text = |key: &str| package[key].as_str().unwrap_or("see its licence file");
            format!(
                "{}\t{}\t{}\n",
                text("name"),
                text("version"),
                text("license")
            )
        })
        .collect();
    Ok(lines.into_iter().collect())
}

/// What a package needs to run, not to be built or tested.
fn needed(node: &Value) -> impl Iterator<Item = &str> {
    let all = node["deps"].as_array().into_iter().flatten();
    all.filter(|dep| {
        let kinds = dep["dep_kinds"].as_array();
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
    })
    .filter_map(|dep| dep["pkg"].as_str())
}

/// Every command of the program; the staff capability allows them by name.
const COMMANDS: &[&str] = &[
    "app_status",
    "list_credentials",
    "make_form",
    "review_details",
    "prepare_portrait",
    "search_people",
    "possible_match",
    "new_intent",
    "issue_offer",
    "current_offer",
    "show_qr",
    "turn_to_code",
    "show_code",
    "hide_faces",
    "cancel_offer",
    "cancel_offers",
    "staff_saw",
    "offer_timeline",
    "renew_offer",
    "close_offer",
    "list_pending",
    "export_offers",
    "list_activity",
    "export_activity",
    "print_sheet",
    "list_presets",
    "save_preset",
    "preview_preset",
    "delete_preset",
    "move_preset",
    "export_presets",
    "import_presets",
    "list_tenants",
    "save_tenant",
    "check_connection",
    "switch_tenant",
    "remove_tenant",
    "enter_secret",
    "pretend",
    "open_data_folder",
    "save_settings",
    "close_window",
    "answer_quit",
    "about",
    "copy_text",
    "list_displays",
    "choose_display",
    "toggle_holder",
    "prepare_holder",
    "set_holder_language",
    "show_on_holder",
    "ease_scan",
    "blank_holder",
    "test_scan",
    "end_test_scan",
];
