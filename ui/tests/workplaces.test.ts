import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { appError } from "../src/backend/fake";
import type { CheckResult } from "../src/backend/types";
import { later, type OpenDesk, openDesk } from "./desk";

async function openWorkplaces(prepare?: Parameters<typeof openDesk>[0]): Promise<OpenDesk> {
  const desk = await openDesk(prepare);
  await desk.user.keyboard("{Control>},{/Control}");
  await screen.findByRole("button", { name: /Northern Ports/ });
  return desk;
}

test("problems are shown at their fields, with focus in the summary, and nothing typed is lost", async () => {
  const desk = await openWorkplaces((backend) => {
    backend.answers.save_tenant = () =>
      Promise.reject(
        appError("invalid_tenant", {
          tenantFields: [
            { field: "name", problem: "missing", detail: null },
            { field: "pasted", problem: "not_json", detail: "line 3, column 7" },
          ],
        }),
      );
  });
  await desk.user.click(screen.getByRole("button", { name: /Add workplace/ }));
  await desk.user.click(screen.getByLabelText("Vendor’s JSON"));
  await desk.user.paste('{"tenant_url": oops}');
  await desk.user.click(screen.getByRole("button", { name: "Save workplace" }));
  const title = await screen.findByRole("heading", { name: "There are 2 problems" });
  await waitFor(() => expect(document.activeElement).toBe(title));
  expect(screen.getAllByText("Enter the name")).toHaveLength(2);
  await desk.user.click(screen.getByRole("link", { name: /this is not JSON \(line 3, column 7\)/ }));
  expect(document.activeElement).toBe(screen.getByLabelText("Vendor’s JSON"));
  expect((screen.getByLabelText("Vendor’s JSON") as HTMLTextAreaElement).value).toBe('{"tenant_url": oops}');
});

test("the check shows each step as it ends, and what to try", async () => {
  const done = later<CheckResult[]>();
  const desk = await openWorkplaces((backend) => {
    backend.answers.check_connection = () => done.promise;
  });
  await desk.user.click(screen.getByRole("button", { name: /Northern Ports/ }));
  await desk.user.click(screen.getByRole("button", { name: "Check connection" }));
  const first: CheckResult = { step: "address", outcome: "passed", amount: null, code: null };
  desk.backend.emit("check_step", first);
  await waitFor(() => expect(screen.getByTestId("check-steps").textContent).toContain("Good"));
  expect(screen.getByTestId("check-steps").textContent).toContain("Checking…");
  done.resolve([first, { step: "sign_in", outcome: "failed", amount: null, code: "sign_in_refused" }]);
  expect(
    await screen.findByText("The client ID or the secret was not accepted. Enter them again."),
  ).toBeTruthy();
});

test("switching while an offer is live is refused in words", async () => {
  const desk = await openWorkplaces((backend) => {
    backend.answers.switch_tenant = () => Promise.reject(appError("offer_live"));
  });
  await desk.user.click(screen.getByRole("button", { name: /Northern Ports/ }));
  await desk.user.click(screen.getByRole("button", { name: "Use this workplace" }));
  expect(await screen.findByText(/^An offer is live\..*Finish or cancel it first/)).toBeTruthy();
});

test("after a switch the frame is right and the form is empty", async () => {
  const desk = await openWorkplaces();
  await desk.user.click(screen.getByRole("button", { name: /Northern Ports/ }));
  await desk.user.click(screen.getByRole("button", { name: "Use this workplace" }));
  await waitFor(() => expect(screen.getByRole("banner").textContent).toContain("Northern Ports"));
  expect(screen.getByRole("banner").textContent).toContain("Production");
  expect(document.title).toBe("Counterfoil");
});

test("removing asks first, with the safe answer focused", async () => {
  const desk = await openWorkplaces();
  await desk.user.click(screen.getByRole("button", { name: /Northern Ports/ }));
  await desk.user.click(screen.getByRole("button", { name: "Remove" }));
  expect(await screen.findByRole("dialog", { name: "Remove Northern Ports?" })).toBeTruthy();
  await desk.user.click(screen.getByRole("button", { name: "Keep workplace" }));
  expect(desk.backend.requests("remove_tenant")).toHaveLength(0);
  await desk.user.click(screen.getByRole("button", { name: "Remove" }));
  await desk.user.click(await screen.findByRole("button", { name: "Remove workplace" }));
  await waitFor(() => expect(desk.backend.requests("remove_tenant")).toEqual([{ id: "t-real" }]));
});

