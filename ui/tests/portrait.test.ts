// The portrait of the claims form (ux.md 4.1): chosen, pasted or dropped; framed; accepted.
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { plainError } from "../src/backend/client";
import type { PortraitView } from "../src/backend/types";
import { compose, issueButton, later, type OpenDesk, openDesk } from "./desk";

const photo = (name = "photo.jpg") => new File(["a photo"], name, { type: "image/jpeg" });
const portrait = (x: number, y: number, zoom: number) => btoa(`portrait at ${x} ${y} ${zoom}`);
const well = () => within(screen.getByRole("group", { name: "Portrait" }));
const findFrame = () => screen.findByRole("button", { name: /^Frame/ });
const cuts = ({ backend }: OpenDesk) => backend.requests("prepare_portrait").filter(({ frame }) => frame);

async function open(prepare?: Parameters<typeof openDesk>[0]): Promise<OpenDesk> {
  const desk = await openDesk(prepare);
  await compose(desk);
  await screen.findByTestId("portrait-file");
  return desk;
}

async function choose(desk: OpenDesk, file = photo()): Promise<void> {
  await desk.user.upload(screen.getByTestId("portrait-file"), file);
}

async function sent(desk: OpenDesk): Promise<string | undefined> {
  await desk.user.click(issueButton());
  await screen.findByTestId("qr");
  return desk.backend.requests("issue_offer")[0]?.typed.portrait;
}

test("A11: a chosen picture is framed by keys alone: arrows, size, Enter, and nothing is issued by that", async () => {
  const desk = await open();
  await choose(desk);
  await waitFor(async () => expect(document.activeElement).toBe(await findFrame()));
  await desk.user.keyboard("-{ArrowRight}{ArrowUp}");
  await waitFor(() => expect(cuts(desk).at(-1)?.frame).toMatchObject({ x: 0.52, zoom: 1.1 }));
  await desk.user.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Replace"));
  expect(desk.backend.requests("issue_offer")).toEqual([]);
  const { x, y, zoom } = cuts(desk).at(-1)?.frame ?? { x: 0, y: 0, zoom: 0 };
  expect(await sent(desk)).toBe(portrait(x, y, zoom));
});

test("A10: the original is handed to the core once; the frame is cut from what the core gave back", async () => {
  const desk = await open();
  await choose(desk);
  await findFrame();
  const [whole, ...others] = desk.backend.requests("prepare_portrait");
  expect(whole).toEqual({ picture: btoa("a photo"), frame: null });
  expect(others.map(({ picture }) => picture)).toEqual([btoa("whole of a photo")]);
});

test("the size of the portrait is told, and whether it fits", async () => {
  const desk = await open();
  await choose(desk);
  await findFrame();
  expect((await screen.findByTestId("portrait-size")).textContent).toMatch(/fits$/);
});

test("a portrait that is accepted before it is cut is cut all the same", async () => {
  const cutting = later<PortraitView>();
  const desk = await open((backend) => {
    const whole = backend.answers.prepare_portrait;
    backend.answers.prepare_portrait = (request) => (request.frame ? cutting.promise : whole(request));
  });
  await choose(desk);
  await findFrame();
  await desk.user.click(screen.getByRole("button", { name: /^Use this part/ }));
  cutting.resolve({ jpeg: btoa("late"), width: 400, height: 514 });
  await screen.findByRole("button", { name: "Replace" });
  expect(await sent(desk)).toBe(btoa("late"));
});

test("Escape starts over: the field holds what it held before, and the caret is where another is chosen", async () => {
  const desk = await open();
  await choose(desk);
  await findFrame();
  await desk.user.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Choose a picture"));
  expect(well().queryByRole("img")).toBeNull();
  expect(await sent(desk)).toBe("");
});

test.each([
  ["pasted", "paste", "clipboardData"],
  ["dropped", "drop", "dataTransfer"],
] as const)("A11: a picture %s anywhere on the form is taken", async (_how, event, holder) => {
  const desk = await open();
  await fireEvent(
    screen.getByLabelText("Given names"),
    Object.assign(new Event(event, { bubbles: true, cancelable: true }), { [holder]: { files: [photo()] } }),
  );
  await findFrame();
  expect(desk.backend.requests("prepare_portrait")[0]?.picture).toBe(btoa("a photo"));
});

test("a list of people that is dropped is no portrait", async () => {
  const desk = await open();
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  await fireEvent(document.body, Object.assign(drop, { dataTransfer: { files: [photo("today.csv")] } }));
  expect(desk.backend.requests("prepare_portrait")).toEqual([]);
});

test("a file that is no picture is refused at the field, and the other details stay", async () => {
  const desk = await open((backend) => {
    backend.answers.prepare_portrait = () => Promise.reject(plainError("not_a_picture"));
  });
  await desk.user.type(screen.getByLabelText("Given names"), "Aroha");
  await choose(desk);
  expect(await well().findByText(/^This file is not a picture/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>("Given names").value).toBe("Aroha");
  expect(screen.queryByRole("button", { name: /^Frame/ })).toBeNull();
});

test("a file of more than 20 MB is not even read", async () => {
  const desk = await open();
  const file = photo();
  Object.defineProperty(file, "size", { value: 21 * 1024 * 1024 });
  await choose(desk, file);
  expect(await well().findByText(/^This picture is too large/)).toBeTruthy();
  expect(desk.backend.requests("prepare_portrait")).toEqual([]);
});

test("Issue waits for a picture that is still read", async () => {
  const reading = later<PortraitView>();
  const desk = await open((backend) => {
    const cut = backend.answers.prepare_portrait;
    backend.answers.prepare_portrait = (request) => (request.frame ? cut(request) : reading.promise);
  });
  await choose(desk);
  await screen.findByText(/^Reading the picture/);
  await desk.user.click(issueButton());
  expect(desk.backend.requests("issue_offer")).toEqual([]);
  reading.resolve({ jpeg: btoa("whole"), width: 700, height: 900 });
  await screen.findByTestId("qr");
  expect(desk.backend.requests("issue_offer")[0]?.typed.portrait).toBe(portrait(0.5, 0.5, 1));
});

test("a picture that is ready after its person left is nobody's", async () => {
  const reading = later<PortraitView>();
  const desk = await open((backend) => {
    backend.answers.prepare_portrait = () => reading.promise;
  });
  await choose(desk);
  await desk.user.keyboard("{Control>}n{/Control}");
  reading.resolve({ jpeg: btoa("whole"), width: 700, height: 900 });
  await desk.user.click(screen.getByRole("radio", { name: "No person" }));
  await screen.findByTestId("portrait-file");
  expect(well().queryByRole("img")).toBeNull();
  expect(screen.queryByRole("button", { name: /^Frame/ })).toBeNull();
});

test("Ctrl+Shift+P opens the chooser", async () => {
  const desk = await open();
  let opened = 0;
  screen.getByTestId("portrait-file").addEventListener("click", () => (opened += 1));
  await desk.user.keyboard("{Control>}{Shift>}P{/Shift}{/Control}");
  expect(opened).toBe(1);
});
