import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { appError, entry, type FakeBackend, offer, row } from "../src/backend/fake";
import { type OpenDesk, openDesk } from "./desk";

async function openActivity(prepare?: (backend: FakeBackend) => void): Promise<OpenDesk> {
  const desk = await openDesk(prepare);
  await desk.user.keyboard("{Control>}5{/Control}");
  await screen.findByRole("heading", { name: "Activity" });
  return desk;
}

async function openPending(prepare?: (backend: FakeBackend) => void): Promise<OpenDesk> {
  const desk = await openDesk(prepare);
  await desk.user.keyboard("{Control>}2{/Control}");
  await screen.findByRole("group", { name: "Export" });
  return desk;
}

const sheet = (): string => screen.getByTestId("sheet").textContent ?? "";

test("A54: Activity shows what happened and how it is known", async () => {
  await openActivity((backend) => {
    backend.entries = [
      entry(),
      entry({ number: 6, what: "code_shown", source: "desk", count: null }),
      entry({
        number: 5,
        what: "settings_saved",
        source: "desk",
        count: null,
        reference: null,
        credentials: [],
      }),
    ];
  });
  const table = await screen.findByRole("grid", { name: "Entries" });
  const shown = within(table)
    .getAllByRole("row")
    .map(({ textContent }) => textContent ?? "");
  expect(shown[1]).toContain("Claimed (2)The service’s list of the person’s credentials");
  expect(shown[2]).toContain("Code shownThis computer");
  expect(shown[3]).toContain("Settings changedThis computer");
  expect(document.activeElement).toBe(screen.getByRole("searchbox"));
});

test("its filters and its search are asked of the journal", async () => {
  const desk = await openActivity();
  await screen.findByText("7F3K");
  await desk.user.click(screen.getByRole("radio", { name: "Cancels" }));
  await desk.user.click(screen.getByRole("radio", { name: "All" }));
  await desk.user.type(screen.getByRole("searchbox"), "7f");
  const asked = desk.backend.requests("list_activity");
  expect(asked[0]?.since).not.toBeNull();
  expect(asked.at(-1)).toMatchObject({ what: "cancels", since: null, search: "7f", before: null });
});

test("A54: entries that are missing are named", async () => {
  await openActivity((backend) => {
    backend.answers.list_activity = () => ({
      entries: [entry()],
      next: null,
      desks: [],
      missing: [
        { first: 812, last: 815 },
        { first: 820, last: 820 },
      ],
    });
  });
  expect(await screen.findByText("Entries 812–815, 820 are missing.")).toBeTruthy();
});

test("an empty log and an empty answer to a filter are told apart", async () => {
  const desk = await openActivity((backend) => {
    backend.entries = [];
  });
  await screen.findByText("Nothing today yet.");
  await desk.user.click(screen.getByRole("radio", { name: "Desk" }));
  await screen.findByText("Nothing matches these filters.");
  await desk.user.click(screen.getByRole("button", { name: "Clear the filters" }));
  await screen.findByText("Nothing today yet.");
});

test("a log that cannot be read says so and is asked again", async () => {
  let broken = true;
  const desk = await openActivity((backend) => {
    const list = backend.answers.list_activity;
    backend.answers.list_activity = (request) => {
      if (broken) throw appError("journal_unusable");
      return list(request);
    };
  });
  await screen.findByRole("button", { name: "Try again" });
  broken = false;
  await desk.user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("7F3K")).toBeTruthy();
});

test("Enter on an entry opens its offer", async () => {
  const desk = await openActivity();
  (await screen.findByText("7F3K")).closest("tr")?.focus();
  await desk.user.keyboard("{Enter}");
  expect(await screen.findByRole("dialog", { name: "Offer 7F3K" })).toBeTruthy();
});

test("an export of the log says how many rows, and whether the log is complete", async () => {
  const desk = await openActivity();
  await desk.user.click(await screen.findByRole("button", { name: "CSV" }));
  expect(await screen.findByText("1 row saved. Log complete: yes.")).toBeTruthy();
  desk.backend.answers.export_activity = () => ({ rows: 2, missing: [{ first: 3, last: 4 }] });
  await desk.user.click(screen.getByRole("button", { name: "JSON" }));
  expect(await screen.findByText("2 rows saved. Log complete: no. Entries 3–4 are missing.")).toBeTruthy();
  expect(desk.backend.requests("export_activity").map(({ format }) => format)).toEqual(["csv", "json"]);
});

