// The contact sheet: a row for each state, a column for each variant.

/** HTML that shows every picture beside its variants. */
export function sheet(taken) {
    const columns = [...new Set(taken.map(({ variant }) => variant))];
    const rows = [...new Set(taken.map(({ state }) => state))];
    const cell = (state, variant) => {
        const one = taken.find((picture) => picture.state === state && picture.variant === variant);
        if (!one) return "<td></td>";
        const file = `${variant}/${state}.png`;
        const fault = one.fault === undefined ? "" : "<p>not reached</p>";
        return `<td><a href="${file}"><img src="${file}" alt="${state}, ${variant}" loading="lazy"></a>${fault}</td>`;
    };
    const row = (state) => `<tr><th>${state}</th>${columns.map((variant) => cell(state, variant)).join("")}</tr>`;
    return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Counterfoil, every screen and state</title>
<style>body { font: 14px sans-serif } img { width: 420px; border: 1px solid #888 } th { text-align: start; vertical-align: top; padding: 8px } p { color: #a1261c }</style>
<table><tr><th></th>${columns.map((variant) => `<th>${variant}</th>`).join("")}</tr>
${rows.map(row).join("\n")}
</table>
</html>
`;
}
