//! Compiles `tauri.conf.json` and the capability files into the program, and the list of the
//! packages it is made of.

use std::{collections::BTreeSet, env, error::Error, fs, path::Path, process::Command};

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
///
/// Asks `cargo tree`, not `cargo metadata`: the latter wants the packages of every member's tests
/// too, and a first build has not fetched those.
fn licences() -> Result<String, Box<dyn Error>> {
    let output = Command::new(env::var("CARGO")?)
        .args(["tree", "--locked", "--offline", "--edges=normal"])
        .args(["--prefix=none", "--format={p}\t{l}"])
        .args(["--target", &env::var("TARGET")?])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let tree = String::from_utf8(output.stdout)?;
    let lines: BTreeSet<String> = tree.lines().filter_map(package).collect();
    Ok(lines.into_iter().collect())
}

/// A line of the tree, `name v1.2.3 (path or kind)<tab>licence (*)`, as a line of the list.
fn package(line: &str) -> Option<String> {
    let (package, licence) = line.trim_end_matches(" (*)").split_once('\t')?;
    let mut words = package.split(' ');
    let (name, version) = (words.next()?, words.next()?.trim_start_matches('v'));
    let licence = match licence {
        "" => "see its licence file",
        expression => expression,
    };
    Some(format!("{name}\t{version}\t{licence}\n"))
}

/// Every command of the program; the staff capability allows them by name.
const COMMANDS: &[&str] = &[
    "app_status",
    "list_credentials",
    "make_form",
    "review_details",
    "read_roster",
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
    "stop_waiting",
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
