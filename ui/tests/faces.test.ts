import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { appError, fakeQr } from "../src/backend/fake";
import { issue, later, openDesk, turnToCode } from "./desk";

const observers: MutationObserver[] = [];
afterEach(() => {
  for (const observer of observers.splice(0)) observer.disconnect();
  vi.useRealTimers();
});

/** Fails the test at the first moment at which the document holds a QR and a code together. */
function watchFaces(): { both: number; seen: Set<string> } {
  const found = { both: 0, seen: new Set<string>() };
  const look = () => {
    const qr = document.querySelector("[data-testid=qr]");
    const code = document.querySelector("[data-testid=code]");
    if (qr) found.seen.add("qr");
    if (code) found.seen.add("code");
    if (qr && code) found.both += 1;
  };
  const observer = new MutationObserver(look);
  observer.observe(document.documentElement, { childList: true, subtree: true });
  observers.push(observer);
  return found;
}

test("the QR and the code are never in the document together, through every turn", async () => {
  const faces = watchFaces();
  const desk = await openDesk();
  await issue(desk);
  for (let turn = 0; turn < 3; turn++) {
    await desk.user.keyboard("s");
    await screen.findByTestId("code");
    expect(screen.queryByTestId("qr")).toBeNull();
    await desk.user.click(screen.getByRole("button", { name: /^Turn to QR/ }));
    await screen.findByTestId("qr");
    expect(screen.queryByTestId("code")).toBeNull();
  }
  expect(faces).toEqual({ both: 0, seen: new Set(["qr", "code"]) });
});

test("a QR that arrives after the face was turned is not drawn", async () => {
  const slow = later<ReturnType<typeof fakeQr>>();
  const faces = watchFaces();
  const desk = await openDesk((backend) => {
    backend.answers.show_qr = () => slow.promise;
  });
  await openAndIssue(desk);
  await turnToCode(desk);
  slow.resolve(fakeQr());
  await desk.user.keyboard("s");
  await screen.findByTestId("code");
  expect(faces.seen.has("qr")).toBe(false);
});

async function openAndIssue(desk: Awaited<ReturnType<typeof openDesk>>) {
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await screen.findByLabelText("Given names");
  await desk.user.click(screen.getByRole("button", { name: /^Issue offer/ }));
  await screen.findByRole("heading", { name: "Scan this with your wallet app" });
}

test("A20: on the QR face there is no rail, no strip, no person and no code", async () => {
  const desk = await openDesk();
  await issue(desk);
  expect(screen.queryByRole("navigation")).toBeNull();
  expect(screen.queryByText(/Desk 2/)).toBeNull();
  expect(document.body.textContent).not.toMatch(/Hēmi|Rāwiri|012/);
  expect(screen.getByText("Practice")).toBeTruthy();
  expect(
    screen.getByRole("img", { name: "QR code for this offer. Scan it with a wallet app." }),
  ).toBeTruthy();
  expect(screen.getAllByRole("button").map((button) => button.textContent?.trim())).toContain(
    "Turn to code (Space)",
  );
  expect(document.activeElement?.tagName).toBe("H1");
});

test("a held or composing key does not turn the ticket", async () => {
  const desk = await openDesk();
  await issue(desk);
  await fireEvent.keyDown(document.body, { key: " ", repeat: true });
  await fireEvent.keyDown(document.body, { key: "s", isComposing: true });
  expect(desk.backend.requests("turn_to_code")).toHaveLength(0);
});

test("A21: the code is dots until it is asked for, keeps its leading zero, and is read digit by digit", async () => {
  const desk = await openDesk();
  await issue(desk);
  await turnToCode(desk);
  expect(screen.queryByTestId("code")).toBeNull();
  await desk.user.keyboard("s");
  const code = await screen.findByTestId("code");
  expect(code.textContent?.replace(/\s/g, "")).toBe("012345");
  expect([...code.querySelectorAll("span")].map((group) => group.textContent)).toEqual(["012", "345"]);
  expect(code.getAttribute("aria-label")).toBe("Transaction code 0 1 2 3 4 5");
  await desk.user.keyboard("s");
  expect(screen.queryByTestId("code")).toBeNull();
});

