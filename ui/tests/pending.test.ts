import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { preset, row } from "../src/backend/fake";
import type { PendingPage } from "../src/backend/types";
import { later, type OpenDesk, openDesk } from "./desk";

const counts = { live: 2, notKnown: 1, endedToday: 0, all: 3 };
const page = (rows: PendingPage["rows"], next: string | null = null): PendingPage => ({ rows, next, counts });

async function openPending(prepare?: Parameters<typeof openDesk>[0]): Promise<OpenDesk> {
  const desk = await openDesk(prepare);
  await desk.user.keyboard("{Control>}2{/Control}");
  await screen.findByRole("heading", { name: "Pending" });
  return desk;
}

test("filters carry their counts and ask for their rows", async () => {
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () => page([row()]);
  });
  await screen.findByText("7F3K");
  await desk.user.click(screen.getByRole("radio", { name: /Not known 1/ }));
  await waitFor(() => expect(desk.backend.requests("list_pending").at(-1)?.filter).toBe("not_known"));
  expect(screen.getByText("Offers made on this computer. The service cannot list others.")).toBeTruthy();
});

test("while one search is under way later ones wait, and only the last is asked and shown", async () => {
  const first = later<PendingPage>();
  const desk = await openPending((backend) => {
    backend.answers.list_pending = ({ search }) =>
      search === "z" ? first.promise : page(search === "zed" ? [] : [row()]);
  });
  await screen.findByText("7F3K");
  await desk.user.type(screen.getByRole("searchbox"), "zed");
  first.resolve(page([row({ reference: "OLD1" })]));
  expect(await screen.findByText("No offers match “zed”.")).toBeTruthy();
  expect(desk.backend.requests("list_pending").map(({ search }) => search)).toEqual(["", "z", "zed"]);
  expect(screen.queryByText("OLD1")).toBeNull();
});

test("Delete on a row cancels it without asking, and focus goes to the next row", async () => {
  const rows = [row(), row({ intentId: "i-2", reference: "9QXA" })];
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () => page([...rows]);
    const cancel = backend.answers.cancel_offer;
    backend.answers.cancel_offer = (request) => {
      rows.shift();
      return cancel(request);
    };
  });
  const first = (await screen.findByText("7F3K")).closest("tr") as HTMLElement;
  first.focus();
  await desk.user.keyboard("{Delete}");
  await waitFor(() => expect(screen.queryByText("7F3K")).toBeNull());
  expect(desk.backend.requests("cancel_offer")).toEqual([{ intentId: "i-1" }]);
  expect(document.activeElement?.textContent).toContain("9QXA");
});

test("arrows move between rows, and one stop of the tab order is the list", async () => {
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () => page([row(), row({ intentId: "i-2", reference: "9QXA" })]);
  });
  const first = (await screen.findByText("7F3K")).closest("tr") as HTMLElement;
  first.focus();
  await desk.user.keyboard("{ArrowDown}");
  expect(document.activeElement?.textContent).toContain("9QXA");
  expect(document.querySelectorAll("tbody tr[tabindex='0']")).toHaveLength(1);
});

test("time left counts down between two readings", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await openPending((backend) => {
    backend.answers.list_pending = () => page([row({ leftMs: 214_000 })]);
  });
  await screen.findByText("3:34");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(screen.queryByText("3:34")).toBeNull();
  expect(screen.getByText(/^3:(29|28)$/)).toBeTruthy();
  vi.useRealTimers();
});

test("every state has its word", async () => {
  await openPending((backend) => {
    backend.answers.list_pending = () =>
      page([
        row({ intentId: "a", state: "unknown", leftMs: null }),
        row({ intentId: "b", state: "locked", leftMs: null }),
        row({ intentId: "c", state: "claimed", knownBy: "staff", leftMs: null }),
      ]);
  });
  const table = await screen.findByRole("grid");
  for (const word of ["Not known", "Stopped: 3 wrong codes", "Claimed, seen by staff"]) {
    expect(within(table).getByText(word)).toBeTruthy();
  }
});

test("an opened offer of this run is shown again, on its QR face", async () => {
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () => page([row()]);
  });
  const first = (await screen.findByText("7F3K")).closest("tr") as HTMLElement;
  first.focus();
  await desk.user.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog", { name: "Offer 7F3K" });
  await desk.user.click(await within(dialog).findByRole("button", { name: "Show again" }));
  expect(await screen.findByTestId("qr")).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a row of before the restart can be cancelled and not shown", async () => {
  await openPending((backend) => {
    backend.answers.list_pending = () => page([row({ canShow: false, beforeRestart: true, person: null })]);
  });
  expect(await screen.findByText("made before restart")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Cancel 7F3K" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Show 7F3K/ })).toBeNull();
});

