// Marks of one flow: texts that are nowhere else in the world, in the shapes that personal data has.
import { randomBytes, randomInt } from "node:crypto";

const KINDS = [
    (word) => word,
    (word) => `Ōkahu-${word}`,
    (word) => `${word} 王小明`,
    (word) => `said “${word}”: 100 % & <b>`,
];

export class Marks {
    /** What each is, and the text: what a search looks for. */
    all = {};
    #flow;

    constructor(flow) {
        this.#flow = flow;
    }

    /** A name or a free text. */
    text(what) {
        const word = this.word(what);
        const text = KINDS[randomInt(KINDS.length)](word);
        if (text !== word) this.all[`${this.#flow}: ${what}, whole`] = text;
        return text;
    }

    /** Letters only. */
    word(what) {
        const word = [...randomBytes(16)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
        return this.keep(what, word);
    }

    date(what) {
        const [month, day] = [1 + randomInt(12), 1 + randomInt(28)].map((part) => String(part).padStart(2, "0"));
        return this.keep(what, `${1880 + randomInt(30)}-${month}-${day}`);
    }

    number(what) {
        return this.keep(what, String(randomInt(10_000_000_000, 99_999_999_999)));
    }

    email(what) {
        return `${this.word(what)}@canary.invalid`;
    }

    /** What staff would type into the fields of a form; the service takes no validity that began long ago. */
    fill(fields) {
        const typed = fields.filter(({ id }) => !id.startsWith("membership_")).map(({ id, kind }) => [id, this.#value(id, kind)]);
        return Object.fromEntries(typed.filter(([, value]) => value !== undefined));
    }

    /** All of it in one text, as a careless service would echo it. */
    get everything() {
        return Object.values(this.all).join("; ");
    }

    #value(id, kind) {
        switch (kind) {
            case "text":
            case "lines":
                return this.text(id);
            case "number":
                return this.number(id);
            case "date":
                return this.date(id);
            case "date_time":
                return `${this.date(id)}T07:41:23Z`;
            case "boolean":
                return "true";
            default:
                return undefined;
        }
    }

    /** One more text that is personal, made elsewhere. */
    keep(what, text) {
        this.all[`${this.#flow}: ${what}`] = text;
        return text;
    }
}
