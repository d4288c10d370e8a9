// Finding things as a person does, by role and name. This text runs inside the page.
export const FIND = `
const [kind, wanted] = arguments;
const fits = (name) => {
    const text = (name ?? "").replace(/\\s+/g, " ").trim();
    return wanted.text === undefined
        ? new RegExp(wanted.pattern, wanted.flags).test(text)
        : text === wanted.text;
};
const visible = (element) =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
const referenced = (element, attribute) =>
    (element.getAttribute(attribute) ?? "")
        .split(" ")
        .map((id) => (id ? document.getElementById(id)?.innerText : ""))
        .join(" ");
const labels = (element) =>
    [...(element.labels ?? [])].map((label) => label.innerText.split("\\n")[0]);
const names = (element) => [
    element.getAttribute("aria-label"),
    referenced(element, "aria-labelledby"),
    ...labels(element),
    ...[...(element.labels ?? [])].map((label) => label.innerText),
];
// Key hints stand inside buttons and are no part of their name.
const spoken = (element) => {
    const copy = element.cloneNode(true);
    for (const hint of copy.querySelectorAll("kbd, [aria-hidden=true]")) hint.remove();
    return copy.textContent;
};
const own = (element) => [...names(element), spoken(element)];
const pick = (selector, read, accept = visible) =>
    [...document.querySelectorAll(selector)].find(
        (element) => accept(element) && read(element).some(fits),
    ) ?? null;
switch (kind) {
    case "button":
        return pick("button, [role=button], [role=tab], a[href], summary", own, (element) =>
            visible(element) && !element.disabled && element.ariaDisabled !== "true");
    case "disabled":
        return pick("button", own, (element) =>
            visible(element) && (element.disabled || element.ariaDisabled === "true"));
    case "group":
        return pick("fieldset, [role=group], [role=radiogroup]", (element) => [
            element.getAttribute("aria-label"), element.querySelector("legend")?.innerText]);
    case "field":
        return pick("input:not([type=radio]):not([type=checkbox]):not([type=file]), select, textarea", names);
    case "choice": {
        // The box itself is often drawn by its label, so the label is what gets the click.
        const box = pick("input[type=radio], input[type=checkbox], [role=radio], [role=checkbox]", own, () => true);
        return box?.labels?.[0] ?? box;
    }
    case "heading":
        return pick("h1, h2, h3, [role=heading]", own);
    case "testid":
        return pick("[data-testid]", (element) => [element.dataset.testid]);
    default:
        throw new Error("unknown kind " + kind);
}
`;
