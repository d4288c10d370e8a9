// A byte search below a folder: what must never be written down, in every shape it could take.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Needles } from "./needles.mjs";

/** Where any of these texts is found below the folder: `file: what`, never the text itself. */
export function traces(folder, secrets, isLeftOut = () => false) {
    return searched([folder], new Needles(secrets), isLeftOut);
}

/**
 * Nothing of it is in the program's data, nor in what the web view keeps in the private session. A
 * driven web view keeps more than the real one, which is incognito.
 */
export function assertNoTraces(folder, secrets, when, isLeftOut = () => false) {
    assert.ok(filesBelow(folder).length > 0, "the data folder is empty: the search would prove nothing");
    assert.deepEqual(searched([folder, ...session()], new Needles(secrets), isLeftOut), [], when);
}

/** Where the private session lets programs keep things. */
export function session() {
    return ["DATA_HOME", "CACHE_HOME", "CONFIG_HOME", "RUNTIME_DIR"]
        .map((name) => process.env[`XDG_${name}`])
        .filter((place) => place !== undefined && existsSync(place));
}

/** Every file below a folder. */
export function filesBelow(folder) {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.path, entry.name));
}

function searched(places, needles, isLeftOut) {
    const files = places.flatMap(filesBelow).filter((file) => !isLeftOut(file));
    return files.flatMap((file) => needles.foundIn(bytesOf(file)).map((what) => `${file}: ${what}`));
}

// A keyring or a web view may put a file in place of another between the look and the reading.
function bytesOf(file) {
    try {
        return readFileSync(file);
    } catch (error) {
        if (error.code === "ENOENT") return Buffer.alloc(0);
        throw error;
    }
}
