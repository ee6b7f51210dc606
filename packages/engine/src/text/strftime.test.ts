import { expect, test } from "vitest";
import { strftime } from "./strftime.ts";

test("writes dates as Python does", () => {
  const date = new Date(2026, 2, 5, 7, 8, 9);
  expect(strftime(date, "%A, %d %B %Y; %a %b; %Y-%m-%dT%H:%M:%S; 100%%, %Q %")).toBe(
    "Thursday, 05 March 2026; Thu Mar; 2026-03-05T07:08:09; 100%, %Q %",
  );
});
