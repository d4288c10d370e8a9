import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { issue, openDesk, turnToCode } from "./desk";

test("A44: wrong codes are counted on the ticket, and the third one stops the offer", async () => {
  const desk = await openDesk();
  await issue(desk);
  await turnToCode(desk);
  await desk.user.keyboard("w");
  await screen.findByText("First wrong try noted. 2 left.", { selector: "strong" });
  await desk.user.keyboard("w");
  await screen.findByText("Second wrong try noted. 1 left.", { selector: "strong" });
  await desk.user.keyboard("w");
  await screen.findByRole("heading", { name: "Stopped: 3 wrong codes" });
  screen.getByRole("button", { name: /^New offer/ });
});

test("I says that it is in their wallet, as seen by staff", async () => {
  const desk = await openDesk();
  await issue(desk);
  await turnToCode(desk);
  await desk.user.keyboard("i");
  await screen.findByRole("heading", { name: "Claimed, seen by you" });
  expect(desk.backend.requests("staff_saw")).toEqual([{ intentId: "i-1", saw: "in_wallet" }]);
});
