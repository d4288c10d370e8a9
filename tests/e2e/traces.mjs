// A byte search below a folder: what must never be written down, in every shape it could take.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where any of these texts is found below the folder: `file: what`, never the text itself. */
export function traces(folder, secrets) {
    const needles = Object.entries(secrets).flatMap(([what, text]) => shapes(what, text));
    const found = [];
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.path, entry.name);
        const bytes = readFileSync(file);
        for (const { what, needle, isNumber } of needles) {
            if (contains(bytes, needle, isNumber)) found.push(`${file}: ${what}`);
        }
    }
    return found;
}

/**
 * Nothing of it is in the program's data, nor in what the web view keeps in the private session. A
 * driven web view keeps more than the real one, which is incognito.
 */
export function assertNoTraces(folder, secrets, when) {
    assert.ok(countFiles(folder) > 0, "the data folder is empty: the search would prove nothing");
    const session = ["XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map((name) => process.env[name]);
    const places = [folder, ...session.filter((place) => place !== undefined && existsSync(place))];
    assert.deepEqual(places.flatMap((place) => traces(place, secrets)), [], when);
}

// How many files there are, so that a search of nothing is noticed.
function countFiles(folder) {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
    ).length;
}

function shapes(what, text) {
    const bytes = Buffer.from(text, "utf8");
    const isNumber = /^\d+$/.test(text);
    const encoded = [0, 1, 2].map((shift) => base64Core(bytes, shift));
    return [
        { what, needle: bytes, isNumber },
        { what: `${what} (UTF-16)`, needle: Buffer.from(text, "utf16le") },
        { what: `${what} (percent-encoded)`, needle: Buffer.from(encodeURIComponent(text)), isNumber },
        ...encoded
            .filter((needle) => needle.length >= 8)
            .flatMap((needle) => [
                { what: `${what} (base64)`, needle },
                { what: `${what} (base64url)`, needle: Buffer.from(urlSafe(needle.toString())) },
            ]),
    ];
}

// The part of a base64 text that does not depend on what stands before or after.
function base64Core(bytes, shift) {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const start = shift === 0 ? 0 : 4;
    return Buffer.from(text.slice(start, Math.floor((shift + bytes.length) / 3) * 4));
}

const urlSafe = (text) => text.replaceAll("+", "-").replaceAll("/", "_");

// Six digits turn up inside times and ids, so a code counts only when it stands by itself.
function contains(bytes, needle, isNumber) {
    for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
        if (!isNumber) return true;
        if (!isPartOfNumber(bytes[at - 1]) && !isPartOfNumber(bytes[at + needle.length])) return true;
    }
    return false;
}

function isPartOfNumber(byte) {
    return byte !== undefined && /[0-9a-fA-F.-]/.test(String.fromCharCode(byte));
}
