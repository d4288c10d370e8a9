import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { appError, offer } from "../src/backend/fake";
import type { Commands, OfferView } from "../src/backend/types";
import { issue, openDesk, turnToCode } from "./desk";

const cases: [OfferView["state"], string, keyof Commands][] = [
  ["claimed", "Claimed", "close_offer"],
  ["expired", "Expired", "renew_offer"],
  ["cancelled", "Cancelled", "renew_offer"],
  ["locked", "Stopped: 3 wrong codes", "renew_offer"],
  ["cancel_unknown", "Cancel not confirmed", "cancel_offer"],
  ["quarantined", "Not shown", "close_offer"],
  ["refused", "Not created", "close_offer"],
];

test.each(cases)("%s says %s, and Enter on its heading calls %s", async (state, headline, command) => {
  const desk = await openDesk();
  await issue(desk);
  desk.backend.emit("offer_changed", { ...desk.backend.current, state, leftMs: 0, canShow: false });
  const heading = await screen.findByRole("heading", { name: headline });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  const before = desk.backend.requests(command).length;
  await fireEvent.keyDown(heading, { key: "Enter", repeat: true });
  expect(desk.backend.requests(command)).toHaveLength(before);
  await desk.user.keyboard("{Enter}");
  await waitFor(() => expect(desk.backend.requests(command)).toHaveLength(before + 1));
});

test("A43: a lost reply is Not known, and trying again is a new intent with the same form", async () => {
  const desk = await openDesk((backend) => {
    const answer = backend.answers.issue_offer;
    backend.answers.issue_offer = (draft) =>
      draft.intentId === "i-1" ? offer({ state: "unknown", leftMs: null, canShow: false }) : answer(draft);
  });
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await desk.user.type(await screen.findByLabelText("Given names"), "Aroha");
  await desk.user.click(screen.getByRole("button", { name: /^Issue offer/ }));
  await screen.findByText(/It is safe to try again/);
  await desk.user.keyboard("{Enter}");
  await screen.findByTestId("qr");
  const drafts = desk.backend.requests("issue_offer");
  expect(drafts.map(({ intentId }) => intentId)).toEqual(["i-1", "i-2"]);
  expect(drafts[1]?.typed.given_name).toBe("Aroha");
});

const unheard = { state: "expired", leftMs: 0, canShow: false, offline: true, asksArrival: true } as const;

test("A41: an offer that ended unheard asks whether it arrived, and Enter says nothing for staff", async () => {
  const desk = await openDesk();
  await issue(desk);
  desk.backend.emit("offer_changed", { ...desk.backend.current, ...unheard });
  const heading = await screen.findByRole("heading", { name: "Did it arrive?" });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  await desk.user.keyboard("{Enter}");
  expect(desk.backend.requests("staff_saw")).toEqual([]);
  await desk.user.click(screen.getByRole("button", { name: "Yes, it’s there" }));
  await screen.findByRole("heading", { name: "Claimed, seen by you" });
});

test("A42: not sure parks it in Pending, and Enter goes on to the next person", async () => {
  const desk = await openDesk();
  await issue(desk);
  desk.backend.emit("offer_changed", { ...desk.backend.current, ...unheard });
  await desk.user.click(await screen.findByRole("button", { name: "Not sure" }));
  const heading = await screen.findByRole("heading", { name: "Not known" });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  screen.getByText(/in Pending, under Not known/);
  await desk.user.keyboard("{Enter}");
  await waitFor(() => expect(desk.backend.requests("close_offer")).toHaveLength(1));
});

test("A42: when the first offer was claimed after all, the new one is off the screen and Enter cancels it", async () => {
  const desk = await openDesk();
  await issue(desk);
  await screen.findByTestId("qr");
  desk.backend.set({ firstClaimed: true });
  desk.backend.emit("offer_changed", desk.backend.current);
  const heading = await screen.findByRole("heading", { name: "The first offer was claimed after all" });
  expect(screen.queryByTestId("qr")).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(heading));
  await desk.user.keyboard("{Enter}");
  await screen.findByRole("heading", { name: "Cancelled" });
});

test("a second copy is shown again when both are wanted", async () => {
  const desk = await openDesk();
  await issue(desk);
  desk.backend.set({ firstClaimed: true });
  desk.backend.emit("offer_changed", desk.backend.current);
  await desk.user.click(await screen.findByRole("button", { name: "Show it all the same" }));
  await screen.findByTestId("qr");
});

test("a failed check shows its number and nothing else", async () => {
  const desk = await openDesk();
  await issue(desk);
  desk.backend.emit("offer_changed", {
    ...desk.backend.current,
    state: "quarantined",
    leftMs: null,
    failedCheck: 7,
  });
  expect(await screen.findByText(/\(check 7\)/)).toBeTruthy();
});

