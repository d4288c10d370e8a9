import { screen } from "@testing-library/svelte";
import axe from "axe-core";
import { expect, test } from "vitest";
import { sections } from "../src/staff/settings/settings.svelte";
import { t } from "../src/strings/words";
import { compose, issue, type OpenDesk, openDesk, turnToCode } from "./desk";

// Contrast and layout need a real window; the rest of axe needs the document only.
const options: axe.RunOptions = {
  rules: {
    "color-contrast": { enabled: false },
    "target-size": { enabled: false },
    region: { enabled: false },
  },
};

const screens: [string, (desk: OpenDesk) => Promise<unknown>][] = [
  ["the empty form", async () => screen.findByRole("checkbox", { name: "Visitor pass" })],
  ["a form with every kind of field", compose],
  ["the QR face", issue],
  [
    "the code face",
    async (desk) => {
      await issue(desk);
      await turnToCode(desk);
      await desk.user.keyboard("s");
      return screen.findByTestId("code");
    },
  ],
  [
    "an outcome",
    async (desk) => {
      await issue(desk);
      await desk.user.keyboard("{Delete}");
      return screen.findByRole("heading", { name: "Cancelled" });
    },
  ],
  [
    "Pending",
    async (desk) => {
      await desk.user.keyboard("{Control>}2{/Control}");
      return screen.findByText("7F3K");
    },
  ],
  [
    "Settings",
    async (desk) => {
      await desk.user.keyboard("{Control>},{/Control}");
      return screen.findByRole("button", { name: /Northern/ });
    },
  ],
  [
    "the workplace form",
    async (desk) => {
      await desk.user.keyboard("{Control>},{/Control}");
      await desk.user.click(await screen.findByRole("button", { name: /Add workplace/ }));
    },
  ],
  ...sections.map((section): [string, (desk: OpenDesk) => Promise<unknown>] => [
    `Settings, ${section}`,
    async (desk) => {
      await desk.user.keyboard("{Control>},{/Control}");
      await desk.user.click(await screen.findByRole("button", { name: t(`settings-${section}`) }));
      return screen.findByRole("heading", {
        level: 2,
        name: t(section === "desk" ? "desk" : `settings-${section}`),
      });
    },
  ]),
  [
    "the palette",
    async (desk) => {
      await desk.user.keyboard("{Control>}k{/Control}");
      return screen.findByRole("combobox");
    },
  ],
  [
    "the help",
    async (desk) => {
      await desk.user.keyboard("{F1}");
      return screen.findByRole("dialog");
    },
  ],
  [
    "the question before closing",
    async (desk) => {
      desk.backend.emit("quit_asked", { until: "2026-11-23T10:42:00Z" });
      return screen.findByRole("dialog");
    },
  ],
];

test.each(screens)("%s has no fault that axe can find", async (_name, reach) => {
  const desk = await openDesk();
  await reach(desk);
  const { violations } = await axe.run(document.body, options);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual(
    [],
  );
});
