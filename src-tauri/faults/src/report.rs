//! The table: fault by operation, cases injected and passed.

use std::collections::BTreeMap;

use crate::{matrix::Cell, run::Played};

/// The operations in the order of rules.md.
const COLUMNS: [&str; 9] = ["T", "L", "C", "S", "P", "D", "B", "U", "K"];

/// Prints the table and the total; says whether all passed.
pub(crate) fn print(cells: &[Cell], played: &[Played<'_>]) -> bool {
    let mut sums: BTreeMap<(usize, &str), (usize, usize)> = BTreeMap::new();
    let mut faults: Vec<&str> = Vec::new();
    for one in played {
        let Some(cell) = cells.get(one.cell) else {
            continue;
        };
        let row = faults.iter().position(|fault| *fault == cell.fault);
        let row = row.unwrap_or_else(|| {
            faults.push(cell.fault);
            faults.len() - 1
        });
        let sum = sums.entry((row, cell.operation)).or_default();
        sum.0 += 1;
        sum.1 += usize::from(one.failure.is_none());
    }
    let columns: Vec<&str> = COLUMNS
        .into_iter()
        .filter(|column| sums.keys().any(|(_, operation)| operation == column))
        .collect();
    print_rows(&faults, &columns, &sums);
    let injected = played.len();
    let passed = played.iter().filter(|one| one.failure.is_none()).count();
    println!("{injected} cases injected");
    println!("{passed} passed, {} failed", injected - passed);
    passed == injected && injected > 0
}

fn print_rows(faults: &[&str], columns: &[&str], sums: &BTreeMap<(usize, &str), (usize, usize)>) {
    print!("{:6}", "");
    for column in columns {
        print!("{column:>11}");
    }
    println!();
    for (row, fault) in faults.iter().enumerate() {
        print!("{fault:6}");
        for column in columns {
            match sums.get(&(row, *column)) {
                Some((injected, passed)) if injected == passed => print!("{injected:>11}"),
                Some((injected, passed)) => print!("{:>11}", format!("{passed}/{injected}")),
                None => print!("{:>11}", ""),
            }
        }
        println!();
    }
}
