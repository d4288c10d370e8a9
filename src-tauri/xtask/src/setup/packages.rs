//! System packages: installed on Debian and its relatives, named elsewhere.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::{program, repo::Repo};

/// Packages wanted for one purpose, under the names the large distributions give them.
pub(crate) struct Wanted {
    why: &'static str,
    debian: &'static [&'static str],
    fedora: &'static str,
    arch: &'static str,
}

/// What building and running the window takes.
pub(crate) const BUILD: Wanted = Wanted {
    why: "to build and show the window (WebKitGTK, a C compiler, a font)",
    debian: &[
        "libwebkit2gtk-4.1-dev",
        "pkg-config",
        "build-essential",
        "fonts-dejavu-core",
    ],
    fedora: "webkit2gtk4.1-devel gcc pkgconf-pkg-config dejavu-sans-fonts",
    arch: "webkit2gtk-4.1 base-devel ttf-dejavu",
};

/// What the tests take on top.
pub(crate) const TEST: Wanted = Wanted {
    why: "to test without a desktop (virtual screens, WebKit driver, keyring, QR readers, failing disks)",
    debian: &[
        "xvfb",
        "xauth",
        "webkit2gtk-driver",
        "dbus",
        "gnome-keyring",
        "zbar-tools",
        "imagemagick",
        "openssl",
        "xserver-xorg-core",
        "xserver-xorg-video-dummy",
        "x11-xserver-utils",
        "openbox",
        "wmctrl",
        "xdotool",
        "strace",
        "python3",
        "python3-venv",
    ],
    fedora: "xorg-x11-server-Xvfb xorg-x11-server-Xorg xorg-x11-drv-dummy xrandr xorg-x11-xauth webkit2gtk-driver dbus-daemon gnome-keyring zbar ImageMagick openbox wmctrl xdotool strace python3",
    arch: "xorg-server-xvfb xorg-server xf86-video-dummy xorg-xrandr xorg-xauth webkit2gtk-4.1 dbus gnome-keyring zbar imagemagick openbox wmctrl xdotool strace python",
};

/// Makes sure the packages are there.
///
/// Outside Debian's family nothing is installed: a missing library is told by name instead.
pub(crate) fn install(repo: &Repo, wanted: &Wanted) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return tell_other_systems();
    }
    if !is_debian_like() {
        return check_elsewhere(repo, wanted);
    }
    let missing = missing(repo, wanted.debian);
    if missing.is_empty() {
        return Ok(());
    }
    println!("==> System packages {}:", wanted.why);
    println!("    {}", missing.join(" "));
    apt_get(repo, &["update", "-q"])?;
    let mut arguments = vec!["install", "-q", "-y", "--no-install-recommends"];
    arguments.extend(missing);
    apt_get(repo, &arguments)
}

fn is_debian_like() -> bool {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(key, _)| matches!(*key, "ID" | "ID_LIKE"))
        .any(|(_, value)| value.contains("debian") || value.contains("ubuntu"))
        && program::on_path("apt-get")
}

fn missing<'a>(repo: &Repo, names: &[&'a str]) -> Vec<&'a str> {
    names
        .iter()
        .filter(|name| {
            let mut query = program::command(repo.root(), "dpkg-query");
            query.args(["-W", "-f=${db:Status-Status}", name]);
            program::ask(&mut query).as_deref() != Some("installed")
        })
        .copied()
        .collect()
}

fn apt_get(repo: &Repo, arguments: &[&str]) -> Result<()> {
    let root = program::ask(program::command(repo.root(), "id").arg("-u")).as_deref() == Some("0");
    if !root && !program::on_path("sudo") {
        bail!(
            "not root and no sudo here; run this as root, then start again:\n    apt-get {}",
            arguments.join(" ")
        );
    }
    let mut command = program::command(repo.root(), if root { "env" } else { "sudo" });
    if !root {
        command.arg("env");
    }
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(arguments);
    program::run(&mut command)
}

fn check_elsewhere(repo: &Repo, wanted: &Wanted) -> Result<()> {
    let mut query = program::command(repo.root(), "pkg-config");
    let webkit = program::ask(query.args(["--exists", "webkit2gtk-4.1"])).is_some();
    let tests = program::on_path("Xvfb") && program::on_path("zbarimg");
    let wants_tests = wanted.debian.contains(&"xvfb");
    if webkit && (tests || !wants_tests) {
        return Ok(());
    }
    bail!(
        "system packages are missing {}.\n  Fedora: sudo dnf install {}\n  Arch:   sudo pacman -S --needed {}\n  Others: what Debian calls {}\nThen start again.",
        wanted.why,
        wanted.fedora,
        wanted.arch,
        wanted.debian.join(" ")
    )
}

fn tell_other_systems() -> Result<()> {
    if cfg!(target_os = "macos") && !Path::new("/usr/bin/xcrun").exists() {
        bail!("the Xcode command line tools are missing: run `xcode-select --install`");
    }
    if cfg!(windows) {
        println!("    Needs the C++ build tools of Visual Studio and the WebView2 runtime.");
    }
    Ok(())
}
