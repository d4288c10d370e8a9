import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { appError, offer } from "../src/backend/fake";
import type { Field, FieldProblem, Form, OfferView } from "../src/backend/types";
import { compose, issueButton, later, openDesk } from "./desk";

const missing = { field: "given_name", label: "Given names", problem: "missing", message: null } as const;

test("A1: the caret starts in the person search", async () => {
  await openDesk();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("searchbox")));
});

test("an exact number and Enter loads the person, and the record fills the form", async () => {
  const desk = await openDesk();
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await desk.user.type(screen.getByRole("searchbox"), "104233{Enter}");
  expect(await screen.findByText("Born 4 March 1988")).toBeTruthy();
  await waitFor(() =>
    expect((screen.getByLabelText("Given names") as HTMLInputElement).value).toBe("Hēmi Rāwiri"),
  );
  expect(screen.getByText("4 March 1988")).toBeTruthy();
});

test("nobody found is said with what to do", async () => {
  const desk = await openDesk();
  await desk.user.type(screen.getByRole("searchbox"), "999{Enter}");
  expect((await screen.findAllByText("Nobody here has “999”.")).length).toBeGreaterThan(0);
});

test("Enter while an input method composes does not search", async () => {
  const desk = await openDesk();
  const search = screen.getByRole("searchbox");
  await desk.user.type(search, "104233");
  await fireEvent.keyDown(search, { key: "Enter", isComposing: true });
  expect(desk.backend.requests("search_people")).toHaveLength(0);
});

test("what is refused is listed with focus, in the same words as at the field, and nothing is lost", async () => {
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () => Promise.reject(appError("invalid", { fields: [missing] }));
  });
  await compose(desk);
  await desk.user.type(screen.getByLabelText("Family name"), "Te Ōkahu");
  await desk.user.click(issueButton());
  const title = await screen.findByRole("heading", { name: "There is a problem" });
  await waitFor(() => expect(document.activeElement).toBe(title));
  expect(screen.getAllByText("Enter the given names")).toHaveLength(2);
  await desk.user.click(screen.getByRole("link", { name: "Enter the given names" }));
  expect(document.activeElement).toBe(screen.getByLabelText("Given names"));
  expect((screen.getByLabelText("Family name") as HTMLInputElement).value).toBe("Te Ōkahu");
});

test("the service's own words are shown at the field it named", async () => {
  const refused = { ...missing, problem: "refused_by_service", message: "must be one of 4 values" } as const;
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () => Promise.reject(appError("refused", { fields: [refused] }));
  });
  await compose(desk);
  await desk.user.click(issueButton());
  expect(
    await screen.findAllByText("The service did not accept Given names: must be one of 4 values"),
  ).toHaveLength(2);
});

test("without a person the form asks for one and sends nothing", async () => {
  const desk = await openDesk();
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await desk.user.click(issueButton());
  expect((await screen.findAllByText("Find the person, or choose No person")).length).toBe(2);
  expect(desk.backend.requests("issue_offer")).toHaveLength(0);
});

test("A15: a double press makes one flight with one intent", async () => {
  const answer = later<OfferView>();
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () => answer.promise;
  });
  await compose(desk);
  await desk.user.dblClick(issueButton());
  await desk.user.keyboard("{Control>}{Enter}{/Control}");
  expect(desk.backend.requests("issue_offer")).toHaveLength(1);
  answer.resolve(offer());
  await screen.findByTestId("qr");
  expect(desk.backend.requests("new_intent")).toHaveLength(1);
});

test("each press after a settled flight has an intent of its own", async () => {
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () => Promise.reject(appError("invalid", { fields: [missing] }));
  });
  await compose(desk);
  await desk.user.click(issueButton());
  await screen.findByRole("heading", { name: "There is a problem" });
  await desk.user.click(issueButton());
  await waitFor(() =>
    expect(desk.backend.requests("issue_offer").map(({ intentId }) => intentId)).toEqual(["i-1", "i-2"]),
  );
});

test("a repeating or composing Control Enter does not issue", async () => {
  const desk = await openDesk();
  await compose(desk);
  await fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true, repeat: true });
  await fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true, isComposing: true });
  expect(desk.backend.requests("issue_offer")).toHaveLength(0);
});