test("more pages are added below", async () => {
  const desk = await openPending((backend) => {
    backend.answers.list_pending = ({ after }) =>
      after ? page([row({ intentId: "i-2", reference: "9QXA" })]) : page([row()], "next-1");
  });
  await desk.user.click(await screen.findByRole("button", { name: "Show more" }));
  await screen.findByText("9QXA");
  expect(screen.getByText("7F3K")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});

test("an empty list says so", async () => {
  await openPending((backend) => {
    backend.answers.list_pending = () => page([]);
  });
  expect(await screen.findByText("No offers are live.")).toBeTruthy();
});

test("the slash puts the caret in the search", async () => {
  await openPending();
  (document.activeElement as HTMLElement).blur();
  await fireEvent.keyDown(document.body, { key: "/" });
  expect(document.activeElement).toBe(screen.getByRole("searchbox"));
});

const fourteen = Array.from({ length: 14 }, (_, at) =>
  row({ intentId: `b-${at}`, reference: `R${String(at).padStart(3, "0")}` }),
);

async function selectAll(rows = fourteen, prepare?: Parameters<typeof openDesk>[0]): Promise<OpenDesk> {
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () => page(rows);
    prepare?.(backend);
  });
  const first = (await screen.findByText(rows[0]?.reference ?? "")).closest("tr") as HTMLElement;
  first.focus();
  await desk.user.keyboard("{Control>}a{/Control}");
  await screen.findByText(`${rows.length} selected`);
  await desk.user.keyboard("{Delete}");
  await screen.findByRole("dialog");
  return desk;
}

test("A50: cancelling 14 needs the number, names the workplace, reports partial failure with retry", async () => {
  const desk = await selectAll(fourteen, (backend) => {
    const status = backend.status.tenant;
    backend.answers.list_pending = () => page(fourteen.map((one) => ({ ...one, tenantName: status.name })));
    backend.answers.cancel_offers = ({ intentIds }) =>
      intentIds.map((intentId, at) => ({
        intentId,
        outcome: intentIds.length === 14 && at < 2 ? ("unreachable" as const) : ("cancelled" as const),
      }));
  });
  const dialog = screen.getByRole("dialog");
  expect(dialog.textContent).toContain(`Cancel 14 offers in ${desk.backend.status.tenant.name}`);
  expect(dialog.textContent).toContain("14 are live now.");
  await desk.user.click(within(dialog).getByRole("button", { name: "Cancel 14 offers" }));
  expect(desk.backend.requests("cancel_offers")).toHaveLength(0);
  within(dialog).getByRole("button", { name: "Keep offers" }).focus();
  await desk.user.keyboard("14{Enter}");
  expect(await within(dialog).findByText("12 cancelled.")).toBeTruthy();
  expect(dialog.textContent).toContain("2 could not be reached.");
  await desk.user.click(within(dialog).getByRole("button", { name: "Try 2 again" }));
  expect(await within(dialog).findByText("14 cancelled.")).toBeTruthy();
  expect(desk.backend.requests("cancel_offers").at(-1)?.intentIds).toEqual(["b-0", "b-1"]);
});

test("A51: the safe button has the focus, Escape keeps, Enter without typing does nothing", async () => {
  const desk = await selectAll();
  expect(document.activeElement?.textContent).toBe("Keep offers");
  await desk.user.keyboard("{Enter}");
  expect(screen.getByRole("dialog")).toBeTruthy();
  await desk.user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(desk.backend.requests("cancel_offers")).toHaveLength(0);
  expect(screen.getByText("14 selected")).toBeTruthy();
});

test("A52: one claimed meanwhile is called claimed, an ended one already ended", async () => {
  const desk = await selectAll(fourteen, (backend) => {
    backend.answers.cancel_offers = ({ intentIds }) =>
      intentIds.map((intentId, at) => ({
        intentId,
        outcome:
          at === 0 ? ("claimed" as const) : at === 1 ? ("already_ended" as const) : ("cancelled" as const),
      }));
  });
  await desk.user.keyboard("14{Enter}");
  const dialog = screen.getByRole("dialog");
  expect(await within(dialog).findByText("12 cancelled.")).toBeTruthy();
  expect(dialog.textContent).toContain("1 claimed before it could be cancelled.");
  expect(dialog.textContent).toContain("1 already ended.");
});

test("more than 25 offers are not cancelled in one act", async () => {
  const rows = Array.from({ length: 26 }, (_, at) => row({ intentId: `c-${at}`, reference: `Q${at + 100}` }));
  await selectAll(rows);
  expect(screen.getByText("One act cancels 25 offers at most. Select fewer.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Cancel 26 offers" })).toBeNull();
});

test("Space selects a row and Shift with an arrow extends; Escape clears", async () => {
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () => page(fourteen);
  });
  const first = (await screen.findByText("R000")).closest("tr") as HTMLElement;
  first.focus();
  await desk.user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  expect(screen.getByText("3 selected")).toBeTruthy();
  await desk.user.keyboard("{Escape}");
  expect(screen.queryByText("3 selected")).toBeNull();
});

