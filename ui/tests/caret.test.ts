import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { compose, openDesk } from "./desk";

test("a long answer keeps the caret while it is typed", async () => {
  const desk = await openDesk();
  await compose(desk);
  const field = screen.getByLabelText<HTMLInputElement>("Given names");
  await desk.user.click(field);
  await desk.user.keyboard("a".repeat(80));
  expect(screen.getByLabelText("Given names")).toBe(field);
  expect(field.value).toBe("a".repeat(80));
});

test("a field that stays keeps its element when another credential brings fields before it", async () => {
  const desk = await openDesk((backend) => {
    const makeForm = backend.answers.make_form;
    backend.answers.make_form = async (request) => {
      const form = await makeForm(request);
      const more = request.configurationIds.length > 1;
      return more ? form : { ...form, fields: form.fields.slice(1) };
    };
  });
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  const field = await screen.findByLabelText("Family name");
  await desk.user.click(screen.getByRole("checkbox", { name: "Site induction" }));
  await screen.findByLabelText("Given names");
  expect(screen.getByLabelText("Family name")).toBe(field);
});

test("the key for a new person puts the caret into the member number, and choosing by arrow does not", async () => {
  const desk = await openDesk();
  await desk.user.keyboard("{Control>}{Shift>}n{/Shift}{/Control}");
  const number = await screen.findByLabelText(/Member number/);
  await waitFor(() => expect(document.activeElement).toBe(number));
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  await desk.user.keyboard("{ArrowLeft}");
  await screen.findByLabelText(/Member number/);
  expect((document.activeElement as HTMLInputElement).type).toBe("radio");
});
