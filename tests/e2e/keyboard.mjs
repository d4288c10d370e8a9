// A person's hands on the keyboard: every press counts, and nothing else is used.
export const KEY = {
    enter: "\uE007",
    tab: "\uE004",
    escape: "\uE00C",
    delete: "\uE017",
    down: "\uE015",
    up: "\uE013",
    right: "\uE014",
    f1: "\uE031",
    f6: "\uE036",
};
const MODIFIER = { shift: "\uE008", control: "\uE009", alt: "\uE00A" };

/** The keyboard of one window. */
export class Keyboard {
    constructor(page) {
        this.page = page;
        /** Keys pressed so far; a chord such as Ctrl+Enter is one. */
        this.presses = 0;
    }

    /** One key, or one chord: `press("control", KEY.enter)`. */
    async press(...chord) {
        this.presses += 1;
        const keys = chord.map((key) => MODIFIER[key] ?? key);
        await this.page.post("actions", {
            actions: [
                {
                    type: "key",
                    id: "keyboard",
                    actions: [
                        ...keys.map((value) => ({ type: "keyDown", value })),
                        ...keys.toReversed().map((value) => ({ type: "keyUp", value })),
                    ],
                },
            ],
        });
    }

    /** A text, letter by letter. */
    async type(text) {
        for (const letter of text) await this.press(letter);
    }
}