test("Control+C on a row copies its reference", async () => {
  const desk = await openPending();
  (await screen.findByText("7F3K")).closest("tr")?.focus();
  await desk.user.keyboard("{Control>}c{/Control}");
  expect(desk.backend.requests("copy_text")).toEqual([{ what: "reference", intentId: "i-1" }]);
});

test("a focused row that is claimed and goes leaves the focus on the next one", async () => {
  const desk = await openPending((backend) => {
    backend.rows = [row(), row({ intentId: "i-2", reference: "9QXA" })];
  });
  (await screen.findByText("7F3K")).closest("tr")?.focus();
  desk.backend.rows = desk.backend.rows.slice(1);
  desk.backend.emit("pending_changed", {});
  await waitFor(() => expect(screen.queryByText("7F3K")).toBeNull());
  expect(document.activeElement?.textContent).toContain("9QXA");
});

test("while somebody is at a row new ones wait behind a button, and no row moves", async () => {
  const rows = [row(), row({ intentId: "i-2", reference: "9QXA" })];
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () => page([...rows]);
  });
  const second = (await screen.findByText("9QXA")).closest("tr") as HTMLElement;
  second.focus();
  rows.unshift(row({ intentId: "i-3", reference: "NEW1" }), row({ intentId: "i-4", reference: "NEW2" }));
  rows.push(rows.splice(2, 1)[0] as (typeof rows)[0]);
  desk.backend.emit("pending_changed", {});
  const button = await screen.findByRole("button", { name: "2 new" });
  const references = () => screen.getAllByRole("button", { name: /^Open / }).map((one) => one.textContent);
  expect(references()).toEqual(["7F3K", "9QXA"]);
  expect(document.activeElement).toBe(second);
  await desk.user.click(button);
  await waitFor(() => expect(references()).toEqual(["NEW1", "NEW2", "9QXA", "7F3K"]));
  expect(document.activeElement?.textContent).toContain("NEW1");
  expect(screen.queryByRole("button", { name: "2 new" })).toBeNull();
});

test("with nobody at a row new ones come in at once", async () => {
  const rows = [row()];
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () => page([...rows]);
  });
  await screen.findByText("7F3K");
  rows.unshift(row({ intentId: "i-3", reference: "NEW1" }));
  desk.backend.emit("pending_changed", {});
  expect(await screen.findByText("NEW1")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /new$/ })).toBeNull();
});

test("a new reading brings as many pages as were on screen", async () => {
  const desk = await openPending((backend) => {
    backend.answers.list_pending = ({ after }) =>
      after ? page([row({ intentId: "i-2", reference: "9QXA" })]) : page([row()], "open:1:1");
  });
  await desk.user.click(await screen.findByRole("button", { name: "Show more" }));
  await screen.findByText("9QXA");
  const before = desk.backend.requests("list_pending").length;
  desk.backend.emit("pending_changed", {});
  await waitFor(() => expect(desk.backend.requests("list_pending").length).toBe(before + 2));
  expect(screen.getByText("9QXA")).toBeTruthy();
});

test("the list and its file can be those of one preset", async () => {
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () => page([row()]);
    backend.answers.list_presets = () => [preset({ id: "p-1", name: "Day visitor" })];
  });
  await screen.findByText("7F3K");
  await desk.user.selectOptions(await screen.findByLabelText("Preset"), "Day visitor");
  await waitFor(() => expect(desk.backend.requests("list_pending").at(-1)?.presetId).toBe("p-1"));
  await desk.user.click(screen.getByRole("button", { name: /CSV/ }));
  await waitFor(() => expect(desk.backend.requests("export_offers").at(-1)?.presetId).toBe("p-1"));
});

test("New offer on a row of an earlier run opens the form with what it was made from, and says whose place it takes", async () => {
  const remake = { presetId: null, configurationIds: ["c-1", "gone"] };
  const desk = await openPending((backend) => {
    backend.answers.list_pending = () =>
      page([row({ beforeRestart: true, canShow: false, person: null, remake })]);
  });
  await desk.user.click(await screen.findByRole("button", { name: "New offer in place of 7F3K" }));
  expect(await screen.findByText(/In place of offer 7F3K/)).toBeTruthy();
  await waitFor(() => expect(desk.backend.requests("make_form").at(-1)?.configurationIds).toEqual(["c-1"]));
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  for (const field of screen.getAllByRole("textbox", { name: /name/i })) await desk.user.type(field, "Hēmi");
  await desk.user.click(screen.getByRole("button", { name: /^Issue offer/ }));
  await waitFor(() => expect(desk.backend.requests("issue_offer").at(-1)?.replaces).toBe("i-1"));
});