test("Next person empties the form and puts the caret in the search", async () => {
  const desk = await openDesk();
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await desk.user.type(await screen.findByLabelText("Given names"), "Aroha");
  await desk.user.click(screen.getByRole("button", { name: /^Issue offer/ }));
  await screen.findByTestId("qr");
  desk.backend.emit("offer_changed", { ...desk.backend.current, state: "claimed", leftMs: 0 });
  await screen.findByRole("heading", { name: "Claimed" });
  await desk.user.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("searchbox")));
  expect(document.body.textContent).not.toMatch(/Aroha|Hēmi/);
  expect((screen.getByLabelText("Given names") as HTMLInputElement).value).toBe("");
});

test("a late claim turns an expired offer into Claimed", async () => {
  const desk = await openDesk();
  await issue(desk);
  desk.backend.emit("offer_changed", {
    ...desk.backend.current,
    state: "expired",
    leftMs: 0,
    listeningUntil: "2026-11-23T10:57:00Z",
  });
  await screen.findByText(/we are listening until/);
  desk.backend.emit("offer_changed", { ...desk.backend.current, state: "claimed", leftMs: 0 });
  expect(await screen.findByRole("heading", { name: "Claimed" })).toBeTruthy();
});

test("partly claimed stays live and names what is missing", async () => {
  const desk = await openDesk();
  await issue(desk);
  await turnToCode(desk);
  desk.backend.emit("offer_changed", {
    ...desk.backend.current,
    state: "partly_claimed",
    claimedCredentials: ["Visitor pass"],
  });
  expect(await screen.findByText("Claimed 1 of 2")).toBeTruthy();
  expect(screen.getByText("Visitor pass arrived. Site induction has not yet.")).toBeTruthy();
});

test("Delete cancels from both faces without asking", async () => {
  const desk = await openDesk();
  await issue(desk);
  await desk.user.keyboard("{Delete}");
  expect(await screen.findByRole("heading", { name: "Cancelled" })).toBeTruthy();
});

test("Control R makes a new offer with the same details from the QR face", async () => {
  const desk = await openDesk();
  await issue(desk);
  await desk.user.keyboard("{Control>}r{/Control}");
  await waitFor(() =>
    expect(desk.backend.requests("renew_offer")).toEqual([{ intentId: "i-1", newIntentId: "i-2" }]),
  );
});

test("an act that fails says so and leaves the offer where it was", async () => {
  const desk = await openDesk((backend) => {
    backend.answers.cancel_offer = () => Promise.reject(appError("timeout", { reference: "req-9" }));
  });
  await issue(desk);
  await turnToCode(desk);
  await desk.user.click(screen.getByRole("button", { name: /^Cancel offer/ }));
  expect(await screen.findByText(/No answer came in time/)).toBeTruthy();
  expect(screen.getByText("req-9")).toBeTruthy();
  expect(screen.getByText("Waiting for the wallet")).toBeTruthy();
});

test("Change details cancels and gives the form back as it was", async () => {
  const desk = await openDesk();
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await desk.user.type(await screen.findByLabelText("Given names"), "Aroha");
  await desk.user.click(screen.getByRole("button", { name: /^Issue offer/ }));
  await screen.findByTestId("qr");
  await turnToCode(desk);
  await desk.user.click(screen.getByRole("button", { name: "Change details" }));
  expect(((await screen.findByLabelText("Given names")) as HTMLInputElement).value).toBe("Aroha");
  expect(desk.backend.requests("cancel_offer")).toHaveLength(1);
});

test("the pretended wallet is there in practice and reports line by line, and not at a real workplace", async () => {
  const desk = await openDesk();
  await issue(desk);
  await desk.user.click(screen.getByText("Pretend to be the wallet"));
  await desk.user.click(screen.getByRole("button", { name: "Scan, right code" }));
  expect((await screen.findByTestId("pretend-report")).textContent).toContain("Handed in the offer");
  const { status } = desk.backend;
  desk.backend.status = { ...status, tenant: { ...status.tenant, environment: "production" } };
  desk.backend.emit("status_changed", {});
  await waitFor(() => expect(screen.queryByText("Pretend to be the wallet")).toBeNull());
});

test("A41: with the network lost after issue the QR code still works, and that is said", async () => {
  const desk = await openDesk();
  await issue(desk);
  await turnToCode(desk);
  desk.backend.emit("offer_changed", { ...desk.backend.current, offline: true });
  expect(
    await screen.findByText(/The QR code still works; we can’t see the result or cancel it\./),
  ).toBeTruthy();
});
