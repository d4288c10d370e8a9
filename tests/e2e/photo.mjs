// A photo as a telephone makes it: large, lying on its side, with notes about the camera in it. Nobody's face.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

// EXIF as it stands behind a JPEG's first two bytes: "turn me clockwise", made by "CAM".
const EXIF = Buffer.from(
    "ffe1002e457869660000" + "49492a0008000000" + "0200" + "0f0102000400000043414d00" + "120103000100000006000000" + "00000000",
    "hex",
);
export const CAMERA = "CAM";

/** A folder for pictures, removed at the end of the test. */
export function pictureFolder(t) {
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-picture-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

/** A JPEG of 12 megapixels: a light wall on top, a dark coat below; stored sideways. */
export async function takePhoto(folder) {
    const file = join(folder, "photo.jpg");
    const draw = (fill, shape) => ["-fill", fill, "-draw", shape];
    await run("convert", [
        ...["-size", "1500x2000", "gradient:#dfe6e8-#b9c3c4"],
        ...draw("#23303a", "ellipse 750,2000 620,520 0,360"),
        ...draw("#b98262", "roundrectangle 640,1150 860,1600 90,90"),
        ...draw("#c9936f", "ellipse 750,880 330,430 0,360"),
        ...draw("#3a2a22", "ellipse 750,560 350,240 0,360"),
        ...draw("#2a2320", "ellipse 630,860 34,22 0,360 ellipse 870,860 34,22 0,360"),
        ...draw("#8f4a3d", "ellipse 750,1090 110,26 0,360"),
        ...["-attenuate", "0.3", "+noise", "Gaussian", "-resize", "200%", "-rotate", "-90", "-quality", "92", file],
    ]);
    const picture = readFileSync(file);
    writeFileSync(file, Buffer.concat([picture.subarray(0, 2), EXIF, picture.subarray(2)]));
    return file;
}

/** What a decoder that is not ours says of a picture: format, size, and whether light is above dark. */
export async function look(folder, picture) {
    const file = join(folder, "received");
    writeFileSync(file, picture);
    const said = await run("convert", [file, "-format", "%m %w %h %[fx:p{w/2,4}.g>p{w/2,h-4}.g]", "info:"]);
    const [format, width, height, upright] = said.stdout.trim().split(" ");
    return { format, width: Number(width), height: Number(height), upright: upright === "1" };
}

let sample;

/** One photo for everything that this run photographs. */
export async function samplePhoto() {
    if (!sample) {
        const folder = mkdtempSync(join(tmpdir(), "counterfoil-picture-"));
        process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
        sample = await takePhoto(folder);
    }
    return sample;
}
