// The controls that claim mappings make (ux.md 4.1).
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { appError } from "../src/backend/fake";
import type { FieldProblem } from "../src/backend/types";
import { compose, issueButton, type OpenDesk, openDesk } from "./desk";

afterEach(() => vi.useRealTimers());

const box = (name: string): HTMLInputElement => screen.getByLabelText(name);
const group = (name: string) => within(screen.getByRole("group", { name }));
const typed = (desk: OpenDesk) => desk.backend.requests("issue_offer")[0]?.typed;
const problem = (field: string, label: string, what: FieldProblem["problem"]): FieldProblem => ({
  field,
  label,
  problem: what,
  message: null,
});

async function issueAndRead(desk: OpenDesk) {
  await desk.user.click(issueButton());
  await screen.findByTestId("qr");
  return typed(desk);
}

test("A6: a claim that two credentials map appears once, marked, and is sent once", async () => {
  const desk = await openDesk();
  await compose(desk);
  await desk.user.click(screen.getByRole("checkbox", { name: "Site induction" }));
  expect((await screen.findAllByText("required, used in both")).length).toBeGreaterThan(0);
  expect(screen.getAllByLabelText("Given names")).toHaveLength(1);
  await desk.user.type(box("Given names"), "Aroha");
  expect((await issueAndRead(desk))?.given_name).toBe("Aroha");
});

test("A7: a date takes 4, mar, 1988, is spelled out, and the caret never jumps", async () => {
  const desk = await openDesk();
  await compose(desk);
  const birth = group("Date of birth");
  await desk.user.type(birth.getByLabelText("Day"), "04");
  expect(document.activeElement).toBe(birth.getByLabelText("Day"));
  await desk.user.type(birth.getByLabelText("Month"), "mar");
  expect(document.activeElement).toBe(birth.getByLabelText("Month"));
  await desk.user.type(birth.getByLabelText("Year"), "1988");
  expect(document.activeElement).toBe(birth.getByLabelText("Year"));
  expect(screen.getByText("4 March 1988")).toBeTruthy();
  expect((await issueAndRead(desk))?.birth_date).toBe("1988-03-04");
});

test("A7: a pasted date fills the three fields", async () => {
  const desk = await openDesk();
  await compose(desk);
  const birth = group("Date of birth");
  await desk.user.click(birth.getByLabelText("Day"));
  await desk.user.paste("4/3/1988");
  expect(screen.getByText("4 March 1988")).toBeTruthy();
});

test("A7: 31 February is refused by the core, naming the field, once the field is left", async () => {
  const desk = await openDesk((backend) => {
    const review = backend.answers.review_details;
    backend.answers.review_details = async (request) => ({
      ...(await review(request)),
      problems: [problem("birth_date", "Date of birth", "not_a_date")],
    });
  });
  await compose(desk);
  const birth = group("Date of birth");
  await desk.user.type(birth.getByLabelText("Day"), "31");
  await desk.user.type(birth.getByLabelText("Month"), "feb");
  await desk.user.type(birth.getByLabelText("Year"), "1988");
  expect(screen.queryByText(/^Date of birth: enter a real date/)).toBeNull();
  await desk.user.click(box("Given names"));
  expect(await screen.findByText(/^Date of birth: enter a real date/)).toBeTruthy();
  await desk.user.type(birth.getByLabelText("Day"), "{Backspace}");
  expect(screen.queryByText(/^Date of birth: enter a real date/)).toBeNull();
});

test("A8: an age is read-only and follows the birth date", async () => {
  const desk = await openDesk();
  await compose(desk);
  const over = box("Over 18");
  expect(over.readOnly).toBe(true);
  expect(over.value).toBe("Not known yet");
  const birth = group("Date of birth");
  await desk.user.click(birth.getByLabelText("Day"));
  await desk.user.paste("1988-03-04");
  await waitFor(() => expect(over.value).toBe("Yes"));
  await desk.user.clear(birth.getByLabelText("Year"));
  await desk.user.type(birth.getByLabelText("Year"), "2015");
  await waitFor(() => expect(over.value).toBe("No"));
  expect((await issueAndRead(desk))?.age_over_18).toBe("");
});

