import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { appError, practice, realTenant, status } from "../src/backend/fake";
import { issue, type OpenDesk, openDesk } from "./desk";

async function openSettings(section: string, prepare?: Parameters<typeof openDesk>[0]): Promise<OpenDesk> {
  const desk = await openDesk(prepare);
  await desk.user.keyboard("{Control>},{/Control}");
  await desk.user.click(await screen.findByRole("button", { name: section }));
  return desk;
}

test("A58: closing while an offer is live asks, and the safe answer has the focus", async () => {
  const desk = await openDesk();
  await desk.user.keyboard("{Control>}w{/Control}");
  expect(desk.backend.requests("close_window")).toHaveLength(1);
  desk.backend.emit("quit_asked", { until: "2026-11-23T10:42:00" });
  const question = await screen.findByRole("dialog", { name: "An offer is live" });
  expect(desk.backend.requests("answer_quit")).toEqual([{ answer: "seen" }]);
  const buttons = within(question)
    .getAllByRole("button")
    .map((button) => button.textContent);
  expect(buttons).toEqual(["Keep open", "Quit, it stays usable until 10:42", "Cancel offer and quit"]);
  expect(document.activeElement).toBe(within(question).getByRole("button", { name: "Keep open" }));
});

test("A58: the QR code is gone while the closing question is up", async () => {
  const desk = await openDesk();
  await issue(desk);
  desk.backend.emit("quit_asked", { until: "2026-11-23T10:42:00" });
  await screen.findByRole("dialog", { name: "An offer is live" });
  await waitFor(() => expect(screen.queryByTestId("qr")).toBeNull());
  expect(desk.backend.requests("hide_faces")).toHaveLength(1);
});

