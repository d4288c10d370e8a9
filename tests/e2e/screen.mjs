// The screen itself, and two QR readers that are not ours.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { until } from "./wait.mjs";

const run = promisify(execFile);
const SHOTS = process.env.COUNTERFOIL_SHOTS ?? ".";
const READER = fileURLToPath(new URL("./read_qr.py", import.meta.url));

/** Photographs the whole screen that the window is on into a file. */
export async function photograph(page, name) {
    const file = join(SHOTS, `${name}.png`);
    await run("import", ["-window", "root", file], { env: { ...process.env, ...page.env } });
    return file;
}

/** What zbar and ZXing read in a photograph: a list of texts each. */
export async function readCodes(file) {
    const zbar = await run("zbarimg", ["--raw", "-q", "-Sdisable", "-Sqrcode.enable", file]).then(
        ({ stdout }) => stdout.trimEnd(),
        // zbarimg ends with 4 when it finds nothing.
        (error) => {
            if (error.code === 4) return "";
            throw error;
        },
    );
    const pixels = file.replace(/\.png$/, ".pgm");
    await run("convert", [file, "-colorspace", "Gray", "-depth", "8", pixels]);
    const zxing = await run(process.env.COUNTERFOIL_PYTHON ?? "python3", [READER, pixels]);
    return { zbar: zbar === "" ? [] : zbar.split("\n"), zxing: JSON.parse(zxing.stdout) };
}

/** Photographs until both readers read the same single code; gives its text. */
export async function scan(page, name) {
    return until("a QR code that both readers read", async () => {
        await page.painted();
        const { zbar, zxing } = await readCodes(await photograph(page, name));
        if (zbar.length !== 1 || zxing.length !== 1) {
            throw new Error(`zbar read ${zbar.length}, ZXing ${zxing.length} codes`);
        }
        if (zbar[0] !== zxing[0]) throw new Error("the readers differ");
        return zbar[0];
    });
}

/** Whether anything on the screen can be scanned. */
export async function canBeScanned(page, name) {
    await page.painted();
    const { zbar, zxing } = await readCodes(await photograph(page, name));
    return zbar.length + zxing.length > 0;
}