test("A14: the draft holds what was chosen and typed, and keeps nothing unless asked", async () => {
  const desk = await openDesk();
  await desk.user.click(screen.getByRole("radio", { name: "New person" }));
  await desk.user.type(screen.getByLabelText("Member number"), "555");
  await desk.user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await desk.user.type(await screen.findByLabelText("Given names"), "Aroha");
  await desk.user.type(screen.getAllByLabelText("Day")[0] as HTMLElement, "4");
  await desk.user.type(screen.getAllByLabelText("Month")[0] as HTMLElement, "mar");
  await desk.user.type(screen.getAllByLabelText("Year")[0] as HTMLElement, "1988");
  await desk.user.click(screen.getByRole("radio", { name: "Off" }));
  expect(screen.getByText("Anyone who scans first gets it.")).toBeTruthy();
  await desk.user.click(screen.getByRole("radio", { name: "Other" }));
  await desk.user.clear(screen.getByLabelText("How long"));
  await desk.user.type(screen.getByLabelText("How long"), "1m30");
  await desk.user.click(issueButton());
  await screen.findByTestId("qr");
  const [draft] = desk.backend.requests("issue_offer");
  expect(draft).toMatchObject({
    person: { kind: "new", number: "555" },
    lifetime: "1m30",
    transactionCode: null,
    keep: [],
  });
  expect(draft?.typed).toMatchObject({ given_name: "Aroha", birth_date: "1988-03-04" });
});

test("changing the credentials keeps what was typed", async () => {
  const desk = await openDesk();
  await compose(desk);
  await desk.user.type(screen.getByLabelText("Given names"), "Aroha");
  await desk.user.click(screen.getByRole("checkbox", { name: "Site induction" }));
  await screen.findAllByText("required, used in both");
  expect((screen.getByLabelText("Given names") as HTMLInputElement).value).toBe("Aroha");
});

test("offline, Issue stays in sight and says why it does nothing", async () => {
  const desk = await openDesk((backend) => {
    backend.status = { ...backend.status, connection: "offline" };
  });
  await compose(desk);
  expect(issueButton().getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText(/You can fill this in now/)).toBeTruthy();
  await desk.user.click(issueButton());
  expect(desk.backend.requests("issue_offer")).toHaveLength(0);
});

test("when the service asks to wait, Issue waits that long and then works", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () =>
      Promise.reject(appError("rate_limited", { params: { seconds: "12" } }));
  });
  await compose(desk);
  await desk.user.click(issueButton());
  expect(await screen.findByText(/asked us to wait 12 seconds. We will enable Issue then/)).toBeTruthy();
  expect(issueButton().getAttribute("aria-disabled")).toBe("true");
  await vi.advanceTimersByTimeAsync(12_500);
  expect(issueButton().getAttribute("aria-disabled")).toBe("false");
  vi.useRealTimers();
});

test("a service that is slow can be waited for no longer, by the press that is under way", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const answer = later<OfferView>();
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () => answer.promise;
  });
  await compose(desk);
  await desk.user.click(issueButton());
  expect(screen.queryByRole("button", { name: "Stop waiting" })).toBeNull();
  await vi.advanceTimersByTimeAsync(8_500);
  await desk.user.click(await screen.findByRole("button", { name: "Stop waiting" }));
  const [pressed] = desk.backend.requests("issue_offer");
  expect(desk.backend.requests("stop_waiting")).toEqual([{ intentId: pressed?.intentId }]);
  answer.resolve({ ...desk.backend.current, state: "unknown", face: "blank", canShow: false });
  expect(await screen.findByText(/It is safe to try again/)).toBeTruthy();
  vi.useRealTimers();
});

test("a field that the form does not have yet is fetched, and staff hear that the credential changed", async () => {
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () => {
      const before = backend.answers.make_form;
      backend.answers.make_form = (request) => {
        const form = before(request) as Form;
        return {
          ...form,
          fields: [...form.fields, { ...(form.fields[0] as Field), id: "vehicle", label: "Vehicle" }],
        };
      };
      const problem = { field: "vehicle", label: "Vehicle", problem: "missing", message: null } as const;
      return Promise.reject(appError("invalid", { fields: [problem] }));
    };
  });
  await compose(desk);
  await desk.user.click(issueButton());
  expect(await screen.findByText(/This credential changed at .*Check the marked fields/)).toBeTruthy();
  const link = await screen.findByRole("link", { name: "Enter the vehicle" });
  await desk.user.click(link);
  expect(document.activeElement).toBe(screen.getByLabelText("Vehicle"));
});