test("A29: an export of offers asks for the list as it is filtered, and a file that fails says so", async () => {
  const desk = await openPending();
  await desk.user.click(screen.getByRole("radio", { name: /Ended today/ }));
  await desk.user.click(await screen.findByRole("button", { name: "CSV" }));
  expect(await screen.findByText("1 row saved.")).toBeTruthy();
  expect(desk.backend.requests("export_offers")[0]).toMatchObject({ filter: "ended_today", format: "csv" });
  desk.backend.answers.export_offers = () => {
    throw appError("file");
  };
  await desk.user.click(screen.getByRole("button", { name: "JSON" }));
  await waitFor(() => expect(screen.getAllByRole("alert").some(({ textContent }) => textContent)).toBe(true));
});

test("A29: the printed list holds references and states, no person", async () => {
  const desk = await openPending();
  await desk.user.keyboard("{Control>}p{/Control}");
  await waitFor(() => expect(desk.backend.requests("print_sheet")).toEqual([{ receiptOf: null }]));
  expect(sheet()).toContain("7F3K");
  expect(sheet()).toContain("Waiting for the wallet");
  expect(sheet()).toContain("Practice");
  expect(sheet()).not.toContain("Hēmi");
});

test("A29: the receipt of a claimed offer holds reference, credentials, time and desk, no person and no code", async () => {
  const claimed = offer({ state: "claimed", leftMs: null, canShow: false, endedAt: "2026-11-23T10:38:46Z" });
  const desk = await openDesk((backend) => {
    backend.answers.current_offer = () => claimed;
  });
  await desk.user.click(await screen.findByRole("button", { name: /^Print receipt/ }));
  await waitFor(() => expect(desk.backend.requests("print_sheet")).toEqual([{ receiptOf: "i-1" }]));
  for (const text of ["Receipt", "7F3K", "Visitor pass", "Desk 2", "Practice"])
    expect(sheet()).toContain(text);
  for (const text of ["Hēmi", "012345", "Northern yard"]) expect(sheet()).not.toContain(text);
});

test("Control+P prints nothing where there is no list and no receipt", async () => {
  const desk = await openDesk();
  await desk.user.keyboard("{Control>}p{/Control}");
  expect(desk.backend.requests("print_sheet")).toEqual([]);
});

test("at the close of day everything live is cancelled in one act, 25 at a time, after its number is typed", async () => {
  const rows = Array.from({ length: 30 }, (_, at) => row({ intentId: `i-${at}`, reference: `R${100 + at}` }));
  const desk = await openPending((backend) => {
    backend.rows = rows;
  });
  await desk.user.click(screen.getByRole("button", { name: "Cancel everything live…" }));
  const dialog = await screen.findByRole("dialog", { name: /^Cancel 30 offers/ });
  await desk.user.click(within(dialog).getByRole("button", { name: "Cancel 30 offers" }));
  expect(desk.backend.requests("cancel_offers")).toEqual([]);
  await desk.user.type(within(dialog).getByRole("textbox"), "30{Enter}");
  await within(dialog).findByText("30 cancelled.");
  expect(desk.backend.requests("cancel_offers").map(({ intentIds }) => intentIds.length)).toEqual([25, 5]);
});

test("who issued this is answered by Control+5, the reference and Enter", async () => {
  const desk = await openActivity();
  await screen.findByText("7F3K");
  await desk.user.keyboard("7F3K{Enter}");
  expect(await screen.findByRole("dialog", { name: "Offer 7F3K" })).toBeTruthy();
});

test("the arrow leads from the search into the list", async () => {
  const desk = await openPending();
  await desk.user.click(screen.getByRole("searchbox"));
  await desk.user.keyboard("{ArrowDown}");
  expect(document.activeElement?.textContent).toContain("7F3K");
});
