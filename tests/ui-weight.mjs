// Prints what a built UI weighs, gzipped: {"start": bytes, "code": bytes, "rest": bytes}.
// The start is what the windows read before they can show anything; screens opened later are only in `code`.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const CODE = new Set([".html", ".js", ".css", ".svg"]);
const REFERRED = /(?:src|href)="\/([^"]+)"|(?:from|import)"\.\/([^"]+)"/g;

const root = process.argv[2];
const packed = (name) => gzipSync(readFileSync(join(root, name)), { level: 9 }).length;

/** A page, and what it and its scripts name without being asked. */
function reach(name, seen) {
    if (seen.has(name) || !CODE.has(extname(name))) return;
    seen.add(name);
    for (const [, page, script] of readFileSync(join(root, name), "utf8").matchAll(REFERRED))
        reach(page ?? join("assets", script), seen);
}

const start = new Set();
for (const page of ["index.html", "holder.html"]) reach(page, start);

const weight = { start: 0, code: 0, rest: 0 };
for (const name of start) weight.start += packed(name);
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const name = join(entry.parentPath ?? entry.path, entry.name).slice(join(root, "/").length);
    weight[CODE.has(extname(name)) ? "code" : "rest"] += packed(name);
}
console.log(JSON.stringify(weight));
