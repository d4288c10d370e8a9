//! Start-up and nothing else.
// No console window beside the desk on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    counterfoil_lib::run()
}
