import { expect, test } from "vitest";
import { parseGuardAnswer } from "./guard-answer.ts";

test("a prompt's verdict", () => {
  expect(parseGuardAnswer("Safety: Unsafe\nCategories: Violent")).toEqual({
    safety: "Unsafe",
    categories: ["Violent"],
  });
  expect(parseGuardAnswer("Safety: Safe\nCategories: None\n")).toEqual({ safety: "Safe", categories: [] });
  expect(parseGuardAnswer("\nSafety: Controversial \r\nCategories: PII, Suicide & Self-Harm\r\n")).toEqual({
    safety: "Controversial",
    categories: ["PII", "Suicide & Self-Harm"],
  });
});

test("an answer's verdict also says whether it refuses", () => {
  const verdict = "Safety: Safe\nCategories: None\nRefusal: Yes";
  expect(parseGuardAnswer(verdict)).toEqual({ safety: "Safe", categories: [], refusal: true });
  expect(parseGuardAnswer(verdict.replace("Yes", "No"))).toMatchObject({ refusal: false });
});

test.each(["", "Categories: None", "Safety: fine", "Safety:", "It is safe. Safety: Safe", "Refusal: Yes"])(
  "no verdict: %j",
  (text) => {
    expect(parseGuardAnswer(text)).toBeUndefined();
  },
);
