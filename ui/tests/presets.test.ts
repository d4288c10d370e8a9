import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { appError, preset, status } from "../src/backend/fake";
import { issueButton, type OpenDesk, openDesk } from "./desk";

const two = () => [
  preset(),
  preset({
    id: "p-2",
    name: "Contractor day card",
    code: null,
    lifetime: "10",
    credentials: [{ id: "c-1", doctype: "nz.example.visitor.1" }],
    fields: [],
  }),
];

async function openPresets(prepare?: Parameters<typeof openDesk>[0]): Promise<OpenDesk> {
  const desk = await openDesk((backend) => {
    backend.presets = two();
    prepare?.(backend);
  });
  await desk.user.keyboard("{Control>}4{/Control}");
  await screen.findByRole("button", { name: /^Visitor pass \+ induction/ });
  return desk;
}

test("a key loads a preset: its credentials, how long it lasts, the code, and the offer says which it was", async () => {
  const desk = await openDesk((backend) => {
    backend.presets = two();
  });
  const menu = await screen.findByRole<HTMLSelectElement>("combobox", { name: "Preset" });
  await desk.user.keyboard("{Alt>}2{/Alt}");
  await waitFor(() => expect(menu.value).toBe("1"));
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Visitor pass" }).checked).toBe(true);
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  await desk.user.click(issueButton());
  const [sent] = desk.backend.requests("issue_offer");
  expect(sent).toMatchObject({
    presetId: "p-2",
    configurationIds: ["c-1"],
    lifetime: "10",
    transactionCode: null,
  });
});

test("what a preset locks is shown and cannot be changed; what it hides is one press away", async () => {
  const desk = await openDesk((backend) => {
    backend.presets = [
      preset({
        credentials: [{ id: "c-1", doctype: "nz.example.visitor.1" }],
        fields: [
          { field: "given_name", rule: "locked", value: "Site A", review: false },
          { field: "family_name", rule: "hidden", value: "Gate 3", review: false },
        ],
      }),
    ];
  });
  await screen.findByRole("combobox", { name: "Preset" });
  await desk.user.keyboard("{Alt>}1{/Alt}");
  await screen.findByText("Site A");
  expect(screen.queryByLabelText("Given names")).toBeNull();
  expect(screen.queryByText("Gate 3")).toBeNull();
  await desk.user.click(screen.getByRole("button", { name: "Show" }));
  expect(screen.getByText("Gate 3")).toBeTruthy();
});

test("the preset stays for the next person, and choosing other credentials leaves it", async () => {
  const desk = await openDesk((backend) => {
    backend.presets = two();
  });
  const menu = await screen.findByRole<HTMLSelectElement>("combobox", { name: "Preset" });
  await desk.user.keyboard("{Alt>}1{/Alt}");
  await waitFor(() => expect(menu.value).toBe("0"));
  await desk.user.keyboard("{Control>}n{/Control}");
  expect(menu.value).toBe("0");
  await desk.user.click(screen.getByRole("checkbox", { name: "Visitor pass" }));
  expect(menu.value).toBe("");
});

test("A55: where the rules ask for a code and keep nothing, neither switch is drawn", async () => {
  await openDesk((backend) => {
    const { tenant } = status;
    backend.status = { ...status, tenant: { ...tenant, policy: { ...tenant.policy, nzDcip: true } } };
  });
  await screen.findByRole("radio", { name: "5 min" });
  expect(screen.queryByRole("radiogroup", { name: "Transaction code" })).toBeNull();
  expect(screen.queryByText(/Keep for next time/)).toBeNull();
});

test("a preset without a code warns in the list and in the editor", async () => {
  const desk = await openPresets();
  const row = screen.getByRole("button", { name: /^Contractor day card/ });
  expect(row.textContent).toContain("Open to anyone");
  await desk.user.click(row);
  await screen.findByText(/Anyone who photographs the screen can take this credential/);
});

test("a changed preset is saved by key, and leaving it unsaved is asked about", async () => {
  const desk = await openPresets();
  await desk.user.click(screen.getByRole("button", { name: /^Visitor pass \+ induction/ }));
  const name = await screen.findByLabelText("Name");
  await desk.user.clear(name);
  await desk.user.type(name, "Visitor");
  expect(screen.getByText("Not saved")).toBeTruthy();
  await desk.user.click(screen.getByRole("button", { name: /^Contractor day card/ }));
  const question = await screen.findByRole("dialog", { name: "Leave without saving?" });
  await desk.user.click(within(question).getByRole("button", { name: "Keep editing" }));
  await desk.user.keyboard("{Control>}s{/Control}");
  await waitFor(() => expect(screen.queryByText("Not saved")).toBeNull());
  expect(desk.backend.requests("save_preset")).toMatchObject([{ id: "p-1", name: "Visitor" }]);
});

test("details about a person cannot be filled in by a preset", async () => {
  const desk = await openPresets();
  await desk.user.click(screen.getByRole("button", { name: /^Contractor day card/ }));
  await screen.findByText("Details");
  expect(screen.queryByLabelText("How Given names is filled in")).toBeNull();
  expect(screen.getAllByText("always asked").length).toBeGreaterThan(0);
});

test("problems of a preset stand at their fields and lose nothing", async () => {
  const desk = await openPresets((backend) => {
    backend.answers.save_preset = () =>
      Promise.reject(
        appError("invalid", {
          fields: [{ field: "lifetime", label: "", problem: "not_a_lifetime", message: null }],
        }),
      );
  });
  await desk.user.click(screen.getByRole("button", { name: /^Contractor day card/ }));
  const lasts = await screen.findByLabelText<HTMLInputElement>("Lasts");
  await desk.user.clear(lasts);
  await desk.user.type(lasts, "soon");
  await desk.user.keyboard("{Control>}s{/Control}");
  await screen.findByRole("heading", { name: /problem/ });
  expect(lasts.getAttribute("aria-invalid")).toBe("true");
  expect(lasts.value).toBe("soon");
});