test("A9: a driving-privileges row is added, filled and removed by keyboard, and comes back with Undo", async () => {
  const desk = await openDesk();
  await compose(desk);
  await desk.user.keyboard("{Control>}{Shift>}A{/Shift}{/Control}");
  await waitFor(() => expect(document.activeElement).toBe(box("Category")));
  await desk.user.keyboard("B{Tab}1{Tab}may{Tab}2024{Tab}{Tab}{Tab}{Tab}01, 70");
  await desk.user.keyboard("{Tab}{Delete}");
  expect(screen.queryByLabelText("Category")).toBeNull();
  const undo = screen.getByRole("button", { name: "Undo" });
  await waitFor(() => expect(document.activeElement).toBe(undo));
  await desk.user.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement).toBe(box("Category")));
  const rows = JSON.parse((await issueAndRead(desk))?.driving_privileges ?? "");
  expect(rows).toEqual([{ category: "B", issued: "2024-05-01", expires: "", restrictions: "01, 70" }]);
});

test("A9: Undo is offered for ten seconds, and the focus then stays in the editor", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const desk = await openDesk();
  await compose(desk);
  await desk.user.click(screen.getByRole("button", { name: /^Add a category/ }));
  await desk.user.click(screen.getByRole("button", { name: "Remove privilege 1" }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Undo" })));
  await vi.advanceTimersByTimeAsync(9_800);
  expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
  await vi.advanceTimersByTimeAsync(300);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: /^Add a category/ }));
});

test("A9: Delete inside a text box of a row deletes text, not the row", async () => {
  const desk = await openDesk();
  await compose(desk);
  await desk.user.click(screen.getByRole("button", { name: /^Add a category/ }));
  await desk.user.type(box("Category"), "BE{ArrowLeft}{Delete}");
  expect(box("Category").value).toBe("B");
});

test("A9: what is wrong in a row is said there, and its link in the summary leads to it", async () => {
  const expires = problem("driving_privileges#1.expires", "Driving privileges", "ends_before_start");
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () => Promise.reject(appError("invalid", { fields: [expires] }));
  });
  await compose(desk);
  await desk.user.click(screen.getByRole("button", { name: /^Add a category/ }));
  await desk.user.click(issueButton());
  const words = "Driving privileges, row 1, expires: this is before the day it was issued";
  const link = await screen.findByRole("link", { name: words });
  expect(screen.getAllByText(words)).toHaveLength(2);
  await desk.user.click(link);
  expect(document.activeElement).toBe(group("Expires").getByLabelText("Day"));
});

test("sex is asked in words and sent as a code", async () => {
  const desk = await openDesk();
  await compose(desk);
  const sex = within(screen.getByRole("radiogroup", { name: "Sex" }));
  expect(sex.getByRole("radio", { name: "Not recorded" })).toBeTruthy();
  await desk.user.click(sex.getByRole("radio", { name: "Female" }));
  expect((await issueAndRead(desk))?.sex).toBe("2");
});

test("a required yes or no has no answer to begin with", async () => {
  const desk = await openDesk();
  await compose(desk);
  const escort = within(screen.getByRole("radiogroup", { name: "Needs an escort" }));
  const radios = escort.getAllByRole("radio") as HTMLInputElement[];
  expect(radios.map(({ checked }) => checked)).toEqual([false, false]);
});

test("the day on which something ends means the last minute of that day here", async () => {
  const desk = await openDesk();
  await compose(desk);
  const until = group("Valid until");
  expect((until.getByLabelText("Time") as HTMLInputElement).value).toBe("23:59");
  await desk.user.click(until.getByLabelText("Day"));
  await desk.user.paste("31/12/2027");
  const end = new Date(2027, 11, 31, 23, 59).toISOString().replace(".000Z", "Z");
  expect((await issueAndRead(desk))?.until).toBe(end);
});

test("text is put in NFC when its field is left", async () => {
  const desk = await openDesk();
  await compose(desk);
  await desk.user.click(box("Given names"));
  await desk.user.paste("He\u0304mi");
  await fireEvent.change(box("Given names"));
  expect(box("Given names").value).toBe("H\u0113mi");
});

test("JSON of an unknown type is judged by the core when its field is left", async () => {
  const desk = await openDesk((backend) => {
    const review = backend.answers.review_details;
    backend.answers.review_details = async (request) => ({
      ...(await review(request)),
      problems: request.typed.colour === "[1,]" ? [problem("colour", "Colour", "not_json")] : [],
    });
  });
  await compose(desk);
  await desk.user.click(box("Colour"));
  await desk.user.paste("[1,]");
  await desk.user.tab();
  expect(await screen.findByText(/^Colour: this starts like JSON/)).toBeTruthy();
});