test("A27: the code hides itself when its time is over", async () => {
  const desk = await openDesk();
  await issue(desk);
  await turnToCode(desk);
  vi.useFakeTimers();
  await fireEvent.keyDown(screen.getByTestId("ticket"), { key: "s" });
  await vi.advanceTimersByTimeAsync(19_000);
  expect(screen.queryByTestId("code")).not.toBeNull();
  await vi.advanceTimersByTimeAsync(1_100);
  expect(screen.queryByTestId("code")).toBeNull();
});

test.each(["claimed", "expired", "cancelled", "locked"] as const)(
  "%s takes the QR off the screen at once",
  async (state) => {
    const desk = await openDesk();
    await issue(desk);
    desk.backend.emit("offer_changed", { ...desk.backend.current, state, leftMs: 0 });
    await waitFor(() => expect(screen.queryByTestId("qr")).toBeNull());
    expect(screen.getByRole("navigation")).toBeTruthy();
  },
);

test.each(["claimed", "expired", "cancelled", "locked"] as const)(
  "%s takes a shown code off the screen",
  async (state) => {
    const desk = await openDesk();
    await issue(desk);
    await desk.user.keyboard("s");
    await screen.findByTestId("code");
    desk.backend.emit("offer_changed", { ...desk.backend.current, state, leftMs: 0 });
    await waitFor(() => expect(screen.queryByTestId("code")).toBeNull());
  },
);

test("the last tick takes the QR away before anything else is heard", async () => {
  const desk = await openDesk();
  await issue(desk);
  desk.backend.emit("tick", { intentId: "i-1", leftMs: 0 });
  await waitFor(() => expect(screen.queryByTestId("qr")).toBeNull());
});

test("a QR that does not fit says so, and the offer stays", async () => {
  const desk = await openDesk((backend) => {
    backend.answers.show_qr = () => Promise.reject(appError("qr_does_not_fit"));
  });
  await openDeskIssue(desk);
  expect(await screen.findByText(/does not fit this window/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Show again" })).toBeTruthy();
});

async function openDeskIssue(desk: Awaited<ReturnType<typeof openDesk>>) {
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await screen.findByLabelText("Given names");
  await desk.user.click(screen.getByRole("button", { name: /^Issue offer/ }));
}

test("ten seconds without the window's focus take the QR away, and only staff bring it back", async () => {
  const desk = await openDesk();
  await issue(desk);
  vi.useFakeTimers();
  await fireEvent.blur(window);
  await vi.advanceTimersByTimeAsync(10_100);
  expect(screen.queryByTestId("qr")).toBeNull();
  await fireEvent.focus(window);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(screen.queryByTestId("qr")).toBeNull();
  vi.useRealTimers();
  await desk.user.click(screen.getByRole("button", { name: "Show again" }));
  await screen.findByTestId("qr");
});

test("A33: after sleep or a lock neither face is there until staff show it again", async () => {
  const desk = await openDesk();
  await issue(desk);
  desk.backend.emit("hidden", {});
  await waitFor(() => expect(screen.queryByTestId("qr")).toBeNull());
  await desk.user.click(await screen.findByRole("button", { name: "Show again" }));
  expect(await screen.findByTestId("qr")).toBeTruthy();
});

test("the title carries the time and Practice, never a name", async () => {
  const desk = await openDesk();
  expect(document.title).toBe("Practice - Counterfoil");
  await issue(desk);
  expect(document.title).toBe("Practice - Live offer 3:34 - Counterfoil");
});

test("the QR is one path on a plate whose pixels are whole", async () => {
  const desk = await openDesk((backend) => {
    backend.answers.show_qr = () => fakeQr(101, 5);
  });
  await issue(desk);
  const svg = screen.getByTestId("qr");
  expect(svg.querySelectorAll("path")).toHaveLength(1);
  expect(svg.getAttribute("viewBox")).toBe("0 0 109 109");
  expect(svg.getAttribute("shape-rendering")).toBe("crispEdges");
  expect((svg as unknown as SVGElement).style.width).toBe(`${(109 * 5) / window.devicePixelRatio}px`);
});
