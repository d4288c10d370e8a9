//! Arrows point down only. Each rule here is a line of DESIGN.md, "Who may know whom".

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

#[test]
fn only_the_shell_reaches_tauri() {
    let graph = locked_dependencies();
    for package in [
        "counterfoil-core",
        "mattr-vii",
        "counterfoil-practice",
        "xtask",
    ] {
        let reached = reachable(&graph, package);
        let frameworks: Vec<_> = reached
            .iter()
            .filter(|name| ["tauri", "wry", "tao"].contains(&name.as_str()))
            .collect();
        assert!(frameworks.is_empty(), "{package} reaches {frameworks:?}");
    }
    assert!(reachable(&graph, "counterfoil").contains("tauri"));
}

#[test]
fn the_tenants_client_knows_nothing_of_counterfoil() {
    let manifest = read(&root().join("src-tauri/mattr/Cargo.toml"));
    assert!(!in_dependencies(&manifest, "counterfoil-core"));
    assert!(!in_dependencies(&manifest, "counterfoil"));
}

#[test]
fn the_practice_tenant_does_not_know_the_engine_that_is_tested_against_it() {
    let graph = locked_dependencies();
    assert!(!reachable(&graph, "counterfoil-practice").contains("counterfoil-core"));
}

#[test]
fn adapters_of_the_engine_do_not_know_one_another() {
    const ADAPTERS: [&str; 4] = ["claims", "journal", "qr", "session"];
    let core = root().join("src-tauri/core/src");
    let mut crossed = Vec::new();
    for adapter in ADAPTERS {
        for file in files(&core.join(adapter), "rs") {
            for name in named_modules(&read(&file)) {
                let is_sibling = ADAPTERS.contains(&name.as_str()) && name != adapter;
                if is_sibling || name == "desk" {
                    crossed.push(format!("{} names {name}", shown(&file)));
                }
            }
        }
    }
    assert!(crossed.is_empty(), "{crossed:#?}");
}

#[test]
fn the_engine_does_not_name_the_practice_tenant_outside_its_tests() {
    let manifest = read(&root().join("src-tauri/core/Cargo.toml"));
    let (before, _) = manifest
        .split_once("[dev-dependencies]")
        .unwrap_or((&manifest, ""));
    assert!(!in_dependencies(before, "counterfoil-practice"));
}

#[test]
fn only_the_backend_folder_of_the_ui_speaks_to_tauri() {
    let ui = root().join("ui/src");
    let mut sources = files(&ui, "ts");
    sources.extend(files(&ui, "svelte"));
    assert!(!sources.is_empty(), "no UI sources found");
    let crossed: Vec<_> = sources
        .iter()
        .filter(|file| !file.starts_with(ui.join("backend")))
        .filter(|file| {
            let text = read(file);
            text.contains("@tauri-apps") || text.contains("__TAURI")
        })
        .map(|file| shown(file))
        .collect();
    assert!(crossed.is_empty(), "{crossed:#?}");
}

#[test]
fn the_scan_sees_modules_in_plain_and_in_grouped_imports() {
    let text = "use crate::journal::Row;\n// crate::qr in a comment\n\
                use crate::{\n    clock::Clock,\n    session::{Settings, secrets::Store},\n};\n";
    let found: Vec<_> = named_modules(text).into_iter().collect();
    assert_eq!(found, ["clock", "journal", "session"]);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn shown(file: &Path) -> String {
    let file = file.strip_prefix(root()).unwrap_or(file);
    file.display().to_string()
}

/// Package names and what each depends on, of every kind and platform. The lock file needs no
/// network and no other platform's packages, which `cargo metadata` would fetch.
fn locked_dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let lock = read(&root().join("Cargo.lock"));
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let quoted = |line: &str| line.split('"').nth(1).map(str::to_owned);
        let name = package.lines().find(|line| line.starts_with("name = "));
        let Some(name) = name.and_then(quoted) else {
            continue;
        };
        let depends = package
            .lines()
            .filter(|line| line.starts_with(" \""))
            .filter_map(quoted)
            .filter_map(|entry| entry.split(' ').next().map(str::to_owned));
        graph.entry(name).or_default().extend(depends);
    }
    graph
}

fn reachable(graph: &BTreeMap<String, BTreeSet<String>>, start: &str) -> BTreeSet<String> {
    assert!(graph.contains_key(start), "{start} is not in Cargo.lock");
    let mut seen = BTreeSet::new();
    let mut waiting = vec![start.to_owned()];
    while let Some(name) = waiting.pop() {
        for next in graph.get(&name).into_iter().flatten() {
            if seen.insert(next.clone()) {
                waiting.push(next.clone());
            }
        }
    }
    seen
}

fn in_dependencies(manifest: &str, package: &str) -> bool {
    manifest
        .lines()
        .filter_map(|line| line.split(['=', '.']).next())
        .any(|key| key.trim() == package)
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found
}

/// The first-level modules of its own crate that a source names, comments aside.
fn named_modules(source: &str) -> BTreeSet<String> {
    let code: String = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n");
    code.split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(group) => heads_of_group(group),
            None => vec![first_word(rest)],
        })
        .filter(|name| !name.is_empty())
        .collect()
}

fn heads_of_group(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut heads = vec![first_word(group)];
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(first_word(&group[at + 1..])),
            _ => {}
        }
    }
    heads
}

fn first_word(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}
