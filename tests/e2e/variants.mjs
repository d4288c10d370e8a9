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
        // In small letters, as the build writes them.
        const system = {
            canvas: "#000", canvastext: "#fff", buttonface: "#000", buttontext: "#fff",
            highlight: "#1aebff", highlighttext: "#000", linktext: "#ff0", graytext: "#3ff23f",
        };
        const colours = new RegExp("\\\\b(" + Object.keys(system).join("|") + ")\\\\b", "gi");
        const each = (rules, act) => {
            for (const rule of rules) {
                if (rule.style) act(rule, rule.style);
                if (rule.cssRules) each(rule.cssRules, act);
            }
        };
        const everywhere = (act) => { for (const sheet of document.styleSheets) each(sheet.cssRules, act); };
        // Our own names for system colours are system colours too.
        const names = new Set();
        const isSystem = (value) => value.search(colours) >= 0 || [...names].some((name) => value === "var(" + name + ")");
        everywhere((_, style) => {
            for (const name of style) if (name.startsWith("--") && isSystem(style.getPropertyValue(name))) names.add(name);
        });
        everywhere((rule, style) => {
            for (const name of [...style]) {
                const value = style.getPropertyValue(name);
                if (!isSystem(value)) continue;
                const painted = !name.startsWith("--") && name !== "forced-color-adjust";
                style.setProperty(name, value.replace(colours, (word) => system[word.toLowerCase()]), painted ? "important" : "");
            }
        });
        const forced = new CSSStyleSheet();
        forced.replaceSync(\`
            :where(:not([data-testid=qr], [data-testid=qr] *, [data-frame])) {
                color: #fff !important; background-color: #000 !important; border-color: #fff !important;
                box-shadow: none !important; text-shadow: none !important; }
            :where(*)::before, :where(*)::after { background-color: #000 !important; border-color: #fff !important; }
            :where(a, .link) { color: #ff0 !important; }
            :where(:disabled, [aria-disabled=true]) { color: #3ff23f !important; }
            :focus-visible { outline-color: #1aebff !important; }\`);
        document.adoptedStyleSheets = [forced, ...document.adoptedStyleSheets];`);
}
