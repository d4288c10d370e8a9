//! The bare window we compare with: the same Tauri, the same profile, one page, one command.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{program, repo::Repo, setup::Stamp};

const MANIFEST: &str = r#"[package]
name = "bare"
version = "0.0.0"
edition = "2024"

[features]
default = ["custom-protocol"]
custom-protocol = ["tauri/custom-protocol"]

[dependencies]
tauri = { version = "2", default-features = false, features = ["wry", "compression", "common-controls-v6", "dynamic-acl", "x11", "dbus"] }

[build-dependencies]
tauri-build = { version = "2", features = [] }

[profile.release]
lto = true
codegen-units = 1
strip = true

[workspace]
"#;

const BUILD: &str = "fn main() {\n    tauri_build::build();\n}\n";

const MAIN: &str = r#"//! A window with a button: what Tauri costs before a program does anything.

#[tauri::command]
fn ready() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--report-start");
    if let Some(file) = arguments.nth(1) {
        let _ = std::fs::write(file, "ready");
    }
}

fn main() {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![ready])
        .run(tauri::generate_context!())
        .unwrap();
}
"#;

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>bare</title></head>
<body><button>bare</button><script>window.__TAURI_INTERNALS__.invoke("ready")</script></body>
</html>
"#;

const CONFIGURATION: &str = r#"{
  "productName": "bare",
  "identifier": "nz.counterfoil.bare",
  "build": { "frontendDist": "dist" },
  "app": { "windows": [{ "title": "bare", "width": 1180, "height": 800 }] },
  "bundle": { "active": false, "icon": ["icons/32x32.png"] }
}
"#;

/// Writes and builds it with our lock file, so that both windows have the same versions.
pub(crate) fn build(repo: &Repo) -> Result<PathBuf> {
    println!("==> The bare window to compare with");
    let folder = repo.scratch("bench/bare")?;
    for (name, text) in [
        ("Cargo.toml", MANIFEST),
        ("build.rs", BUILD),
        ("src/main.rs", MAIN),
        ("dist/index.html", PAGE),
        ("tauri.conf.json", CONFIGURATION),
    ] {
        write_if_new(&folder.join(name), text.as_bytes())?;
    }
    let icon = fs::read(repo.root().join("icons/32x32.png")).context("no icon")?;
    write_if_new(&folder.join("icons/32x32.png"), &icon)?;
    copy_lock(repo, &folder)?;
    let target = repo.target().join("bench/bare-target");
    let mut cargo = program::cargo(&folder, &["build", "--release"]);
    program::run(cargo.arg("--target-dir").arg(&target))?;
    Ok(target.join("release/bare"))
}

/// Copies our lock when it changed. Cargo drops from the copy what is not used there, so the two
/// cannot be compared by content.
fn copy_lock(repo: &Repo, folder: &Path) -> Result<()> {
    let ours = repo.root().join("Cargo.lock");
    let stamp = Stamp::of(repo, "bare-lock", std::slice::from_ref(&ours), "")?;
    if stamp.is_current() && folder.join("Cargo.lock").exists() {
        return Ok(());
    }
    fs::copy(&ours, folder.join("Cargo.lock")).context("cannot copy Cargo.lock")?;
    stamp.write()
}

/// An untouched file keeps its time, and cargo its build.
fn write_if_new(file: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|found| found == bytes) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}
