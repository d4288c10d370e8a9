//! The web view as an attacker: what the configuration lets a page do (R50-R55, R59). What the
//! compiled program answers is tested beside the commands and in the real windows.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its file should stop"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

#[test]
fn r51_the_content_security_policy_is_word_for_word_the_one_that_was_reviewed() {
    let security = &configuration()["app"]["security"];
    assert_eq!(
        security["csp"],
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
         font-src 'self'; connect-src ipc: http://ipc.localhost; object-src 'none'; \
         base-uri 'none'; form-action 'none'"
    );
    let members: Vec<_> = security.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        ["freezePrototype", "pattern", "csp"],
        "a new member needs a review"
    );
}

#[test]
fn r53_no_global_tauri_frozen_prototypes_and_no_asset_protocol() {
    let app = &configuration()["app"];
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["security"]["freezePrototype"], true);
    assert_eq!(
        app["windows"],
        serde_json::json!([]),
        "windows are made in one place, in Rust"
    );
    let manifest = read("Cargo.toml");
    for feature in ["protocol-asset", "devtools", "linux-ipc-protocol"] {
        assert!(
            !manifest.contains(&format!("\"{feature}\"")),
            "tauri with {feature}"
        );
    }
}

#[test]
fn r54_what_a_page_asks_goes_through_a_frame_of_its_own() {
    let security = &configuration()["app"]["security"];
    assert_eq!(
        security["pattern"],
        serde_json::json!({ "use": "isolation", "options": { "dir": "ui/isolation" } })
    );
    // The setting counts only where both are built with the feature.
    let manifest = read("Cargo.toml");
    for package in ["tauri", "tauri-build"] {
        let line = manifest
            .lines()
            .find(|line| line.starts_with(&format!("{package} = ")))
            .unwrap();
        assert!(line.contains("\"isolation\""), "{line}");
    }
    // Each build gives the frame another scheme, which Tauri allows as `default-src`.
    let policy = security["csp"].as_str().unwrap();
    assert!(!policy.contains("frame-src") && !policy.contains("child-src"));
}

#[test]
fn r52_each_window_has_one_capability_file_that_names_it_and_nothing_remote() {
    let mut names: Vec<_> = fs::read_dir(root().join("src-tauri/capabilities"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["holder.json", "staff.json"]);
    for window in ["holder", "staff"] {
        let file = read(&format!("src-tauri/capabilities/{window}.json"));
        assert!(!file.contains('*'), "{window}: a pattern");
        let capability: Value = serde_json::from_str(&file).unwrap();
        assert_eq!(capability["windows"], serde_json::json!([window]));
        assert_eq!(capability["local"], true);
        for absent in ["remote", "webviews", "platforms"] {
            assert!(capability.get(absent).is_none(), "{window}: {absent}");
        }
    }
}

#[test]
fn r50_and_r53_tauri_is_new_enough_and_no_plugin_reaches_files_programs_or_the_net() {
    let lock = read("Cargo.lock");
    let tauri = version(&lock, "tauri").unwrap();
    assert!(tauri >= vec![2, 11, 1], "CVE-2026-42184: {tauri:?}");
    let plugins: Vec<_> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"tauri-plugin-"))
        .map(|name| name.trim_end_matches('"'))
        .collect();
    // `fs` comes along with `dialog`, which is used from Rust alone; no capability names either.
    assert_eq!(
        plugins,
        ["dialog", "fs", "opener", "single-instance", "window-state"]
    );
    let shell = sources()
        .iter()
        .any(|(_, text)| text.contains("tauri_plugin_fs"));
    assert!(!shell, "the file plugin is registered");
}

#[test]
fn r55_events_go_to_one_window_by_its_label_and_never_to_all() {
    for (name, text) in sources() {
        for everybody in [".emit(", ".emit_filter(", ".emit_str(", ".emit_str_filter("] {
            assert!(!text.contains(everybody), "{name}: {everybody}");
        }
    }
}

#[test]
fn r59_every_window_is_incognito_stays_on_our_pages_and_takes_no_dropped_files() {
    let mut windows = 0;
    for (name, text) in sources() {
        for made in text.split("WebviewWindowBuilder::new(").skip(1) {
            windows += 1;
            let built = made.split(".build()").next().unwrap();
            for kept in [
                ".incognito(!is_driven())",
                ".on_navigation(is_our_own)",
                ".disable_drag_drop_handler()",
            ] {
                assert!(built.contains(kept), "{name}: {kept}");
            }
            assert!(
                !built.contains("devtools") && !built.contains("data_directory"),
                "{name}"
            );
        }
    }
    assert_eq!(windows, 2, "staff and holder");
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    let file = root().join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn configuration() -> Value {
    serde_json::from_str(&read("tauri.conf.json")).unwrap()
}

/// The shell's sources, comments aside.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join("src-tauri/src"), &mut found);
    assert!(found.len() > 20, "the sources have moved");
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let code: Vec<_> = text
                .lines()
                .map(|line| line.split("//").next().unwrap_or(line))
                .collect();
            found.push((path.display().to_string(), code.join("\n")));
        }
    }
}

fn version(lock: &str, package: &str) -> Option<Vec<u32>> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    let (version, _) = after.split_once('"')?;
    version.split('.').map(|part| part.parse().ok()).collect()
}
