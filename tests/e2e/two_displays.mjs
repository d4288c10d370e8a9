// A desktop of one's own with two displays: Xorg's dummy driver has outputs that GDK takes for real ones,
// which Xvfb has not.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { end } from "./displays.mjs";

const run = promisify(execFile);
const MODE = "1280x860";

const CONFIGURATION = `
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
  Modeline "${MODE}" 90 1280 1328 1456 1712 860 863 870 890
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 2560 860
    Modes "${MODE}"
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "DontVTSwitch" "true"
EndSection
`;

/** Starts it with a window manager; the second display is right of the first. */
export async function twoDisplays() {
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-displays-"));
    const configuration = join(folder, "xorg.conf");
    writeFileSync(configuration, CONFIGURATION);
    const server = spawn(
        "/usr/lib/xorg/Xorg",
        ["-displayfd", "3", "-config", configuration, "-logfile", join(folder, "log"),
            "-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts"],
        { stdio: ["ignore", "ignore", "ignore", "pipe"] },
    );
    const [line] = await Promise.race([
        once(createInterface(server.stdio[3]), "line"),
        once(server, "exit").then(() => Promise.reject(new Error("Xorg ended by itself"))),
    ]);
    const desktop = new Desktop({ ...process.env, DISPLAY: `:${line}` });
    await desktop.xrandr("--addmode", "DUMMY1", MODE);
    await desktop.plug();
    const manager = spawn("openbox", [], { env: desktop.env, stdio: "ignore" });
    desktop.stop = async () => {
        await end(manager);
        await end(server);
        rmSync(folder, { recursive: true, force: true });
    };
    return desktop;
}

class Desktop {
    constructor(env) {
        this.env = env;
    }

    /** GDK asks what is connected without looking anew; a plain query makes the server look. */
    async xrandr(...args) {
        await run("xrandr", args, { env: this.env });
        await run("xrandr", ["--query"], { env: this.env });
    }

    /** Connects the second display, right of the first. */
    plug() {
        return this.xrandr("--fb", "2560x860", "--output", "DUMMY1", "--mode", MODE, "--pos", "1280x0");
    }

    /** Pulls its plug. */
    unplug() {
        return this.xrandr("--output", "DUMMY1", "--off");
    }

    /** Lets it show the same picture as the first. */
    mirror() {
        return this.xrandr("--output", "DUMMY1", "--mode", MODE, "--pos", "0x0");
    }

    /** Photographs one display, counted from 0. */
    async photograph(file, display) {
        await run("import", ["-window", "root", "-crop", `${MODE}+${1280 * display}+0`, "+repage", file], {
            env: this.env,
        });
        return file;
    }
}
