import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import "../src/staff/frame/keyWords";
import { actions } from "../src/staff/keymap";
import { keyOf } from "../src/staff/keys";
import { hasWords } from "../src/strings/words";
import { issue, openDesk, turnToCode } from "./desk";

const press = (key: string, more: KeyboardEventInit = {}, on: EventTarget = document.body): boolean => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  on.dispatchEvent(event);
  return event.defaultPrevented;
};

test("every action has words, and in one place a key does one thing", () => {
  const taken = actions.flatMap(({ keys, where, id }) =>
    keys.map((key) => ({ place: `${where ?? ""} ${key}`, id })),
  );
  expect(actions.filter(({ id }) => !hasWords(`act-${id}`))).toEqual([]);
  expect(new Set(taken.map(({ place }) => place)).size).toBe(taken.length);
  const everywhere = new Set(actions.filter(({ where }) => !where).flatMap(({ keys }) => keys));
  const shadowed = actions.filter(({ where, keys }) => where && keys.some((key) => everywhere.has(key)));
  expect(shadowed.map(({ id }) => id)).toEqual([]);
});

test("single keys act in the ticket and in lists only", () => {
  const single = actions.filter(({ keys }) => keys.some((key) => /^(\w|Space|Delete)$/.test(key)));
  expect(single.length).toBeGreaterThan(0);
  expect(single.filter(({ where, run }) => run || !where).map(({ id }) => id)).toEqual([]);
});

test("keys are read as they are written, on layouts that move letters and with Command", () => {
  const key = (name: string, more: KeyboardEventInit): string =>
    keyOf(new KeyboardEvent("keydown", { key: name, ...more }));
  expect(key("n", { ctrlKey: true, code: "KeyN" })).toBe("Control+N");
  expect(key("N", { metaKey: true, shiftKey: true, code: "KeyN" })).toBe("Control+Shift+N");
  expect(key("†", { altKey: true, code: "KeyT" })).toBe("Alt+T");
  expect(key("&", { ctrlKey: true, code: "Digit1" })).toBe("Control+1");
  expect(key("k", { ctrlKey: true, code: "KeyV" })).toBe("Control+K");
  expect(key("л", { ctrlKey: true, code: "KeyK" })).toBe("Control+K");
  expect(key("+", { ctrlKey: true, shiftKey: true, code: "Equal" })).toBe("Control++");
  expect(key("F6", { shiftKey: true, code: "F6" })).toBe("Shift+F6");
});

test("A4: a key of an input method does nothing", async () => {
  const { backend } = await openDesk();
  expect(press("k", { ctrlKey: true, isComposing: true })).toBe(false);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(
    press("Enter", { ctrlKey: true, isComposing: true }) && backend.requests("issue_offer").length > 0,
  ).toBe(false);
});

test.each([
  ["reload", "r", { ctrlKey: true }],
  ["reload without the cache", "R", { ctrlKey: true, shiftKey: true }],
  ["reload by F5", "F5", {}],
  ["back", "ArrowLeft", { altKey: true }],
  ["forward", "ArrowRight", { altKey: true }],
  ["back by a key of its own", "BrowserBack", {}],
  ["print the page", "p", { ctrlKey: true }],
  ["find in the page", "g", { ctrlKey: true }],
  ["save the page", "s", { ctrlKey: true }],
  ["show the source", "u", { ctrlKey: true }],
  ["open a file", "o", { ctrlKey: true }],
  ["move by caret", "F7", {}],
])("the web view's own key is off: %s", async (_name, key, more) => {
  await openDesk();
  expect(press(key, more)).toBe(true);
});

