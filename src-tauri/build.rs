//! Compiles `tauri.conf.json` and the capability files into the program.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
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

/// Every command of the program; the staff capability allows them by name.
const COMMANDS: &[&str] = &[
    "app_status",
    "list_credentials",
    "make_form",
    "review_details",
    "search_people",
    "new_intent",
    "issue_offer",
    "current_offer",
    "show_qr",
    "turn_to_code",
    "show_code",
    "hide_faces",
    "cancel_offer",
    "renew_offer",
    "close_offer",
    "list_pending",
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
];