test("the secret goes in and never comes back", async () => {
  const desk = await openWorkplaces();
  await desk.user.click(screen.getByRole("button", { name: /Northern Ports/ }));
  await desk.user.click(screen.getByRole("button", { name: "Enter the secret" }));
  await desk.user.type(screen.getByLabelText("Enter the secret for Northern Ports"), "hush{Enter}");
  await waitFor(() =>
    expect(desk.backend.requests("enter_secret")).toEqual([{ id: "t-real", clientSecret: "hush" }]),
  );
  await waitFor(() => expect(screen.queryByLabelText("Enter the secret for Northern Ports")).toBeNull());
});

test("a computer without a keychain says what that means", async () => {
  const { user } = await openWorkplaces();
  await user.click(screen.getByRole("button", { name: "This desk" }));
  expect(await screen.findByText("No keychain service is running. You will sign in each time.")).toBeTruthy();
});

test("practice can be checked and not changed or removed", async () => {
  await openWorkplaces();
  expect(screen.getByRole("heading", { name: "Te Whare Licensing" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Change" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
});

test("while the keychain has not answered that is said at the secret only, and its answer is asked for", async () => {
  const desk = await openWorkplaces((backend) => {
    backend.status = { ...backend.status, keyring: "asking" };
    backend.tenants = backend.tenants.map((tenant) => ({ ...tenant, secret: "asking" }));
  });
  await desk.user.click(screen.getByRole("button", { name: /Northern Ports/ }));
  expect(await screen.findByText("Asking the system keychain…")).toBeTruthy();
  desk.backend.status = { ...desk.backend.status, keyring: "ok" };
  desk.backend.tenants = desk.backend.tenants.map((tenant) => ({ ...tenant, secret: "saved" }));
  desk.backend.emit("status_changed", {});
  expect(await screen.findByText("Saved in the system keychain")).toBeTruthy();
  await desk.user.click(screen.getByRole("button", { name: "This desk" }));
  expect(await screen.findByText("System keychain")).toBeTruthy();
});

test("where pasted JSON breaks is said in words", async () => {
  const desk = await openWorkplaces((backend) => {
    backend.answers.save_tenant = () =>
      Promise.reject(
        appError("invalid_tenant", {
          tenantFields: [{ field: "pasted", problem: "not_json", detail: "3:7" }],
        }),
      );
  });
  await desk.user.click(screen.getByRole("button", { name: /Add workplace/ }));
  await desk.user.click(screen.getByRole("button", { name: "Save workplace" }));
  expect(await screen.findAllByText("Vendor’s JSON: this is not JSON (line 3, column 7)")).toHaveLength(2);
});

test("A55: an admin sets a workplace to the rules of NZ DCIP, and names what may be kept elsewhere", async () => {
  const { backend, user } = await openWorkplaces((backend) => {
    backend.answers.save_tenant = () => Promise.reject(appError("journal_unwritable"));
  });
  await user.click(screen.getByRole("button", { name: /Add workplace/ }));
  const kept = screen.getByLabelText(/^Details that may be kept/);
  await user.type(kept, "given_name: visitor list\nfamily_name");
  expect(screen.getByText(/^Line 2 has no reason/)).toBeTruthy();
  await user.type(kept, "{Backspace}".repeat("\nfamily_name".length));
  expect(screen.queryByText(/has no reason/)).toBeNull();
  await user.click(screen.getByRole("checkbox", { name: /^Offers without a transaction code/ }));
  await user.click(screen.getByRole("button", { name: "Save workplace" }));
  expect(backend.requests("save_tenant")[0]?.policy).toMatchObject({
    codeOptional: true,
    nzDcip: false,
    keep: [{ claim: "given_name", reason: "visitor list" }],
  });
  await user.click(screen.getByRole("checkbox", { name: /NZ DCIP/ }));
  expect(screen.queryByRole("checkbox", { name: /^Offers without a transaction code/ })).toBeNull();
});
