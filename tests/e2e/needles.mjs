// One pass over some bytes for thousands of needles at once.

/** Every needle starts with this many bytes that are looked up in a table. */
const KEY = 3;

export class Needles {
    #starts = new Uint8Array(1 << 24);
    #byStart = new Map();

    /** `secrets` is what each text is, and the text. */
    constructor(secrets) {
        for (const [what, text] of Object.entries(secrets)) {
            for (const shape of shapes(what, text)) this.#add(shape);
        }
    }

    /** What of it is in these bytes. */
    foundIn(bytes) {
        const found = new Set();
        for (let at = 0; at + KEY <= bytes.length; at += 1) {
            const start = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
            if (this.#starts[start] === 0) continue;
            for (const needle of this.#byStart.get(start)) {
                if (isAt(bytes, at, needle)) found.add(needle.what);
            }
        }
        return [...found];
    }

    #add(shape) {
        const [first, second, third] = shape.needle;
        const start = (first << 16) | (second << 8) | third;
        this.#starts[start] = 1;
        const others = this.#byStart.get(start) ?? [];
        if (!others.some(({ needle }) => needle.equals(shape.needle))) others.push(shape);
        this.#byStart.set(start, others);
    }
}

function shapes(what, text) {
    const bytes = Buffer.from(text, "utf8");
    const isNumber = /^\d+$/.test(text);
    const others = isNumber ? [] : spellings(what, text);
    const encoded = [0, 1, 2].map((shift) => base64Core(bytes, shift)).filter((needle) => needle.length >= 8);
    return [
        { what, needle: bytes, isNumber },
        { what: `${what} (UTF-16)`, needle: Buffer.from(text, "utf16le") },
        { what: `${what} (hex)`, needle: Buffer.from(bytes.toString("hex")) },
        ...others,
        ...encoded.flatMap((needle) => [
            { what: `${what} (base64)`, needle },
            { what: `${what} (base64url)`, needle: Buffer.from(urlSafe(needle.toString())) },
        ]),
    ];
}

/** As a link, an index for searching and a JSON text without foreign letters would have it. */
function spellings(what, text) {
    const folded = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const escaped = JSON.stringify(text)
        .slice(1, -1)
        .replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return [
        { what: `${what} (percent-encoded)`, needle: Buffer.from(encodeURIComponent(text)) },
        { what: `${what} (folded)`, needle: Buffer.from(folded) },
        { what: `${what} (escaped)`, needle: Buffer.from(escaped) },
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
function isAt(bytes, at, { needle, isNumber }) {
    if (bytes.compare(needle, 0, needle.length, at, Math.min(at + needle.length, bytes.length)) !== 0) return false;
    return !isNumber || !(isPartOfNumber(bytes[at - 1]) || isPartOfNumber(bytes[at + needle.length]));
}

function isPartOfNumber(byte) {
    return byte !== undefined && /[0-9a-fA-F.-]/.test(String.fromCharCode(byte));
}
