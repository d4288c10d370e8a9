import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { appError, offer } from "../src/backend/fake";
import { compose, issueButton, openDesk } from "./desk";

async function torn() {
  const desk = await openDesk();
  desk.backend.setHolder(true);
  desk.backend.emit("status_changed", {});
  await screen.findByText("Holder: screen 2");
  await compose(desk);
  await desk.user.click(issueButton());
  await screen.findByText("QR on holder display");
  return desk;
}

test("A18: with a holder display the ticket opens on the masked code, and no QR code is ever asked for", async () => {
  const { backend } = await torn();
  expect(screen.getByRole("button", { name: /^Show code/ })).toBeTruthy();
  expect(document.querySelector("[data-testid=qr]")).toBeNull();
  expect(backend.requests("show_qr")).toEqual([]);
  expect(backend.requests("show_on_holder").length).toBe(1);
});

test("Space turns nothing over while the holder has a display", async () => {
  const { backend } = await torn();
  await fireEvent.keyDown(screen.getByTestId("ticket"), { key: " " });
  expect(backend.requests("show_qr")).toEqual([]);
  expect(screen.getByText("QR on holder display")).toBeTruthy();
});

test("A19: a lost display takes the shown code away, and only [Show here] brings a QR code", async () => {
  const { backend, user } = await torn();
  await user.click(screen.getByRole("button", { name: /^Show code/ }));
  await screen.findByTestId("code");
  backend.setHolder(false);
  backend.emit(
    "offer_changed",
    offer({ intentId: backend.current.intentId, state: "shown", holder: "lost" }),
  );
  backend.emit("status_changed", {});
  await screen.findByText("The holder display is gone. Show the QR code here?");
  expect(screen.queryByTestId("code")).toBeNull();
  expect(backend.requests("show_qr")).toEqual([]);
  await user.click(screen.getByRole("button", { name: /^Show here/ }));
  await waitFor(() => expect(screen.getByTestId("qr")).toBeTruthy());
});

test("mirrored screens say what to do, and offer no face", async () => {
  const { backend } = await torn();
  backend.emit(
    "offer_changed",
    offer({ intentId: backend.current.intentId, state: "shown", holder: "mirrored" }),
  );
  await screen.findByText("Both screens show the same picture. Set them to extend.");
  expect(screen.queryByRole("button", { name: /Show again|Show here|Turn to|Show code/ })).toBeNull();
  expect(screen.getByRole("button", { name: /^Cancel offer/ })).toBeTruthy();
});

test("a desk without a second screen says so when Control D is pressed", async () => {
  const { backend } = await openDesk();
  backend.answers.toggle_holder = () => Promise.reject(appError("no_holder_display"));
  await fireEvent.keyDown(document.body, { key: "d", ctrlKey: true });
  await screen.findByText(/There is no second screen/);
});

test("Control Shift G tries the next language on the holder display and names it", async () => {
  const { backend } = await torn();
  await fireEvent.keyDown(document.body, { key: "G", ctrlKey: true, shiftKey: true });
  await screen.findByText("Holder: screen 2, Deutsch");
  expect(backend.requests("set_holder_language")).toEqual([{ language: "de" }]);
});
