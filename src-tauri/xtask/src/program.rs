//! Running other programs so that the person at the terminal sees what happens.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// A command in `folder` without the variables `cargo run` set for xtask itself:
/// build scripts that watch them would run again and rebuild half the tree.
pub(crate) fn command(folder: &Path, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name.as_ref());
        }
    }
    command
}

/// `cargo` with these arguments, as the same cargo that started us.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = command(folder, program);
    command.args(arguments);
    command
}

/// A Node program by its file's name; Windows ships npm and npx as batch files.
pub(crate) fn node_tool(folder: &Path, tool: &str, arguments: &[&str]) -> Command {
    let name = if cfg!(windows) && tool != "node" {
        format!("{tool}.cmd")
    } else {
        tool.to_owned()
    };
    let mut command = command(folder, name);
    command.args(arguments).env("npm_config_loglevel", "error");
    command
}

/// Shows the command, runs it with its output visible, and fails when it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("    $ {}", shown(command));
    let status = command
        .status()
        .with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", name(command));
    }
    Ok(())
}

/// Like [`run`], and gives back what was printed to standard output, whether it failed or not.
pub(crate) fn run_and_read(command: &mut Command) -> Result<(bool, String)> {
    println!("    $ {}", shown(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", name(command)))?;
    let mut text = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.context("output is not text")?;
            println!("{line}");
            text.push_str(&line);
            text.push('\n');
        }
    }
    let status = child.wait().context("lost the program")?;
    Ok((status.success(), text))
}

/// Runs quietly and gives what it printed, or nothing when it is missing or fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program of this name is on the PATH.
pub(crate) fn on_path(program: &str) -> bool {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(&file).is_file()))
}

fn name(command: &Command) -> String {
    Path::new(command.get_program())
        .file_stem()
        .unwrap_or(command.get_program())
        .to_string_lossy()
        .into_owned()
}

fn shown(command: &Command) -> String {
    let mut text = name(command);
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}