test("the hint names the channel of the code until staff change or empty it", async () => {
  const desk = await openDesk();
  await compose(desk);
  const hint = screen.getByLabelText("Hint beside the code in the wallet") as HTMLInputElement;
  expect(hint.value).toBe("Ask the desk for your code");
  expect(screen.getByText(/^26 bytes/)).toBeTruthy();
  await desk.user.clear(hint);
  await desk.user.click(issueButton());
  await screen.findByTestId("qr");
  expect(desk.backend.requests("issue_offer")[0]?.transactionCode).toEqual({ description: "" });
});

test("a credential named by its DocType says it once", async () => {
  await openDesk();
  await screen.findByRole("checkbox", { name: "nz.example.plain.1" });
  expect(screen.getAllByText("nz.example.plain.1")).toHaveLength(1);
});

test("a draft that nobody touches for ten minutes is cleared, and one in use is not", async () => {
  const desk = await openDesk();
  await compose(desk);
  await desk.user.type(screen.getByLabelText("Given names"), "Hēmi");
  const given = () => (screen.getByLabelText("Given names") as HTMLInputElement).value;
  vi.useFakeTimers();
  try {
    await fireEvent.keyDown(document.body, { key: "Shift" });
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(given()).toBe("Hēmi");
    await fireEvent.pointerDown(document.body);
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(given()).toBe("Hēmi");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(given()).toBe("");
  } finally {
    vi.useRealTimers();
  }
});

test("A13: a new person like one of this run asks first, and the safe button has the focus", async () => {
  const desk = await openDesk((backend) => {
    const known = { userId: "u-9", name: "Hemi Brown", birthDate: "2001-07-12", contact: null };
    backend.answers.possible_match = () => known;
  });
  await compose(desk);
  await desk.user.click(screen.getByRole("radio", { name: "New person" }));
  await desk.user.type(screen.getByLabelText(/^Member number/), "55");
  await desk.user.click(issueButton());
  await screen.findByText("This may be someone you already have: Hemi Brown, 12 July 2001.");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Use this person" }));
  expect(desk.backend.requests("issue_offer")).toHaveLength(0);
  await desk.user.click(screen.getByRole("button", { name: "They are different" }));
  await waitFor(() => expect(desk.backend.requests("issue_offer")).toHaveLength(1));
});

test("A5: two missing details are a summary with two links, in the order of the form", async () => {
  const second = { ...missing, field: "family_name", label: "Family name" } as const;
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () => Promise.reject(appError("invalid", { fields: [missing, second] }));
  });
  await compose(desk);
  await desk.user.click(issueButton());
  const title = await screen.findByRole("heading", { name: "There are 2 problems" });
  await waitFor(() => expect(document.activeElement).toBe(title));
  const links = screen.getAllByRole("link").map((link) => link.textContent);
  expect(links).toEqual(["Enter the given names", "Enter the family name"]);
});

test("A46: a sign-in that ends in mid-form keeps every value", async () => {
  const desk = await openDesk((backend) => {
    backend.answers.issue_offer = () => Promise.reject(appError("sign_in_refused"));
  });
  await compose(desk);
  await desk.user.type(screen.getByLabelText("Given names"), "Hēmi Rāwiri");
  await desk.user.type(screen.getByLabelText("Family name"), "Te Ōkahu");
  await desk.user.click(issueButton());
  expect(await screen.findByText(/did not accept our sign-in\. Nothing you typed is lost\./)).toBeTruthy();
  expect((screen.getByLabelText("Given names") as HTMLInputElement).value).toBe("Hēmi Rāwiri");
  expect((screen.getByLabelText("Family name") as HTMLInputElement).value).toBe("Te Ōkahu");
  expect((screen.getByRole("checkbox", { name: "Visitor pass" }) as HTMLInputElement).checked).toBe(true);
});

test("a new person without a number is told what to enter", async () => {
  const desk = await openDesk();
  await compose(desk);
  await desk.user.click(screen.getByRole("radio", { name: "New person" }));
  const fields: FieldProblem[] = [{ field: "person", label: "", problem: "missing", message: null }];
  desk.backend.answers.issue_offer = () => Promise.reject(appError("invalid", { fields }));
  await desk.user.click(issueButton());
  await screen.findByRole("link", { name: "Enter the member number" });
});
