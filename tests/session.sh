#!/usr/bin/env bash
# Runs a program in a private desktop session: started by xtask inside `dbus-run-session`
# (and `xvfb-run` when a screen is wanted). Everything personal lives in a folder of its own,
# so neither the tests nor the person's keyring ever see each other.
set -euo pipefail

home=$(mktemp -d)
chmod 700 "$home"
export XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
export XDG_RUNTIME_DIR="$home/run"
mkdir -m 700 "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_RUNTIME_DIR"

started=()
finish() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    # Where a desktop is installed, its document portal mounts a folder in here that is nobody's to
    # remove. The word of the program counts, not that of the broom.
    fusermount3 -uz "$XDG_RUNTIME_DIR/doc" 2>/dev/null || true
    rm -rf "$home" 2>/dev/null || true
}
trap finish EXIT

# The services read these when the bus starts them.
dbus-update-activation-environment XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR
echo -n test | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
started+=($!)
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q true; do
    kill -0 "${started[0]}" || { echo "the keyring did not start" >&2; exit 1; }
    sleep 0.05
done

if [ -n "${DISPLAY:-}" ]; then
    openbox >/dev/null 2>&1 &
    started+=($!)
fi

"$@"
