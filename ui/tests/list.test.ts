import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { issueButton, type OpenDesk, openDesk } from "./desk";

const csv = (name = "people.csv") => new File(["Name,Team\nMere,Blue\n"], name, { type: "text/csv" });

async function drop(file: File): Promise<void> {
  await fireEvent.drop(window, { dataTransfer: { files: [file] } });
}

async function openList(desk: OpenDesk): Promise<HTMLElement> {
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await screen.findByLabelText("Given names");
  await drop(csv());
  return screen.findByRole("dialog", { name: /people\.csv/ });
}

async function useList(desk: OpenDesk): Promise<void> {
  const dialog = await openList(desk);
  await desk.user.click(await within(dialog).findByRole("button", { name: "Use 3 people" }));
  await waiting(3);
}

const waiting = (count: number) =>
  screen.findByRole("group", { name: new RegExp(`Today’s list: ${count} `) });

const given = () => screen.findByLabelText<HTMLInputElement>("Given names");

test("A17: a dropped list says who is ready and why the others are left out, and issues nothing", async () => {
  const desk = await openDesk();
  const dialog = await openList(desk);
  const result = within(await within(dialog).findByTestId("list-result"));
  result.getByText("3 people are ready.");
  result.getByText("Line 5: Enter the given names");
  result.getByText("Line 6: It has more values than the list has columns");
  await desk.user.click(within(dialog).getByRole("button", { name: "Use 3 people" }));
  await waiting(3);
  expect(desk.backend.requests("issue_offer")).toEqual([]);
});

test("Enter in the empty search takes the next person, and an issued one is off the list", async () => {
  const desk = await openDesk();
  await useList(desk);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Member number/)));
  await desk.user.keyboard("{Enter}");
  await waitFor(async () => expect((await given()).value).toBe("Mere"));
  await desk.user.click(issueButton());
  await screen.findByTestId("qr");
  expect(desk.backend.requests("issue_offer")[0]?.person).toEqual({ kind: "new", number: "104233" });
  await desk.user.keyboard("{Control>}n{/Control}");
  await waiting(2);
  screen.getByText(/Next is .*Nikau/);
});

test("a person who was taken and not issued to waits at the end of the list", async () => {
  const desk = await openDesk();
  await useList(desk);
  await desk.user.click(screen.getByRole("button", { name: /^Take the next/ }));
  await waitFor(async () => expect((await given()).value).toBe("Mere"));
  await desk.user.keyboard("{Control>}n{/Control}");
  await waiting(3);
  screen.getByText(/Next is .*Nikau/);
});

test("who has no member number on the list is issued to as nobody in particular", async () => {
  const desk = await openDesk();
  await useList(desk);
  for (const name of ["Mere", "Nikau"]) {
    await desk.user.click(screen.getByRole("button", { name: /^Take the next/ }));
    await waitFor(async () => expect((await given()).value).toBe(name));
    if (name === "Mere") await desk.user.keyboard("{Control>}n{/Control}");
  }
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "No person" }).checked).toBe(true);
});

test("staff say which column is which and what comes first in a date", async () => {
  const desk = await openDesk();
  const dialog = await openList(desk);
  const column = await within(dialog).findByRole("combobox", { name: "What “Team” fills in" });
  await desk.user.selectOptions(column, "Given names");
  await waitFor(() =>
    expect(desk.backend.requests("read_roster").at(-1)?.columns).toEqual([null, "given_name"]),
  );
  await desk.user.click(within(dialog).getByRole("radio", { name: /April/ }));
  await waitFor(() => expect(desk.backend.requests("read_roster").at(-1)?.dateOrder).toBe("month_first"));
});

test("without a credential the list says what to do first, and nothing is read", async () => {
  const desk = await openDesk();
  await drop(csv());
  const dialog = await screen.findByRole("dialog");
  within(dialog).getByText(/Choose what you are issuing first/);
  expect(desk.backend.requests("read_roster")).toEqual([]);
});

test("a picture is no list", async () => {
  await openDesk();
  await drop(csv("face.png"));
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("another workplace clears the list", async () => {
  const desk = await openDesk();
  await useList(desk);
  const { status } = desk.backend;
  desk.backend.status = { ...status, tenant: { ...status.tenant, id: "another" } };
  desk.backend.emit("status_changed", {});
  await waitFor(() => expect(screen.queryByRole("group", { name: /Today’s list/ })).toBeNull());
});
