// Prints what a built UI weighs, gzipped: {"code": bytes, "rest": bytes}.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const CODE = new Set([".html", ".js", ".css", ".svg"]);

const weight = { code: 0, rest: 0 };
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = gzipSync(readFileSync(join(entry.path, entry.name)), { level: 9 }).length;
    weight[CODE.has(extname(entry.name)) ? "code" : "rest"] += bytes;
}
console.log(JSON.stringify(weight));