test.each(["contextmenu", "dragover", "drop", "dragstart", "gesturestart"])(
  "the web view's own gesture is off: %s",
  async (name) => {
    await openDesk();
    const event = new Event(name, { bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  },
);

test("the wheel with Control does not zoom the page, and mouse buttons do not go back", async () => {
  await openDesk();
  const wheel = Object.defineProperty(new Event("wheel", { bubbles: true, cancelable: true }), "ctrlKey", {
    value: true,
  });
  const back = new MouseEvent("mouseup", { button: 3, bubbles: true, cancelable: true });
  document.body.dispatchEvent(wheel);
  document.body.dispatchEvent(back);
  expect([wheel.defaultPrevented, back.defaultPrevented]).toEqual([true, true]);
});

test("text fields keep their own menu and their letters, and neither fill nor check spelling", async () => {
  await openDesk();
  const field = document.querySelector<HTMLInputElement>("input[type=search]");
  if (!field) throw new Error("no field");
  const menu = new Event("contextmenu", { bubbles: true, cancelable: true });
  field.dispatchEvent(menu);
  expect(menu.defaultPrevented).toBe(false);
  expect(press("/", {}, field)).toBe(false);
  const fields = [...document.querySelectorAll("input[type=text], input[type=search], textarea")];
  expect(fields.length).toBeGreaterThan(0);
  for (const one of fields) {
    expect(one.getAttribute("autocomplete")).toBe("off");
    expect(one.getAttribute("spellcheck")).toBe("false");
  }
});

test("Control K finds an action by its name and does it", async () => {
  const { user } = await openDesk();
  await user.keyboard("{Control>}k{/Control}");
  const search = await screen.findByRole("combobox", { name: "Find a command" });
  expect(document.activeElement).toBe(search);
  await user.keyboard("pend");
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Go to PendingCtrl+2"]);
  await user.keyboard("{Enter}");
  await screen.findByRole("heading", { name: "Pending" });
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("the palette lists what makes sense now, follows the arrows and names what it does not know", async () => {
  const { user } = await openDesk();
  await user.keyboard("{F10}");
  const search = await screen.findByRole("combobox");
  expect(screen.queryByRole("option", { name: /New offer, same details/ })).toBeNull();
  await user.keyboard("{ArrowUp}");
  const options = screen.getAllByRole("option");
  await waitFor(() => expect(search.getAttribute("aria-activedescendant")).toBe(options.at(-1)?.id));
  await user.type(search, "zed");
  expect(await screen.findByText("No command matches ‘zed’.")).toBeTruthy();
});

test("nothing opens over the QR face", async () => {
  const desk = await openDesk();
  await issue(desk);
  await desk.user.keyboard("{F1}{Control>}k{/Control}{F10}");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getByTestId("qr")).toBeTruthy();
});

test("F1 lists the keys of this screen and says what it is for; focus returns to where it was", async () => {
  const desk = await openDesk();
  await issue(desk);
  await turnToCode(desk);
  const before = document.activeElement;
  await desk.user.keyboard("{F1}");
  const help = await screen.findByRole("dialog", { name: "Help: Issue" });
  expect(help.textContent).toContain("Show or hide the code");
  expect(help.textContent).toContain("look at the time left first");
  help.dispatchEvent(new Event("cancel", { cancelable: true }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(document.activeElement).toBe(before);
});

test("under a dialog the window's keys rest, and the web view's stay off", async () => {
  const { user, backend } = await openDesk();
  await user.keyboard("{F1}");
  await screen.findByRole("dialog");
  await user.keyboard("{Control>}2{/Control}");
  expect(backend.requests("list_pending")).toEqual([]);
  expect(press("r", { ctrlKey: true })).toBe(true);
});

test("Control and plus, minus and zero change the size of everything, a step at a time", async () => {
  const { user, backend } = await openDesk();
  const zooms = () => backend.requests("save_settings").map(({ zoom }) => zoom);
  await user.keyboard("{Control>}={/Control}");
  await waitFor(() => expect(zooms()).toEqual([110]));
  await user.keyboard("{Control>}+{/Control}");
  await waitFor(() => expect(zooms()).toEqual([110, 125]));
  await user.keyboard("{Control>}-{/Control}");
  await waitFor(() => expect(zooms()).toEqual([110, 125, 110]));
  await user.keyboard("{Control>}0{/Control}");
  await waitFor(() => expect(zooms()).toEqual([110, 125, 110, 100]));
});

test("the keys of a button are those of the keymap", async () => {
  await openDesk();
  const keys = Object.fromEntries(actions.map(({ id, keys }) => [id, keys.join(" ")]));
  expect(screen.getByRole("button", { name: "Pending" }).getAttribute("aria-keyshortcuts")).toBe(
    keys["go-pending"],
  );
  expect(screen.getByRole("button", { name: "Menu" }).getAttribute("aria-keyshortcuts")).toBe(keys.palette);
});
