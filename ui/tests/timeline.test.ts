import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { row } from "../src/backend/fake";
import type { PendingRow } from "../src/backend/types";
import { type OpenDesk, openDesk } from "./desk";

async function openRow(first: PendingRow): Promise<OpenDesk> {
  const desk = await openDesk((backend) => {
    backend.rows = [first, row({ intentId: "i-2", reference: "9QXA" })];
  });
  await desk.user.keyboard("{Control>}2{/Control}");
  (await screen.findByText(first.reference)).closest("tr")?.focus();
  await desk.user.keyboard("{Enter}");
  await screen.findByRole("dialog", { name: `Offer ${first.reference}` });
  return desk;
}

test("a row opens to its timeline, and each fact says how it is known", async () => {
  await openRow(row());
  const facts = await screen.findAllByRole("row");
  const shown = facts.map((one) => one.textContent).join("\n");
  expect(shown).toContain("Issue was pressedThis computer");
  expect(shown).toContain("Offer issuedThe service’s answer");
  expect(shown).toContain("QR code shownThis computer");
});

test("Escape closes the timeline and the row has the focus again", async () => {
  const desk = await openRow(row());
  screen.getByRole("button", { name: "Close" }).focus();
  await desk.user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(document.activeElement?.textContent).toContain("7F3K");
});

test("only an offer of this run that is live can be shown again", async () => {
  await openRow(row({ canShow: false }));
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByRole("button", { name: "Cancel offer" });
  expect(within(dialog).queryByRole("button", { name: "Show again" })).toBeNull();
});

test("what is not known is settled: arrived, did not arrive, or left as it is", async () => {
  const unknown = row({ state: "unknown", canCancel: false, canShow: false, leftMs: null, person: null });
  const desk = await openRow(unknown);
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByText("Did it arrive?");
  desk.backend.rows = [row({ intentId: "i-2", reference: "9QXA" })];
  await desk.user.click(within(dialog).getByRole("button", { name: "Did not arrive" }));
  expect(desk.backend.requests("staff_saw")).toEqual([{ intentId: "i-1", saw: "not_in_wallet" }]);
  await desk.user.keyboard("{Escape}");
  // Its row is gone: the next one has the focus.
  await waitFor(() => expect(document.activeElement?.textContent).toContain("9QXA"));
});

test("a row whose outcome is not known offers to settle it", async () => {
  const desk = await openDesk((backend) => {
    backend.rows = [row({ state: "unknown", canCancel: false, canShow: false, leftMs: null })];
  });
  await desk.user.keyboard("{Control>}2{/Control}");
  await desk.user.click(await screen.findByRole("button", { name: "Settle 7F3K" }));
  expect(await screen.findByText("Did it arrive?")).toBeTruthy();
});

test("an offer that staff settled as not arrived says so in their word", async () => {
  const desk = await openDesk((backend) => {
    backend.rows = [row({ state: "closed", knownBy: "staff", canCancel: false, leftMs: null })];
  });
  await desk.user.keyboard("{Control>}2{/Control}");
  expect(await screen.findByText("Did not arrive, seen by staff")).toBeTruthy();
});

test("what was settled as not arrived is not asked again, and can still be said to have arrived", async () => {
  const desk = await openRow(row({ state: "closed", knownBy: "staff", canCancel: false, leftMs: null }));
  await desk.user.click(await screen.findByRole("button", { name: "It did arrive after all" }));
  expect(screen.queryByText("Did it arrive?")).toBeNull();
  expect(desk.backend.requests("staff_saw")).toEqual([{ intentId: "i-1", saw: "in_wallet" }]);
});
