import { render, screen } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { FakeBackend } from "../src/backend/fake";
import Staff from "../src/staff/Staff.svelte";

export interface OpenDesk {
  backend: FakeBackend;
  user: UserEvent;
}

/** The staff window on a fake backend, once its first state is on screen. */
export async function openDesk(prepare?: (backend: FakeBackend) => void): Promise<OpenDesk> {
  const backend = new FakeBackend();
  prepare?.(backend);
  render(Staff, { backend });
  await screen.findByRole(backend.status.settings.firstRun ? "main" : "navigation");
  return { backend, user: userEvent.setup() };
}

/** Nobody in particular, one credential. */
export async function compose({ user }: OpenDesk): Promise<void> {
  await user.click(screen.getByRole("radio", { name: "No person" }));
  await user.click(await screen.findByRole("checkbox", { name: "Visitor pass" }));
  await screen.findByLabelText("Given names");
}

/** A live offer, on its QR face. */
export async function issue(desk: OpenDesk): Promise<void> {
  await compose(desk);
  await desk.user.click(issueButton());
  await screen.findByTestId("qr");
}

export const issueButton = (): HTMLElement => screen.getByRole("button", { name: /^Issue offer/ });

export async function turnToCode({ user }: OpenDesk): Promise<void> {
  await user.keyboard(" ");
  await screen.findByRole("button", { name: /^Show code/ });
}

export function later<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
