//! The TypeScript side of the IPC contract is generated from Rust and committed; this test fails
//! when it is stale. `cargo xtask types` writes it anew (it sets `COUNTERFOIL_WRITE_TYPES`).

use std::{
    any::TypeId,
    collections::{BTreeMap, HashSet},
    path::Path,
};

use counterfoil_lib::ipc::{AppError, Commands, Events, HolderMessage};
use ts_rs::{Config, TS, TypeVisitor};

const HEADER: &str = "// Generated from src-tauri/src/ipc by `cargo xtask types`. Do not edit.\n";

#[test]
fn the_types_of_the_web_view_are_those_of_rust() {
    let generated = generate();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/backend/types.ts");
    if std::env::var_os("COUNTERFOIL_WRITE_TYPES").is_some() {
        std::fs::write(&file, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap();
    assert!(
        committed == generated,
        "ui/src/backend/types.ts is stale: run `cargo xtask types`"
    );
}

fn generate() -> String {
    let mut all = Declarations {
        config: Config::new().with_large_int("number"),
        seen: HashSet::new(),
        found: BTreeMap::new(),
    };
    all.visit::<Commands>();
    all.visit::<Events>();
    all.visit::<AppError>();
    all.visit::<HolderMessage>();
    let declarations: String = all
        .found
        .into_values()
        .map(|declaration| format!("\nexport {declaration}\n"))
        .collect();
    format!("{HEADER}{declarations}")
}

/// Every type reachable from the contract, once, by name.
struct Declarations {
    config: Config,
    seen: HashSet<TypeId>,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            self.found
                .insert(T::ident(&self.config), T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
