// The ways to look at the window: each is an environment to start it in, and what its page is told.

/** Themes come from GTK, as on a person's own desk. */
export const variants = {
    light: { env: {} },
    dark: { env: { GTK_THEME: "Adwaita:dark" } },
    // The system's text size, which WebKit turns into the page's zoom.
    "zoom-200": { env: { GDK_DPI_SCALE: "2" } },
    "forced-colours": { env: { GTK_THEME: "HighContrast" }, dress: forceColours },
};

/**
 * WebKitGTK never reports `forced-colors` (a high-contrast GTK theme is `prefers-contrast: more`), so
 * what a browser does where it exists is done by hand: our own rules for it are switched on, and every
 * colour that does not opt out becomes one of the system's, here those of a dark contrast theme.
 */
async function forceColours(page) {
    await page.run(`
        const switchOn = (rules) => {
            for (const rule of rules) {
                if (rule.media?.mediaText.includes("forced-colors")) rule.media.mediaText = "all";
                if (rule.cssRules) switchOn(rule.cssRules);
            }
        };
        for (const sheet of document.styleSheets) switchOn(sheet.cssRules);
        const system = {
            Canvas: "#000", CanvasText: "#fff", ButtonFace: "#000", ButtonText: "#fff",
            Highlight: "#1aebff", HighlightText: "#000", LinkText: "#ff0", GrayText: "#3ff23f",
        };
        const colours = new RegExp("\\\\b(" + Object.keys(system).join("|") + ")\\\\b", "g");
        for (const sheet of document.styleSheets) {
            const named = (rules) => {
                for (const rule of rules) {
                    if (rule.style && colours.test(rule.cssText)) {
                        for (const name of rule.style) {
                            const value = rule.style.getPropertyValue(name);
                            const priority = rule.selectorText && name !== "forced-color-adjust" ? "important" : "";
                            rule.style.setProperty(name, value.replace(colours, (word) => system[word]), priority);
                        }
                    }
                    if (rule.cssRules) named(rule.cssRules);
                }
            };
            named(sheet.cssRules);
        }
        const forced = new CSSStyleSheet();
        forced.replaceSync(\`
            :where(:not([data-testid=qr], [data-testid=qr] *, [data-frame])) {
                color: #fff !important; background-color: #000 !important; border-color: #fff !important;
                box-shadow: none !important; text-shadow: none !important; }
            :where(a, .link) { color: #ff0 !important; }
            :where(:disabled, [aria-disabled=true]) { color: #3ff23f !important; }
            :focus-visible { outline-color: #1aebff !important; }\`);
        document.adoptedStyleSheets = [forced, ...document.adoptedStyleSheets];`);
}
