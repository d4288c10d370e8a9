import { expect, test } from "vitest";
import { joinDate, joinMoment, pastedDate, splitDate, splitMoment } from "../src/staff/issue/dates";
import { frameSize, nudged, resized, within } from "../src/staff/issue/portrait";
import { PressGuard } from "../src/staff/issue/press";
import { finalBelowMs, spokenMoment, warnBelowMs } from "../src/staff/ticket/countdown";

test("a date takes numbers and month names, and passes a wrong one on for the core to name", () => {
  expect(joinDate({ day: "4", month: "mar", year: "1988" })).toBe("1988-03-04");
  expect(joinDate({ day: "4", month: "September", year: "1988" })).toBe("1988-09-04");
  expect(joinDate({ day: "31", month: "2", year: "2023" })).toBe("2023-02-31");
  expect(joinDate({ day: "", month: "", year: " " })).toBe("");
  expect(joinDate({ day: "4", month: "", year: "" })).toBe("--04");
  for (const text of ["1988-03-04", "--04", "-mar?-", "88-3x-"]) expect(joinDate(splitDate(text))).toBe(text);
  expect(splitDate("1988-03-04")).toEqual({ day: "4", month: "3", year: "1988" });
});

test("a pasted date fills the three fields, day first", () => {
  expect(pastedDate("4/3/1988")).toEqual({ day: "4", month: "3", year: "1988" });
  expect(pastedDate("4 March 1988")).toEqual({ day: "4", month: "March", year: "1988" });
  expect(pastedDate("1988-03-04")).toEqual({ day: "04", month: "03", year: "1988" });
  expect(pastedDate("12")).toBeNull();
});

test("a local date and time make a moment in UTC and come back the same", () => {
  const moment = joinMoment("2027-03-04", "17:30");
  expect(moment).toMatch(/^2027-03-0[345]T\d\d:30:00Z$/);
  expect(splitMoment(moment)).toEqual({ date: "2027-03-04", time: "17:30" });
  expect(joinMoment("2027-03-04", "")).toBe("2027-03-04T");
  expect(joinMoment("2027-02-31", "17:30")).toBe("2027-02-31T17:30");
  expect(joinMoment("", "23:59")).toBe("");
});

test("Issue ignores repeats, the moment after focus, and the two seconds after a press", () => {
  let now = 1000;
  const guard = new PressGuard(() => now);
  guard.focus();
  now += 249;
  expect(guard.accepts(false, false)).toBe(false);
  now += 1;
  expect(guard.accepts(true, false)).toBe(false);
  expect(guard.accepts(false, true)).toBe(false);
  expect(guard.accepts(false, false)).toBe(true);
  now += 1999;
  expect(guard.accepts(false, false)).toBe(false);
  now += 1;
  expect(guard.accepts(false, false)).toBe(true);
  guard.release();
  expect(guard.accepts(false, false)).toBe(true);
});

test("a click that brings its own focus counts at once", () => {
  const guard = new PressGuard(() => 1000);
  guard.pointer();
  guard.focus();
  expect(guard.accepts(false, false)).toBe(true);
});

test("A37: time is spoken at each minute, at 30 and at 10 seconds, and at no other moment", () => {
  const spoken: string[] = [];
  for (let left = 300; left > 0; left--) {
    const moment = spokenMoment(left * 1000, (left - 1) * 1000);
    if (moment) spoken.push(`${moment.seconds}${moment.assertive ? "!" : ""}`);
  }
  expect(spoken).toEqual(["240", "180", "120", "60", "30", "10!"]);
});

test("short offers warn within their own life", () => {
  expect(warnBelowMs(300)).toBe(60_000);
  expect(warnBelowMs(60)).toBe(24_000);
  expect(finalBelowMs(30)).toBe(6_000);
});

const wide = { width: 1300, height: 900 };

test("the frame of a portrait is 35 to 45, as large as the picture lets it, and stays inside", () => {
  const { width, height } = frameSize(wide, 1);
  expect(width * wide.width).toBeCloseTo(700);
  expect(height * wide.height).toBeCloseTo(900);
  expect(within(wide, { x: 0, y: 0.9, zoom: 1 })).toEqual({ x: 350 / 1300, y: 0.5, zoom: 1 });
  expect(within(wide, { x: 9, y: 0.5, zoom: 2 }).x).toBeCloseTo(1 - 175 / 1300);
});

test("arrows move the frame, plus and minus change its size, and no other key does anything", () => {
  const frame = { x: 0.5, y: 0.5, zoom: 1.5 };
  expect(nudged(frame, "ArrowLeft")).toEqual({ x: 0.48, y: 0.5, zoom: 1.5 });
  expect(nudged(frame, "ArrowDown")).toEqual({ x: 0.5, y: 0.52, zoom: 1.5 });
  expect(nudged(frame, "+")?.zoom).toBeCloseTo(1.36, 2);
  expect(nudged(frame, "-")?.zoom).toBeCloseTo(1.65);
  expect(resized({ ...frame, zoom: 1 }, true).zoom).toBe(1);
  for (const key of ["a", "Enter", "Tab", " "]) expect(nudged(frame, key)).toBeUndefined();
});