test("A58: Escape keeps the program open, and each answer reaches Rust", async () => {
  const { backend, user } = await openDesk();
  const ask = () => backend.emit("quit_asked", { until: "2026-11-23T10:42:00" });
  ask();
  (await screen.findByRole("dialog")).dispatchEvent(new Event("cancel", { cancelable: true }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  ask();
  await user.click(await screen.findByRole("button", { name: "Cancel offer and quit" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  ask();
  await user.click(await screen.findByRole("button", { name: /^Quit, it stays usable/ }));
  const answers = backend.requests("answer_quit").map(({ answer }) => answer);
  expect(answers).toEqual(["seen", "keep", "seen", "cancel", "seen", "leave"]);
});

test("A47: an error says what happened, what is true and what to do, stays until dismissed, and its details can be copied", async () => {
  const desk = await openSettings("Appearance and language", (backend) => {
    backend.answers.save_settings = () =>
      Promise.reject(appError("journal_unwritable", { reference: "req-7" }));
  });
  await desk.user.click(screen.getByRole("radio", { name: "Dark" }));
  const alert = await screen.findByText(
    /could not write to its journal\. No offer was made and nothing was saved\. Check that the disk/,
  );
  expect(alert.getAttribute("role")).toBe("alert");
  await desk.user.click(screen.getByText("Details"));
  expect(screen.getByText("req-7")).toBeTruthy();
  await desk.user.click(screen.getByRole("button", { name: "Copy" }));
  await screen.findByText("Copied");
  expect(desk.backend.requests("copy_text")).toEqual([
    { what: "failure", code: "journal_unwritable", reference: "req-7" },
  ]);
  await desk.user.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByText(/Check that the disk/)).toBeNull();
});

test("A48: after a crash the banner has the time left, Cancel and New offer, and neither QR nor name", async () => {
  const desk = await openDesk((backend) => {
    backend.status = { ...status, leftLive: [{ intentId: "i-9", reference: "7F3K", leftMs: 130_000 }] };
    backend.answers.cancel_offer = () => {
      backend.status = { ...status, leftLive: [] };
      return backend.current;
    };
  });
  expect(await screen.findByText(/2:10 left/)).toBeTruthy();
  expect(screen.getByText("An offer was live when Counterfoil closed.")).toBeTruthy();
  expect(screen.queryByTestId("qr")).toBeNull();
  expect(document.body.textContent).not.toContain("Hēmi");
  screen.getByRole("button", { name: "New offer" });
  await desk.user.click(screen.getByRole("button", { name: "Cancel it" }));
  await waitFor(() => expect(screen.queryByText(/2:10 left/)).toBeNull());
  expect(desk.backend.requests("cancel_offer")).toEqual([{ intentId: "i-9" }]);
});

test("A48: the time left of the banner runs, and the banner goes when it is over", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setInterval", "clearInterval", "performance"] });
  await openDesk((backend) => {
    backend.status = { ...status, leftLive: [{ intentId: "i-9", reference: "7F3K", leftMs: 3_000 }] };
  });
  await vi.advanceTimersByTimeAsync(1_000);
  await screen.findByText(/0:02 left/);
  await vi.advanceTimersByTimeAsync(3_000);
  await waitFor(() => expect(screen.queryByText(/left\. The QR/)).toBeNull());
  vi.useRealTimers();
});

test("A53: switching the workplace while an offer is live is refused in words", async () => {
  const desk = await openSettings("Workplaces", (backend) => {
    backend.answers.switch_tenant = () => Promise.reject(appError("offer_live"));
  });
  await desk.user.click(await screen.findByRole("button", { name: /Northern Ports/ }));
  await desk.user.click(screen.getByRole("button", { name: "Use this workplace" }));
  expect(await screen.findByText(/^An offer is live\./)).toBeTruthy();
  expect(within(screen.getByRole("banner")).getByText("Te Whare Licensing")).toBeTruthy();
});

test("A53: after a switch the form is empty and the strip names the new workplace", async () => {
  const desk = await openDesk();
  await desk.user.type(screen.getByRole("searchbox"), "104");
  desk.backend.status = { ...status, tenant: { ...realTenant, active: true } };
  desk.backend.emit("status_changed", {});
  expect(await within(screen.getByRole("banner")).findByText("Northern Ports")).toBeTruthy();
  await waitFor(() => expect((screen.getByRole("searchbox") as HTMLInputElement).value).toBe(""));
});

test.each([
  ["practice", "Practice"],
  ["test", "Test"],
  ["production", "Production"],
] as const)("A69: %s is marked by its word and a pattern of its own", async (environment, word) => {
  await openDesk((backend) => {
    backend.status = { ...status, tenant: { ...practice, environment } };
  });
  const mark = within(screen.getByRole("banner")).getByText(word);
  expect(mark.classList.contains(environment)).toBe(true);
  expect(screen.queryByRole("region", { name: /^Practice/ }) !== null).toBe(environment === "practice");
});

test("a setting applies at once, and Reset brings its default back", async () => {
  const desk = await openSettings("Appearance and language");
  await desk.user.click(screen.getByRole("radio", { name: "Dark" }));
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("dark"));
  await desk.user.click(screen.getByRole("button", { name: "Reset Colours" }));
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("light"));
  expect(desk.backend.requests("save_settings").map(({ theme }) => theme)).toEqual(["dark", "system"]);
});

test("what a new form starts with follows the setting", async () => {
  const desk = await openSettings("Codes and expiry");
  await desk.user.click(screen.getByRole("radio", { name: "10 minutes" }));
  await desk.user.keyboard("{Control>}1{/Control}");
  expect(((await screen.findByRole("radio", { name: "10 min" })) as HTMLInputElement).checked).toBe(true);
});

test("About shows the diagnostics before they are copied, and every package with its licence", async () => {
  const desk = await openSettings("About");
  expect((await screen.findByText(/Connection: online/)).tagName).toBe("PRE");
  expect(screen.getByText("Licences of 2 packages")).toBeTruthy();
  await desk.user.click(screen.getByRole("button", { name: "Copy diagnostics" }));
  expect(desk.backend.requests("copy_text")).toEqual([{ what: "diagnostics" }]);
});

test("A32: a clock that is off is named in the strip", async () => {
  await openDesk((backend) => {
    backend.status = { ...status, clockSkewSeconds: 240 };
  });
  expect(screen.getByText("Clock is off").title).toBe(
    "This computer’s clock is 4 minutes fast. The countdown uses the service’s clock.",
  );
});

test("A30: the title names practice and the time left, never a person", async () => {
  const desk = await openDesk();
  await issue(desk);
  expect(document.title).toBe("Practice - Live offer 3:34 - Counterfoil");
});

const firstRun = (backend: Parameters<NonNullable<Parameters<typeof openDesk>[0]>>[0]) => {
  backend.status = { ...status, settings: { ...status.settings, firstRun: true } };
};

test("A64: the first run leads to a first practice credential in words, a step at a time", async () => {
  const { backend, user } = await openDesk(firstRun);
  const start = await screen.findByRole("heading", { name: /^Step 1 of \d, Practise or connect\?$/ });
  expect(document.activeElement).toBe(start);
  expect(screen.queryByRole("navigation")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Practise now" }));
  await screen.findByRole("heading", { name: "Step 2 of 4, Screens" });
  await user.click(await screen.findByRole("radio", { name: /^Screen 2/ }));
  expect(backend.requests("choose_display")).toEqual([{ id: "d-2" }]);
  await user.click(screen.getByRole("button", { name: "Next" }));
  await screen.findByRole("heading", { name: "Step 3 of 4, Test scan" });
  await user.click(screen.getByRole("button", { name: "Medium" }));
  await user.click(await screen.findByRole("button", { name: "It scans at this size" }));
  expect(backend.requests("end_test_scan")).toEqual([{ found: "medium" }]);
  await user.click(screen.getByRole("button", { name: "Next" }));
  const done = await screen.findByText("Issue your first practice credential: type 104233 and press Enter.");
  expect(done).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Start" }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("searchbox")));
  expect(backend.requests("save_settings").map(({ firstRun }) => firstRun)).toEqual([false]);
  await user.keyboard("104233{Enter}");
  expect(await screen.findByRole("heading", { name: /Hēmi/ })).toBeTruthy();
});

test("A64: the first steps can be skipped, go back, and lead to a workplace of one's own", async () => {
  const { user } = await openDesk(firstRun);
  await user.click(await screen.findByRole("button", { name: "Practise now" }));
  await user.click(await screen.findByRole("button", { name: "Back" }));
  await user.click(await screen.findByRole("button", { name: "Connect a workplace" }));
  expect(await screen.findByRole("heading", { name: "Add a workplace" })).toBeTruthy();
});

test("R108: a journal that was put aside is told in words, with its folder, until it is put away", async () => {
  const desk = await openDesk((backend) => {
    backend.status = { ...status, journal: "replaced" };
  });
  const told = await screen.findByText(/was put aside whole.*within 10 minutes/);
  expect(told.getAttribute("role")).toBe("alert");
  await desk.user.click(screen.getByRole("button", { name: "Open the folder" }));
  expect(desk.backend.requests("open_data_folder")).toHaveLength(1);
  await desk.user.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByText(/was put aside/)).toBeNull();
});

test("R108: damage found in use says when to start again, also after an older note was put away", async () => {
  const desk = await openDesk((backend) => {
    backend.status = { ...status, journal: "replaced" };
  });
  await desk.user.click(await screen.findByRole("button", { name: "Dismiss" }));
  desk.backend.status = { ...status, journal: "damaged" };
  desk.backend.emit("status_changed", {});
  expect(await screen.findByText(/close Counterfoil and open it again/)).toBeTruthy();
});
